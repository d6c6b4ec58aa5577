using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Platform.Ui.Localization;

/// <summary>
/// The words of one library: flat JSON files, one per language, embedded as <c>{prefix}.{language}.json</c>.
/// Looks a key up in the current UI language, then in English.
/// </summary>
/// <remarks>
/// The project file must embed them with <c>WithCulture="false"</c> and <c>LogicalName="%(Filename)%(Extension)"</c>,
/// otherwise the build moves them into satellite assemblies. A missing key is a defect and throws.
/// </remarks>
public sealed class StringCatalogue
{
    private static readonly JsonSerializerOptions StrictJson = new() { AllowDuplicateProperties = false };

    private readonly Assembly assembly;
    private readonly string prefix;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> stringsByLanguage = new();

    /// <summary>Opens the files of an assembly whose embedded names start with <paramref name="prefix"/> and a dot.</summary>
    public StringCatalogue(Assembly assembly, string prefix)
    {
        this.assembly = assembly;
        this.prefix = prefix;
        Languages = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix + ".", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => name[(prefix.Length + 1)..^".json".Length])
            .Where(language => language.Length > 0 && !language.Contains('.', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (!Languages.Contains("en"))
        {
            throw new InvalidOperationException($"{assembly.GetName().Name} embeds no {prefix}.en.json.");
        }
    }

    /// <summary>The languages there is a file for.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The words for a key in the current UI language.</summary>
    public string this[string key] => Get(key, CultureInfo.CurrentUICulture);

    /// <summary>Every key of a language's own file, without the fallback.</summary>
    public IReadOnlyCollection<string> Keys(string language) => StringsOf(language).Keys.ToArray();

    /// <summary>The words for a key in a given culture, falling back to English.</summary>
    public string Get(string key, CultureInfo culture) =>
        Find(key, culture)
        ?? throw new KeyNotFoundException($"{assembly.GetName().Name} has no words for '{key}' in {prefix}.en.json.");

    /// <summary>The words for a key that may not exist, such as one made from a code of a later version.</summary>
    public string? Find(string key, CultureInfo? culture = null)
    {
        var language = (culture ?? CultureInfo.CurrentUICulture).TwoLetterISOLanguageName;
        return StringsOf(language).GetValueOrDefault(key) ?? StringsOf("en").GetValueOrDefault(key);
    }

    /// <summary>The words for a key with <c>{0}</c>, <c>{1}</c> filled in.</summary>
    public string Format(string key, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, this[key], arguments);

    /// <summary>
    /// Like <see cref="Format"/> but for text people wrote: the result is encoded, and each argument stands in its own
    /// <c>bdi</c> so that a name in another script cannot turn the sentence around.
    /// </summary>
    public IHtmlContent Html(string key, params object?[] arguments) => new IsolatedFormat(this[key], arguments);

    /// <summary>The form of a counted phrase for a number, which fills <c>{0}</c>.</summary>
    public string Count(string key, long count, CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentUICulture;
        var language = culture.TwoLetterISOLanguageName;
        var ownWords = StringsOf(language).GetValueOrDefault(key);
        var forms = (ownWords ?? Get(key, culture)).Split('|');
        var form = PluralRules.FormFor(ownWords is null ? "en" : language, count);
        return string.Format(culture, forms[Math.Min(form, forms.Length - 1)], count);
    }

    /// <summary>How many plural forms a language's counted phrases must list.</summary>
    public static int PluralFormsIn(string language) => PluralRules.FormsIn(language);

    private IReadOnlyDictionary<string, string> StringsOf(string language) => stringsByLanguage.GetOrAdd(language, Load);

    private IReadOnlyDictionary<string, string> Load(string language)
    {
        using var stream = assembly.GetManifestResourceStream($"{prefix}.{language}.json");
        return stream is null
            ? new Dictionary<string, string>()
            : JsonSerializer.Deserialize<Dictionary<string, string>>(stream, StrictJson)!;
    }
}
