using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;

namespace Grievances.Features.Mailbox;

/// <summary>A part of a case that became a case of its own.</summary>
/// <param name="Id">Id of it; POST /mailbox/parts/{id}/session opens its mailbox.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of it.</param>
/// <param name="Summary">It in one line.</param>
/// <param name="Outcome">What it came to, or null.</param>
/// <param name="ClosingLetter">What the organisation wrote at the end, or null.</param>
/// <param name="Messages">What was written in it, oldest first.</param>
/// <param name="Waits">Whether something in it waits for the reader's word: a remedy, a meeting, a referral.</param>
public sealed record PartOfCase(Guid Id, string Reference, string State, string Summary, string? Outcome, string? ClosingLetter, IReadOnlyList<MailboxMessage> Messages, bool Waits);

/// <summary>Parts that were split from a case, as its people see them beside it.</summary>
public sealed class PartsOfCase(GrievancesDb db, PartKeys keys, TimeProvider clock)
{
    private const int OnAPage = 50;

    /// <summary>All of them, oldest first, in two statements however many there are; null where there are none.</summary>
    public async Task<IReadOnlyList<PartOfCase>?> Of(MailboxSession session, CaseHolder holder, CaseSealer first, CancellationToken cancellation)
    {
        var parts = await keys.Open(first, cancellation);
        if (parts.Count == 0)
            return null;
        var (ids, filed, reader, now) = (parts.Select(p => p.Part.Id).ToList(), holder.Id == holder.CaseId, holder.Id, clock.GetUtcNow());
        var beside = await db.Grievances.AsNoTracking().Where(g => ids.Contains(g.Id)).Select(g => new
        {
            g.Id,
            Messages = db.Messages.Where(m => m.CaseId == g.Id && (m.OnlyFor == null || m.OnlyFor == reader || (filed && m.OnlyFor == m.CaseId))).OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(OnAPage).ToList(),
            Unconfirmed = db.Measures.Any(m => m.CaseId == g.Id && m.State == MeasureState.Done && m.AnsweredAt == null),
            Referral = db.Shares.Any(s => s.CaseId == g.Id && s.Given && s.State == ShareState.AwaitingConsent),
            Mediator = db.Set<CaseMediation>().Any(m => m.CaseId == g.Id && m.AnsweredAt == null && m.EndedAt == null),
            Minutes = db.Meetings.Any(m => m.CaseId == g.Id && (m.HolderId == reader || (filed && m.HolderId == m.CaseId)) && m.State == MeetingState.Held && m.StaffAgreedAt != null && m.PersonAgreedAt == null),
            Meeting = db.Meetings.Where(m => m.CaseId == g.Id && (m.HolderId == reader || (filed && m.HolderId == m.CaseId)) && m.State == MeetingState.Proposed).OrderByDescending(m => m.ProposedAt).Select(m => (Guid?)m.Id).FirstOrDefault(),
            Times = db.Meetings.Where(m => m.CaseId == g.Id && (m.HolderId == reader || (filed && m.HolderId == m.CaseId)) && m.State == MeetingState.Proposed).OrderByDescending(m => m.ProposedAt).Select(m => m.Proposal).FirstOrDefault(),
        }).ToDictionaryAsync(g => g.Id, cancellation);
        return [.. parts.Select(p =>
        {
            var (part, sealer, found) = (p.Part, p.Sealer, beside[p.Part.Id]);
            var waits = holder.Decides() && ReadMailbox.Answers(part, filed, found.Referral, found.Mediator, found.Minutes || ReadMailbox.TheirTimes(sealer, found.Meeting, found.Times, now), found.Unconfirmed).Any();
            return new PartOfCase(part.Id, part.Reference, Codes.Of(part.State), sealer.Open("grievance", part.Id, "summary", part.Summary), Codes.Of(part.Outcome),
                LetterView.Plain(sealer.OpenIfAny("grievance", part.Id, "closing_letter", part.ClosingLetter)), [.. found.Messages.AsEnumerable().Reverse().Select(m => MailboxMessage.Of(m, session.Of(part.Id), sealer))], waits);
        })];
    }
}
