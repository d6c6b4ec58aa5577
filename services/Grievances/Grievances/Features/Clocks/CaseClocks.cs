using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Messaging;

namespace Grievances.Features.Clocks;

/// <summary>
/// Sets the clocks of a case: what has to happen by when, and who hears of it before. All within the current unit of work. A clock
/// that no longer matters is not called off: when it strikes, it sees that what was due is done.
/// </summary>
public sealed class CaseClocks(GrievancesDb db, TimeProvider clock)
{
    /// <summary>Steps of a clock.</summary>
    public const string Reminder = "reminder";

    /// <inheritdoc cref="Reminder" />
    public const string Escalation = "escalation";

    /// <inheritdoc cref="Reminder" />
    public const string Missed = "missed";

    /// <summary>Clock and step by which the rest of an erased case is removed.</summary>
    public const string Erasure = "erasure";

    /// <summary>Clock of the days of a remedy, one step for each measure.</summary>
    public const string Remedy = "remedy";

    /// <summary>Clock by which a promised remedy is asked after every month once the case is closed.</summary>
    public const string FollowUp = "follow_up";

    /// <summary>Clock of the second time the person is asked how it was.</summary>
    public const string Survey = "survey";

    /// <summary>Clock of an appeal.</summary>
    public const string Appeal = "appeal";

    /// <summary>Days within which an appeal is decided, and within which something is found anew where it was right.</summary>
    public const int AppealDays = 30;

    /// <summary>Days after a closing at which the person is asked once more.</summary>
    public const int SurveyDays = 90;

    /// <summary>The tenant's policy.</summary>
    public async Task<ClockPolicy> Policy(CancellationToken cancellation) =>
        ClockPolicy.Read(await db.Settings.AsNoTracking().Select(s => s.Clocks).SingleOrDefaultAsync(cancellation));

    private DueDates Due => db.DueDates(clock.GetUtcNow());

    /// <summary>A case came in.</summary>
    public void Filed(Grievance kase, ClockPolicy policy) => Due.Begin(kase.Id, ClockPolicy.Acknowledge, Steps(kase.FiledAt, kase.AcknowledgeBy, policy));

    /// <summary>Nobody confirmed it in time: the findings count from the day it was due.</summary>
    public Task NeverAcknowledged(Grievance kase, ClockPolicy policy, CancellationToken cancellation) =>
        Due.Replan(kase.Id, ClockPolicy.Findings, Steps(kase.AcknowledgeBy, kase.FindingsBy, policy), cancellation);

    /// <summary>
    /// A clock whose day passed while the case was labelled spam: what was told of it without effect does not come again, and where
    /// nobody has confirmed the case, the findings' steps that are still to come are told.
    /// </summary>
    public async Task Resumed(Grievance kase, string kind, ClockPolicy policy, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await Due.Cancel(kase.Id, kind, cancellation);
        if (kind == ClockPolicy.Acknowledge && kase is { IsOpen: true, AcknowledgedAt: null })
            await Due.Replan(kase.Id, ClockPolicy.Findings, [.. Steps(kase.AcknowledgeBy, kase.FindingsBy, policy).Where(step => step.At > now)], cancellation);
    }

    /// <summary>Somebody confirmed it: the findings count from now.</summary>
    public async Task Acknowledged(Grievance kase, ClockPolicy policy, CancellationToken cancellation) =>
        await Due.Plan(kase.Id, ClockPolicy.Findings, Steps(kase.AcknowledgedAt!.Value, kase.FindingsBy, policy), cancellation);

    /// <summary>The findings are due later.</summary>
    public async Task Extended(Grievance kase, ClockPolicy policy, CancellationToken cancellation) =>
        await Due.Plan(kase.Id, ClockPolicy.Findings, Steps(kase.ActiveAt, kase.FindingsBy, policy), cancellation);

    /// <summary>It ended: nothing is due any more but its erasure, once it has been kept long enough.</summary>
    public Task Closed(Grievance kase, CancellationToken cancellation) => Keep(kase, cancellation);

    /// <summary>Somebody wrote or changed something: a closed case is kept longer.</summary>
    public Task Moved(Grievance kase, CancellationToken cancellation) => kase.IsOpen ? Task.CompletedTask : Keep(kase, cancellation);

    /// <summary>Somebody reported retaliation: its own clock starts, or starts anew.</summary>
    public async Task RetaliationReported(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        var policy = await Policy(cancellation);
        var before = kase.RetaliationMissed().Count;
        kase.ReportRetaliation(now, now.AddHours(policy.RetaliationHours));
        // The step that would have told of the day is called off below.
        if (kase.RetaliationMissed() is [.., var missed] days && days.Count > before)
            db.Publish(new DeadlineMissed(kase.Snapshot(), ClockPolicy.Retaliation, missed), now);
        await Due.Plan(kase.Id, ClockPolicy.Retaliation, RetaliationSteps(kase), cancellation);
        await Moved(kase, cancellation);
    }

    /// <summary>
    /// The neutral desk passed it on, and the current tenant owes from now on what is owed: the same days where the person was
    /// given them, and the steps before them told to whom they are new. What was missed with the desk is not told again.
    /// </summary>
    public async Task Received(Grievance kase, ClockPolicy policy, CancellationToken cancellation)
    {
        if (kase.AcknowledgedAt is null)
            Filed(kase, policy);
        else if (kase.FindingsMissedAt is null)
            await Extended(kase, policy, cancellation);
        if (kase.RetaliationWaits)
            await Due.Plan(kase.Id, ClockPolicy.Retaliation, [.. RetaliationSteps(kase).Where(step => step.Step != Missed || kase.RetaliationMissedAt != kase.RetaliationBy)], cancellation);
    }

    /// <summary>The person accepted what was offered: each measure of ours has its day, and what is promised is asked after. The rows are added and not saved.</summary>
    public void RemedyAccepted(Grievance kase, int offer, IEnumerable<RemedyAction> measures)
    {
        Due.Begin(kase.Id, Remedy, [.. measures.Where(m => m is { State: MeasureState.Planned or MeasureState.Disputed, DueOn: not null, ByTenant: null })
            .Select(m => new DueStep(Own(StepsOf(m.Id) + offer), new DateTimeOffset(m.DueOn!.Value.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)))]);
        AskAfterRemedy(kase, clock.GetUtcNow());
    }

    /// <summary>Measure that a step of a remedy's clock is about.</summary>
    public static Guid MeasureOf(string step) => Guid.ParseExact(step.Split('-')[1], "N");

    /// <summary>What the names of the steps of a measure begin with; the number of the offer follows.</summary>
    public static string StepsOf(Guid measure) => $"due-{measure:N}-";

    /// <summary>Number of the offer that a step of a remedy's clock belongs to.</summary>
    public static int OfferOf(string step) => int.Parse(step.Split('-')[2], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A promised remedy is asked after in a month. The row is added and not saved.</summary>
    public void AskAfterRemedy(Grievance kase, DateTimeOffset now) => Due.Begin(kase.Id, FollowUp, [new DueStep(Own($"month-{now.ToUnixTimeMilliseconds()}"), now.AddMonths(1))]);

    /// <summary>The person is asked how it was once more, some time after the closing. The row is added and not saved.</summary>
    public void AskHowItWas(Grievance kase, DateTimeOffset closed) => Due.Begin(kase.Id, Survey, [new DueStep(Own($"{SurveyName}{closed.ToUnixTimeMilliseconds()}"), closed.AddDays(SurveyDays))]);

    /// <summary>Whether a step asks how it was after this closing, and not after an earlier one; what was planned by earlier versions says the second alone.</summary>
    public static bool AsksAbout(string step, DateTimeOffset closed) => step == $"{SurveyName}{closed.ToUnixTimeSeconds()}" || step.StartsWith($"{SurveyName}{closed.ToUnixTimeMilliseconds()}-", StringComparison.Ordinal);

    private const string SurveyName = "ninety-days-";

    // These clocks begin more than once in the life of a case, also twice within a second: an appeal can be right, and the case be closed again, as soon as it was closed.
    // Every step has a name of its own, so that there is nothing to look up and nothing to collide with.
    private static string Own(string step) => $"{step}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Somebody appealed: its own clock starts.</summary>
    public async Task Appealed(Grievance kase, CaseAppeal appeal, CancellationToken cancellation) =>
        await Due.Plan(kase.Id, Appeal, Steps(appeal.FiledAt, appeal.DecideBy, await Policy(cancellation)), cancellation);

    /// <summary>An appeal was right: what is found is due anew.</summary>
    public async Task Reopened(Grievance kase, DateTimeOffset now, ClockPolicy policy, CancellationToken cancellation) =>
        await Due.Plan(kase.Id, ClockPolicy.Findings, Steps(now, kase.FindingsBy, policy), cancellation);

    /// <summary>Its keys are destroyed: the rest is removed as soon as the sweep comes by.</summary>
    public async Task Erase(Grievance kase, DateTimeOffset now, CancellationToken cancellation) =>
        await Due.Plan(kase.Id, Erasure, [new DueStep(Erasure, now)], cancellation);

    private async Task Keep(Grievance kase, CancellationToken cancellation)
    {
        var policy = await Policy(cancellation);
        await Due.Plan(kase.Id, ClockPolicy.Retention, [new DueStep(ClockPolicy.Retention, policy.RetainUntil(kase.ActiveAt))], cancellation);
    }

    private static List<DueStep> RetaliationSteps(Grievance kase)
    {
        var (from, until) = (kase.RetaliationAt!.Value, kase.RetaliationBy!.Value);
        return [new(Reminder + "-1", from), new(Escalation, from + (until - from) / 2), new(Missed, until)];
    }

    // Two reminders, the next role a little before, and the day itself. Reminders come on working days, the day itself never moves.
    private static List<DueStep> Steps(DateTimeOffset from, DateTimeOffset until, ClockPolicy policy)
    {
        var (whole, calendar) = (until - from, policy.Working);
        DateTimeOffset At(double part) => calendar.LastWorkingMomentBefore(from + whole * part) is var moment && moment > from ? moment : from + whole * part;
        return [new(Reminder + "-1", At(3 / 7.0)), new(Reminder + "-2", At(5 / 7.0)), new(Escalation, At(6 / 7.0)), new(Missed, until)];
    }
}
