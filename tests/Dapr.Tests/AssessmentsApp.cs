using System.Collections.Concurrent;
using System.Net;
using Assessments.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dapr.Tests;

/// <summary>A callee that knows one impact and remembers the headers of every request it got.</summary>
public sealed class AssessmentsApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private AssessmentsApp(WebApplication app) => this.app = app;

    public static ImpactSummary Impact { get; } = new(
        Guid.Parse("0192bbbb-0000-7000-8000-000000000001"), Guid.Parse("0192bbbb-0000-7000-8000-000000000002"), "Benefit scoring", "HARM-04",
        "Claimants", "Claims of people without a fixed address are refused", "high", Provisional: false, Actual: true, "open");

    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = new();

    public string Address => app.Urls.Single();

    public static async Task<AssessmentsApp> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var assessments = new AssessmentsApp(app);
        app.MapGet("/api/assessments/v1/impacts/{id:guid}", (Guid id, HttpRequest request) =>
        {
            assessments.Requests.Enqueue(request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            return id == Impact.Id ? Results.Json(Impact) : Results.NotFound();
        });
        await app.StartAsync();
        return assessments;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
