using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Platform.Tenancy;

/// <summary>
/// Sets <c>app.tenant_id</c> for the transaction that just began. Transaction-local, so a pooled connection carries nothing
/// over; <c>set_config</c>, because SET takes no parameters.
/// </summary>
public sealed class TenantSetting : DbTransactionInterceptor
{
    /// <inheritdoc />
    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (connection is not SqliteConnection && eventData.Context is PlatformDb { TenantId: { } tenant })
        {
            await using var command = connection.CreateCommand();
            command.Transaction = result;
            command.CommandText = "select set_config('app.tenant_id', @tenant, true)";
            var parameter = command.CreateParameter();
            parameter.ParameterName = "tenant";
            parameter.Value = tenant.ToString();
            command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return result;
    }
}

/// <summary>Pragmas are per connection: FULL, because a receipt that was handed out must survive a power cut.</summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>What every connection to a service's file is set to.</summary>
    public const string Pragmas = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection)
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (connection is not SqliteConnection)
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
