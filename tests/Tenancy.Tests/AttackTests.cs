using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Tenancy;
using Testing;
using Xunit;

namespace Tenancy.Tests;

/// <summary>What a defect in our own code, or a stolen application password, can and can't reach.</summary>
public sealed class AttackTests(MigratedServers servers)
{
    private readonly Guid mine = Guid.NewGuid();
    private readonly Guid theirs = Guid.NewGuid();

    [Fact]
    public async Task Application_SeesAndChangesOnlyTheTenantOfItsTransaction()
    {
        await using var connection = await servers.Open("grievances");
        await Insert(connection, mine);
        await Insert(connection, theirs);
        Assert.Equal(1L, await Scalar(connection, mine, $"select count(*) from known_systems where tenant_id in ('{mine}', '{theirs}')"));
        Assert.Equal(0L, await Scalar(connection, mine, $"with gone as (delete from known_systems where tenant_id = '{theirs}' returning 1) select count(*) from gone"));
        Assert.Equal(0L, await Scalar(connection, mine, $"with changed as (update known_systems set name = 'x' where tenant_id = '{theirs}' returning 1) select count(*) from changed"));
        Assert.Equal(1L, await Scalar(connection, theirs, $"select count(*) from known_systems where tenant_id = '{theirs}'"));
    }

    [Fact]
    public async Task Application_WithoutTenant_SeesNothing()
    {
        await using var connection = await servers.Open("grievances");
        await Insert(connection, mine);
        Assert.Equal(0L, await Scalar(connection, null, "select count(*) from known_systems"));
        // The setting is transaction-local: the same connection carries nothing over.
        Assert.Equal(1L, await Scalar(connection, mine, $"select count(*) from known_systems where tenant_id = '{mine}'"));
        Assert.Equal(0L, await Scalar(connection, null, "select count(*) from known_systems"));
    }

    [Fact]
    public async Task Application_CantWriteForAnotherTenant()
    {
        await using var connection = await servers.Open("grievances");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar(connection, mine,
            $"with added as (insert into known_systems (tenant_id, id, name, published, version) values ('{theirs}', gen_random_uuid(), 'x', true, 1) returning 1) select count(*) from added"));
        Assert.Equal("42501", refused.SqlState);
    }

    [Theory]
    [InlineData("update audit_lines set role = 'x'")]
    [InlineData("delete from audit_lines")]
    [InlineData("update audit_chain set hash = ''")]
    [InlineData("create table mine (id int)")]
    [InlineData("alter table grievances disable row level security")]
    [InlineData("set role grievances_owner")]
    public async Task Application_CantChangeTheAuditLogNorTheSchema(string sql)
    {
        await using var connection = await servers.Open("grievances");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar(connection, mine, sql));
        Assert.Equal("42501", refused.SqlState);
    }

    [Theory]
    [InlineData("grievances")]
    [InlineData("case_messages")]
    [InlineData("case_wraps")]
    [InlineData("receipts")]
    [InlineData("tenant_keys")]
    [InlineData("audit_lines")]
    public async Task Relay_ReadsNothingButWhatItSends(string table)
    {
        await using var connection = await servers.Open("grievances-relay");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar(connection, null, $"select count(*) from {table}"));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task Door_GivesIdsOfOneReceipt_AndTheTableStaysShut()
    {
        var (digest, kase) = (Guid.NewGuid().ToByteArray(), Guid.NewGuid());
        await using (var admin = await servers.Superuser("grievances"))
            await new NpgsqlCommand($"""
                insert into grievances (tenant_id, id, reference, state, version, affected, language, rights, wants, filed_at, acknowledge_by, awaits_answer, summary, what_happened)
                values ('{theirs}', '{kase}', '{kase.ToString("N")[..10]}', 'Received', 1, 'Self', 'en', '', '', now(), now(), true, '', '');
                insert into receipts (tenant_id, digest, case_id) values ('{theirs}', '\x{Convert.ToHexString(digest)}', '{kase}')
                """, admin).ExecuteNonQueryAsync();
        await using var connection = await servers.Open("grievances");
        Assert.Equal(kase, await Scalar(connection, null, $"select case_id from find_receipt('\\x{Convert.ToHexString(digest)}')"));
        Assert.Equal(0L, await Scalar(connection, mine, "select count(*) from receipts"));
    }

    [Fact]
    public async Task Context_IgnoringItsOwnFilters_StillSeesOnlyItsTenant()
    {
        await using var connection = await servers.Open("grievances");
        await Insert(connection, mine);
        await Insert(connection, theirs);
        var tenant = new TenantContext();
        tenant.Enter(mine);
        var options = new DbContextOptionsBuilder<GrievancesDb>().UseNpgsql(servers.Connection("grievances")).AddInterceptors(new TenantSetting()).Options;
        await using var db = new GrievancesDb(options, tenant);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var all = await db.Systems.IgnoreQueryFilters().Where(s => s.TenantId == mine || s.TenantId == theirs).ToListAsync();
        Assert.All(all, s => Assert.Equal(mine, s.TenantId));
        Assert.Single(all);
        Assert.Equal(0, await db.Systems.IgnoreQueryFilters().Where(s => s.TenantId == theirs).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Context_RefusesARowOfAnotherTenant_AndAWriteWithoutUnitOfWork()
    {
        var tenant = new TenantContext();
        tenant.Enter(mine);
        var options = new DbContextOptionsBuilder<GrievancesDb>().UseNpgsql(servers.Connection("grievances")).AddInterceptors(new TenantSetting()).Options;
        await using var db = new GrievancesDb(options, tenant);
        db.Add(new Grievances.Domain.KnownSystem { TenantId = theirs, Id = Guid.NewGuid(), Name = "x" });
        Assert.Contains("unit of work", (await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync())).Message, StringComparison.Ordinal);
        await using var transaction = await db.Database.BeginTransactionAsync();
        Assert.Contains("another tenant", (await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grievances", "grievances-owner")]
    [InlineData("grievances", "superuser")]
    [InlineData("grievances-relay", "grievances-owner")]
    [InlineData("grievances-relay", "superuser")]
    [InlineData("grievances-relay", "grievances")]
    public async Task Host_RefusesARoleThatSkipsThePolicies(string connection, string role) =>
        await Refuses(connection, role == "superuser" ? servers.SuperuserConnection("grievances") : servers.Connection(role));

    [Theory]
    [InlineData("grievances_owner")]
    [InlineData("grievances_relay")]
    [InlineData("grievances_door")]
    public async Task Host_RefusesARoleThatCouldBecomeOneThatSkipsThePolicies(string other)
    {
        var (role, password) = ("probe_" + Guid.NewGuid().ToString("N")[..12], Guid.NewGuid().ToString("N"));
        await using var admin = await servers.Superuser("grievances");
        await new NpgsqlCommand($"create role {role} login noinherit password '{password}'; grant connect on database grievances to {role}; grant {other} to {role}", admin).ExecuteNonQueryAsync();
        try
        {
            await Refuses("grievances", new NpgsqlConnectionStringBuilder(servers.Connection("grievances")) { Username = role, Password = password, Pooling = false }.ToString());
        }
        finally
        {
            await new NpgsqlCommand($"revoke connect on database grievances from {role}; drop role {role}", admin).ExecuteNonQueryAsync();
        }
    }

    private async Task Refuses(string connection, string given)
    {
        var keys = Directory.CreateTempSubdirectory("heed-refusal-").FullName;
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.Run("services/Grievances/Grievances.Host",
            [$"--urls=http://127.0.0.1:{ServerProcess.FreePort()}", "--Issuer=http://localhost:1", $"--Keys:Directory={keys}", "--Keys:Create=true", $"--ConnectionStrings:{connection}={given}"],
            new Dictionary<string, string> { ["HEED_SERVERS_JSON"] = servers.Json }));
        Assert.Contains("row-level security does not bind", refused.Message, StringComparison.Ordinal);
        // Before anything of it has started: no request was answered, and no message was taken.
        Assert.DoesNotContain("Now listening", refused.Message, StringComparison.Ordinal);
        Directory.Delete(keys, recursive: true);
    }

    private static async Task Insert(NpgsqlConnection connection, Guid tenant)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await new NpgsqlCommand($"select set_config('app.tenant_id', '{tenant}', true); insert into known_systems (tenant_id, id, name, published, version) values ('{tenant}', gen_random_uuid(), 'x', true, 1)", connection).ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, Guid? tenant, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await new NpgsqlCommand($"select set_config('app.tenant_id', '{tenant}', true)", connection).ExecuteNonQueryAsync();
        var value = await new NpgsqlCommand(sql, connection).ExecuteScalarAsync();
        await transaction.CommitAsync();
        return value;
    }
}
