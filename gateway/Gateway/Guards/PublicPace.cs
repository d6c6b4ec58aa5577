using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Slows one client that posts far beyond a person's pace; nobody else notices. Who files, and who writes in a mailbox, waits in line
/// rather than being refused: a shelter, an office or an exit of Tor is one client, and a wave of harm comes from there at once. It stands
/// before <see cref="BodyLimit"/>, so that who waits holds nothing here but a connection and what <see cref="MostUnread"/> allows. Files have
/// a pace of their own, since one file takes many requests; so have signing in and asking for tokens, since each costs the identity service
/// a slow hash: of signing in, what fails counts (<see cref="SignInPace"/>), or an office that begins its day would shut itself out. Opening a mailbox has none: the service slows wrong receipts, and only those. What this gateway asks its issuer goes past it, inside.
/// </summary>
internal static class PublicPace
{
    /// <summary>Who files.</summary>
    public const string Filing = "public";

    /// <summary>Who sends files, in one piece or in many.</summary>
    public const string Uploads = "uploads";

    /// <summary>Who signs in, and machines that ask for tokens.</summary>
    public const string Connect = "connect";

    /// <summary>Bytes of a request that Kestrel takes off the line before anybody reads them; no fewer than its headers may have.</summary>
    public const int MostUnread = 32 * 1024;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddPublicPace(this IServiceCollection services, IConfiguration configuration)
    {
        var most = configuration.GetValue("Gateway:RatePerMinute", 600);
        var queued = Math.Max(0, configuration.GetValue("Gateway:QueuedPerClient", 1200));
        // Who turns the one limit off means all, unless told otherwise.
        var signIns = configuration.GetValue("Gateway:SignInsPerMinute", most <= 0 ? 0 : 20);
        services.AddSingleton(provider => new SignInPace(signIns, Window, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        var tokens = configuration.GetValue("Gateway:TokensPerMinute", most <= 0 ? 0 : 120);
        var uploads = configuration.GetValue("Gateway:UploadsPerMinute", most <= 0 ? 0 : 300);
        services.AddSingleton<Clients>();
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = (rejected, _) =>
            {
                // Of a window it is only known that it is free again when it is over: what it says itself is the length of a segment.
                var wait = IsFiling(rejected.HttpContext) && rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
                return new ValueTask(Faults.Answer(rejected.HttpContext, new Refusal(StatusCodes.Status429TooManyRequests, "platform.too_many_requests",
                    RetryAfterSeconds: Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)))));
            };
            // Who files for many must not shut the mailboxes of those they share an address with.
            limiter.AddPolicy(Filing, http => Opens(http.Request) ? Unlimited
                : Line(http, http.Request.Path.Value!.Contains("/mailbox", StringComparison.OrdinalIgnoreCase) ? "mailbox" : "filing", most, queued));
            limiter.AddPolicy(Uploads, http => Limit(http, "upload", uploads));
            limiter.AddPolicy(Connect, http => Limit(http, SignInPace.IsSignIn(http.Request) ? "sign-in" : "token", tokens));
        });
    }

    private static RateLimitPartition<(string Pace, ulong Client)> Unlimited => RateLimitPartition.GetNoLimiter(("", 0UL));

    // So many at once, and the next as the minute goes on: a window would hold a whole wave up for a minute and let it go in one.
    private static RateLimitPartition<(string Pace, ulong Client)> Line(HttpContext http, string pace, int perMinute, int queued) =>
        perMinute <= 0 || !Writes(http.Request.Method)
            ? Unlimited
            : RateLimitPartition.GetTokenBucketLimiter((pace, ClientOf(http)), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = Window / perMinute,
                QueueLimit = queued,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            });

    private static RateLimitPartition<(string Pace, ulong Client)> Limit(HttpContext http, string pace, int perMinute) =>
        perMinute <= 0 || !Writes(http.Request.Method)
            ? Unlimited
            : RateLimitPartition.GetSlidingWindowLimiter((pace, ClientOf(http)), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = Window,
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            });

    // As the service reads it: the first handler of an address is the one that runs.
    private static bool Opens(HttpRequest request) =>
        request.Path.Equals("/api/grievances/v1/mailbox/session", StringComparison.OrdinalIgnoreCase)
        || (request.Path.Equals("/portal/mailbox", StringComparison.OrdinalIgnoreCase)
            && request.Query["handler"] is [{ } handler, ..] && handler.Equals("Open", StringComparison.OrdinalIgnoreCase));

    private static bool IsFiling(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Filing;

    private static ulong ClientOf(HttpContext http) => http.RequestServices.GetRequiredService<Clients>().Of(http);

    private static bool Writes(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPatch(method);
}
