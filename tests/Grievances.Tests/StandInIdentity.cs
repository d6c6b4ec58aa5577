using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grievances.Tests;

/// <summary>The identity service as far as this one and the gateway ask it: who of the colleagues holds a role, and whose access has ended.</summary>
public sealed class StandInIdentity : IAsyncDisposable
{
    private readonly WebApplication app;

    private StandInIdentity(WebApplication app) => this.app = app;

    /// <summary>Where it answers.</summary>
    public string Address => app.Urls.First();

    /// <summary>Accounts by role.</summary>
    public List<(Guid Account, string Role)> People { get; } = [];

    /// <summary>Accounts whose access ended, and when.</summary>
    public List<(Guid Account, DateTimeOffset At)> Ended { get; } = [];

    /// <summary>Whether it answers at all.</summary>
    public bool Down { get; set; }

    public static async Task<StandInIdentity> Start(params (Guid Account, string Role)[] people)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var identity = new StandInIdentity(builder.Build());
        identity.People.AddRange(people);
        identity.app.MapGet("/api/identity/v1/colleagues", (string? role) => identity.Down ? Results.StatusCode(503) : Results.Text(JsonSerializer.Serialize(new
        {
            items = identity.People.Where(p => role is null || p.Role == role).Select(p => new { id = p.Account, name = "Colleague", roles = new[] { p.Role } }),
            next = (string?)null,
        }), "application/json"));
        identity.app.MapGet("/internal/identity/v1/ended-access", () => Results.Json(new { items = identity.Ended.Select(e => new { subject = e.Account, at = e.At.ToUnixTimeMilliseconds() }), next = 0, more = false }));
        identity.app.MapGet("/internal/identity/v1/tenants/{tenant}/roles/{role}", (string role) => identity.Down ? Results.StatusCode(503) : Results.Json(identity.People.Any(p => p.Role == role)));
        await identity.app.StartAsync();
        return identity;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
