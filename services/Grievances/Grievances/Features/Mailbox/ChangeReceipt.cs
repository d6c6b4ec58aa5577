using System.Security.Cryptography;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Security;

namespace Grievances.Features.Mailbox;

/// <summary>A receipt that nobody else knows, and a token made from it.</summary>
/// <param name="Receipt">20 digits, shown once. The one before opens nothing any more.</param>
/// <param name="Token">Send it as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">UTC, 30 minutes from now.</param>
public sealed record ChangedReceipt(string Receipt, string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Changes a receipt. Where somebody else made it, a hotline or the spokesperson of a group, this is how the person takes
/// the case over: from then on an operator has no key, and whoever passed the receipt on can't use it.
/// </summary>
public sealed class ChangeReceipt(GrievancesDb db, CaseKeys keys, CasePeople people, PeopleOfPart inParts, MailboxTokens tokens, TimeProvider clock)
{
    /// <summary>Changes within the current unit of work.</summary>
    public async Task<Outcome<ChangedReceipt>> Run(MailboxSession session, CancellationToken cancellation)
    {
        if (session.IsInPart)
            return HolderOfSession.WholeCaseOnly;
        // Deleted first: of two changes at once the second finds nothing to change.
        if (await db.Receipts.Where(r => r.CaseId == session.CaseId && r.HolderId == session.Holder).ExecuteDeleteAsync(cancellation) == 0
            || await db.Holders.SingleOrDefaultAsync(h => h.CaseId == session.CaseId && h.Id == session.Holder && h.LeftAt == null, cancellation) is not { } holder)
            return HolderOfSession.Over;
        if (await Opened(session, cancellation) is not { } sealer)
            return HolderOfSession.Over;
        await keys.TakeFrom(session.CaseId, session.Holder, cancellation);
        var (now, receipt) = (clock.GetUtcNow(), Receipt.New());
        var receiptKey = keys.FromReceipt(receipt);
        keys.WrapForHolder(session.CaseId, holder.Id, receiptKey, sealer.Key);
        if (holder.Id == session.CaseId)
            await keys.MoveIdentity(session.CaseId, session.ReceiptKey, receiptKey, cancellation);
        db.Add(people.Lookup(sealer, holder.Id, receipt));
        if (holder.ProofSalt is { } salt)
            holder.ProofSalt = ProofSalts.Seal(receiptKey, holder.OriginId ?? session.Tenant, session.CaseId, holder.Id,
                ProofSalts.Open(session.ReceiptKey, holder.OriginId ?? session.Tenant, session.CaseId, holder.Id, salt));
        // Of a group the first is enough: what members write is no business of whoever filed for them.
        if (session.MustTakeOver && (holder.Id == session.CaseId || holder.Role is HolderRole.Member))
            await SendOperatorAway(session.CaseId, now, cancellation);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), session.MustTakeOver ? "grievances.taken_over" : "grievances.receipt_changed", $"case:{session.CaseId}", "mailbox");
        if (session.MustTakeOver && holder.Id != session.CaseId && holder.Role is HolderRole.Adviser or HolderRole.Representative)
            db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), Companions.OpenedAction, Companions.Subject(holder.Id), "mailbox");
        await db.SaveChangesAsync(CancellationToken.None);
        var expires = now + MailboxTokens.Lifetime;
        return new ChangedReceipt(receipt.Digits, tokens.Issue(new MailboxSession(session.Tenant, session.CaseId, receiptKey, expires, holder.Id)), expires);
    }

    // Null where the receipt was changed before: what was deleted above was then its successor's, and is rolled back.
    private async Task<CaseSealer?> Opened(MailboxSession session, CancellationToken cancellation)
    {
        try
        {
            return new CaseSealer(session.Tenant, session.CaseId, await keys.OpenForPerson(session.CaseId, session.Holder, session.ReceiptKey, cancellation));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task SendOperatorAway(Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var gone in await db.Holders.Where(h => h.CaseId == caseId && h.Role == HolderRole.Operator && h.LeftAt == null).ToListAsync(cancellation))
        {
            gone.LeftAt = now;
            await keys.TakeFrom(caseId, gone.Id, cancellation);
            await db.Receipts.Where(r => r.CaseId == caseId && r.HolderId == gone.Id).ExecuteDeleteAsync(cancellation);
            await inParts.Leave(caseId, gone.Id, false, now, cancellation);
        }
    }

    /// <summary>POST /api/grievances/v1/mailbox/receipt.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/receipt",
            async (ChangeReceipt change, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"receipt:{session.Holder:N}", key, [], () => change.Run(session, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(changed => TypedResults.Created("/api/grievances/v1/mailbox", changed));
            })
        .Idempotent().WithName("Grievances_ChangeReceipt").WithSummary("Change the receipt of one's own case; take a case over")
        .Produces<ChangedReceipt>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(409)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute { BeforeTakeOver = true }).OwnWork();
}
