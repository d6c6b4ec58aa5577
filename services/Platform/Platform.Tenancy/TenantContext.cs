namespace Platform.Tenancy;

/// <summary>
/// The tenant of the current request or message. Set once, by the host, from a verified source (token claim, public path,
/// sealed mailbox token, message header); never from a body or a query. A second, different value is a defect and throws.
/// </summary>
public sealed class TenantContext
{
    /// <summary>The tenant, or null where there is none: tenant-owned tables then appear empty.</summary>
    public Guid? Id { get; private set; }

    /// <summary>The tenant; throws where there is none.</summary>
    public Guid Required => Id ?? throw new InvalidOperationException("This work needs a tenant and has none.");

    /// <summary>Binds the scope to a tenant for the rest of its life.</summary>
    public void Enter(Guid tenant)
    {
        if (tenant == Guid.Empty)
            throw new ArgumentException("The empty id is no tenant.", nameof(tenant));
        if (Id is { } current && current != tenant)
            throw new InvalidOperationException("A scope belongs to one tenant for its whole life.");
        Id = tenant;
    }
}

/// <summary>A row that belongs to one tenant. Its primary key and every unique index contain <c>tenant_id</c>.</summary>
public interface ITenantOwned
{
    /// <summary>Owner of the row.</summary>
    Guid TenantId { get; set; }
}
