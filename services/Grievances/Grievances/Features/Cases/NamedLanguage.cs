using System.Globalization;
using Grievances.Features.Intake;

namespace Grievances.Features.Cases;

/// <summary>A language as somebody types it: by its tag however it is written, by its English name or by its own.</summary>
internal static class NamedLanguage
{
    private static readonly Lazy<Dictionary<string, string>> Tags = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(culture => culture.Name.Length > 0 && FileRules.IsLanguage(culture.Name))
        .OrderBy(culture => culture.Name.Length).SelectMany(culture => new[] { culture.EnglishName, culture.NativeName }.Select(name => (Name: name, Tag: culture.Name)))
        .DistinctBy(named => named.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(named => named.Name, named => named.Tag, StringComparer.OrdinalIgnoreCase));

    /// <summary>Its tag as it is usually written: ar, pt-BR, zh-Hant; null where nobody knows it.</summary>
    public static string? Tag(string said) =>
        // Of two letters it is a tag: Ga is a language, and ga another's tag.
        said.Length > 2 && Tags.Value.TryGetValue(said, out var tag) ? tag : FileRules.IsLanguage(said) ? Written(said) : null;

    /// <summary>A tag as it is usually written, whichever letters somebody writes large: it is looked for and counted as one.</summary>
    public static string Written(string tag) => string.Join('-', tag.Split('-').Select(Part));

    private static string Part(string part, int at) => at == 0 ? part.ToLowerInvariant() : part.Length == 4 ? char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant() : part.ToUpperInvariant();
}
