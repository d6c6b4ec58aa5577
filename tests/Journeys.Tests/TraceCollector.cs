using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Testing;

namespace Journeys.Tests;

/// <summary>Takes traces and metrics as a collector would (OTLP over HTTP) and keeps the bytes.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly MemoryStream received = new();

    private TraceCollector(string address)
    {
        Address = address;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            lock (received)
                received.Write(body.ToArray());
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public string Address { get; }

    public byte[] Received
    {
        get
        {
            lock (received)
                return received.ToArray();
        }
    }

    public static async Task<TraceCollector> Start()
    {
        var collector = new TraceCollector($"http://127.0.0.1:{ServerProcess.FreePort()}");
        await collector.app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
