using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Gateway.Session;

/// <summary>
/// Tells the grievances service what somebody tried whose access has ended: each attempt to come close to a case stands in its audit log, and
/// this one is refused before it gets there. Where it can't be told, they are refused all the same.
/// </summary>
internal sealed class EndedAttempts : IDisposable
{
    public const string Path = "/internal/grievances/v1/ended-attempts";

    // A case is named within these; the rest of an address says nothing.
    private const int MostOfPath = 200;
    private const int MostInAMinute = 1_000;

    // Each attempt stands in the log; a token that somebody sends without end does not fill it.
    private readonly PartitionedRateLimiter<string> often = PartitionedRateLimiter.Create<string, string>(token => RateLimitPartition.GetFixedWindowLimiter(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))), _ => new FixedWindowRateLimiterOptions { PermitLimit = MostInAMinute, Window = TimeSpan.FromMinutes(1) }));

    private readonly HttpClient grievances;
    private readonly ILogger<EndedAttempts> log;

    public EndedAttempts(IConfiguration configuration, ILogger<EndedAttempts> log)
    {
        this.log = log;
        var address = configuration[$"Services:{Routes.Grievances}:http:0"] ?? throw new InvalidOperationException("Services:grievances:http:0 is not set: the address of that service.");
        grievances = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri(address),
            Timeout = TimeSpan.FromSeconds(2),
        };
    }

    /// <summary>Tells of a request to the grievances' staff side that is refused. The service checks the token; one that nobody gave leaves no trace.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">What it came with.</param>
    /// <param name="ofSession">Whether a session is over, which also one is whose account changed its password.</param>
    public async Task Tell(HttpContext http, string? token, bool ofSession = false)
    {
        var path = http.Request.Path;
        if (token is null || Routes.DoorOf(http) is not (Door.Api or Door.Console) || !(path.StartsWithSegments("/api/grievances") || path.StartsWithSegments("/console/grievances")))
            return;
        using var permit = often.AttemptAcquire(token);
        if (!permit.IsAcquired)
            return;
        var named = path.Value!.Length > MostOfPath ? path.Value[..MostOfPath] : path.Value;
        using var told = new HttpRequestMessage(HttpMethod.Post, $"{Path}?path={Uri.EscapeDataString(named)}{(ofSession ? "&session=true" : "")}");
        told.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        try
        {
            // Whoever goes away before the answer has tried all the same.
            using var answer = await grievances.SendAsync(told);
            if ((int)answer.StatusCode >= 500)
                log.LogWarning("What somebody tried whose access has ended is not in the audit log: {Status}", (int)answer.StatusCode);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            log.LogWarning("What somebody tried whose access has ended is not in the audit log: {Fault}", fault.GetType().Name);
        }
    }

    public void Dispose()
    {
        often.Dispose();
        grievances.Dispose();
    }
}
