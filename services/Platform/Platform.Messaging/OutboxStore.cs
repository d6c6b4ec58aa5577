using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Platform.Tenancy;

namespace Platform.Messaging;

internal sealed record OutboxRow(Guid Id, Guid TenantId, string Type, string Body, string? TraceParent, DateTimeOffset OccurredAt);

/// <summary>
/// The outbox as the relay sees it, across tenants: with the relay's own role on PostgreSQL, through the write gate on SQLite.
/// Plain SQL, because the context's filters rightly show a scope without tenant nothing.
/// </summary>
internal sealed class OutboxStore<TDb> : IAsyncDisposable where TDb : PlatformDb
{
    private static readonly Meter Meter = new("Heed.Messaging");
    private readonly NpgsqlDataSource? postgres;
    private readonly string? sqlite;
    private readonly WriteGate<TDb> gate;
    private readonly bool keepsAnswers;
    private DateTimeOffset? oldestUnsent;
    private long deadLetters;

    /// <summary>Name of the service.</summary>
    public string Service { get; }

    /// <summary>Whether other processes work on the same database.</summary>
    public bool IsShared => postgres is not null;

    public OutboxStore(IConfiguration configuration, ServiceDatabase database, WriteGate<TDb> gate, bool keepsAnswers, TimeProvider clock)
    {
        (this.gate, this.keepsAnswers, Service) = (gate, keepsAnswers, database.Service);
        if (configuration.Provider() == DatabaseProvider.Postgres)
            postgres = NpgsqlDataSource.Create(configuration.ConnectionString(database.Service, "relay"));
        else
            sqlite = configuration.ConnectionString(database.Service);
        Meter.CreateObservableGauge("heed_outbox_oldest_unsent_seconds", () =>
            new Measurement<double>(oldestUnsent is { } oldest ? (clock.GetUtcNow() - oldest).TotalSeconds : 0, new KeyValuePair<string, object?>("service", database.Service)));
        Meter.CreateObservableGauge("heed_dead_letters", () =>
            new Measurement<long>(deadLetters, new KeyValuePair<string, object?>("service", database.Service)));
    }

    /// <summary>Locks a batch against other replicas, lets it be sent, and marks what was.</summary>
    public async Task<int> Claim(int most, DateTimeOffset now, Func<IReadOnlyList<OutboxRow>, Task<ILookup<bool, Guid>>> send, CancellationToken cancellation)
    {
        if (postgres is null)
        {
            // One process per file: there is nobody to lock the rows against.
            var unsent = await Unsent(most, now, cancellation);
            var sent = await send(unsent);
            await MarkSent(sent[true], now, CancellationToken.None);
            await Postpone(sent[false], now, CancellationToken.None);
            return unsent.Count;
        }
        await using var connection = await postgres.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var rows = await Read(connection, " FOR UPDATE SKIP LOCKED", most, now, cancellation);
        if (rows.Count == 0)
            return 0;
        var outcomes = await send(rows);
        await Execute(connection, "UPDATE outbox SET sent_at = @now WHERE id = ANY(@ids)", outcomes[true], now);
        await Execute(connection, PostponeSql + "id = ANY(@ids)", outcomes[false], now);
        await transaction.CommitAsync(CancellationToken.None);
        return rows.Count;
    }

    public async Task<IReadOnlyList<OutboxRow>> Unsent(int most, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        return await Read(connection, "", most, now, cancellation);
    }

    public Task MarkSent(IEnumerable<Guid> ids, DateTimeOffset now, CancellationToken cancellation) =>
        Update("UPDATE outbox SET sent_at = @now WHERE ", ids, now, cancellation);

    public Task Postpone(IEnumerable<Guid> ids, DateTimeOffset now, CancellationToken cancellation) =>
        Update(PostponeSql, ids, now, cancellation);

    /// <summary>Looks how old the oldest unsent row is, due or not, for the gauge.</summary>
    public async Task MeasureAge(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT occurred_at FROM outbox WHERE sent_at IS NULL ORDER BY occurred_at LIMIT 1";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        oldestUnsent = await reader.ReadAsync(cancellation) ? new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(0), DateTimeKind.Utc)) : null;
    }

    /// <summary>Counts what this service's consumers gave up, for the gauge: rows, or letters at the broker where those are more.</summary>
    public async Task CountDeadLetters(long atTheBroker, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM dead_letters";
        deadLetters = Math.Max(atTheBroker, (long)(await command.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>Forgets sent rows after a week, inbox rows after a quarter (far beyond any redelivery), and kept answers once they expire.</summary>
    public async Task Purge(DateTimeOffset now, CancellationToken cancellation)
    {
        using var turn = sqlite is null ? null : await gate.Enter(cancellation);
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM outbox WHERE sent_at < @week; DELETE FROM inbox WHERE handled_at < @quarter;"
            + (keepsAnswers ? "DELETE FROM idempotency WHERE expires_at < @now;" : "");
        Add(command, "now", now.UtcDateTime);
        Add(command, "week", now.AddDays(-7).UtcDateTime);
        Add(command, "quarter", now.AddDays(-90).UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
            await postgres.DisposeAsync();
    }

    // Attempts are spaced by an interval that the row itself carries: a second, doubling to five minutes.
    private string PostponeSql => "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = " + (postgres is null
        ? "strftime('%Y-%m-%d %H:%M:%f', @now, '+' || min(300, 1 << min(attempts, 9)) || ' seconds') WHERE "
        : "@now + make_interval(secs => least(300, 1 << least(attempts, 9))) WHERE ");

    private async Task Update(string sql, IEnumerable<Guid> ids, DateTimeOffset now, CancellationToken cancellation)
    {
        var list = ids.ToArray();
        if (list.Length == 0)
            return;
        using var turn = sqlite is null ? null : await gate.Enter(cancellation);
        await using var connection = await Open(cancellation);
        await Execute(connection, sql + (sqlite is null ? "id = ANY(@ids)" : "id IN (SELECT value FROM json_each(@ids))"), list, now);
    }

    private async Task Execute(DbConnection connection, string sql, IEnumerable<Guid> ids, DateTimeOffset now)
    {
        var list = ids.ToArray();
        if (list.Length == 0)
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // The SQLite provider stores ids as upper-case text.
        Add(command, "ids", sqlite is null ? list : JsonSerializer.Serialize(list.Select(id => id.ToString().ToUpperInvariant())));
        Add(command, "now", now.UtcDateTime);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<OutboxRow>> Read(DbConnection connection, string locking, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT id, tenant_id, type, body, trace_parent, occurred_at FROM outbox
            WHERE sent_at IS NULL AND (next_attempt_at IS NULL OR next_attempt_at <= @now) ORDER BY id LIMIT {most}{locking}
            """;
        Add(command, "now", now.UtcDateTime);
        var rows = new List<OutboxRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(new OutboxRow(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4),
                new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(5), DateTimeKind.Utc))));
        return rows;
    }

    private async Task<DbConnection> Open(CancellationToken cancellation)
    {
        if (postgres is not null)
            return await postgres.OpenConnectionAsync(cancellation);
        var connection = new SqliteConnection(sqlite);
        await connection.OpenAsync(cancellation);
        await using var pragmas = connection.CreateCommand();
        pragmas.CommandText = SqlitePragmas.Pragmas;
        await pragmas.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
