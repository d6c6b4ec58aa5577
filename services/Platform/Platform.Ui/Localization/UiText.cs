namespace Platform.Ui.Localization;

/// <summary>The words inside Platform.Ui's own components.</summary>
public static class UiText
{
    /// <summary>The catalogue behind these words; tests compare its languages.</summary>
    public static StringCatalogue Catalogue { get; } = new(typeof(UiText).Assembly, "ui");

    /// <summary>The words for a key in the current UI language.</summary>
    public static string Get(string key) => Catalogue[key];

    /// <summary>The words for a key with its places filled in.</summary>
    public static string Format(string key, params object?[] arguments) => Catalogue.Format(key, arguments);
}
