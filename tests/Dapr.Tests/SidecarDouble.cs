using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dapr.Tests;

/// <summary>A call the callees accept from the sidecar's own app; everything else is denied, as with defaultAction deny.</summary>
public sealed record AllowedCall(string Callee, string Verb, string PathPrefix);

/// <summary>
/// Stands where daprd would stand beside one app and answers on its two ports as daprd is documented to. It says nothing about
/// mTLS, resiliency or name resolution: those are daprd's own and can be seen only with a real one.
/// </summary>
public sealed class SidecarDouble : IAsyncDisposable
{
    private static readonly string[] Stamped = ["dapr-caller-app-id", "dapr-caller-namespace", "dapr-callee-app-id"];
    private static readonly string[] OfTheConnection = ["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "TE", "Trailer"];

    private readonly HttpClient callees = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly string appId;
    private WebApplication? app;

    private SidecarDouble(string appId) => this.appId = appId;

    /// <summary>Address of each app the name resolution knows.</summary>
    public Dictionary<string, string> Apps { get; } = new(StringComparer.Ordinal);

    /// <summary>What the callees' access control lets this app do.</summary>
    public List<AllowedCall> Allowed { get; } = [];

    public SecretStores Secrets { get; } = new();

    public string HttpEndpoint { get; private set; } = "";

    public string GrpcEndpoint { get; private set; } = "";

    /// <summary>Starts the sidecar of <paramref name="appId"/> on two free ports of the loopback.</summary>
    public static async Task<SidecarDouble> Start(string appId)
    {
        var sidecar = new SidecarDouble(appId);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ListenOptions? http = null, grpc = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, o => (http = o).Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, o => (grpc = o).Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(sidecar.Secrets);
        builder.Services.AddSecretsOverGrpc();
        var app = builder.Build();
        app.MapGet("/v1.0/healthz", () => Results.NoContent());
        app.MapGet("/v1.0/healthz/outbound", () => Results.NoContent());
        app.Map("/v1.0/invoke/{appId}/method/{**path}", sidecar.Invoke);
        app.MapGrpcService<SecretStores>();
        await app.StartAsync();
        sidecar.app = app;
        sidecar.HttpEndpoint = $"http://127.0.0.1:{http!.IPEndPoint!.Port}";
        sidecar.GrpcEndpoint = $"http://127.0.0.1:{grpc!.IPEndPoint!.Port}";
        return sidecar;
    }

    public async ValueTask DisposeAsync()
    {
        await app!.DisposeAsync();
        callees.Dispose();
    }

    private async Task Invoke(HttpContext context)
    {
        var callee = (string)context.Request.RouteValues["appId"]!;
        var path = "/" + context.Request.RouteValues["path"];
        if (!Apps.TryGetValue(callee, out var address))
            await Fail(context, StatusCodes.Status500InternalServerError, callee, "the app is not known");
        else if (!Allowed.Any(a => a.Callee == callee && a.Verb == context.Request.Method && path.StartsWith(a.PathPrefix, StringComparison.OrdinalIgnoreCase)))
            await Fail(context, StatusCodes.Status403Forbidden, callee, "access control denies the operation");
        else
            await Forward(context, callee, address + path + context.Request.QueryString);
    }

    private async Task Forward(HttpContext context, string callee, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
            if (!Has(OfTheConnection, name) && !Has(Stamped, name) && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        request.Headers.Add("dapr-caller-app-id", appId);
        request.Headers.Add("dapr-caller-namespace", "default");
        request.Headers.Add("dapr-callee-app-id", callee);
        HttpResponseMessage answer;
        try
        {
            answer = await callees.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        }
        catch (HttpRequestException unreachable)
        {
            await Fail(context, StatusCodes.Status500InternalServerError, callee, unreachable.Message);
            return;
        }
        using (answer)
        {
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
                if (!Has(OfTheConnection, name))
                    context.Response.Headers[name] = values.ToArray();
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static bool Has(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static Task Fail(HttpContext context, int status, string callee, string reason)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { errorCode = "ERR_DIRECT_INVOKE", message = $"invoking {callee}: {reason}" });
    }
}
