using Platform.Contracts;
using Platform.Tenancy;

namespace Assessments.Data;

/// <summary>What the tenant is to a system.</summary>
public enum SystemRole
{
    Developer,
    Deployer,
    Integrator,
    Distributor,
    Supplier,
}

/// <summary>Where in its life a system stands.</summary>
public enum LifecycleStage
{
    Concept,
    Design,
    Development,
    Pilot,
    Production,
    Withdrawn,
}

/// <summary>An AI system of the tenant: the root that impacts hang on.</summary>
public sealed class AiSystem : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    [Public] public string Name { get; set; } = "";
    public SystemRole Role { get; set; }
    [Public] public string Description { get; set; } = "";
    public LifecycleStage Stage { get; set; }

    /// <summary>Whether people can choose it when they file.</summary>
    public bool Published { get; set; }

    public long Version { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
