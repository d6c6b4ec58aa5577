using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;

namespace Platform.Tenancy;

/// <summary>
/// A tenant as every service knows it: filled from Identity's events, global by nature (the public path names a tenant before
/// there is one), holding nothing but what is public.
/// </summary>
public sealed class KnownTenant
{
    /// <summary>Id of the tenant.</summary>
    public Guid Id { get; set; }

    /// <summary>Its part of public addresses.</summary>
    [Public] public string Slug { get; set; } = "";

    /// <summary>Its public name.</summary>
    [Public] public string Name { get; set; } = "";

    /// <summary>The name in lower case, for searching alike on both databases.</summary>
    [Public] public string SearchName { get; set; } = "";

    /// <summary>Whether it takes new grievances; a suspended tenant's mailboxes stay open.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Version of the tenant at Identity: an older event changes nothing.</summary>
    public long Version { get; set; }
}

/// <summary>Reads and fills the directory.</summary>
public static class TenantDirectory
{
    /// <summary>Adds the table.</summary>
    public static void AddTenantDirectory(this ModelBuilder model) => model.Entity<KnownTenant>(tenant =>
    {
        tenant.ToTable("known_tenants");
        tenant.HasKey(t => t.Id);
        tenant.HasIndex(t => t.Slug).IsUnique();
        tenant.Property(t => t.Slug).HasMaxLength(60);
        tenant.Property(t => t.Name).HasMaxLength(200);
        tenant.Property(t => t.SearchName).HasMaxLength(200);
    });

    /// <summary>Stores what an event says of a tenant, unless something newer is known.</summary>
    public static async Task Remember(this PlatformDb db, Guid id, string slug, string name, bool active, long version, CancellationToken cancellation)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A write needs a unit of work.");
        // Two first events at once would meet at the slug, which no upsert by id expects: they take turns.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"tenant " + id}, 0))", cancellation);
        // One statement: of two events that are handled at once, neither can write over the newer one.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO known_tenants (id, slug, name, search_name, active, version)
            VALUES ({id}, {slug}, {name}, {name.ToLowerInvariant()}, {active}, {version})
            ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, name = excluded.name, search_name = excluded.search_name,
                active = excluded.active, version = excluded.version
            WHERE known_tenants.version < excluded.version
            """, cancellation);
    }
}

/// <summary>Answers "which tenant is this public path" without a query each time. Entries are trusted for half a minute.</summary>
public sealed class TenantSlugs<TDb>(TimeProvider clock) where TDb : PlatformDb
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (KnownTenant Tenant, DateTimeOffset Read)> known = new(StringComparer.Ordinal);

    /// <summary>The tenant of a slug, or null.</summary>
    public async ValueTask<KnownTenant?> Find(TDb db, string slug, CancellationToken cancellation)
    {
        if (slug.Length is 0 or > 60)
            return null;
        var now = clock.GetUtcNow();
        if (known.TryGetValue(slug, out var entry) && now - entry.Read < Trusted)
            return entry.Tenant;
        var tenant = await db.Set<KnownTenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Slug == slug, cancellation);
        // Only hits are kept: unknown slugs are free to invent and would fill the memory.
        if (tenant is not null)
            known[slug] = (tenant, now);
        else
            known.TryRemove(slug, out _);
        return tenant;
    }
}
