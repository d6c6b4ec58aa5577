using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Tenancy;

/// <summary>
/// A narrow way across tenants: one SECURITY DEFINER function, owned by <c>&lt;service&gt;_door</c>, which has a read policy
/// on one table and nothing else. Under FORCE a function of the owner would see nothing.
/// </summary>
/// <param name="Service">Service whose database holds it.</param>
/// <param name="Table">The one table the door looks into.</param>
/// <param name="Signature">Function with its argument types, for example <c>find_receipt(bytea)</c>.</param>
/// <param name="CreateSql">CREATE OR REPLACE FUNCTION … SECURITY DEFINER SET search_path = public.</param>
public sealed record Door(string Service, string Table, string Signature, string CreateSql);

/// <summary>
/// Puts row-level security on every tenant-owned table of the model, right after its migrations and before any service may
/// start: derived from the model, so that no new table can be forgotten.
/// </summary>
public static class PostgresIsolation
{
    private const string GrantsAnnotation = "heed:grants";
    private const string RelayAnnotation = "heed:relay";

    /// <summary>Marks a table the application may only add to and read, never change: the audit log, the releases.</summary>
    public static EntityTypeBuilder AppendOnly(this EntityTypeBuilder entity)
    {
        entity.Metadata.SetAnnotation(GrantsAnnotation, "select, insert");
        return entity;
    }

    /// <summary>Marks a table the relay works on across tenants: outbox, inbox, idempotency, due dates; nothing else.</summary>
    public static EntityTypeBuilder ForRelay(this EntityTypeBuilder entity)
    {
        entity.Metadata.SetAnnotation(RelayAnnotation, true);
        return entity;
    }

    internal static async Task Apply(PlatformDb db, string service, IEnumerable<Door> doors, CancellationToken cancellation)
    {
        var (app, relay, door) = ($"{service}_app", $"{service}_relay", $"{service}_door");
        var doorList = doors.ToList();
        var sql = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsOwned()))
        {
            var table = entity.GetTableName()!;
            var grants = entity.FindAnnotation(GrantsAnnotation)?.Value as string ?? "select, insert, update, delete";
            sql.Add($"revoke all on {table} from {app}, {relay}, {door}");
            sql.Add($"grant {grants} on {table} to {app}");
            if (!typeof(ITenantOwned).IsAssignableFrom(entity.ClrType))
                continue;
            const string mine = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";
            sql.Add($"alter table {table} enable row level security");
            sql.Add($"alter table {table} force row level security");
            sql.Add($"drop policy if exists tenant on {table}");
            sql.Add($"create policy tenant on {table} to {app} using ({mine}) with check ({mine})");
            sql.Add($"drop policy if exists relay on {table}");
            if (entity.FindAnnotation(RelayAnnotation) is not null)
            {
                sql.Add($"create policy relay on {table} to {relay} using (true) with check (true)");
                sql.Add($"grant select, update, delete on {table} to {relay}");
            }
            sql.Add($"drop policy if exists door on {table}");
            if (doorList.Exists(d => d.Table == table))
            {
                sql.Add($"create policy door on {table} for select to {door} using (true)");
                sql.Add($"grant select on {table} to {door}");
            }
        }
        sql.Add($"grant usage on all sequences in schema public to {app}");
        foreach (var opening in doorList)
        {
            sql.Add($"grant create on schema public to {door}");
            // The function belongs to the door by now, and the owner of the schema may not drop it in its own name.
            sql.Add($"set local role {door}");
            sql.Add($"drop function if exists {opening.Signature}");
            sql.Add("reset role");
            sql.Add(opening.CreateSql);
            sql.Add($"revoke all on function {opening.Signature} from public");
            sql.Add($"grant execute on function {opening.Signature} to {app}");
            sql.Add($"alter function {opening.Signature} owner to {door}");
            sql.Add($"revoke create on schema public from {door}");
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(20110616)", cancellation);
        foreach (var statement in sql)
            await db.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
