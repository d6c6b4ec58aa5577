using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Slows one client that posts far beyond a person's pace; nobody else notices. Files have a pace of their own, since one file
/// takes many requests; so have signing in and asking for tokens, since each costs the identity service a slow hash. What this gateway asks its issuer goes past it, inside.
/// </summary>
internal static class PublicPace
{
    /// <summary>Who files.</summary>
    public const string Filing = "public";

    /// <summary>Who sends files, in one piece or in many.</summary>
    public const string Uploads = "uploads";

    /// <summary>Who signs in, and machines that ask for tokens.</summary>
    public const string Connect = "connect";

    private const int Segments = 6;

    public static void AddPublicPace(this IServiceCollection services, IConfiguration configuration)
    {
        var most = configuration.GetValue("Gateway:RatePerMinute", 600);
        // Who turns the one limit off means all, unless told otherwise.
        var signIns = configuration.GetValue("Gateway:SignInsPerMinute", most <= 0 ? 0 : 20);
        var tokens = configuration.GetValue("Gateway:TokensPerMinute", most <= 0 ? 0 : 120);
        var uploads = configuration.GetValue("Gateway:UploadsPerMinute", most <= 0 ? 0 : 300);
        services.AddSingleton<Clients>();
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60 / Segments);
                return new ValueTask(Faults.Answer(rejected.HttpContext, new Refusal(StatusCodes.Status429TooManyRequests, "platform.too_many_requests",
                    RetryAfterSeconds: Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)))));
            };
            // Who files for many must not shut the mailboxes of those they share an address with.
            limiter.AddPolicy(Filing, http => Limit(http, http.Request.Path.Value!.Contains("/mailbox", StringComparison.OrdinalIgnoreCase) ? "mailbox" : "filing", most));
            limiter.AddPolicy(Uploads, http => Limit(http, "upload", uploads));
            limiter.AddPolicy(Connect, http => http.Request.Path.StartsWithSegments("/connect/login") ? Limit(http, "sign-in", signIns) : Limit(http, "token", tokens));
        });
    }

    private static RateLimitPartition<(string Pace, ulong Client)> Limit(HttpContext http, string pace, int perMinute) =>
        perMinute <= 0 || !Writes(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter(("", 0UL))
            : RateLimitPartition.GetSlidingWindowLimiter((pace, http.RequestServices.GetRequiredService<Clients>().Of(http)), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = Segments,
                QueueLimit = 0,
            });

    private static bool Writes(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPatch(method);
}
