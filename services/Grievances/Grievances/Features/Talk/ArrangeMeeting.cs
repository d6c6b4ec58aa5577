using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>A meeting was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProposedAt">When.</param>
public sealed record AskedMeeting(Guid Id, DateTimeOffset ProposedAt);

/// <summary>
/// Either side asks for a meeting and names times; the other agrees to one of them or names others; either calls it off. Nobody has to meet:
/// the case goes on without (Directive (EU) 2024/1760, art. 14(4); Directive (EU) 2019/1937, art. 9(2)).
/// </summary>
public sealed class ArrangeMeeting(GrievancesDb db, MeetingSides sides, TimeProvider clock)
{
    // So that a page stays one that can be read.
    private const int MostOpen = 5;

    /// <summary>Asks within the current unit of work.</summary>
    public async Task<Outcome<AskedMeeting>> Ask(Func<Task<Outcome<MeetingSide>>> open, bool person, MeetingRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (MeetingRules.Unfit(request, person, now) is { } unfit)
            return unfit;
        var opened = await open();
        if (opened.Refusal is { } shut)
            return shut;
        var side = opened.Value!;
        var (id, with) = (Guid.CreateVersion7(), side.Holder ?? request.HolderId ?? side.Case.Id);
        if (!person && !await db.Holders.AnyAsync(h => h.CaseId == side.Case.Id && h.Id == with && h.LeftAt == null && (h.Id == h.CaseId || h.Role == HolderRole.Member), cancellation))
            return Refusal.Field("platform.invalid", "/holderId", "grievances.holder_unknown");
        if (await db.Meetings.CountAsync(m => m.CaseId == side.Case.Id && m.HolderId == with && (m.State == MeetingState.Proposed || m.State == MeetingState.Agreed), cancellation) >= MostOpen)
            return Refusal.Conflict("grievances.too_many_meetings");
        var meeting = new CaseMeeting
        {
            TenantId = side.Case.TenantId, Id = id, CaseId = side.Case.Id, AskedByPerson = person, HolderId = with, State = MeetingState.Proposed,
            Proposal = StoredProposal.Of(request, person).Seal(id, side.Sealer), ProposedAt = now,
        };
        db.Add(meeting);
        await sides.Step(side, meeting, "grievances.meeting_asked", cancellation);
        return new AskedMeeting(id, now);
    }

    /// <summary>Agrees, within the current unit of work, to one of the times the other side named.</summary>
    public Task<Outcome<Done>> Agree(Func<Task<Outcome<MeetingSide>>> open, Guid id, DateTimeOffset time, CancellationToken cancellation) =>
        With(open, id, "grievances.meeting_agreed", (side, meeting) =>
        {
            if (meeting.State is not MeetingState.Proposed)
                return Refusal.Conflict("grievances.meeting_not_open");
            var proposal = StoredProposal.Open(meeting, side.Sealer);
            if (proposal.ByPerson == side.Person)
                return Refusal.Conflict("grievances.meeting_others_turn");
            if (!proposal.Times.Contains(time) || time <= clock.GetUtcNow())
                return Refusal.Field("platform.invalid", "/time", "grievances.meeting_time_unknown");
            (meeting.State, meeting.AgreedFor) = (MeetingState.Agreed, time.ToUniversalTime());
            return null;
        }, cancellation);

    /// <summary>Names other times within the current unit of work; what was agreed on is open again.</summary>
    public async Task<Outcome<Done>> Propose(Func<Task<Outcome<MeetingSide>>> open, bool person, Guid id, MeetingRequest request, CancellationToken cancellation) =>
        MeetingRules.Unfit(request, person, clock.GetUtcNow()) is { } unfit ? unfit : await With(open, id, "grievances.meeting_times_proposed", (side, meeting) =>
        {
            if (meeting.State is not (MeetingState.Proposed or MeetingState.Agreed))
                return Refusal.Conflict("grievances.meeting_not_open");
            (meeting.State, meeting.AgreedFor, meeting.Proposal) = (MeetingState.Proposed, null, StoredProposal.Of(request, person).Seal(meeting.Id, side.Sealer));
            return null;
        }, cancellation);

    /// <summary>Calls it off within the current unit of work, with or without words.</summary>
    public async Task<Outcome<Done>> Cancel(Func<Task<Outcome<MeetingSide>>> open, bool person, Guid id, string? words, CancellationToken cancellation) =>
        MeetingRules.Unfit(words, person) is { } unfit ? unfit : await With(open, id, "grievances.meeting_cancelled", (side, meeting) =>
        {
            if (meeting.State is not (MeetingState.Proposed or MeetingState.Agreed))
                return Refusal.Conflict("grievances.meeting_not_open");
            var proposal = StoredProposal.Open(meeting, side.Sealer) with { CancelledByPerson = person, CancelWords = StoredProposal.Text(words) };
            (meeting.State, meeting.Proposal) = (MeetingState.Cancelled, proposal.Seal(meeting.Id, side.Sealer));
            return null;
        }, cancellation);

    private async Task<Outcome<Done>> With(Func<Task<Outcome<MeetingSide>>> open, Guid id, string action, Func<MeetingSide, CaseMeeting, Refusal?> step, CancellationToken cancellation)
    {
        var opened = await open();
        if (opened.Refusal is { } shut)
            return shut;
        var found = await sides.Meeting(opened.Value!, id, cancellation);
        if ((found.Refusal ?? step(opened.Value!, found.Value!)) is { } refusal)
            return refusal;
        await sides.Step(opened.Value!, found.Value!, action, cancellation);
        return new Done();
    }
}
