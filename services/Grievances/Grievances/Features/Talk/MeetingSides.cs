using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Talk;

/// <summary>A case that one side of a meeting has opened.</summary>
/// <param name="Case">The case, tracked.</param>
/// <param name="Sealer">Opens its fields.</param>
/// <param name="Person">Whether it is the person's side.</param>
/// <param name="Holder">Who on the person's side; null for the organisation.</param>
/// <param name="Actor">As the audit log names them.</param>
/// <param name="Role">Role they act in.</param>
public sealed record MeetingSide(Grievance Case, CaseSealer Sealer, bool Person, Guid? Holder, string Actor, string Role);

/// <summary>The two sides of a meeting: how each opens the case, and what every step brings about.</summary>
public sealed class MeetingSides(GrievancesDb db, CaseDoor doors, HolderOfSession holders, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>The organisation's side: an opening, which the person sees.</summary>
    public async Task<Outcome<MeetingSide>> Staff(Guid id, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        // Its person has their mailbox with another organisation.
        if (found.Value!.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.write_to_shared");
        var door = await doors.Open(found.Value, "meeting", cancellation);
        return door.Refusal is { } shut ? shut : new MeetingSide(door.Value!.Case, door.Value.Sealer, false, null, actor.Id, actor.Role);
    }

    /// <summary>The person's side. Whoever was let in to help reads along, and meets nobody in the person's place.</summary>
    public async Task<Outcome<MeetingSide>> Person(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        return holder.Decides() ? new MeetingSide(kase, sealer, true, holder.Id, Guid.Empty.ToString(), Codes.Of(holder.Role)) : new Refusal(StatusCodes.Status403Forbidden, "grievances.decision_not_yours");
    }

    /// <summary>A meeting of the case that a side may act on, tracked.</summary>
    public async Task<Outcome<CaseMeeting>> Meeting(MeetingSide side, Guid meeting, CancellationToken cancellation) =>
        await db.Meetings.FirstOrDefaultAsync(m => m.CaseId == side.Case.Id && m.Id == meeting && (side.Holder == null || m.HolderId == side.Holder), cancellation) is { } found ? found
            : Refusal.NotFound("grievances.meeting_unknown");

    /// <summary>Stores a step within the current unit of work: the case moves, the other side hears of it, the audit log has a line.</summary>
    public async Task Step(MeetingSide side, CaseMeeting meeting, string action, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        meeting.Version++;
        side.Case.Wrote(side.Person, now);
        await clocks.Moved(side.Case, cancellation);
        if (!side.Person)
            await pings.Tell(side.Case.Id, meeting.HolderId, now, cancellation);
        db.Publish(new CaseChanged(side.Case.Snapshot()), now);
        db.Record(now, side.Actor, side.Role, action, $"case:{side.Case.Id}", $"meeting:{meeting.Id}");
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
