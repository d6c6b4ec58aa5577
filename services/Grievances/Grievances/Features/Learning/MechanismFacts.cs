using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Cases;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Tenancy;

namespace Grievances.Features.Learning;

/// <summary>A case in coarse columns: nothing of what anybody said.</summary>
public sealed record CaseFacts(
    Guid Id, FilingChannel Channel, string Language, AffectedPerson Affected, FilingCapacity Capacity, CaseState State, CaseOutcome? Outcome, InadmissibleReason? InadmissibleFor, RemedyState Remedy,
    DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset? FindingsDueAt, DateTimeOffset? ClosedAt, DateTimeOffset? FindingsMissedAt,
    DateTimeOffset? RetaliationBy, DateTimeOffset? RetaliationSettledAt, DateTimeOffset? RetaliationMissedAt, string? RetaliationMissedBefore, bool Extended, bool AwaitsAnswer, AboutFacts? About = null)
{
    /// <summary>Whether the person themselves said that the remedy came. What staff recorded of somebody without a mailbox is no such word.</summary>
    public bool ConfirmedByPerson => Remedy is RemedyState.Verified && HasMailbox;

    /// <summary>Whether the person themselves accepted what they were offered, so that it is owed.</summary>
    public bool AcceptedByPerson => Remedy.IsOwed() && HasMailbox;

    /// <summary>Whether staff wrote down that a person without a mailbox accepted what they were offered.</summary>
    public bool AcceptedAsRecorded => Remedy.IsOwed() && !HasMailbox;

    /// <summary>Whether the person answers for themselves; for whoever stands in another register, staff write it down.</summary>
    public bool HasMailbox => Channel is not FilingChannel.Import;

    /// <summary>Until when findings are due; the same day as the person is shown.</summary>
    public DateTimeOffset FindingsBy => FindingsDueAt ?? (AcknowledgedAt ?? AcknowledgeBy).AddMonths(3);

    /// <summary>The acknowledgement that was owed. Whoever took the case back first was owed none.</summary>
    public Owed Acknowledgement => new(AcknowledgeBy, AcknowledgedAt, ClosedAt);

    /// <summary>The findings that were owed; a day that was missed stays so, though they were put off or are owed anew.</summary>
    public Owed Findings => new(FindingsBy, Outcome is CaseOutcome.Withdrawn ? null : ClosedAt, ClosedAt, FindingsMissedAt);

    /// <summary>Days by which somebody had to act on a report of retaliation and nobody did.</summary>
    public IEnumerable<DateTimeOffset> RetaliationMissed(DateTimeOffset now)
    {
        var noted = new Grievance { RetaliationMissedAt = RetaliationMissedAt, RetaliationMissedBefore = RetaliationMissedBefore }.RetaliationMissed();
        return RetaliationBy is { } by && new Owed(by, RetaliationSettledAt).Missed(now) is { } missed ? noted.Append(missed).Distinct() : noted;
    }
}

/// <summary>A decision in a case.</summary>
public sealed record DecisionFacts(Guid CaseId, DecisionKind Kind, string Decided, DateTimeOffset At);

/// <summary>An offer of a remedy: the kinds that stood in it, null where it is from before they were kept, and whether its answer is one that staff write down.</summary>
public sealed record OfferFacts(Guid CaseId, int Number, OfferState State, DateTimeOffset OfferedAt, DateTimeOffset? AnsweredAt, bool? ApologyAccepted, string? Kinds = null, bool Recorded = false);

/// <summary>A measure of a remedy, whether another organisation carries it out, and where the remedy of its case is.</summary>
public sealed record MeasureFacts(Guid CaseId, RemedyMeasure Measure, MeasureState State, DateTimeOffset? AnsweredAt, DateTimeOffset? DoneAt = null, DateOnly? DueOn = null, bool ByOther = false, RemedyState Remedy = RemedyState.None)
{
    /// <summary>What the organisation itself owes by a day once it was accepted; null where it owes none. What is disputed is owed until it is done again.</summary>
    public Owed? Promised => DueOn is { } due && !ByOther && Remedy.IsOwed() ? new Owed(new(due.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), State is MeasureState.Planned or MeasureState.Disputed ? null : DoneAt) : null;
}

/// <summary>An appeal.</summary>
public sealed record AppealFacts(Guid CaseId, AppealDecision? Decision, DateTimeOffset FiledAt, DateTimeOffset? DecidedAt, DateTimeOffset DecideBy, DateTimeOffset? TakenBackAt)
{
    /// <summary>The decision that was owed. Whoever took the case back first was owed none.</summary>
    public Owed Answer => new(DecideBy, DecidedAt, TakenBackAt);
}

/// <summary>What somebody said of how it was.</summary>
public sealed record SurveyFacts(Guid CaseId, int? Satisfied, int? Heard, int? Fair, int? Safe, int? Remedied, DateTimeOffset AnsweredAt = default);

/// <summary>Numbers beside the cases.</summary>
public sealed record NumbersBeside(string? Organisation, int Assigned, int HandedOver, int Meetings, int Lessons, int Changes, int Recurrences, int Openings, int Minutes = 0, int Mediations = 0, int Accompanied = 0, int RootCauses = 0, int? LeastShown = null);

/// <summary>What the log says of a case.</summary>
public sealed record LoggedFacts(Guid CaseId, string Action, DateTimeOffset At);

/// <summary>
/// What the mechanism knows of itself over a time: every figure comes from these. Its cases are those that were filed in it or closed in it, or that
/// were open at its end or owed word of retaliation; the rest is what happened in it. That somebody stepped back is told by the log: it stays when they are let in again.
/// </summary>
public sealed record MechanismFacts(
    DateTimeOffset From, DateTimeOffset Now, bool Capped, IReadOnlyList<CaseFacts> Cases, ILookup<Guid, DecisionFacts> Decisions, ILookup<Guid, OfferFacts> Offers, ILookup<Guid, MeasureFacts> Measures,
    IReadOnlyList<AppealFacts> Appeals, IReadOnlyList<SurveyFacts> Surveys, IReadOnlyList<LoggedFacts> Logged, NumbersBeside Beside, bool SeesEverything)
{
    /// <summary>Whether what people said of themselves is counted for the reader.</summary>
    public bool CountsAsked { get; init; }

    /// <summary>Smallest count of people that is shown.</summary>
    public int Least => FigureLimit.Of(Beside.LeastShown).LeastShown;

    /// <summary>Cases that were filed in the time.</summary>
    public IReadOnlyList<CaseFacts> Filed { get; } = [.. Cases.Where(c => c.FiledAt >= From)];

    /// <summary>Cases that ended in the time with an outcome; whoever takes a case back gets none.</summary>
    public IEnumerable<CaseFacts> Closed => Cases.Where(c => Within(c.ClosedAt) && c.Outcome is not CaseOutcome.Withdrawn);

    /// <summary>Whether something happened in the time.</summary>
    public bool Within(DateTimeOffset? at) => at >= From && at <= Now;
}

/// <summary>
/// Reads it in eight statements, however many cases there are, up to the newest hundred thousand. Only cases that the reader may see are in it, and of
/// those neither such as a handler calls spam nor the parts of others, whose people would be counted twice.
/// </summary>
public sealed class ReadMechanismFacts(GrievancesDb db, CaseDoor doors, Actor actor, TimeProvider clock)
{
    /// <summary>Most cases that are counted.</summary>
    public const int Most = 100_000;

    /// <summary>Within the current, reading, unit of work.</summary>
    /// <param name="from">Since when.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="most">Most cases that are counted.</param>
    public async Task<MechanismFacts> Run(DateTimeOffset from, CancellationToken cancellation, int most = Most)
    {
        var (now, firstDay) = (clock.GetUtcNow(), DateOnly.FromDateTime(from.UtcDateTime));
        var all = doors.Visible(db.Grievances.AsNoTracking()).Where(g => !g.Spam && g.SplitFromId == null);
        // What was filed long ago is due, decided or missed now.
        var cases = all.Where(g => g.FiledAt >= from || g.State != CaseState.Closed || g.ClosedAt >= from || g.RetaliationBy >= from || g.RetaliationMissedAt >= from);
        var asked = CountsAsked;
        var found = await cases.LeftJoin(db.AboutPeople.AsNoTracking().Where(_ => asked), g => g.Id, a => a.CaseId, (g, a) => new { Case = g, About = a }).OrderByDescending(x => x.Case.FiledAt).Take(most + 1)
            .Select(x => new CaseFacts(x.Case.Id, x.Case.Channel, x.Case.Language, x.Case.Affected, x.Case.Capacity, x.Case.State, x.Case.Outcome, x.Case.InadmissibleFor, x.Case.Remedy, x.Case.FiledAt, x.Case.AcknowledgeBy,
                x.Case.AcknowledgedAt, x.Case.FindingsDueAt, x.Case.ClosedAt, x.Case.FindingsMissedAt, x.Case.RetaliationBy, x.Case.RetaliationSettledAt, x.Case.RetaliationMissedAt, x.Case.RetaliationMissedBefore,
                x.Case.ExtensionReason != null, x.Case.AwaitsAnswer, x.About == null ? null : new AboutFacts(x.About.Age, x.About.Gender, x.About.Disability, x.About.Region, x.About.SaidOn))).ToListAsync(cancellation);
        // What is counted beside the cases ends where they end: a share has both its numbers from the same.
        var capped = found.Count > most;
        if (capped && found[most].FiledAt is var last)
        {
            found.RemoveAll(c => c.FiledAt <= last);
            all = all.Where(g => g.FiledAt > last);
        }
        var filed = all.Where(g => g.FiledAt >= from);
        var decisions = await db.Decisions.AsNoTracking().Where(d => d.Kind == DecisionKind.Admissibility || d.Kind == DecisionKind.Attribution || d.Kind == DecisionKind.Outcome)
            .Join(filed, d => d.CaseId, g => g.Id, (d, _) => new DecisionFacts(d.CaseId, d.Kind, d.Decided, d.At)).ToListAsync(cancellation);
        var offers = await db.Offers.AsNoTracking().Where(o => o.OfferedAt >= from || o.AnsweredAt >= from)
            .Join(all, o => o.CaseId, g => g.Id, (o, g) => new OfferFacts(o.CaseId, o.Number, o.State, o.OfferedAt, o.AnsweredAt, o.ApologyAccepted, o.Kinds, g.Channel == FilingChannel.Import)).ToListAsync(cancellation);
        var measures = await db.Measures.AsNoTracking().Where(m => m.State != MeasureState.Dropped && (m.DueOn >= firstDay || m.DoneAt >= from || db.Offers.Any(o => o.CaseId == m.CaseId && o.OfferedAt >= from)))
            .Join(all, m => m.CaseId, g => g.Id, (m, g) => new MeasureFacts(m.CaseId, m.Measure, m.State, m.AnsweredAt, m.DoneAt, m.DueOn, m.ByTenant != null, g.Remedy)).ToListAsync(cancellation);
        var appeals = await db.Appeals.AsNoTracking().Where(a => a.FiledAt >= from || a.DecidedAt >= from || a.DecideBy >= from)
            .Join(all, a => a.CaseId, g => g.Id, (a, g) => new AppealFacts(a.CaseId, a.Decision, a.FiledAt, a.DecidedAt, a.DecideBy, g.Outcome == CaseOutcome.Withdrawn ? g.ClosedAt : null)).ToListAsync(cancellation);
        var surveys = await db.Surveys.AsNoTracking().Where(s => s.AnsweredAt >= from).Join(all, s => s.CaseId, g => g.Id, (s, _) => new SurveyFacts(s.CaseId, s.Satisfied, s.Heard, s.Fair, s.Safe, s.Remedied, s.AnsweredAt)).ToListAsync(cancellation);
        var countered = Codes.Of(RemedyAnswer.Counter);
        var lines = await db.Set<AuditLine>().AsNoTracking().Where(l => l.At >= from && (l.Action == ExcludeColleague.Recused || l.Action == ExcludeColleague.Excluded || l.Action == LetterReceipt.Read || (l.Action == AnswerRemedy.Answered && l.Purpose == countered)))
            .Select(l => new { l.Subject, l.Action, l.At }).ToListAsync(cancellation);
        // The log knows also of cases that the reader must not know of.
        var seen = found.Select(c => c.Id).ToHashSet();
        var logged = lines.Where(l => l.Subject.StartsWith("case:", StringComparison.Ordinal) && Guid.TryParse(l.Subject.AsSpan(5), out _)).Select(l => new LoggedFacts(Guid.Parse(l.Subject.AsSpan(5)), l.Action, l.At)).Where(l => seen.Contains(l.CaseId)).ToList();
        return new MechanismFacts(from, now, capped, found, decisions.ToLookup(d => d.CaseId), offers.ToLookup(o => o.CaseId), measures.ToLookup(m => m.CaseId), appeals, surveys, logged,
            await Beside(all, from, cancellation), SeesEverything) { CountsAsked = asked };
    }

    // Whoever handles cases could move one, or step back from it, and see which number goes with it.
    private bool CountsAsked => !actor.May(Permissions.GrievancesHandle);

    // How often cases were opened counts also those that the reader must not know of.
    private bool SeesEverything => actor.May(Permissions.GrievancesHear) || actor.May(Permissions.AuditRead);

    private Task<NumbersBeside> Beside(IQueryable<Grievance> all, DateTimeOffset from, CancellationToken cancellation)
    {
        var everything = SeesEverything;
        var filed = all.Where(g => g.FiledAt >= from);
        return db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => new NumbersBeside(t.Name,
            filed.Count(g => db.Assignments.Any(a => a.CaseId == g.Id && a.Duty == AssignedDuty.Handler)),
            all.Count(g => db.LegalNotes.Any(n => n.CaseId == g.Id && n.Kind == LegalNoteKind.HandOver && n.At >= from)),
            db.Meetings.Count(m => (m.State == MeetingState.Held || m.State == MeetingState.Minuted) && (m.AgreedFor ?? m.ProposedAt) >= from && all.Any(g => g.Id == m.CaseId)),
            db.Lessons.Count(l => l.At >= from && all.Any(g => g.Id == l.CaseId)),
            db.Lessons.Count(l => l.At >= from && l.Changed != null && all.Any(g => g.Id == l.CaseId)),
            // Both cases of a pair name each other: it happened again in the later one.
            filed.Count(g => db.Relations.Any(r => r.CaseId == g.Id && r.Kind == RelationKind.Recurrence && all.Any(o => o.Id == r.OtherId && o.FiledAt < g.FiledAt))),
            everything ? db.Set<AuditLine>().Count(l => l.At >= from && l.Action == CaseKeys.Opened) : 0,
            db.Meetings.Count(m => m.State == MeetingState.Minuted && (m.AgreedFor ?? m.ProposedAt) >= from && all.Any(g => g.Id == m.CaseId)),
            db.Set<CaseMediation>().Count(m => m.Agreed && m.AnsweredAt >= from && all.Any(g => g.Id == m.CaseId)),
            filed.Count(g => db.Holders.Any(h => h.CaseId == g.Id && (h.Role == HolderRole.Representative || h.Role == HolderRole.Adviser))),
            all.Count(g => g.ClosedAt >= from && (g.Outcome == CaseOutcome.Substantiated || g.Outcome == CaseOutcome.Partly) && db.Lessons.Any(l => l.CaseId == g.Id && l.Cause != RootCause.Unknown)),
            db.Settings.Select(s => s.LeastShown).FirstOrDefault())).SingleAsync(cancellation);
    }
}
