using System.Text.RegularExpressions;
using System.Xml.Linq;
using Platform.Hosting.Http;
using Platform.Ui.Localization;
using Testing;
using Xunit;

namespace Architecture.Tests;

/// <summary>Rules that can be read off the sources.</summary>
public sealed partial class SourceTests(BuiltPlatform platform)
{
    private static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [Fact]
    public void AService_ReferencesOnlyTheContractsOfAnother()
    {
        foreach (var file in Files("services", "*.csproj"))
        {
            var project = Path.GetFileNameWithoutExtension(file);
            if (project is "AllInOne" or "Migrator")
                continue;
            var service = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)!)!);
            foreach (var target in XDocument.Load(file).Descendants("ProjectReference").Select(r => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, r.Attribute("Include")!.Value))))
            {
                var (owner, name) = (Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(target)!)!), Path.GetFileNameWithoutExtension(target));
                Assert.True(owner == service || owner == "Platform" || name.EndsWith(".Contracts", StringComparison.Ordinal), $"{project} references {name}");
                Assert.False(project.EndsWith(".Contracts", StringComparison.Ordinal) && name != "Platform.Contracts", $"{project} references {name}");
            }
        }
    }

    [Fact]
    public void OnlyPlatformMessaging_KnowsMassTransit()
    {
        var knowing = Files("services", "*.cs").Concat(Files("gateway", "*.cs")).Where(f => File.ReadAllText(f).Contains("using MassTransit", StringComparison.Ordinal));
        Assert.All(knowing, f => Assert.Contains("Platform.Messaging", f, StringComparison.Ordinal));
        Assert.Equal(["Platform.Messaging"], Files("services", "*.csproj").Concat(Files("gateway", "*.csproj")).Where(f => File.ReadAllText(f).Contains("Include=\"MassTransit", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension));
    }

    [Fact]
    public void AnEndpointThatReadsAnIdempotencyKey_SaysSoInTheApiDescription() =>
        Assert.All(Files("services", "*.cs").Where(f => ReadsAKey().IsMatch(File.ReadAllText(f)) && Path.GetFileName(f) != "Keyed.cs"),
            f => Assert.True(File.ReadAllText(f).Contains(".Idempotent()", StringComparison.Ordinal), f));

    [Fact]
    public void NobodyIgnoresTheTenantFilter() =>
        Assert.DoesNotContain(Files("services", "*.cs"), f => File.ReadAllText(f).Contains("IgnoreQueryFilters", StringComparison.Ordinal));

    [Fact]
    public void TheStylesheet_KnowsNoLeftAndRight()
    {
        var physical = PhysicalCss().Matches(File.ReadAllText(Path.Combine(Repository.Root, "services/Platform/Platform.Ui/wwwroot/heed.css"))).Select(m => m.Value);
        Assert.Empty(physical);
    }

    [Fact]
    public void NoSourceFile_IsLongerThan400Lines() => Assert.All(Files("services", "*.cs").Concat(Files("gateway", "*.cs")).Where(f => !f.Contains("Migrations", StringComparison.Ordinal)),
        f => Assert.True(File.ReadLines(f).Count() <= 400, $"{f} is longer than 400 lines"));

    [Fact]
    public void EveryCodeOfAProblem_HasWords()
    {
        Assert.NotEmpty(platform.Endpoints);
        var used = Files("services", "*.cs").Concat(Files("gateway", "*.cs")).Where(f => !f.Contains("Migrations", StringComparison.Ordinal))
            .SelectMany(f => Refusals().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.True(used.Count > 30, $"Only {used.Count} codes were found.");
        var words = ProblemTexts.Codes.ToHashSet(StringComparer.Ordinal);
        foreach (var file in Files("gateway", "problems.json"))
            words.UnionWith(System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object>>(File.ReadAllText(file))!.Keys);
        Assert.Equal([], used.Except(words));
    }

    [Fact]
    public void EveryKey_ExistsInEveryLanguage()
    {
        var catalogues = Files("services", "*.en.json").Where(f => f.Contains("Strings", StringComparison.Ordinal)).ToList();
        Assert.True(catalogues.Count >= 3);
        foreach (var english in catalogues)
        {
            var keys = Keys(english);
            foreach (var language in PortalLanguages.All.Select(l => l.Code).Where(c => c != "en"))
                Assert.Equal(keys, Keys(english.Replace(".en.json", $".{language}.json", StringComparison.Ordinal)));
        }
    }

    private static List<string> Keys(string file) => System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToList();

    [GeneratedRegex(@"\.TryRead\((http\.Request|http|request), out var key\)|Keyed\.Run\(")]
    private static partial Regex ReadsAKey();

    [GeneratedRegex(@"(margin|padding|border)-(left|right|top|bottom)\b|text-align:\s*(left|right)|float:\s*(left|right)|(?<![\w-])(left|right):", RegexOptions.None)]
    private static partial Regex PhysicalCss();

    [GeneratedRegex("(?:Refusal\\((?:StatusCodes\\.\\w+|\\d+), |NotFound\\(|Conflict\\(|Field\\(\"[a-z_.]+\", \"[^\"]*\", |\\[)\"((?:platform|grievances|assessments|engagement|transparency|identity|gateway)\\.[a-z_]+)\"")]
    private static partial Regex Refusals();
}
