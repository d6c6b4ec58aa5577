using Platform.Ui.Layout;

namespace Transparency.Areas.Transparency.Pages.Public;

/// <summary>The feeds of a tenant, each with the order it has.</summary>
public static class FeedLinks
{
    public static IReadOnlyList<FeedLink> Of(string slug) =>
        [new(Words.Get("feeds.atom"), $"/feeds/v1/{slug}/atom.xml"), new(Words.Get("feeds.json"), $"/feeds/v1/{slug}/releases")];
}
