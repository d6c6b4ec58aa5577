using Platform.Contracts;
using Platform.Tenancy;

namespace Assessments.Data;

/// <summary>The newest that is known of a grievance case: ids, codes and bands.</summary>
public sealed class Signal : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public long Version { get; set; }
    [Coarse] public string State { get; set; } = "";
    [Coarse] public string? Outcome { get; set; }
    [Coarse] public string? Band { get; set; }

    /// <summary>Codes of the taxonomy, each between commas, so that one can be looked for.</summary>
    [Coarse] public string Rights { get; set; } = "";

    /// <summary>The case it is a part of: the rule counts both once.</summary>
    public Guid? SplitFrom { get; set; }

    /// <summary>The organisation's own part in the harm by the newest record: caused, contributed, directly_linked, contested, or null.</summary>
    [Coarse] public string? OwnPart { get; set; }

    /// <summary>Number of that record; null where none was told.</summary>
    public int? AttributionRecord { get; set; }

    /// <summary>Who must not learn of it, each between commas: team, where the ombuds alone does, and roles that the person keeps out; empty where nobody.</summary>
    [Coarse] public string KeptFrom { get; set; } = "";

    public Guid? SystemId { get; set; }

    /// <summary>Impact a handler linked the case to.</summary>
    public Guid? LinkedImpactId { get; set; }

    /// <summary>Impact the case counts for: the linked one, else the only one of its system and right.</summary>
    public Guid? ImpactId { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Whether it has re-opened an impact, or was known while one was re-opened: it does not do so again.</summary>
    public bool Counted { get; set; }

    public bool Substantiated => State == "closed" && Outcome is "substantiated" or "partly";

    public static string Join(IReadOnlyList<string> rights) => rights.Count == 0 ? "" : $",{string.Join(',', rights)},";
}
