using System.Globalization;
using Assessments.Contracts;
using Grievances.Domain;
using Grievances.Features.Intake;

namespace Grievances.Features.Imports;

/// <summary>Published AI systems, found by what a register calls them.</summary>
/// <param name="ById">Their names.</param>
public sealed record NamedSystems(IReadOnlyDictionary<Guid, string> ById)
{
    /// <summary>The one of this id or name; null where there is none, or more than one of the name.</summary>
    public Guid? Find(string text) => Guid.TryParse(text, out var id) ? ById.ContainsKey(id) ? id : null
        : ById.Where(system => system.Value.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(system => (Guid?)system.Key).ToList() is [var only] ? only : null;
}

/// <summary>Something that is wrong with a row. What the row says is never part of it.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Field">In which field; null of the row as a whole.</param>
public sealed record RowFault(string Code, string? Field);

/// <summary>What a row says: a case, or everything that is wrong with it.</summary>
/// <param name="Case">The case; null where something is wrong.</param>
/// <param name="FiledAt">When it was filed there.</param>
/// <param name="Faults">What is wrong, in the order in which it is looked at.</param>
public sealed record ReadRow(FileRequest? Case, DateTimeOffset FiledAt, IReadOnlyList<RowFault> Faults);

/// <summary>Reads the rows of a register, by the rules that hold for everybody who files.</summary>
/// <param name="table">The rows, their columns named as the fields are.</param>
/// <param name="systems">What they may be about.</param>
/// <param name="today">The date it is where the organisation works.</param>
/// <param name="now">The instant.</param>
public sealed class RowReading(RegisterTable table, NamedSystems systems, DateOnly today, DateTimeOffset now)
{
    private const int MostNumber = 100;
    private const int MostSeveral = 21;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Instants = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["/summary"] = RegisterFields.Summary, ["/whatHappened"] = RegisterFields.Text, ["/language"] = RegisterFields.Language, ["/rights"] = RegisterFields.Rights, ["/wants"] = RegisterFields.Wants,
    };

    /// <summary>The register's number of a row; null where it has none that can be used.</summary>
    public string? Number(IReadOnlyList<string?> row) => Cell(row, RegisterFields.Number) is { Length: > 0 } number && FileRules.Characters(number) <= MostNumber ? number : null;

    /// <summary>What a row says. What it is wrong about is told at once, so that nobody brings it again for each fault.</summary>
    public ReadRow Read(IReadOnlyList<string?> row)
    {
        if (row.Count == 0)
            return Wrong("grievances.import_row_ragged", null);
        // It stays where it was closed, whatever else it says.
        if (Cell(row, RegisterFields.Status).Equals("closed", StringComparison.OrdinalIgnoreCase))
            return Wrong("grievances.import_closed", RegisterFields.Status);
        var faults = new List<RowFault>();
        void Fault(string? field, string? code)
        {
            if (code is not null && !faults.Exists(f => f.Field == field))
                faults.Add(new RowFault(code, field));
        }

        Fault(RegisterFields.Number, Number(row) is not null ? null : Cell(row, RegisterFields.Number).Length == 0 ? "grievances.import_number_missing" : "platform.too_long");
        Fault(RegisterFields.Status, Cell(row, RegisterFields.Status).ToUpperInvariant() is "" or "OPEN" ? null : "grievances.import_status_unknown");
        var (filed, date) = Date(Cell(row, RegisterFields.FiledAt));
        Fault(RegisterFields.FiledAt, date);
        var affected = Chosen<AffectedPerson>(Cell(row, RegisterFields.Affected) is { Length: > 0 } said ? said : "unknown");
        Fault(RegisterFields.Affected, affected is null ? "grievances.import_affected_unknown" : null);
        var wants = Several(row, RegisterFields.Wants).Select(Chosen<RemedyKind>).ToList();
        Fault(RegisterFields.Wants, wants.Contains(null) ? "grievances.import_wants_unknown" : null);
        var system = Cell(row, RegisterFields.System) is { Length: > 0 } named ? systems.Find(named) : null;
        Fault(RegisterFields.System, system is null && Cell(row, RegisterFields.System).Length > 0 ? "grievances.import_system_unknown" : null);
        var text = Cell(row, RegisterFields.Text);
        Fault(RegisterFields.Text, FileRules.IsBlank(text) ? "grievances.import_text_missing" : null);
        var request = new FileRequest(Cell(row, RegisterFields.Language) is { Length: > 0 } language ? language : table.Language ?? "",
            Cell(row, RegisterFields.Summary) is var line && FileRules.IsBlank(line) ? FileRules.IsBlank(text) ? "-" : NewCase.FirstLine(text) : line,
            text, affected ?? AffectedPerson.Unknown, system, Rights: Several(row, RegisterFields.Rights), Wants: [.. wants.OfType<RemedyKind>()]);
        foreach (var (pointer, codes) in FileRules.Check(request)?.Errors ?? new Dictionary<string, string[]>())
            Fault(Fields.GetValueOrDefault(pointer), codes[0]);
        return faults.Count > 0 ? new ReadRow(null, default, faults) : new ReadRow(request, filed, []);
    }

    /// <summary>Whether two rows say the same.</summary>
    public static bool Same(IReadOnlyList<string?> one, IReadOnlyList<string?> other) =>
        Enumerable.Range(0, Math.Max(one.Count, other.Count)).All(at => (one.ElementAtOrDefault(at)?.Trim() ?? "") == (other.ElementAtOrDefault(at)?.Trim() ?? ""));

    /// <summary>Whether the rows say which AI system they are about.</summary>
    public static bool NamesSystems(RegisterTable table) => table.Columns.Contains(RegisterFields.System);

    private static ReadRow Wrong(string code, string? field) => new(null, default, [new RowFault(code, field)]);

    private string Cell(IReadOnlyList<string?> row, string field) => table.Columns.Index().Where(column => column.Item == field).Select(column => row.ElementAtOrDefault(column.Index)?.Trim()).FirstOrDefault() ?? "";

    // One more than is looked at, so that a cell of megabytes costs no more than one of a line; too many are refused as such.
    private string[] Several(IReadOnlyList<string?> row, string field) => [.. Cell(row, field).Split([' ', ',', ';', '\n', '\t'], MostSeveral + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostSeveral)];

    private static T? Chosen<T>(string code) where T : struct, Enum => Enum.GetValues<T>().Where(value => Codes.Of(value).Equals(code, StringComparison.OrdinalIgnoreCase)).Select(value => (T?)value).FirstOrDefault();

    // A date is a day of the organisation's; an instant says its offset, since nobody can guess it.
    private (DateTimeOffset At, string? Code) Date(string text)
    {
        if (text.Length == 0)
            return (default, "grievances.import_date_missing");
        DateTimeOffset at;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            if (day > today)
                return (default, "grievances.import_date_in_future");
            at = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        }
        else if (!(text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10) || !DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
            return (default, "grievances.import_date_unreadable");
        else if (at > now)
            return (default, "grievances.import_date_in_future");
        at = at.ToUniversalTime();
        // To the microsecond that both databases keep, and not after the moment it came here.
        at = new DateTimeOffset(Math.Min(at.Ticks, now.Ticks) / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        return at < Earliest ? (default, "grievances.import_date_too_old") : (at, null);
    }
}
