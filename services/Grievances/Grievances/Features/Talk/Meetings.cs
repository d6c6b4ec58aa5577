using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>The meetings of a mailbox.</summary>
/// <param name="Items">Its meetings, the newest first.</param>
/// <param name="MayAnswer">Whether the reader may ask and answer; whoever helps reads along.</param>
public sealed record MeetingsOfMailbox(IReadOnlyList<MeetingView> Items, bool MayAnswer);

/// <summary>Reads meetings.</summary>
public sealed class Meetings(GrievancesDb db, HolderOfSession holders, CaseDoor doors)
{
    /// <summary>Every meeting of an opened case, the newest first; of one holder where they are named.</summary>
    public async Task<IReadOnlyList<MeetingView>> MeetingsOf(CaseSealer sealer, Guid? holder, CancellationToken cancellation) =>
        [.. (await db.Meetings.AsNoTracking().Where(m => m.CaseId == sealer.CaseId && (holder == null || m.HolderId == holder)).OrderByDescending(m => m.ProposedAt).ThenByDescending(m => m.Id).ToListAsync(cancellation))
            .Select(m => MeetingView.Of(m, sealer))];

    /// <summary>Those of a mailbox: a member's own; whoever was let in to help reads those of the one who let them in.</summary>
    public async Task<Outcome<MeetingsOfMailbox>> Of(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        return await Of(found.Value!, cancellation);
    }

    /// <summary>Those of a case that a holder has opened.</summary>
    public async Task<MeetingsOfMailbox> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        return new MeetingsOfMailbox(await MeetingsOf(sealer, holder.Decides() ? holder.Id : kase.Id, cancellation), holder.Decides());
    }

    /// <summary>Those of a case, for handlers, within the current, writing, unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<MeetingView>>> OfCase(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "meeting", cancellation);
        return door.Refusal is { } shut ? shut : new Outcome<IReadOnlyList<MeetingView>>(await MeetingsOf(door.Value!.Sealer, null, cancellation), null);
    }
}
