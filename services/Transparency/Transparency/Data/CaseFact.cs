using Platform.Contracts;
using Platform.Tenancy;

namespace Transparency.Data;

/// <summary>What is counted of a case: the newest snapshot that arrived, in months and codes.</summary>
public sealed class CaseFact : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public long Version { get; set; }
    public int FiledMonth { get; set; }
    [Coarse] public string State { get; set; } = "";
    [Coarse] public string Affected { get; set; } = "";
    [Coarse] public string? Band { get; set; }
    [Coarse] public string? Outcome { get; set; }
    public int? AcknowledgedMonth { get; set; }
    public bool? AcknowledgedInTime { get; set; }
    public int? ClosedMonth { get; set; }
}

/// <summary>A heading of rights a case speaks of.</summary>
public sealed class CaseRight : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    [Coarse] public string Heading { get; set; } = "";
}
