using Npgsql;

namespace Benchmarks;

/// <summary>One value of a row, as it was stored.</summary>
/// <param name="Column">Name.</param>
/// <param name="Type">Type at the database.</param>
/// <param name="Value">Value; <see cref="DBNull"/> where there is none.</param>
public sealed record StoredValue(string Column, string Type, object Value)
{
    /// <summary>Ciphertext is what is binary and no digest.</summary>
    public bool IsSealed => Value is byte[] && Column is not ("digest" or "key_digest" or "fingerprint" or "commitment");
}

/// <summary>A row as it was stored.</summary>
public sealed record StoredRow(string Table, IReadOnlyList<StoredValue> Values);

/// <summary>Every row that one filing left, read back from the database: the floor writes rows of the same columns and sizes.</summary>
public sealed class FiledRows
{
    private const string OnlyOne = "order by 1 limit 1";

    private static readonly (string Table, string Where)[] Tables =
    [
        ("grievances", "id = @case"), ("case_rights", "case_id = @case"), ("case_wraps", "case_id = @case"), ("case_holders", "case_id = @case"), ("receipts", "case_id = @case"), ("case_consents", "case_id = @case"),
        ("ping_addresses", "case_id = @case"), ("due_dates", "subject = @case"), ("filing_commitments", OnlyOne), ("outbox", OnlyOne), ("idempotency", OnlyOne),
    ];

    private FiledRows(Guid caseId, IReadOnlyList<StoredRow> rows) => (Case, Rows) = (caseId, rows);

    /// <summary>The case they belong to.</summary>
    public Guid Case { get; }

    public IReadOnlyList<StoredRow> Rows { get; }

    /// <summary>Bytes of the values, without what PostgreSQL adds.</summary>
    public int Bytes => Rows.SelectMany(row => row.Values).Sum(value => value.Value switch { byte[] bytes => bytes.Length, string text => text.Length, DBNull => 0, Guid => 16, _ => 8 });

    /// <summary>Reads the rows of the only case there is.</summary>
    public static async Task<FiledRows> Read(NpgsqlDataSource database)
    {
        await using var only = database.CreateCommand("select id from grievances");
        var id = (Guid)(await only.ExecuteScalarAsync())!;
        var rows = new List<StoredRow>();
        foreach (var (table, where) in Tables)
        {
            await using var command = database.CreateCommand($"select * from {table} {(where == OnlyOne ? where : "where " + where)}");
            if (where != OnlyOne)
                command.Parameters.AddWithValue("case", id);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(new StoredRow(table, [.. Enumerable.Range(0, reader.FieldCount).Select(i => new StoredValue(reader.GetName(i), reader.GetDataTypeName(i), reader.GetValue(i)))]));
        }
        return new FiledRows(id, rows);
    }
}
