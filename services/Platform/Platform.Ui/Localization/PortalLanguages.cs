using System.Globalization;

namespace Platform.Ui.Localization;

/// <summary>A language the public pages speak.</summary>
/// <param name="Code">Two-letter code, as used in <c>?lang=</c> and in the names of string files.</param>
/// <param name="Tag">BCP 47 tag for the <c>lang</c> attribute.</param>
/// <param name="CultureName">The .NET culture for dates and numbers.</param>
/// <param name="NativeName">The language's name for itself.</param>
/// <param name="IsRightToLeft">Whether its script runs from right to left.</param>
public sealed record PortalLanguage(string Code, string Tag, string CultureName, string NativeName, bool IsRightToLeft)
{
    /// <summary>The value of the <c>dir</c> attribute.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>The culture for dates and numbers.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo(CultureName);
}

/// <summary>The six languages of the portal; a test holds that every string exists in each.</summary>
public static class PortalLanguages
{
    /// <summary>The language used when nothing better is known.</summary>
    public static readonly PortalLanguage English = new("en", "en", "en-GB", "English", false);

    /// <summary>All portal languages, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<PortalLanguage> All =
    [
        new("ar", "ar", "ar", "العربية", true),
        English,
        new("es", "es", "es", "Español", false),
        new("fr", "fr", "fr", "Français", false),
        new("ru", "ru", "ru", "Русский", false),
        new("zh", "zh-Hans", "zh-Hans", "中文", false),
    ];

    /// <summary>The portal language for a code or tag such as <c>fr</c> or <c>fr-CA</c>, or null when there is none.</summary>
    public static PortalLanguage? Find(string? tag)
    {
        var code = tag?.Split('-', '_')[0];
        return All.FirstOrDefault(language => string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The portal language of a culture, English when the portal does not speak it.</summary>
    public static PortalLanguage Of(CultureInfo culture) => Find(culture.TwoLetterISOLanguageName) ?? English;

    /// <summary>The language of the current request.</summary>
    public static PortalLanguage Current => Of(CultureInfo.CurrentUICulture);
}
