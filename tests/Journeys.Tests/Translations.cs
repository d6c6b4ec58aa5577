using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Testing;

namespace Journeys.Tests;

/// <summary>English words of the platform, as they must not stand on a page in another language.</summary>
internal sealed partial class Translations
{
    private readonly List<string> english = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    /// <summary>Reads every catalogue of the services; words that are the same in both languages are no sign.</summary>
    public Translations(string language)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "services"), "*.en.json", SearchOption.AllDirectories).Where(f => f.Contains("/Strings/", StringComparison.Ordinal)))
        {
            var (from, to) = (Read(file), Read(file.Replace(".en.json", $".{language}.json", StringComparison.Ordinal)));
            foreach (var (key, words) in from)
            {
                keys.Add(key);
                foreach (var part in Places().Split(words).Select(part => part.Trim()).Where(part => part.Length >= 10 && part.Contains(' ', StringComparison.Ordinal)))
                    if (language != "en" && to.GetValueOrDefault(key)?.Contains(part, StringComparison.Ordinal) != true)
                        english.Add(part);
            }
        }
    }

    /// <summary>Words in English, and keys without words.</summary>
    public IEnumerable<string> Faults(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        foreach (var text in page.Descendants<IText>().Where(t => t.ParentElement?.Closest("[lang]") is { } spoken && spoken.GetAttribute("lang") == page.DocumentElement.GetAttribute("lang"))
            .Select(t => t.Text.Trim()).Append(page.Title ?? "").Where(t => t.Length > 0))
        {
            if (english.Find(words => text.Contains(words, StringComparison.Ordinal)) is { } left)
                yield return $"not translated: {left}";
            if (keys.Contains(text) || Open().IsMatch(text))
                yield return $"a key or a place for words: {text}";
        }
    }

    private static Dictionary<string, string> Read(string file) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!;

    [GeneratedRegex(@"\{[0-9]+[^}]*\}|[;|]")]
    private static partial Regex Places();

    [GeneratedRegex(@"\{[0-9]+\}|^(q|page|way|file|files|box|draft)\.[a-z_.]+$")]
    private static partial Regex Open();
}
