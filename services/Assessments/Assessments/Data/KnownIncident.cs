using Platform.Contracts;
using Platform.Tenancy;

namespace Assessments.Data;

/// <summary>A published record of an AI failure, kept as a precedent.</summary>
public sealed class KnownIncident : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    [Public] public string SourceId { get; set; } = "";
    [Public] public string Title { get; set; } = "";
    [Public] public string Description { get; set; } = "";

    /// <summary>Title and id in lower case, for searching alike on both databases.</summary>
    [Public] public string SearchText { get; set; } = "";

    /// <summary>The record's own categories, one a line.</summary>
    [Public] public string Categories { get; set; } = "";

    /// <summary>Addresses of its sources, one a line.</summary>
    [Public] public string References { get; set; } = "";

    public DateOnly? PublishedOn { get; set; }
    public bool Unmapped { get; set; }

    /// <summary>Version of the mapping rules that were applied.</summary>
    [Public] public string MappingVersion { get; set; } = "";

    /// <summary>Digest of the record, to tell a repeat from a correction.</summary>
    [Public] public string Digest { get; set; } = "";

    public DateTimeOffset ImportedAt { get; set; }
    public List<IncidentCode> Codes { get; } = [];
}

/// <summary>A code of the taxonomy given to an incident, and why.</summary>
public sealed class IncidentCode : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid IncidentId { get; set; }
    [Public] public string Code { get; set; } = "";
    [Public] public string Rule { get; set; } = "";
    [Public] public string Basis { get; set; } = "";
}
