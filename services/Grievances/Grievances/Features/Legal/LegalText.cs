using System.Globalization;
using Platform.Ui.Localization;

namespace Grievances.Features.Legal;

/// <summary>The words about law, responsibility and bodies outside, in the portal's six languages.</summary>
public static class LegalText
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(LegalText).Assembly, "law");

    /// <summary>Words in the language of a tag, in English where the product does not speak it.</summary>
    public static string In(string key, string language)
    {
        var primary = language.Split('-')[0].ToLowerInvariant();
        return Words.Get(key, CultureInfo.GetCultureInfo(Words.Languages.Contains(primary) ? primary : "en"));
    }
}
