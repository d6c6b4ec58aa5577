using Grievances.Domain;

namespace Grievances.Features.Remedy;

/// <summary>How the remedy moves, and the case with it.</summary>
internal static class RemedySteps
{
    /// <summary>Puts the remedy where it is now. The case goes along while it is neither closed nor under appeal.</summary>
    public static void Enter(this Grievance kase, RemedyState remedy)
    {
        kase.Remedy = remedy;
        if (kase.State is not (CaseState.Closed or CaseState.Appealed) && StateFor(remedy) is { } state)
            kase.State = state;
    }

    /// <summary>The state of an open case whose remedy is there; null where the remedy says nothing of it.</summary>
    public static CaseState? StateFor(RemedyState remedy) => remedy switch
    {
        RemedyState.Offered => CaseState.RemedyProposed,
        RemedyState.Accepted => CaseState.Accepted,
        RemedyState.Refused => CaseState.Refused,
        RemedyState.Countered => CaseState.InDialogue,
        RemedyState.Implementing or RemedyState.Done => CaseState.Implementing,
        RemedyState.Verified => CaseState.Verified,
        _ => null,
    };

    /// <summary>Whether the person accepted, so that what was promised is owed.</summary>
    public static bool IsOwed(this RemedyState remedy) => remedy is RemedyState.Accepted or RemedyState.Implementing or RemedyState.Done or RemedyState.Verified;

    /// <summary>Whether nothing is owed of a measure any more. An apology is made when it is read: nobody has to take it.</summary>
    public static bool IsSettled(this RemedyAction measure) =>
        measure.State is MeasureState.Verified or MeasureState.Dropped || measure.WasNotTaken();

    /// <summary>Whether it is an apology that the person read and did not take. They can still take it.</summary>
    public static bool WasNotTaken(this RemedyAction measure) => measure is { Measure: RemedyMeasure.Apology, State: MeasureState.Done, AnsweredAt: not null };

    /// <summary>Apologies of our own that are still to be made. The person takes an apology or not: of two in an offer nobody knows which. Each organisation of a joint remedy has its own.</summary>
    public static int Apologies(this IEnumerable<RemedyAction> plan) => plan.Count(m => m is { Measure: RemedyMeasure.Apology, ByTenant: null } && !m.Stays());

    /// <summary>Whether a new offer leaves it as it is: nothing is owed of it any more, or it is an apology that was made.</summary>
    public static bool Stays(this RemedyAction measure) => measure.IsSettled() || measure is { Measure: RemedyMeasure.Apology, State: MeasureState.Done };

    /// <summary>Whether its day has passed without it.</summary>
    public static bool IsOverdue(this RemedyAction measure, DateTimeOffset now) =>
        measure.State is MeasureState.Planned or MeasureState.Disputed && measure.DueOn is { } due && DateOnly.FromDateTime(now.UtcDateTime) > due;

    /// <summary>Where a remedy is whose measures are these.</summary>
    public static RemedyState Progress(IEnumerable<RemedyAction> measures, RemedyState otherwise)
    {
        var live = measures.Where(m => m.State != MeasureState.Dropped).ToList();
        // An apology that was not taken is no remedy by itself that they confirmed.
        return live.All(IsSettled) && (live.Count == 0 || live.Exists(m => m.State is MeasureState.Verified)) ? RemedyState.Verified
            : live.All(m => m.IsSettled() || m.State is MeasureState.Done) ? RemedyState.Done
            : otherwise;
    }

    /// <summary>Where a remedy that is owed is, of whose measures one was not done after all.</summary>
    public static RemedyState Undone(IReadOnlyCollection<RemedyAction> measures) =>
        Progress(measures, measures.Any(m => m is { State: MeasureState.Done or MeasureState.Verified, DueOn: not null }) ? RemedyState.Implementing : RemedyState.Accepted);

    /// <summary>Whether somebody decides for themselves in a case; whoever was let in to help decides nothing for the person.</summary>
    public static bool Decides(this CaseHolder holder) => holder.Id == holder.CaseId || holder.Role is HolderRole.Member;
}
