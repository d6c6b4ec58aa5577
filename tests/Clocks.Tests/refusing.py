"""A mailbox that answers as some servers do: "busy" comes later, "gone" never, "norelay" not through us."""
from aiosmtpd.handlers import Mailbox


class Refusing(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        answers = {
            "busy": "451 4.2.1 <%s> is busy" % address,
            "gone": "550 5.1.1 <%s> is gone" % address,
            "norelay": "554 5.7.1 <%s> relay access denied" % address,
        }
        refusal = answers.get(address.split("@")[0])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(address.startswith("spam") for address in envelope.rcpt_tos):
            return "554 5.7.1 message for %s refused" % envelope.rcpt_tos[0]
        return await super().handle_DATA(server, session, envelope)
