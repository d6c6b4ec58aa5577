using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests;

/// <summary>What a service saw of a request.</summary>
public sealed record Seen(string Method, string Path, Dictionary<string, string> Headers, long BodyBytes, string Form)
{
    public string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>All services behind one address: each request is answered with what was seen of it. The issuer is one of them.</summary>
public sealed class Services(string publicAddress, int port) : IAsyncDisposable
{
    private WebApplication? app;
    private long arrived;
    private int broken;

    public string Address { get; } = $"http://127.0.0.1:{port}";

    public Issuer Issuer { get; } = new(publicAddress);

    public ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>Bytes of bodies that have arrived at this moment, over all requests.</summary>
    public long Arrived => Interlocked.Read(ref arrived);

    /// <summary>Bodies whose sender went away.</summary>
    public int Broken => Volatile.Read(ref broken);

    /// <summary>Whose access has ended, and when, as the identity service says.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Ended { get; } = new();

    /// <summary>What the grievances service was told that somebody tried whose access has ended: path and token.</summary>
    public ConcurrentQueue<(string Path, string Authorization)> Tried { get; } = new();

    /// <summary>Whether the identity service says it.</summary>
    public bool AnswersEndedAccess { get; set; } = true;

    /// <summary>When set, a download that has begun goes on.</summary>
    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Start()
    {
        var builder = WebApplication.CreateBuilder([$"--urls={Address}"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        app = builder.Build();
        app.Use((http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments("/internal"))
                Paths.Enqueue(http.Request.Path);
            return next();
        });
        app.MapGet("/api/grievances/v1/conflict", () => Results.Text("the service's own words", "text/plain", statusCode: 409));
        app.MapGet("/api/grievances/v1/bare", () => Results.StatusCode(404));
        app.MapGet("/feeds/v1/slow", async http => await Task.Delay(Timeout.Infinite, http.RequestAborted));
        app.MapMethods("/api/grievances/v1/public/refusing/uploads/{id}", [HttpMethods.Patch], () => Results.Text("not from there", "text/plain", statusCode: 409));
        app.MapMethods("/api/grievances/v1/public/midway/uploads/{id}", [HttpMethods.Patch], async (HttpRequest request) =>
        {
            await request.Body.ReadExactlyAsync(new byte[64 * 1024]);
            return Results.Text("enough", "text/plain", statusCode: 409);
        });
        // Reads on for a while after its answer, as the service for files does.
        app.MapMethods("/api/grievances/v1/public/closing/uploads/{id}", [HttpMethods.Patch], async http =>
        {
            await http.Request.Body.ReadExactlyAsync(new byte[64 * 1024]);
            (http.Response.StatusCode, http.Response.Headers.Connection) = (413, "close");
            await http.Response.WriteAsync("too long");
            await http.Response.CompleteAsync();
            try
            {
                var buffer = new byte[16 * 1024];
                for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
                    Interlocked.Add(ref arrived, read);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                Interlocked.Increment(ref broken);
            }
        });
        app.MapGet("/api/grievances/v1/mailbox/files/{id}", async http =>
        {
            for (var piece = 0; piece < 20; piece++)
                await http.Response.Body.WriteAsync(new byte[1024 * 1024]);
        });
        app.MapGet("/portal/mailbox/files", async http =>
        {
            await http.Response.Body.WriteAsync(new byte[1000]);
            await Released.Task.WaitAsync(http.RequestAborted);
            await http.Response.Body.WriteAsync(new byte[2000]);
        });
        app.MapPost("/internal/grievances/v1/ended-attempts", (HttpRequest request) =>
        {
            Tried.Enqueue((request.Query["path"].ToString(), request.Headers.Authorization.ToString()));
            return AnswersEndedAccess ? Results.NoContent() : Results.StatusCode(503);
        });
        app.MapGet("/internal/identity/v1/ended-access", () => AnswersEndedAccess
            ? Results.Json(new { items = Ended.Select(e => new { subject = e.Key, at = e.Value.ToUnixTimeMilliseconds() }), next = 0L, more = false }) : Results.StatusCode(503));
        // As the form of the identity service: it leads on where the password is right, and comes again where it is not.
        app.MapPost("/connect/login", (Delegate)((HttpContext http) => http.Request.Query.ContainsKey("right") ? Task.FromResult(Results.Redirect("/console")) : Show(http)));
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

    // Counts, and keeps nothing but forms: a file of any size must not show in the memory that a test measures.
    private async Task<IResult> Show(HttpContext http)
    {
        using var form = new MemoryStream();
        var (buffer, total) = (new byte[16 * 1024], 0L);
        try
        {
            for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0; total += read)
            {
                Interlocked.Add(ref arrived, read);
                if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true)
                    form.Write(buffer, 0, read);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or BadHttpRequestException)
        {
            Interlocked.Increment(ref broken);
            throw;
        }
        return Results.Json(new Seen(http.Request.Method, http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), total, System.Text.Encoding.UTF8.GetString(form.ToArray())));
    }
}
