using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Tests;

/// <summary>A request as it came.</summary>
public sealed record Received(string Path, IHeaderDictionary Headers, string Body)
{
    public string Id => Headers["webhook-id"].ToString();

    public string[] Signatures => Headers["webhook-signature"].ToString().Split(' ');
}

/// <summary>A real web server on loopback with a certificate of its own making, which answers as it is told, path by path.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> requests = new();

    private Receiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        app = builder.Build();
        app.Run(Take);
    }

    public X509Certificate2 Certificate { get; } = Make();

    /// <summary>What a path answers; 204 unless said.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    public int Port { get; private set; }

    public int PlainPort { get; private set; }

    public IReadOnlyList<Received> Requests => [.. requests];

    public string Url(string path = "/hook") => $"https://localhost:{Port}{path}";

    public IReadOnlyList<Received> At(string path) => [.. requests.Where(r => r.Path == path)];

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        var ports = receiver.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToList();
        (receiver.Port, receiver.PlainPort) = (ports.Single(p => p.Scheme == "https").Port, ports.Single(p => p.Scheme == "http").Port);
        return receiver;
    }

    /// <summary>Answers with a status, and a header if there is one.</summary>
    public static Func<HttpContext, Task> Status(int status, string? header = null, string? value = null) => http =>
    {
        http.Response.StatusCode = status;
        if (header is not null)
            http.Response.Headers[header] = value;
        return Task.CompletedTask;
    };

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = new HeaderDictionary(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase));
        requests.Enqueue(new Received(http.Request.Path, headers, await reader.ReadToEndAsync()));
        http.Response.StatusCode = 204;
        if (Answers.TryGetValue(http.Request.Path, out var answer))
            await answer(http);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        Certificate.Dispose();
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
