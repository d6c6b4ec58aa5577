using Platform.Contracts;
using Platform.Tenancy;

namespace Transparency.Data;

/// <summary>What is counted of a case: the newest snapshot that arrived, in months and codes.</summary>
public sealed class CaseFact : ITenantOwned
{
    /// <summary>State of a case that a handler labelled spam: it is in no figure until the label is taken back.</summary>
    public const string Spam = "spam";

    /// <summary>State of a case that was split from another: its people told both in one grievance, and would be counted twice.</summary>
    public const string Part = "part";

    /// <summary>State of what never was a case of this organisation; its id stays, so that no late event brings it back, and so do its months, which tell whether a release counted it.</summary>
    public const string Gone = "gone";

    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public long Version { get; set; }
    public int FiledMonth { get; set; }
    [Coarse] public string State { get; set; } = "";
    [Coarse] public string Affected { get; set; } = "";
    [Coarse] public string? Band { get; set; }
    [Coarse] public string? Outcome { get; set; }

    /// <summary>Month of the first reply: the acknowledgement, or the letter that closed the case.</summary>
    public int? AcknowledgedMonth { get; set; }

    public bool? AcknowledgedInTime { get; set; }
    public int? ClosedMonth { get; set; }

    /// <summary>How the end of a closed case stood to the day its findings were due: in_time, extended or late.</summary>
    [Coarse] public string? Findings { get; set; }

    /// <summary>When this service first heard of the case, beside what it heard under the label of spam; later than the release of its month where that was late.</summary>
    public DateTimeOffset? FiledSeenAt { get; set; }

    /// <summary>When this service first heard that it was closed.</summary>
    public DateTimeOffset? ClosedSeenAt { get; set; }
}

/// <summary>A heading of rights a case speaks of.</summary>
public sealed class CaseRight : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    [Coarse] public string Heading { get; set; } = "";
}
