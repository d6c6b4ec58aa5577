using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests;

/// <summary>What a service saw of a request.</summary>
public sealed record Seen(string Method, string Path, Dictionary<string, string> Headers, int BodyBytes)
{
    public string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>All services behind one address: each request is answered with what was seen of it. The issuer is one of them.</summary>
public sealed class Services(string publicAddress, int port) : IAsyncDisposable
{
    private WebApplication? app;

    public string Address { get; } = $"http://127.0.0.1:{port}";

    public Issuer Issuer { get; } = new(publicAddress);

    public ConcurrentQueue<string> Paths { get; } = new();

    public async Task Start()
    {
        var builder = WebApplication.CreateBuilder([$"--urls={Address}"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1);
        app = builder.Build();
        app.Use((http, next) =>
        {
            Paths.Enqueue(http.Request.Path);
            return next();
        });
        app.MapGet("/api/grievances/v1/conflict", () => Results.Text("the service's own words", "text/plain", statusCode: 409));
        app.MapGet("/api/grievances/v1/bare", () => Results.StatusCode(404));
        app.MapGet("/feeds/v1/slow", async http => await Task.Delay(Timeout.Infinite, http.RequestAborted));
        Issuer.Map(app);
        app.Map("{**path}", (Delegate)Show);
        await app.StartAsync();
    }

    public async Task Stop()
    {
        if (app is not null)
            await app.DisposeAsync();
        app = null;
    }

    public ValueTask DisposeAsync() => new(Stop());

    private static async Task<IResult> Show(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return Results.Json(new Seen(http.Request.Method, http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), (int)body.Length));
    }
}
