using System.Globalization;
using Grievances.Features.Remedy;
using Platform.Ui.Localization;

namespace Grievances;

/// <summary>The words of the portal, in its six languages.</summary>
public static class PortalText
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(PortalText).Assembly, "portal");

    /// <summary>A language in words of the reader's; one that the portal does not speak by its own name, or by its tag where nobody knows that.</summary>
    public static string Language(string tag) => Words.Find("language." + RemedyText.Primary(tag)) ?? Known.Value.GetValueOrDefault(RemedyText.Primary(tag), tag);

    private static readonly Lazy<Dictionary<string, string>> Known = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(c => c.Name.Length > 0).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.NativeName));

    /// <summary>A size as people read it: in KB, from 1,024 KB on in MB.</summary>
    public static string Size(long bytes) =>
        bytes < 1024 * 1024 ? Words.Format("files.size", Math.Max(1, bytes / 1024)) : Words.Format("files.size_mb", Math.Round(bytes / (1024d * 1024), 1));
}
