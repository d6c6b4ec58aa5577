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
    public async Task Tell(HttpContext http, string? token)
    {
        var path = http.Request.Path;
        if (token is null || Routes.DoorOf(http) is not (Door.Api or Door.Console) || !(path.StartsWithSegments("/api/grievances") || path.StartsWithSegments("/console/grievances")))
            return;
        var named = path.Value!.Length > MostOfPath ? path.Value[..MostOfPath] : path.Value;
        using var told = new HttpRequestMessage(HttpMethod.Post, $"{Path}?path={Uri.EscapeDataString(named)}");
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

    public void Dispose() => grievances.Dispose();
}
