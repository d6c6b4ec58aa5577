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

    /// <summary>Name of the group: <c>team</c>, <c>ombuds</c>, <c>custodian</c>, <c>lead</c>.</summary>
    [Public] public string HandlingGroup { get; set; } = "";

    /// <summary>Counts up at rotation; the highest wraps what is new.</summary>
    public int Version { get; set; }

    /// <summary>Version of the tenant's key that wraps it.</summary>
    public int TenantKeyVersion { get; set; }

    /// <summary>Envelope around 32 bytes.</summary>
    public byte[] Wrapped { get; set; } = [];

    /// <summary>When a newer one came; what it wraps is wrapped anew, and then it goes.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
}

/// <summary>A group's key and which one it is.</summary>
/// <param name="Version">Version of the key.</param>
/// <param name="Value">32 bytes.</param>
public sealed record GroupKeyValue(int Version, byte[] Value);

/// <summary>
/// The hierarchy secret store → tenant → handling group. Keys are rotated while everything goes on: a new version wraps what is new,
/// the service wraps anew what an old one wraps, and an old one is destroyed when nothing needs it and nobody can remember it.
/// </summary>
public sealed class TenantKeys(Secrets secrets, IMemoryCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>How long a replaced key is kept at least: a process remembers a key for five minutes, and a transaction may have begun just before.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

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
            key.HasKey(k => new { k.TenantId, k.HandlingGroup, k.Version });
            key.Property(k => k.HandlingGroup).HasMaxLength(40);
        });
    }

    /// <summary>Gives the current tenant its keys, unless it has them. Part of making a tenant known to the service.</summary>
    public async Task Ensure(PlatformDb db, IEnumerable<string> groups, CancellationToken cancellation)
    {
        var tenant = db.Tenant.Required;
        var current = await db.Set<TenantKey>().OrderByDescending(k => k.Version).FirstOrDefaultAsync(cancellation) ?? AddTenantKey(db, 1);
        var tenantKey = Open(current);
        var existing = await db.Set<GroupKey>().Select(k => k.HandlingGroup).Distinct().ToListAsync(cancellation);
        foreach (var group in groups.Except(existing))
            db.Add(NewGroupKey(current, tenantKey, group, 1));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The key of a handling group that wraps what is new, kept in memory for at most five minutes.</summary>
    public async Task<GroupKeyValue> Group(PlatformDb db, string holders, CancellationToken cancellation)
    {
        var tenant = db.Tenant.Required;
        if (cache.TryGetValue((tenant, holders), out GroupKeyValue? cached))
            return cached!;
        // What this transaction draws may yet be rolled back: it is remembered once a later one finds it.
        if (await Read(db, holders, null, cancellation) is not { } key)
            return await Draw(db, holders, cancellation);
        Remember((tenant, holders), key);
        Remember((tenant, holders, key.Version), key);
        return key;
    }

    /// <summary>The same as it is stored now: whoever follows a rotation must not take for the newest what was only remembered as such.</summary>
    public async Task<GroupKeyValue> Newest(PlatformDb db, string holders, CancellationToken cancellation)
    {
        if (await Read(db, holders, null, cancellation) is not { } key)
            return await Group(db, holders, cancellation);
        Remember((db.Tenant.Required, holders), key);
        Remember((db.Tenant.Required, holders, key.Version), key);
        return key;
    }

    /// <summary>The key of a group that wrapped something, whichever version that was.</summary>
    public async Task<byte[]> Group(PlatformDb db, string holders, int version, CancellationToken cancellation)
    {
        var place = (db.Tenant.Required, holders, version);
        if (cache.TryGetValue(place, out GroupKeyValue? cached))
            return cached!.Value;
        var key = await Read(db, holders, version, cancellation) ?? throw new CryptographicException($"Version {version} of the key for {holders} is gone.");
        Remember(place, key);
        return key.Value;
    }

    /// <summary>
    /// Draws new keys for the current tenant and for the groups named, within the current unit of work. The tenant's wraps all groups' keys
    /// anew at once; what the old keys of groups wrap is the service's to wrap anew afterwards.
    /// </summary>
    public async Task Rotate(PlatformDb db, IReadOnlyCollection<string> renewed, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var tenantKeys = await db.Set<TenantKey>().OrderBy(k => k.Version).ToListAsync(cancellation);
        var groups = await db.Set<GroupKey>().ToListAsync(cancellation);
        var fresh = AddTenantKey(db, tenantKeys[^1].Version + 1);
        var tenantKey = Open(fresh);
        foreach (var group in groups)
        {
            var value = Envelope.OpenBytes(Open(tenantKeys.Single(k => k.Version == group.TenantKeyVersion)), GroupPlace(group), group.Wrapped);
            (group.TenantKeyVersion, group.Wrapped) = (fresh.Version, Envelope.SealBytes(tenantKey, GroupPlace(group), value));
            if (renewed.Contains(group.HandlingGroup))
                group.ReplacedAt ??= now;
        }
        foreach (var newest in groups.Where(g => renewed.Contains(g.HandlingGroup)).GroupBy(g => g.HandlingGroup))
            db.Add(NewGroupKey(fresh, tenantKey, newest.Key, newest.Max(g => g.Version) + 1));
        // The groups' keys are wrapped by the new one from here on, so nothing needs the old ones.
        db.RemoveRange(tenantKeys);
        await db.SaveChangesAsync(cancellation);
        foreach (var name in groups.Select(g => g.HandlingGroup).Distinct())
            cache.Remove((db.Tenant.Required, name));
    }

    /// <summary>Whether a replaced key is still there.</summary>
    public Task<bool> AnyReplaced(PlatformDb db, CancellationToken cancellation) => db.Set<GroupKey>().AnyAsync(g => g.ReplacedAt != null, cancellation);

    /// <summary>Versions of a group's key that were replaced so long ago that nobody can use them for anything new.</summary>
    public Task<List<GroupKey>> Replaced(PlatformDb db, CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Grace;
        return db.Set<GroupKey>().Where(g => g.ReplacedAt != null && g.ReplacedAt < before).ToListAsync(cancellation);
    }

    // A tenant from before the group existed gets its key when it is first needed. Of two who need it at once one draws it.
    private async Task<GroupKeyValue> Draw(PlatformDb db, string holders, CancellationToken cancellation)
    {
        if (db.Database.CurrentTransaction is not null && await db.Set<TenantKey>().AsNoTracking().OrderByDescending(k => k.Version).FirstOrDefaultAsync(cancellation) is { } tenant)
        {
            var drawn = NewGroupKey(tenant, Open(tenant), holders, 1);
            await db.Database.ExecuteSqlAsync($"INSERT INTO group_keys (tenant_id, handling_group, version, tenant_key_version, wrapped) VALUES ({drawn.TenantId}, {holders}, {drawn.Version}, {drawn.TenantKeyVersion}, {drawn.Wrapped}) ON CONFLICT DO NOTHING", cancellation);
        }
        return await Read(db, holders, null, cancellation) ?? throw new InvalidOperationException($"The tenant has no key for {holders}.");
    }

    private async Task<GroupKeyValue?> Read(PlatformDb db, string holders, int? version, CancellationToken cancellation)
    {
        var row = await (from g in db.Set<GroupKey>() where g.HandlingGroup == holders && (version == null || g.Version == version)
                         join t in db.Set<TenantKey>() on g.TenantKeyVersion equals t.Version
                         orderby g.Version descending
                         select new { Group = g, Tenant = t }).AsNoTracking().FirstOrDefaultAsync(cancellation);
        return row is null ? null : new GroupKeyValue(row.Group.Version, Envelope.OpenBytes(Open(row.Tenant), GroupPlace(row.Group), row.Group.Wrapped));
    }

    private TenantKey AddTenantKey(PlatformDb db, int version)
    {
        var key = new TenantKey { TenantId = db.Tenant.Required, Version = version };
        key.Wrapped = Envelope.SealBytes(secrets.Get(Secrets.KeyEncryptionKey), TenantPlace(key.TenantId, version), RandomNumberGenerator.GetBytes(32));
        db.Add(key);
        return key;
    }

    private static GroupKey NewGroupKey(TenantKey tenant, byte[] tenantKey, string group, int version)
    {
        var key = new GroupKey { TenantId = tenant.TenantId, HandlingGroup = group, Version = version, TenantKeyVersion = tenant.Version };
        key.Wrapped = Envelope.SealBytes(tenantKey, GroupPlace(key), RandomNumberGenerator.GetBytes(32));
        return key;
    }

    private void Remember(object place, GroupKeyValue key) => cache.Set(place, key, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Kept, Size = 1 });

    private byte[] Open(TenantKey key) => Envelope.OpenBytes(secrets.Get(Secrets.KeyEncryptionKey), TenantPlace(key.TenantId, key.Version), key.Wrapped);

    private static byte[] TenantPlace(Guid tenant, int version) => Encoding.UTF8.GetBytes($"tenant-key|v1|{tenant:N}|{version}");

    // The first version is bound as it was when there was only one.
    private static byte[] GroupPlace(GroupKey key) => Encoding.UTF8.GetBytes($"group-key|v1|{key.TenantId:N}|{key.HandlingGroup}{(key.Version == 1 ? "" : $"|{key.Version}")}");
}
