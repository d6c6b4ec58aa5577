using System.Security.Cryptography;

namespace Platform.Ui.Layout;

/// <summary>Addresses of the static files of this library.</summary>
public static class HeedAssets
{
    /// <summary>The stylesheet, with a mark of its content so that a new version is fetched at once.</summary>
    public static string Stylesheet { get; } = "/_content/Platform.Ui/heed.css?v=" + Mark();

    /// <summary>The icon.</summary>
    public const string Icon = "/_content/Platform.Ui/heed.svg";

    private static string Mark()
    {
        using var css = typeof(HeedAssets).Assembly.GetManifestResourceStream("heed.css")!;
        return Convert.ToHexStringLower(SHA256.HashData(css))[..10];
    }
}
