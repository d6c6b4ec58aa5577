using System.Text.RegularExpressions;
using Platform.Contracts;

namespace Assessments.Domain;

/// <summary>A code that a rule gives to a record, with its reason.</summary>
public sealed record MappedCode([Public] string Code, [Public] string Rule, [Public] string Basis);

/// <summary>
/// Gives codes of the taxonomy to AVID records by rules that are data. A rule needs one of its categories (where it names any)
/// and, of each of its groups of words, one that stands in the record's title or description. What no rule fits stays unmapped.
/// </summary>
public sealed class AvidMapping
{
    private readonly IReadOnlyList<CompiledRule> rules;

    private AvidMapping(Data data)
    {
        Version = data.Version;
        rules = [.. data.Rules.Select(r => new CompiledRule(r, [.. r.Words.Select(AnyOf)]))];
    }

    /// <summary>The rules in force.</summary>
    public static AvidMapping Current { get; } = new(EmbeddedData.Load<Data>("avid-mapping.json"));

    /// <summary>Version of the rules.</summary>
    public string Version { get; }

    /// <summary>Every rule's id and code.</summary>
    public IReadOnlyList<(string Id, string Code)> Rules => [.. rules.Select(r => (r.Rule.Id, r.Rule.Code))];

    /// <summary>Codes of a record, each once, by the first rule that gives it; none where the record's words allow none.</summary>
    public IReadOnlyList<MappedCode> Map(AvidRecord record)
    {
        var text = $"{record.Title}\n{record.Description}";
        return [.. rules.Select(r => Apply(r, record, text)).OfType<MappedCode>().DistinctBy(m => m.Code).OrderBy(m => m.Code, StringComparer.Ordinal)];
    }

    private static MappedCode? Apply(CompiledRule compiled, AvidRecord record, string text)
    {
        var rule = compiled.Rule;
        var category = record.Categories.FirstOrDefault(c => rule.Categories.Any(prefix => c.StartsWith(prefix + ":", StringComparison.Ordinal) || c == prefix));
        if (rule.Categories.Count > 0 && category is null)
            return null;
        var found = compiled.Words.Select(w => w.Match(text)).ToList();
        if (found.Exists(m => !m.Success))
            return null;
        var words = string.Join(", ", found.Select(m => $"“{m.Value}”"));
        return new MappedCode(rule.Code, rule.Id, $"{rule.Reason} Found: {(category is null ? "" : category + "; ")}{words}.");
    }

    private static Regex AnyOf(IReadOnlyList<string> words) => new(
        $@"\b(?:{string.Join('|', words.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private sealed record CompiledRule(Rule Rule, IReadOnlyList<Regex> Words);

    private sealed record Rule(string Id, IReadOnlyList<string> Categories, IReadOnlyList<IReadOnlyList<string>> Words, string Code, string Reason);

    private sealed record Data(string Version, IReadOnlyList<Rule> Rules);
}
