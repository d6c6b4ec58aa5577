using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Platform.Tenancy;

/// <summary>
/// Refuses to start on a connection that row-level security does not bind: a superuser, BYPASSRLS, the owner of a table, or a
/// member of a role that is one of these. Most published leaks of this kind are a correct policy and a connection that skips
/// it. It looks before anything of the host has started, so that no message is taken and no request answered until then.
/// </summary>
public sealed class RoleRefusal<TDb>(IConfiguration configuration, IEnumerable<ServiceDatabase> databases, ILogger<RoleRefusal<TDb>> log) : IHostedLifecycleService where TDb : PlatformDb
{
    // MEMBER counts what SET ROLE would give as well, not only what is inherited. The role itself is a member of itself.
    private const string Question = """
        select exists (
            select from pg_roles r where pg_has_role(current_user, r.oid, 'MEMBER') and (r.rolsuper or r.rolbypassrls
                or r.rolname = any(@others)
                or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                           where n.nspname = 'public' and c.relkind in ('r','p') and c.relowner = r.oid))),
            exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                    where n.nspname = 'public' and c.relkind in ('r','p') and not (c.relrowsecurity and c.relforcerowsecurity))
        """;

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var service = databases.Single(d => d.Context == typeof(TDb)).Service;
        await Check(service, null, "app", [$"{service}_owner", $"{service}_relay", $"{service}_door"], cancellationToken);
        await Check(service, "relay", "relay", [$"{service}_owner", $"{service}_app", $"{service}_door"], cancellationToken);
        log.LogInformation("{Context} is bound by row-level security", typeof(TDb).Name);
    }

    private async Task Check(string service, string? connectionRole, string expected, string[] others, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(configuration.ConnectionString(service, connectionRole));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Question, connection) { Parameters = { new("others", others) } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation) || row.GetBoolean(0))
            throw new InvalidOperationException($"{typeof(TDb).Name}: row-level security does not bind this database role. Connect as {service}_{expected}, which is a member of no other role of the service.");
        if (row.GetBoolean(1))
            throw new InvalidOperationException($"{typeof(TDb).Name}: a table with tenant_id lacks forced row-level security. Run the Migrator first.");
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
