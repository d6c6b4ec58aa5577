using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Platform.Tenancy;

/// <summary>
/// Refuses to start as a role that row-level security does not bind: a superuser, BYPASSRLS, or the owner of a table.
/// Most published leaks of this kind are a correct policy and a connection that skips it.
/// </summary>
public sealed class RoleRefusal<TDb>(IServiceScopeFactory scopes, ILogger<RoleRefusal<TDb>> log) : IHostedService where TDb : PlatformDb
{
    private const string Question = """
        select r.rolsuper or r.rolbypassrls
            or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                       where n.nspname = 'public' and c.relkind in ('r','p') and c.relowner = r.oid),
            exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                    where n.nspname = 'public' and c.relkind in ('r','p') and not (c.relrowsecurity and c.relforcerowsecurity))
        from pg_roles r where r.rolname = current_user
        """;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Question, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken) || row.GetBoolean(0))
            throw new InvalidOperationException($"{typeof(TDb).Name}: row-level security does not bind this database role. Connect as <service>_app.");
        if (row.GetBoolean(1))
            throw new InvalidOperationException($"{typeof(TDb).Name}: a table with tenant_id lacks forced row-level security. Run the Migrator first.");
        log.LogInformation("{Context} is bound by row-level security", typeof(TDb).Name);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
