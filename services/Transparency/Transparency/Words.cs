using Platform.Ui.Localization;

namespace Transparency;

/// <summary>The words of the public pages.</summary>
public static class Words
{
    public static StringCatalogue Catalogue { get; } = new(typeof(Words).Assembly, "transparency");

    public static string Get(string key) => Catalogue[key];

    public static string Format(string key, params object?[] arguments) => Catalogue.Format(key, arguments);
}
