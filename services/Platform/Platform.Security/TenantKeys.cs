using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Security;

/// <summary>A tenant's key, wrapped by the key from the secret store.</summary>
public sealed class TenantKey : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Counts up at rotation.</summary>
    public int Version { get; set; }

    /// <summary>Envelope around 32 bytes.</summary>
    public byte[] Wrapped { get; set; } = [];
}

/// <summary>The key of a group of handlers, wrapped by the tenant's key.</summary>
public sealed class GroupKey : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Name of the group: <c>team</c>, later <c>ombuds</c> and <c>custodian</c>.</summary>
    [Public] public string HandlingGroup { get; set; } = "";

    /// <summary>Version of the tenant's key that wraps it.</summary>
    public int TenantKeyVersion { get; set; }

    /// <summary>Envelope around 32 bytes.</summary>
    public byte[] Wrapped { get; set; } = [];
}

/// <summary>The hierarchy secret store → tenant → handling group.</summary>
public sealed class TenantKeys(Secrets secrets, IMemoryCache cache)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>Adds the tables.</summary>
    public static void Describe(ModelBuilder model)
    {
        model.Entity<TenantKey>(key =>
        {
            key.ToTable("tenant_keys");
            key.HasKey(k => new { k.TenantId, k.Version });
        });
        model.Entity<GroupKey>(key =>
        {
            key.ToTable("group_keys");
            key.HasKey(k => new { k.TenantId, k.HandlingGroup });
            key.Property(k => k.HandlingGroup).HasMaxLength(40);
        });
    }

    /// <summary>Gives the current tenant its keys, unless it has them. Part of making a tenant known to the service.</summary>
    public async Task Ensure(PlatformDb db, IEnumerable<string> groups, CancellationToken cancellation)
    {
        var tenant = db.Tenant.Required;
        var current = await db.Set<TenantKey>().OrderByDescending(k => k.Version).FirstOrDefaultAsync(cancellation);
        if (current is null)
        {
            current = new TenantKey { TenantId = tenant, Version = 1 };
            current.Wrapped = Envelope.SealBytes(secrets.Get(Secrets.KeyEncryptionKey), TenantPlace(tenant, 1), RandomNumberGenerator.GetBytes(32));
            db.Add(current);
        }
        var tenantKey = Open(current);
        var existing = await db.Set<GroupKey>().Select(k => k.HandlingGroup).ToListAsync(cancellation);
        foreach (var group in groups.Except(existing))
            db.Add(new GroupKey
            {
                TenantId = tenant,
                HandlingGroup = group,
                TenantKeyVersion = current.Version,
                Wrapped = Envelope.SealBytes(tenantKey, GroupPlace(tenant, group), RandomNumberGenerator.GetBytes(32)),
            });
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The key of a handling group of the current tenant, kept in memory for at most five minutes.</summary>
    public async Task<byte[]> Group(PlatformDb db, string holders, CancellationToken cancellation)
    {
        var tenant = db.Tenant.Required;
        if (cache.TryGetValue((tenant, holders), out byte[]? cached))
            return cached!;
        var row = await (from g in db.Set<GroupKey>() where g.HandlingGroup == holders
                         join t in db.Set<TenantKey>() on g.TenantKeyVersion equals t.Version
                         select new { Group = g, Tenant = t }).AsNoTracking().FirstOrDefaultAsync(cancellation)
            ?? throw new InvalidOperationException($"The tenant has no key for {holders}.");
        var key = Envelope.OpenBytes(Open(row.Tenant), GroupPlace(tenant, holders), row.Group.Wrapped);
        cache.Set((tenant, holders), key, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Kept, Size = 1 });
        return key;
    }

    private byte[] Open(TenantKey key) => Envelope.OpenBytes(secrets.Get(Secrets.KeyEncryptionKey), TenantPlace(key.TenantId, key.Version), key.Wrapped);

    private static byte[] TenantPlace(Guid tenant, int version) => Encoding.UTF8.GetBytes($"tenant-key|v1|{tenant:N}|{version}");

    private static byte[] GroupPlace(Guid tenant, string group) => Encoding.UTF8.GetBytes($"group-key|v1|{tenant:N}|{group}");
}
