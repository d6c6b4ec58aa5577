using System.Security.Cryptography;
using Npgsql;
using Platform.Security;

namespace Benchmarks;

/// <summary>
/// The floor: what a filing leaves, written by hand. The same sealing and derivations, then one batch of prepared inserts, which is
/// one transaction and one round trip, into copies of the tables with all their indexes. No HTTP, no validation, no replay, no
/// tenant on the connection, no event that is sent.
/// </summary>
public sealed class RawInserts : IAsyncDisposable
{
    // A case key is wrapped twice, one envelope in the other; a filing derives the receipt's key twice, one key for the address of
    // pings and one for the kept answer, and makes three keyed digests beside the commitment.
    private const int Derivations = 4;
    private readonly NpgsqlDataSource database;
    private readonly FiledRows sample;
    private readonly Secrets secrets;
    private readonly string prefix;
    private readonly HashSet<string> written;
    private readonly byte[] associated = RandomNumberGenerator.GetBytes(96);
    private readonly byte[] content = RandomNumberGenerator.GetBytes(3_000);

    private RawInserts(NpgsqlDataSource database, FiledRows sample, Secrets secrets, string prefix, IEnumerable<string> written) =>
        (this.database, this.sample, this.secrets, this.prefix, this.written) = (database, sample, secrets, prefix, [.. written]);

    /// <summary>Envelopes that one operation makes.</summary>
    public int Seals => sample.Rows.Sum(row => row.Values.Count(v => v.IsSealed) * (row.Table == "case_wraps" ? 2 : 1));

    /// <summary>Rows that one operation writes.</summary>
    public int RowCount => sample.Rows.Count(row => written.Contains(row.Table));

    /// <summary>Copies the tables, as their owner would have them, for the service's role.</summary>
    public static async Task<RawInserts> Create(BenchmarkServers servers, FiledRows sample, Secrets secrets, string prefix, params string[] tables)
    {
        foreach (var table in tables)
        {
            await using var copy = servers.Database.CreateCommand($"create table {prefix}_{table} (like {table} including all); grant insert on {prefix}_{table} to grievances_app");
            await copy.ExecuteNonQueryAsync();
        }
        var connection = new NpgsqlConnectionStringBuilder(servers.Connection("grievances")) { MaxAutoPrepare = 40, AutoPrepareMinUsages = 1 };
        return new RawInserts(NpgsqlDataSource.Create(connection), sample, secrets, prefix, tables);
    }

    /// <summary>One case.</summary>
    public async Task Insert()
    {
        var receipt = RandomNumberGenerator.GetBytes(20);
        for (var i = 1; i < Derivations; i++)
            secrets.Derive("floor", receipt);
        var (id, key) = (Guid.CreateVersion7(), secrets.Derive("floor", receipt));
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in sample.Rows)
        {
            var command = new NpgsqlBatchCommand();
            foreach (var value in row.Values)
                command.Parameters.Add(new NpgsqlParameter { Value = Fresh(row, value, id, key), DataTypeName = value.Type });
            if (!written.Contains(row.Table))
                continue;
            command.CommandText = $"insert into {prefix}_{row.Table} ({string.Join(", ", row.Values.Select(v => v.Column))}) values ({string.Join(", ", row.Values.Select((_, i) => $"${i + 1}"))})";
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    // Sealing is done for every row, also for those that a floor of fewer rows leaves out.
    private object Fresh(StoredRow row, StoredValue value, Guid id, byte[] key) => value.Value switch
    {
        Guid known when known == sample.Case => id,
        Guid when value.Column == "id" => Guid.CreateVersion7(),
        byte[] bytes when value.IsSealed => Envelope.SealBytes(key, associated, row.Table == "case_wraps"
            ? Envelope.SealBytes(key, associated, content.AsSpan(0, bytes.Length - 60)) : content.AsSpan(0, bytes.Length - 30)),
        byte[] when value.Column == "commitment" => SHA256.HashData([.. key, .. content]),
        byte[] => secrets.Digest("floor", RandomNumberGenerator.GetBytes(32)),
        string when value.Column == "reference" => RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 10),
        var same => same,
    };
}
