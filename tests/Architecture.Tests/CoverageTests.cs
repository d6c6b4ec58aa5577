using System.Text.RegularExpressions;
using Xunit;

namespace Architecture.Tests;

/// <summary>docs/coverage.md says which point of the mission is served where and shown by which test; here it is held to that.</summary>
public sealed partial class CoverageTests
{
    private const int PointsOfTheMission = 109;
    private const string Planned = "planned";
    private const string Part = "part: ";

    /// <summary>Points that are split, with how many letters; S33 has a sibling instead.</summary>
    private static readonly Dictionary<int, int> Split = new()
    {
        [7] = 2, [15] = 3, [19] = 3, [20] = 2, [26] = 2, [29] = 2, [32] = 2, [35] = 2, [37] = 4, [38] = 2, [39] = 6, [40] = 2, [41] = 2, [43] = 2,
        [46] = 2, [47] = 3, [49] = 3, [51] = 2, [61] = 2, [63] = 2, [64] = 3, [70] = 2,
    };

    private static readonly string Root = FindRoot();
    private static readonly string Document = File.ReadAllText(Path.Combine(Root, "docs", "coverage.md"));
    private static readonly Row[] Rows = [.. RowLine().Matches(Document).Select(Read)];

    [Fact]
    public void Every_point_of_the_mission_has_one_row()
    {
        var expected = Enumerable.Range(1, 75).SelectMany(Ids).ToList();
        Assert.Equal(PointsOfTheMission, expected.Count);
        Assert.Equal(expected, Rows.Select(row => row.Point));
    }

    [Fact]
    public void A_row_is_short_and_names_the_services_it_is_for()
    {
        string[] services = ["ASM", "ENG", "GRV", "TRN", "PLT"];
        Assert.All(Rows, row =>
        {
            Assert.InRange(row.Capability.Split(' ').Length, 1, 12);
            Assert.All(row.Service.Split(", "), code => Assert.Contains(code, services));
        });
    }

    [Fact]
    public void What_is_planned_claims_nothing_and_everything_else_says_since_when()
    {
        Assert.Contains(Rows, row => !row.IsPlanned);
        Assert.All(Rows, row =>
        {
            if (row.IsPlanned)
                Assert.Equal(("—", "—"), (row.Test, row.Since));
            else
                Assert.Matches(@"^\d+\.\d+$", row.Since);
        });
    }

    [Fact]
    public void A_part_says_what_is_missing_and_nothing_else_does()
    {
        var explained = MissingLine().Matches(Document).Select(line => line.Groups[1].Value).ToList();
        Assert.Equal(Rows.Where(row => row.Where.StartsWith(Part, StringComparison.Ordinal)).Select(row => row.Point), explained);
    }

    [Fact]
    public void Every_page_and_endpoint_that_is_named_exists()
    {
        var known = PagesAndEndpoints();
        Assert.All(Rows.Where(row => !row.IsPlanned), row =>
        {
            Assert.NotEmpty(Named(row.Where));
            Assert.All(Named(row.Where), name => Assert.Contains(name, known));
        });
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var known = Tests();
        Assert.All(Rows.Where(row => !row.IsPlanned), row =>
        {
            Assert.NotEmpty(Named(row.Test));
            Assert.All(Named(row.Test), name => Assert.Contains(name, known));
        });
    }

    private static IEnumerable<string> Ids(int number) => number switch
    {
        33 => ["S33", "S33b"],
        _ when Split.TryGetValue(number, out var letters) => Enumerable.Range(0, letters).Select(letter => $"S{number}{(char)('a' + letter)}"),
        _ => [$"S{number}"],
    };

    private static HashSet<string> PagesAndEndpoints() => new(
        Sources("*.cshtml", "services", "gateway").SelectMany(source => PageRoute().Matches(source))
            .Concat(Sources("*.cs", "services", "gateway").SelectMany(source => EndpointName().Matches(source)))
            .Select(match => match.Groups[1].Value), StringComparer.Ordinal);

    private static HashSet<string> Tests() => new(
        Sources("*Tests.cs", "tests").SelectMany(source => TestMethod().Matches(source)).Select(match => match.Groups[1].Value), StringComparer.Ordinal);

    private static IEnumerable<string> Sources(string pattern, params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Select(File.ReadAllText);

    private static string[] Named(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    private static Row Read(Match line)
    {
        var cells = line.Value.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
        Assert.True(cells.Length == 6, $"Not six cells: {line.Value}");
        return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Platform.sln is in no folder above the tests.");
    }

    [GeneratedRegex(@"^\| S\d.*$", RegexOptions.Multiline)]
    private static partial Regex RowLine();

    [GeneratedRegex(@"^- (S\d+[a-f]?): \S", RegexOptions.Multiline)]
    private static partial Regex MissingLine();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^@page \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex PageRoute();

    [GeneratedRegex(@"\.WithName\(""([^""]+)""\)")]
    private static partial Regex EndpointName();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b.*?\bpublic\s+(?:static\s+)?(?:async\s+)?[\w<>]+\s+(\w+)\s*\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();

    private sealed record Row(string Point, string Capability, string Service, string Where, string Test, string Since)
    {
        public bool IsPlanned => Where == Planned;
    }
}
