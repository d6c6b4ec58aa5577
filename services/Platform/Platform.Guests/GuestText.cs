using Platform.Ui.Localization;

namespace Platform.Guests;

/// <summary>The words of the guests' own pages, in the six languages of the portal.</summary>
public static class GuestText
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(GuestText).Assembly, "guests");
}
