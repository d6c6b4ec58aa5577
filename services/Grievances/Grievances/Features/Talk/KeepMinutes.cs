using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>Minutes of a meeting.</summary>
/// <param name="Text">At most 20,000 characters; the person reads them.</param>
/// <param name="Agreed">Whether the organisation agrees to this wording with it.</param>
public sealed record MinutesRequest(string Text, bool Agreed = false);

/// <summary>What a side says to one wording of the minutes.</summary>
/// <param name="Version">Number of the wording that was read.</param>
/// <param name="Agreed">Whether it agrees to exactly that wording. Without it the person asks for a change.</param>
/// <param name="Remark">What the person wants changed, or adds to them; at most 4,000 characters.</param>
public sealed record MinutesAnswer(int Version, bool Agreed, string? Remark = null);

/// <summary>A wording was stored.</summary>
/// <param name="Version">Its number.</param>
public sealed record StoredMinutes(int Version);

/// <summary>
/// The minutes of a meeting: the organisation writes them, and they hold once both sides agreed to the same words (Directive (EU) 2019/1937,
/// art. 18(4)). A new wording takes both agreements back; what both agreed on is changed by nobody.
/// </summary>
public sealed class KeepMinutes(GrievancesDb db, MeetingSides sides, TimeProvider clock)
{
    /// <summary>Writes a wording within the current unit of work.</summary>
    public async Task<Outcome<StoredMinutes>> Write(Guid id, Guid meetingId, MinutesRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Text, "/text", "grievances.minutes_missing", FileRules.MostText) is { } unfit)
            return unfit;
        var opened = await sides.Staff(id, cancellation);
        if (opened.Refusal is { } shut)
            return shut;
        var (side, now) = (opened.Value!, clock.GetUtcNow());
        var found = await sides.Meeting(side, meetingId, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var meeting = found.Value!;
        if (meeting.State is MeetingState.Minuted)
            return Refusal.Conflict("grievances.minutes_agreed");
        if (meeting.State is not MeetingState.Held && (meeting.State is not MeetingState.Agreed || meeting.AgreedFor > now))
            return Refusal.Conflict("grievances.meeting_not_held");
        var text = request.Text.Trim();
        var same = meeting.Minutes is { } before && side.Sealer.Open("meeting", meetingId, "minutes", before) == text;
        if (!same)
        {
            // A translation of another wording would say what nobody agrees on.
            await db.Translations.Where(t => t.CaseId == id && t.Part == TranslatedPart.Minutes && t.RowId == meetingId).ExecuteDeleteAsync(cancellation);
            (meeting.Minutes, meeting.MinutesVersion, meeting.StaffAgreedAt, meeting.PersonAgreedAt) = (side.Sealer.Seal("meeting", meetingId, "minutes", text), meeting.MinutesVersion + 1, null, null);
        }
        meeting.State = MeetingState.Held;
        if (request.Agreed)
            meeting.StaffAgreedAt ??= now;
        Hold(meeting);
        await sides.Step(side, meeting, "grievances.minutes_written", cancellation);
        return new StoredMinutes(meeting.MinutesVersion);
    }

    /// <summary>The organisation agrees, within the current unit of work, to the wording that stands.</summary>
    public async Task<Outcome<Done>> AgreeAsStaff(Guid id, Guid meetingId, MinutesAnswer answer, CancellationToken cancellation) =>
        answer.Agreed ? await Answer(await sides.Staff(id, cancellation), meetingId, answer with { Remark = null }, cancellation) : Refusal.Field("platform.invalid", "/agreed", "grievances.minutes_write_anew");

    /// <summary>The person agrees to a wording, with or without a remark of their own, or asks for another, within the current unit of work.</summary>
    public async Task<Outcome<Done>> AnswerAsPerson(MailboxSession session, Guid meetingId, MinutesAnswer answer, CancellationToken cancellation) =>
        !answer.Agreed && FileRules.IsBlank(answer.Remark) ? Refusal.Field("platform.invalid", "/remark", "grievances.remark_missing")
        : FileRules.Characters(answer.Remark ?? "") > FileRules.MostNote ? Refusal.Field("platform.invalid", "/remark", "platform.too_long")
        : await Answer(await sides.Person(session, cancellation), meetingId, answer, cancellation);

    private async Task<Outcome<Done>> Answer(Outcome<MeetingSide> opened, Guid meetingId, MinutesAnswer answer, CancellationToken cancellation)
    {
        if (opened.Refusal is { } shut)
            return shut;
        var (side, now) = (opened.Value!, clock.GetUtcNow());
        var found = await sides.Meeting(side, meetingId, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var meeting = found.Value!;
        if (meeting.State is not MeetingState.Held)
            return Refusal.Conflict(meeting.State is MeetingState.Minuted ? "grievances.minutes_agreed" : "grievances.meeting_not_held");
        if (meeting.MinutesVersion != answer.Version)
            return Refusal.Conflict("grievances.minutes_changed");
        if (!side.Person)
            meeting.StaffAgreedAt ??= now;
        else
        {
            meeting.PersonAgreedAt = answer.Agreed ? meeting.PersonAgreedAt ?? now : null;
            meeting.Remark = StoredProposal.Text(answer.Remark) is { } remark ? side.Sealer.Seal("meeting", meetingId, "remark", remark) : meeting.Remark;
        }
        Hold(meeting);
        await sides.Step(side, meeting, answer.Agreed ? "grievances.minutes_agreed_to" : "grievances.minutes_change_asked", cancellation);
        return new Done();
    }

    private static void Hold(CaseMeeting meeting)
    {
        if (meeting is { StaffAgreedAt: not null, PersonAgreedAt: not null })
            meeting.State = MeetingState.Minuted;
    }
}
