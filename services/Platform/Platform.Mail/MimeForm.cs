using System.Text;
using MimeKit;

namespace Platform.Mail;

/// <summary>The form of a mail on the wire.</summary>
internal static class MimeForm
{
    public static MimeMessage Of(MailMessage message)
    {
        var mime = new MimeMessage
        {
            // Set here: the library's own would name this machine.
            MessageId = $"{message.Id}@{DomainOf(message.From)}",
            Subject = message.Subject,
            Date = message.At,
        };
        mime.From.Add(new MailboxAddress("", message.From));
        mime.To.Add(new MailboxAddress("", message.To));
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mime.Headers.Add("X-Auto-Response-Suppress", "All");
        var text = new TextPart("plain");
        text.SetText(Encoding.UTF8, message.Body);
        // Seven bits all the way: what a server on the way can't carry it would garble.
        text.ContentTransferEncoding = ContentEncoding.Base64;
        text.Headers.Add(HeaderId.ContentLanguage, message.Language);
        mime.Body = text;
        return mime;
    }

    public static string DomainOf(string address) => MailboxAddress.EncodeAddrspec(address) is { } ascii ? ascii[(ascii.LastIndexOf('@') + 1)..] : "";
}
