using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Guards;

/// <summary>
/// Behind an ingress every request has the ingress's address, and comes as plain HTTP. Nobody is believed about either unless
/// named in <c>Gateway:TrustedProxies</c>.
/// </summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = Of(configuration);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = networks.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // A load balancer before an ingress is two: it goes back as far as the addresses are those of named networks.
            o.ForwardLimit = null;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in networks)
                o.KnownIPNetworks.Add(network);
        });
    }

    public static void WarnWithoutTrustedProxies(this WebApplication app, Uri issuer)
    {
        if (!issuer.IsLoopback && Of(app.Configuration).Length == 0)
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Heed.Gateway").LogWarning(
                "Gateway:TrustedProxies names nobody: behind an ingress all clients share one limit, and plain HTTP from outside goes unnoticed");
    }

    private static System.Net.IPNetwork[] Of(IConfiguration configuration) =>
        [.. (configuration.GetSection("Gateway:TrustedProxies").Get<string[]>() ?? []).Where(text => text.Length > 0).Select(Parse)];

    private static System.Net.IPNetwork Parse(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one) ? new System.Net.IPNetwork(one, one.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"Gateway:TrustedProxies names {text}, which is no network. Write it like 10.1.0.0/16.");
}
