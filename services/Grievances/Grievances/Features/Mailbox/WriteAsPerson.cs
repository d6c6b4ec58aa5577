using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Mailbox;

/// <summary>A message.</summary>
/// <param name="Text">At most 20,000 characters.</param>
public sealed record WriteRequest(string Text);

/// <summary>A message was stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WrittenAt">When.</param>
public sealed record WrittenMessage(Guid Id, DateTimeOffset WrittenAt);

/// <summary>The person writes to the handlers; also after closing, since a closed door helps nobody.</summary>
public sealed class WriteAsPerson(GrievancesDb db, CaseKeys keys, TimeProvider clock)
{
    /// <summary>Writes within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Run(MailboxSession session, string? text, CancellationToken cancellation)
    {
        if (MessageText.Check(text) is { } refusal)
            return refusal;
        var sealer = new CaseSealer(session.Tenant, session.CaseId, await keys.OpenForPerson(session.CaseId, session.ReceiptKey, cancellation));
        var kase = await db.Grievances.SingleAsync(g => g.Id == session.CaseId, cancellation);
        var (now, id) = (clock.GetUtcNow(), Guid.CreateVersion7());
        db.Add(new CaseMessage
        {
            TenantId = session.Tenant,
            Id = id,
            CaseId = kase.Id,
            FromPerson = true,
            WriterRole = "complainant",
            Body = sealer.Seal("message", id, "body", text!.Trim()),
            WrittenAt = now,
        });
        kase.Wrote(person: true);
        db.Publish(new ComplainantWrote(kase.Snapshot(), now), now);
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenMessage(id, now);
    }

    /// <summary>POST /api/grievances/v1/mailbox/messages.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/messages",
            async (JsonBody<WriteRequest> body, WriteAsPerson write, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"mailbox:{session.CaseId:N}", key, body.Raw,
                    () => write.Run(session, body.Value.Text, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created("/api/grievances/v1/mailbox", written));
            })
        .Idempotent().WithName("Grievances_WriteAsPerson").WithSummary("Write to the handlers of one's own case")
        .Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(422)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
}

/// <summary>What a message must hold.</summary>
public static class MessageText
{
    /// <summary>The refusal, or null.</summary>
    public static Refusal? Check(string? text) =>
        FileRules.IsBlank(text) ? Refusal.Field("platform.invalid", "/text", "grievances.message_missing")
        : FileRules.Characters(text) > FileRules.MostText ? Refusal.Field("platform.invalid", "/text", "platform.too_long")
        : null;
}
