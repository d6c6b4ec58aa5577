using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Platform.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration, checked when the host starts.</summary>
public sealed class WebhookSettings
{
    private readonly HashSet<string> allowed;

    private WebhookSettings(IConfiguration webhooks, bool production)
    {
        allowed = new(webhooks.GetSection("Allowed").Get<string[]>() ?? [], StringComparer.OrdinalIgnoreCase);
        if (production && allowed.Count > 0)
            throw new InvalidOperationException("Webhooks:Allowed lets requests into the private network: it is for development and tests, and refused in Production.");
        if (allowed.FirstOrDefault(entry => !Uri.TryCreate($"https://{entry}/", UriKind.Absolute, out var uri) || !entry.Contains(':', StringComparison.Ordinal) || uri.PathAndQuery != "/") is { } malformed)
            throw new InvalidOperationException($"Webhooks:Allowed names host:port, not {malformed}.");
        Timeout = TimeSpan.FromSeconds(Math.Clamp(webhooks.GetValue("TimeoutSeconds", 15.0), 0.1, 30));
        Proxy = webhooks["Proxy"] is not { Length: > 0 } proxy ? null
            : Uri.TryCreate(proxy, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new InvalidOperationException("Webhooks:Proxy is not an http or https address.");
    }

    /// <summary><c>Webhooks:TimeoutSeconds</c> (15, at most 30): how long an attempt may last, connecting included.</summary>
    public TimeSpan Timeout { get; }

    /// <summary><c>Webhooks:Proxy</c>: a proxy for webhooks alone, none unless said. It resolves names itself, so it is the proxy that has to refuse private addresses.</summary>
    public Uri? Proxy { get; }

    /// <summary><c>Webhooks:Allowed</c>: host:port of receivers that may be private and without TLS. Never in Production.</summary>
    public bool Allows(string host, int port) => allowed.Contains(host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]:{port}" : $"{host}:{port}");

    /// <summary>Reads and checks the section; throws with the name of the setting that is unsound.</summary>
    public static WebhookSettings Read(IConfiguration configuration, IHostEnvironment environment) => new(configuration.GetSection("Webhooks"), environment.IsProduction());
}
