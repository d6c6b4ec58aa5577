using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
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

/// <summary>
/// A holder writes to the handlers; also after closing, since a closed door helps nobody. What a member of a group writes is
/// for the handlers alone, what the one who filed writes is for everybody in the case.
/// </summary>
public sealed class WriteAsPerson(GrievancesDb db, HolderOfSession holders, CaseClocks clocks, MissedDeadlines missed, TimeProvider clock)
{
    /// <summary>Writes within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Run(MailboxSession session, string? text, MessageKind kind, CancellationToken cancellation)
    {
        if (MessageText.Check(text) is { } refusal)
            return refusal;
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        var (now, id) = (clock.GetUtcNow(), Guid.CreateVersion7());
        db.Add(new CaseMessage
        {
            TenantId = session.Tenant,
            Id = id,
            CaseId = kase.Id,
            FromPerson = true,
            HolderId = holder.Id,
            OnlyFor = holder.Role is HolderRole.Member || kind is MessageKind.Retaliation ? holder.Id : null,
            Kind = kind,
            WriterRole = Codes.Of(holder.Role),
            Body = sealer.Seal("message", id, "body", text!.Trim()),
            WrittenAt = now,
        });
        kase.Wrote(person: true, now);
        if (kind is MessageKind.Retaliation)
        {
            // Whoever is punished for having complained is heard, whatever their case was taken for.
            if (kase.Spam)
            {
                kase.NoSpam();
                await Patterns.Patterns.Count(db, kase.PatternId, 1, now, cancellation);
                db.Publish(new CaseChanged(kase.Snapshot()), now);
                await missed.MakeUp(kase, cancellation);
            }
            await clocks.RetaliationReported(kase, now, cancellation);
            db.Publish(new RetaliationReported(kase.Snapshot(), kase.RetaliationBy!.Value), now);
        }
        else
        {
            await clocks.Moved(kase, cancellation);
            db.Publish(new ComplainantWrote(kase.Snapshot(), now), now);
        }
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenMessage(id, now);
    }

    /// <summary>What the holder of a session has reported of retaliation, and what became of it.</summary>
    public async Task<Outcome<ReportsOfRetaliation>> Reports(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        var days = await db.Messages.AsNoTracking().Where(m => m.CaseId == kase.Id && m.Kind == MessageKind.Retaliation && m.HolderId == holder.Id).OrderByDescending(m => m.WrittenAt)
            .Select(m => m.WrittenAt).Take(10).ToListAsync(cancellation);
        var escalateTo = (await clocks.Policy(cancellation)).EscalateTo;
        if (days.Count == 0 || kase.RetaliationBy is not { } by)
            return new ReportsOfRetaliation(days, escalateTo, null, null, null, null);
        if (kase.RetaliationSettledAt is not { } settled)
            return new ReportsOfRetaliation(days, escalateTo, by, null, null, null);
        var answer = await db.Messages.AsNoTracking().Where(m => m.CaseId == kase.Id && !m.FromPerson && (m.OnlyFor == null || m.OnlyFor == holder.Id) && m.WrittenAt >= settled)
            .OrderBy(m => m.WrittenAt).FirstOrDefaultAsync(cancellation);
        return new ReportsOfRetaliation(days, escalateTo, by, settled, answer is null ? null : sealer.Open("message", answer.Id, "body", answer.Body), answer?.Id.ToString());
    }

    /// <summary>POST /api/grievances/v1/mailbox/messages and /mailbox/retaliation.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "messages", MessageKind.Ordinary, "Grievances_WriteAsPerson", "Write to the handlers of one's own case");
        Map(api, "retaliation", MessageKind.Retaliation, "Grievances_ReportRetaliation", "Report being punished for having complained; a clock of its own starts");
    }

    private static void Map(RouteGroupBuilder api, string path, MessageKind kind, string name, string summary) => api.MapPost("/mailbox/" + path,
            async (JsonBody<WriteRequest> body, WriteAsPerson write, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"{path}:{session.Holder:N}", key, body.Raw,
                    () => write.Run(session, body.Value.Text, kind, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created("/api/grievances/v1/mailbox", written));
            })
        .Idempotent().WithName(name).WithSummary(summary)
        .Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
}

/// <summary>Reports of retaliation of one holder.</summary>
/// <param name="Days">When they reported it, newest first, at most ten.</param>
/// <param name="EscalateTo">Role that is told where nobody acts.</param>
/// <param name="ActBy">Until when somebody has, or had, to act on the last one; null where nobody owes that.</param>
/// <param name="SettledAt">When the organisation said what it did, or null.</param>
/// <param name="Said">What it said, or null.</param>
/// <param name="SaidIn">Id of the message that says so, or null.</param>
public sealed record ReportsOfRetaliation(IReadOnlyList<DateTimeOffset> Days, string EscalateTo, DateTimeOffset? ActBy, DateTimeOffset? SettledAt, string? Said, string? SaidIn);

/// <summary>What a message must hold.</summary>
public static class MessageText
{
    /// <summary>The refusal, or null.</summary>
    public static Refusal? Check(string? text) =>
        FileRules.IsBlank(text) ? Refusal.Field("platform.invalid", "/text", "grievances.message_missing")
        : FileRules.Characters(text) > FileRules.MostText ? Refusal.Field("platform.invalid", "/text", "platform.too_long")
        : null;
}
