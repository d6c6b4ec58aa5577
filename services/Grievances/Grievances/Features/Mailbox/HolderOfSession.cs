using System.Security.Cryptography;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>Whoever holds a mailbox session, and the case they hold, opened with their own key.</summary>
/// <param name="Case">The case, tracked.</param>
/// <param name="Holder">Who they are in it, tracked.</param>
/// <param name="Sealer">Opens and seals its fields.</param>
public sealed record HeldCase(Grievance Case, CaseHolder Holder, CaseSealer Sealer)
{
    /// <summary>The case that this one is a part of, or null; its receipt opened both.</summary>
    public Grievance? PartOf { get; init; }
}

/// <summary>Loads what a mailbox session leads to.</summary>
public sealed class HolderOfSession(GrievancesDb db, CaseKeys keys, PartKeys parts)
{
    /// <summary>The session leads nowhere any more.</summary>
    public static Refusal Over { get; } = new(StatusCodes.Status401Unauthorized, "grievances.mailbox_session");

    /// <summary>The receipt, its people and the proof of filing belong to the case that was filed, and not to a part of it.</summary>
    public static Refusal WholeCaseOnly { get; } = Refusal.Conflict("grievances.whole_case_only");

    /// <summary>Whether the place of a session was ended by somebody else: that of whoever was let in to help, by the one who let them in.</summary>
    public Task<bool> WasEnded(MailboxSession session, CancellationToken cancellation) => db.Holders.AnyAsync(h => h.CaseId == session.First.CaseId && h.Id == session.First.Holder
        && (h.Role == HolderRole.Adviser || h.Role == HolderRole.Representative) && h.Id != h.CaseId && (h.LeftAt != null || db.Holders.Any(f => f.CaseId == h.CaseId && f.Id == h.CaseId && f.LeftAt != null)), cancellation);

    /// <summary>The case and its holder, or a refusal: a session can outlive the holder's place in the case.</summary>
    public async Task<Outcome<HeldCase>> Find(MailboxSession session, CancellationToken cancellation) => session.IsInPart ? await InPart(session, cancellation) : await Own(session, cancellation);

    /// <summary>The same, where the session is not one of a part.</summary>
    public async Task<Outcome<HeldCase>> OfWhole(MailboxSession session, CancellationToken cancellation) => session.IsInPart ? WholeCaseOnly : await Own(session, cancellation);

    // Whoever has no place in the first any more has none in its parts, whatever their rows say.
    private async Task<Outcome<HeldCase>> InPart(MailboxSession session, CancellationToken cancellation)
    {
        var found = await Own(session.First, cancellation);
        if (found.Refusal is { } over)
            return over;
        if (await parts.One(found.Value!.Sealer, session.CaseId, cancellation) is not { } part
            || await db.Holders.FirstOrDefaultAsync(h => h.CaseId == session.CaseId && h.Id == session.Holder && h.LeftAt == null, cancellation) is not { } holder)
            return Over;
        return new HeldCase(part.Part, holder, part.Sealer) { PartOf = found.Value.Case };
    }

    private async Task<Outcome<HeldCase>> Own(MailboxSession session, CancellationToken cancellation)
    {
        var found = await (from h in db.Holders
                           join g in db.Grievances on h.CaseId equals g.Id
                           where h.CaseId == session.CaseId && h.Id == session.Holder && h.LeftAt == null
                               // Whoever was let in to help is there as long as the one who let them in: also where both came and went at the same moment.
                               && (h.Id == h.CaseId || (h.Role != HolderRole.Adviser && h.Role != HolderRole.Representative) || db.Holders.Any(f => f.CaseId == h.CaseId && f.Id == h.CaseId && f.LeftAt == null))
                           select new { Case = g, Holder = h }).FirstOrDefaultAsync(cancellation);
        if (found is null)
            return Over;
        try
        {
            var key = await keys.OpenForPerson(session.CaseId, session.Holder, session.ReceiptKey, cancellation);
            return new HeldCase(found.Case, found.Holder, new CaseSealer(session.Tenant, session.CaseId, key));
        }
        catch (CryptographicException)
        {
            // Their key was taken, or the session comes from a receipt that was changed since.
            return Over;
        }
    }
}
