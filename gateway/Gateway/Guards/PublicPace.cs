using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Slows one client that posts far beyond a person's pace; nobody else notices. The client is known only by a keyed digest of
/// its network address, under a key that dies with the process, and is written nowhere.
/// </summary>
internal static class PublicPace
{
    public const string Policy = "public";

    private const int Segments = 6;

    public static void AddPublicPace(this IServiceCollection services, IConfiguration configuration)
    {
        var most = configuration.GetValue("Gateway:RatePerMinute", 600);
        var key = RandomNumberGenerator.GetBytes(32);
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60 / Segments);
                return new ValueTask(Faults.Answer(rejected.HttpContext, new Refusal(StatusCodes.Status429TooManyRequests, "platform.too_many_requests",
                    RetryAfterSeconds: Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)))));
            };
            limiter.AddPolicy(Policy, http => most <= 0 || !HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetNoLimiter(0UL)
                : RateLimitPartition.GetSlidingWindowLimiter(Client(http.Connection.RemoteIpAddress, key), _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = most,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = Segments,
                    QueueLimit = 0,
                }));
        });
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            // Behind an ingress every request has the ingress's address. Nobody is believed unless named.
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in configuration.GetSection("Gateway:TrustedProxies").Get<string[]>() ?? [])
                o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            if (o.KnownIPNetworks.Count == 0)
                o.ForwardedHeaders = ForwardedHeaders.None;
        });
    }

    private static ulong Client(IPAddress? address, byte[] key)
    {
        var bytes = address switch
        {
            null => [],
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
            // One household has a whole /64.
            { AddressFamily: AddressFamily.InterNetworkV6 } => address.GetAddressBytes()[..8],
            _ => address.GetAddressBytes(),
        };
        // Zero is the partition without a limit.
        return BitConverter.ToUInt64(HMACSHA256.HashData(key, bytes)) | 1;
    }
}
