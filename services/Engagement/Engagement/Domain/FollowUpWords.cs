namespace Engagement.Domain;

/// <summary>Kinds of follow-up.</summary>
public static class FollowUpKind
{
    /// <summary>Tell the person that their grievance arrived.</summary>
    public const string AcknowledgeDue = "acknowledge_due";

    /// <summary>The person wrote and waits.</summary>
    public const string AnswerDue = "answer_due";

    /// <summary>Tell the person what was found.</summary>
    public const string FindingsDue = "findings_due";

    /// <summary>Ask the person how it went, some time after the case was closed.</summary>
    public const string OutcomeFeedback = "outcome_feedback";

    public static readonly IReadOnlyList<string> All = [AcknowledgeDue, AnswerDue, FindingsDue, OutcomeFeedback];
}

/// <summary>Where a follow-up stands.</summary>
public static class FollowUpState
{
    public const string Open = "open";
    public const string Done = "done";

    /// <summary>No longer owed: the case ended first.</summary>
    public const string Dropped = "dropped";

    public static readonly IReadOnlyList<string> All = [Open, Done, Dropped];
}
