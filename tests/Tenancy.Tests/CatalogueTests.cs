using Npgsql;
using Xunit;

namespace Tenancy.Tests;

/// <summary>The catalogue of PostgreSQL itself says that every tenant-owned table is isolated, in every service's database.</summary>
public sealed class CatalogueTests(MigratedServers servers)
{
    /// <summary>Tables that belong to no tenant, each with its reason.</summary>
    private static readonly Dictionary<string, string> Global = new(StringComparer.Ordinal)
    {
        ["known_tenants"] = "the directory: the public path names a tenant before there is one",
        ["public_systems"] = "the search across tenants: who looks for the one responsible knows none yet, and it holds published names alone",
        ["__EFMigrationsHistory"] = "the migrations' own",
    };

    /// <summary>Tables of Identity that exist before any tenant is known: sign-in knows none yet.</summary>
    private static readonly string[] IdentityPrefixes = ["accounts", "account_", "tenants", "openid_"];

    private static readonly string[] RelayTables = ["outbox", "inbox", "dead_letters", "idempotency", "due_dates", "mail_items", "share_parcels", "webhook_events", "webhook_deliveries"];

    public static TheoryData<string> Services => ["identity", "grievances", "assessments", "engagement", "transparency"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task EveryTenantTable_IsForcedBehindExactlyItsPolicies(string service)
    {
        await using var connection = await servers.Superuser(service);
        var tables = await Rows(connection, """
            select c.relname, c.relrowsecurity and c.relforcerowsecurity, coalesce((select string_agg(p.polname || ':' || p.polcmd::text || ':' ||
                   (p.polqual is not null)::text || ':' || (p.polwithcheck is not null)::text || ':' || (select string_agg(r.rolname, '+') from pg_roles r where r.oid = any(p.polroles)), ' ' order by p.polname)
                   from pg_policy p where p.polrelid = c.oid), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r','p') and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
            """);
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            var name = (string)table[0];
            Assert.True((bool)table[1], $"{service}.{name} is not forced");
            var expected = new List<string>();
            if (service == "grievances" && name == "receipts")
                expected.Add($"door:r:true:false:{service}_door");
            if (RelayTables.Contains(name))
                expected.Add($"relay:*:true:true:{service}_relay");
            expected.Add($"tenant:*:true:true:{service}_app");
            Assert.Equal(string.Join(' ', expected), (string)table[2]);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task EveryTableWithoutTenant_IsOnTheReasonedList(string service)
    {
        await using var connection = await servers.Superuser(service);
        var tables = await Rows(connection, """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r','p') and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
            """);
        foreach (var name in tables.Select(t => (string)t[0]))
            Assert.True(Global.ContainsKey(name) || (service == "identity" && IdentityPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))), $"{service}.{name} has no tenant and no reason");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task EveryUniqueIndex_ContainsTheTenant(string service)
    {
        await using var connection = await servers.Superuser(service);
        var indexes = await Rows(connection, """
            select c.relname, i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and x.indisunique and c.relname <> 'inbox'
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
              and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any(x.indkey))
            """);
        Assert.Empty(indexes);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task EveryForeignKeyOfATenantTable_ContainsTheTenant(string service)
    {
        await using var connection = await servers.Superuser(service);
        var keys = await Rows(connection, """
            select c.relname, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and k.contype = 'f'
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
              and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any(k.conkey))
            """);
        Assert.Empty(keys);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task TheApplication_OwnsNothing_AndNothingSkipsThePolicies(string service)
    {
        await using var connection = await servers.Superuser(service);
        var roles = await Rows(connection, $"select rolname, rolsuper, rolbypassrls from pg_roles where rolname in ('{service}_app', '{service}_relay', '{service}_door')");
        Assert.Equal(3, roles.Count);
        Assert.All(roles, r => Assert.False((bool)r[1] || (bool)r[2], $"{r[0]} skips row-level security"));
        Assert.Empty(await Rows(connection, $"select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('{service}_app', '{service}_relay')"));
        Assert.Empty(await Rows(connection, "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and relkind = 'v' and not coalesce(reloptions::text like '%security_invoker=true%', false)"));
        var definers = await Rows(connection, "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and prosecdef");
        Assert.Equal(service == "grievances" ? ["find_receipt"] : [], definers.Select(d => (string)d[0]));
    }

    private static async Task<List<object[]>> Rows(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
