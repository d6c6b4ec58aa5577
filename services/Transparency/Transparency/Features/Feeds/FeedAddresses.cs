using Microsoft.Extensions.Configuration;
using Platform.Hosting.Auth;

namespace Transparency.Features.Feeds;

/// <summary>
/// Public addresses of the feeds, made from the configured public address and not from what a request claims its host to be.
/// </summary>
public sealed class FeedAddresses(IConfiguration configuration)
{
    /// <summary>Under which the public record may be used.</summary>
    public const string License = "https://creativecommons.org/licenses/by/4.0/";

    private readonly string origin = PublicIssuer.Of(configuration).GetLeftPart(UriPartial.Authority);

    public string Page(string tenant) => $"{origin}/transparency/{tenant}";

    public string ReleasePage(string tenant, Guid id) => $"{Page(tenant)}/releases/{id}";

    public string Releases(string tenant) => $"{origin}/feeds/v1/{tenant}/releases";

    public string Release(string tenant, Guid id) => $"{Releases(tenant)}/{id}";

    public string Atom(string tenant) => $"{origin}/feeds/v1/{tenant}/atom.xml";
}
