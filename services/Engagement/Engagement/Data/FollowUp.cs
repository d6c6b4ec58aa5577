using Engagement.Domain;
using Platform.Contracts;
using Platform.Tenancy;

namespace Engagement.Data;

/// <summary>Something owed to a person by a time.</summary>
public sealed class FollowUp : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    [Coarse] public string Kind { get; set; } = "";

    /// <summary>Version of the case that gave rise to it; 0 where a case has one of the kind only.</summary>
    public long SourceVersion { get; set; }

    public DateTimeOffset DueAt { get; set; }
    [Coarse] public string State { get; set; } = FollowUpState.Open;

    /// <summary>Role of whoever marked it done by hand; what events say later does not undo that.</summary>
    [Coarse] public string? DoneBy { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Version up to which the case was known when somebody marked it done by hand.</summary>
    public long? DoneVersion { get; set; }
}

/// <summary>What is known of a case's deadlines: the newest snapshot that arrived.</summary>
public sealed class CaseClock : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Version of the newest snapshot.</summary>
    public long Version { get; set; }

    public DateTimeOffset AcknowledgeBy { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>Until when the findings are due; null where no event has told it.</summary>
    public DateTimeOffset? FindingsBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What the person quotes; null where no event has told it.</summary>
    [Coarse] public string? Reference { get; set; }

    /// <summary>Who must not learn of it, comma-separated: <see cref="Team"/>, where the ombuds alone does, and roles; null where no event has told it.</summary>
    [Coarse] public string? KeptFrom { get; set; }

    /// <summary>Everybody but the ombuds.</summary>
    public const string Team = "team";

    /// <summary>Lowest version that is known to be of the closed case.</summary>
    public long? ClosedFrom { get; set; }
}

/// <summary>That somebody wrote, and on which side; never what.</summary>
public sealed class CaseWriting : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Version of the case the writing made.</summary>
    public long Version { get; set; }

    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>Whether the affected person wrote, or a handler.</summary>
    public bool ByPerson { get; set; }
}
