using Platform.Ui.Localization;

namespace Grievances.Help;

/// <summary>The words of the help pages, in the portal's six languages.</summary>
public static class HelpText
{
    /// <summary>The catalogue; a test holds every key and every kind in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(HelpText).Assembly, "help");

    /// <summary>Words for a code of the directory: <c>help.kind.image_abuse</c>.</summary>
    public static string Of<TCode>(string prefix, TCode code) where TCode : struct, Enum =>
        Words[prefix + "." + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString())];
}
