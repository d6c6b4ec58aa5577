using Platform.Contracts;

namespace Identity.Data;

/// <summary>A tenant of the platform: global, holding nothing but what is public.</summary>
public sealed class RegisteredTenant
{
    /// <summary>Id of the tenant.</summary>
    public Guid Id { get; init; }

    /// <summary>Its part of public addresses; immutable.</summary>
    [Public] public string Slug { get; init; } = "";

    /// <summary>Its public name.</summary>
    [Public] public string Name { get; set; } = "";

    /// <summary>False while suspended.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Counts up with every change; carried by the events.</summary>
    public long Version { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
