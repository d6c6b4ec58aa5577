using System.Text;
using System.Text.Json;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Grievances.Features.Imports;

/// <summary>What a column of another register can be.</summary>
public static class RegisterFields
{
    /// <summary>The register's own number of the case.</summary>
    public const string Number = "number";

    /// <summary>What happened.</summary>
    public const string Text = "text";

    public const string Summary = "summary";
    public const string Language = "language";
    public const string FiledAt = "filed_at";
    public const string Affected = "affected";
    public const string Rights = "rights";
    public const string System = "system";
    public const string Wants = "wants";
    public const string Status = "status";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Number, Text, Summary, Language, FiledAt, Affected, Rights, System, Wants, Status];

    /// <summary>Those no case is without; the language too, unless one is named for all rows.</summary>
    public static IReadOnlyList<string> Required { get; } = [Number, Text, FiledAt];
}

/// <summary>The rows of a register as they were read. A row without a cell had more cells than the heading.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells in the order of the columns; those that are missing at the end are empty.</param>
/// <param name="Language">Language of the rows that name none.</param>
public sealed record RegisterTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, string? Language)
{
    /// <summary>Most rows and bytes of one import.</summary>
    public const int MostRows = 10_000;

    /// <inheritdoc cref="MostRows" />
    public const int MostBytes = 10 * 1024 * 1024;

    private const int MostColumns = 200;

    /// <summary>Reads a file: a table with a heading or, where it begins with a bracket, a JSON array of objects.</summary>
    public static Outcome<RegisterTable> Read(string content, string? language)
    {
        if (!content.AsSpan().TrimStart('\uFEFF').TrimStart().StartsWith("["))
            return OfCsv(content, language);
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<IReadOnlyDictionary<string, string?>>>(content.TrimStart('\uFEFF'), RowsJson.Options) is { } rows ? OfRows(rows, language) : Fault("grievances.import_unreadable");
        }
        catch (JsonException)
        {
            return Fault("grievances.import_unreadable");
        }
    }

    /// <summary>Reads a table with a heading.</summary>
    public static Outcome<RegisterTable> OfCsv(string csv, string? language)
    {
        if (Encoding.UTF8.GetByteCount(csv) > MostBytes)
            return TooLarge;
        if (csv.Contains('\0', StringComparison.Ordinal) || CsvTable.Read(csv, MostRows + 2, MostColumns) is not { } lines)
            return Fault("grievances.import_unreadable");
        if (lines.Count < 2)
            return Fault("grievances.import_empty");
        if (lines.Count > MostRows + 1)
            return Fault("grievances.import_too_many_rows");
        var columns = lines[0].Select(name => name.Trim()).ToList();
        return new RegisterTable(columns, [.. lines.Skip(1).Select(line => line.Count <= columns.Count ? line : [])], language);
    }

    /// <summary>Reads rows that name their columns.</summary>
    public static Outcome<RegisterTable> OfRows(IReadOnlyList<IReadOnlyDictionary<string, string?>> rows, string? language)
    {
        if (rows.Count > MostRows)
            return Fault("grievances.import_too_many_rows");
        if (rows.Sum(row => row.Sum(cell => (long)Encoding.UTF8.GetByteCount(cell.Value ?? ""))) > MostBytes)
            return TooLarge;
        if (rows.Any(row => row.Values.Any(cell => cell?.Contains('\0', StringComparison.Ordinal) == true)))
            return Fault("grievances.import_unreadable");
        if (rows.Count == 0)
            return Fault("grievances.import_empty");
        var columns = rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).Take(MostColumns + 1).ToList();
        if (columns.Count > MostColumns)
            return Fault("grievances.import_unreadable");
        return new RegisterTable(columns, [.. rows.Select(row => columns.Select(row.GetValueOrDefault).ToArray())], language);
    }

    /// <summary>The columns that become fields, under the names of the fields; nothing else of the register is kept.</summary>
    /// <param name="mapping">Column by field; null where the columns are called as the fields are.</param>
    public Outcome<RegisterTable> Mapped(IReadOnlyDictionary<string, string>? mapping)
    {
        mapping ??= OwnNames();
        var errors = new Dictionary<string, string[]>();
        foreach (var (field, column) in mapping)
            if ((!RegisterFields.All.Contains(field) ? "grievances.import_field_unknown" : Columns.Count(c => c == column) switch { 0 => "grievances.import_column_unknown", 1 => null, _ => "grievances.import_column_repeated" }) is { } code)
                errors[Pointer(field)] = [code];
        foreach (var twice in mapping.GroupBy(pair => pair.Value, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            errors.TryAdd(Pointer(twice.Key), ["grievances.import_column_repeated"]);
        foreach (var field in RegisterFields.Required.Append(RegisterFields.Language).Where(field => !mapping.ContainsKey(field) && (field != RegisterFields.Language || FileRules.IsBlank(Language))))
            errors[Pointer(field)] = ["grievances.import_field_not_mapped"];
        if (errors.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
        var places = mapping.Select(pair => Columns.Index().First(c => c.Item == pair.Value).Index).ToArray();
        return new RegisterTable([.. mapping.Keys], [.. Rows.Select(row => row.Count == 0 ? row : places.Select(at => row.ElementAtOrDefault(at)).ToArray())], Language);
    }

    /// <summary>Columns that are called as a field is.</summary>
    public IReadOnlyDictionary<string, string> OwnNames() => RegisterFields.All.Select(field => (Field: field, Column: Columns.FirstOrDefault(c => c.Trim().Equals(field, StringComparison.OrdinalIgnoreCase))))
        .Where(pair => pair.Column is not null).ToDictionary(pair => pair.Field, pair => pair.Column!, StringComparer.Ordinal);

    /// <summary>Where the fault of a field is told.</summary>
    public static string Pointer(string field) => $"/mapping/{field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static Refusal Fault(string code) => new(StatusCodes.Status400BadRequest, code);

    private static Refusal TooLarge => new(StatusCodes.Status413PayloadTooLarge, "grievances.import_too_large");
}
