using Platform.Ui.Localization;

namespace Grievances;

/// <summary>The words of the portal, in its six languages.</summary>
public static class PortalText
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(PortalText).Assembly, "portal");

    /// <summary>A size as people read it: in KB, from 1,024 KB on in MB.</summary>
    public static string Size(long bytes) =>
        bytes < 1024 * 1024 ? Words.Format("files.size", Math.Max(1, bytes / 1024)) : Words.Format("files.size_mb", Math.Round(bytes / (1024d * 1024), 1));
}
