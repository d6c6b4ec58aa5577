using Platform.Ui.Localization;

namespace Grievances;

/// <summary>The words of the portal, in its six languages.</summary>
public static class PortalText
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(PortalText).Assembly, "portal");
}
