using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>Which rows a sweep works on: a table marked ForRelay with the columns tenant_id, id, attempts and next_attempt_at.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Pending">SQL condition of the rows still to be settled; an index on (tenant_id, next_attempt_at, id) carries it as its filter.</param>
/// <param name="Planned">Column with the instant a row was planned for.</param>
/// <param name="Ready">Further SQL condition of a row <c>d</c> that may be settled now, or empty.</param>
public sealed record SweptRows(string Table, string Pending, string Planned, string Ready = "true");

/// <summary>A row whose time has come.</summary>
/// <param name="Tenant">Its owner.</param>
/// <param name="Id">Its id.</param>
/// <param name="Attempts">Failed attempts so far.</param>
public sealed record SweptRow(Guid Tenant, Guid Id, int Attempts);

/// <summary>
/// A table as its sweep sees it, across tenants: with the relay's role on PostgreSQL, through the write gate on SQLite. It finds
/// and postpones; what a row means is done under its own tenant and the application's role.
/// </summary>
public sealed class SweptTable<TDb> : IDisposable where TDb : PlatformDb
{
    private readonly NpgsqlDataSource? postgres;
    private readonly string? sqlite;
    private readonly WriteGate<TDb> gate;
    private readonly SweptRows rows;
    private readonly Meter meter;
    private DateTimeOffset? oldest;

    /// <summary>Opens the table of a service.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="gate">The service's write gate.</param>
    /// <param name="rows">What is swept.</param>
    /// <param name="meter">Name of the meter, for example <c>Heed.Clocks</c>.</param>
    /// <param name="gauge">Name of the gauge of the oldest overdue row in seconds, 0 where nothing is overdue.</param>
    /// <param name="clock">The clock.</param>
    public SweptTable(IConfiguration configuration, string service, WriteGate<TDb> gate, SweptRows rows, string meter, string gauge, TimeProvider clock)
    {
        (this.gate, this.rows) = (gate, rows);
        if (configuration.Provider() == DatabaseProvider.Postgres)
            postgres = NpgsqlDataSource.Create(configuration.ConnectionString(service, "relay"));
        else
            sqlite = configuration.ConnectionString(service);
        this.meter = new Meter(meter);
        this.meter.CreateObservableGauge(gauge, () => new Measurement<double>(
            oldest is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0, new KeyValuePair<string, object?>("service", service)));
    }

    /// <summary>Whether other processes may work on the same table.</summary>
    public bool IsShared => postgres is not null;

    /// <summary>Every tenant with pending rows, and when its next one is due. Hops through the index from tenant to tenant.</summary>
    public async Task<IReadOnlyList<(Guid Tenant, DateTimeOffset Next)>> Waiting(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE waiting(tenant_id) AS (
                SELECT * FROM (SELECT tenant_id FROM {rows.Table} WHERE {rows.Pending} ORDER BY tenant_id LIMIT 1) AS first_one
                UNION ALL
                SELECT (SELECT d.tenant_id FROM {rows.Table} d WHERE {rows.Pending} AND d.tenant_id > w.tenant_id ORDER BY d.tenant_id LIMIT 1)
                FROM waiting w WHERE w.tenant_id IS NOT NULL)
            SELECT w.tenant_id, (SELECT d.next_attempt_at FROM {rows.Table} d WHERE {rows.Pending} AND d.tenant_id = w.tenant_id ORDER BY d.next_attempt_at LIMIT 1)
            FROM waiting w WHERE w.tenant_id IS NOT NULL
            """;
        var tenants = new List<(Guid, DateTimeOffset)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            // The last row may be settled between the two looks.
            if (!await reader.IsDBNullAsync(1, cancellation))
                tenants.Add((reader.GetGuid(0), Instant(reader, 1)));
        return tenants;
    }

    /// <summary>The rows of a tenant that may be settled now, earliest first.</summary>
    public async Task<IReadOnlyList<SweptRow>> Due(Guid tenant, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT d.id, d.attempts FROM {rows.Table} d
            WHERE d.tenant_id = @tenant AND {rows.Pending} AND d.next_attempt_at <= @now AND {rows.Ready}
            ORDER BY d.next_attempt_at, d.id LIMIT {most}
            """;
        Add(command, ("tenant", tenant), ("now", now));
        var due = new List<SweptRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            due.Add(new SweptRow(tenant, reader.GetGuid(0), reader.GetInt32(1)));
        return due;
    }

    /// <summary>Counts a failed attempt and sets the next; a row that was settled meanwhile stays so.</summary>
    public Task Postpone(SweptRow row, DateTimeOffset next) => Execute(
        $"UPDATE {rows.Table} SET attempts = attempts + 1, next_attempt_at = @next WHERE tenant_id = @tenant AND id = @id AND {rows.Pending}",
        CancellationToken.None, ("next", next), ("tenant", row.Tenant), ("id", row.Id));

    /// <summary>Takes a row for a time, in which nobody else's round finds it; false where somebody was first, or it is settled.</summary>
    public async Task<bool> Lease(SweptRow row, DateTimeOffset now, DateTimeOffset until) => await Execute(
        $"UPDATE {rows.Table} SET next_attempt_at = @until WHERE tenant_id = @tenant AND id = @id AND {rows.Pending} AND next_attempt_at <= @now",
        CancellationToken.None, ("until", until), ("now", now), ("tenant", row.Tenant), ("id", row.Id)) > 0;

    /// <summary>Gives a row back that was taken, as if nobody had: the next round finds it.</summary>
    public Task GiveBack(SweptRow row) => Execute($"UPDATE {rows.Table} SET next_attempt_at = {rows.Planned} WHERE tenant_id = @tenant AND id = @id AND {rows.Pending}",
        CancellationToken.None, ("tenant", row.Tenant), ("id", row.Id));

    /// <summary>
    /// Takes back postponements that a clock running ahead has set further off than any backoff: after the clock was put
    /// right they would wait for the wrong future.
    /// </summary>
    public Task<int> Heal(DateTimeOffset furthest, CancellationToken cancellation) => Execute(
        $"UPDATE {rows.Table} SET next_attempt_at = {rows.Planned} WHERE {rows.Pending} AND attempts > 0 AND next_attempt_at > @furthest", cancellation, ("furthest", furthest));

    /// <summary>Looks for the oldest pending row, for the gauge.</summary>
    public async Task Measure(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {rows.Planned} FROM {rows.Table} WHERE {rows.Pending} ORDER BY {rows.Planned} LIMIT 1";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        oldest = await reader.ReadAsync(cancellation) ? Instant(reader, 0) : null;
    }

    /// <summary>Runs a writing statement across tenants.</summary>
    public async Task<int> Execute(string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        using var turn = sqlite is null ? null : await gate.Enter(cancellation);
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Add(command, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Opens a connection that sees the table's rows of every tenant.</summary>
    public async Task<DbConnection> Open(CancellationToken cancellation)
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

    /// <inheritdoc />
    public void Dispose()
    {
        meter.Dispose();
        postgres?.Dispose();
    }

    private static DateTimeOffset Instant(DbDataReader reader, int column) => new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));

    private static void Add(DbCommand command, params (string Name, object Value)[] parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value is DateTimeOffset instant ? instant.UtcDateTime : value;
            command.Parameters.Add(parameter);
        }
    }
}
