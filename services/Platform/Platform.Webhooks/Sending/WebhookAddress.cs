using System.Net;
using System.Net.Sockets;
using Platform.Hosting.Http;

namespace Platform.Webhooks.Sending;

/// <summary>Reads an address that somebody wants to be told at, and looks where it leads.</summary>
public sealed class WebhookAddress(WebhookSettings settings, IAddressLookup lookup)
{
    private const int MostCharacters = 2048;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The address, or why not. That it leads to a public place is looked at here so that a mistake is told at once; what holds is the
    /// look at each connection. A name nobody knows yet is taken: it may come to be.
    /// </summary>
    public async Task<Outcome<Uri>> Read(string text, CancellationToken cancellation)
    {
        if (text.Length > MostCharacters || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.IdnHost.Length == 0)
            return Refused("platform.webhook_address_malformed");
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return Refused("platform.webhook_address_malformed");
        var isAllowed = settings.Allows(address.IdnHost, address.Port);
        if (address.Scheme != Uri.UriSchemeHttps && !(isAllowed && address.Scheme == Uri.UriSchemeHttp))
            return Refused("platform.webhook_address_insecure");
        return isAllowed || settings.Proxy is not null || await LeadsOutside(address, cancellation) ? address : Refused("platform.webhook_address_private");
    }

    /// <summary>The address as it is shown later: a query may hold a secret.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path) + (address.Query.Length > 0 ? "?…" : "");

    private async Task<bool> LeadsOutside(Uri address, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(address.IdnHost, out var literal))
            return PublicAddress.Is(literal);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return (await lookup.Find(address.IdnHost, patience.Token)).All(PublicAddress.Is);
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException || (unknown is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return true;
        }
    }

    private static Refusal Refused(string code) => Refusal.Field("platform.invalid", "/address", code);
}
