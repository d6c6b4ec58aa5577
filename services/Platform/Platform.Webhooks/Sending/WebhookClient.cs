using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Platform.Webhooks.Sending;

/// <summary>What is to be sent.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Id">Value of <c>webhook-id</c>.</param>
/// <param name="Secrets">Every secret that is valid.</param>
/// <param name="Body">A CloudEvent.</param>
internal sealed record WebhookRequest(Uri Address, string Id, IReadOnlyList<string> Secrets, byte[] Body);

/// <summary>What came of an attempt.</summary>
/// <param name="Status">Status of the answer, if there was one.</param>
/// <param name="Fault">Why it was no success, or null.</param>
/// <param name="RetryAfter">How long the receiver asks us to wait.</param>
internal sealed record WebhookAnswer(int? Status, string? Fault, TimeSpan? RetryAfter = null);

/// <summary>Who is trusted beside the system's authorities; tests alone can make one.</summary>
internal sealed record WebhookTrust(RemoteCertificateValidationCallback Check);

/// <summary>
/// Sends a webhook, to addresses of the open internet alone. The look is at the address that is then connected to, in the connection
/// itself, so that a name which changes its mind gains nothing. No redirects, no cookies, no proxy of the environment, no trace
/// headers, no metrics with the receiver's name in them; and a receiver's certificate makes us fetch nothing.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private const int MostAnswerBytes = 64 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private readonly WebhookSettings settings;
    private readonly IAddressLookup lookup;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public WebhookClient(WebhookSettings settings, IAddressLookup lookup, TimeProvider clock, WebhookTrust? trust = null)
    {
        (this.settings, this.lookup, this.clock) = (settings, lookup, clock);
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = Connect,
            ConnectTimeout = ConnectTimeout,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = settings.Proxy is not null,
            Proxy = settings.Proxy is null ? null : new WebProxy(settings.Proxy),
            Credentials = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            // The rest of an answer is read so that its connection can be used again, and no further than this.
            MaxResponseDrainSize = MostAnswerBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(2),
            MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = null,
            MeterFactory = new Unheard(),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
                RemoteCertificateValidationCallback = trust?.Check,
            },
        }) { Timeout = settings.Timeout };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Heed-Webhooks", null));
    }

    /// <summary>One attempt; whatever goes wrong becomes a code, since a message may quote the address.</summary>
    public async Task<WebhookAnswer> Send(WebhookRequest request)
    {
        if (request.Address.Scheme != Uri.UriSchemeHttps && !settings.Allows(request.Address.IdnHost, request.Address.Port))
            return new(null, "platform.webhook_address_insecure");
        var now = clock.GetUtcNow();
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Address) { Content = new ByteArrayContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType);
        message.Headers.Add("webhook-id", request.Id);
        message.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", WebhookSignature.Of(request.Secrets, request.Id, now, request.Body));
        try
        {
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            var status = (int)answer.StatusCode;
            return status switch
            {
                >= 200 and < 300 => new(status, null),
                >= 300 and < 400 => new(status, "platform.webhook_redirect"),
                410 => new(status, "platform.webhook_gone"),
                429 or 503 => new(status, "platform.webhook_later", Asked(answer.Headers.RetryAfter, now)),
                _ => new(status, "platform.webhook_status"),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return new(null, Code(failure));
        }
    }

    public void Dispose() => http.Dispose();

    private static TimeSpan? Asked(RetryConditionHeaderValue? header, DateTimeOffset now) => header switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };

    private static string Code(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is NotPublic)
                return "platform.webhook_address_private";
            else if (cause is AuthenticationException)
                return "platform.webhook_tls";
        return failure is OperationCanceledException ? "platform.webhook_timeout" : "platform.webhook_unreachable";
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await lookup.Find(host, cancellation);
        var mayBePrivate = settings.Allows(host, port) || (settings.Proxy is { } proxy && proxy.IdnHost == host && proxy.Port == port);
        var addresses = mayBePrivate ? [.. found] : found.Where(PublicAddress.Is).ToList();
        if (addresses.Count == 0)
            throw found.Count == 0 ? new SocketException((int)SocketError.HostNotFound) : new NotPublic();
        for (var at = 0; ; at++)
        {
            var socket = new Socket(addresses[at].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                // One address that answers nothing must not use up the time of the others.
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                if (at < addresses.Count - 1)
                    turn.CancelAfter(ConnectTimeout / addresses.Count);
                await socket.ConnectAsync(new IPEndPoint(addresses[at], port), turn.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception failure)
            {
                socket.Dispose();
                if (at == addresses.Count - 1 || cancellation.IsCancellationRequested || failure is not (SocketException or OperationCanceledException))
                    throw;
            }
        }
    }

    /// <summary>The name leads to no address of the open internet.</summary>
    private sealed class NotPublic : Exception;

    // The framework's metrics carry the server's name; the receivers of a tenant are its own affair.
    private sealed class Unheard : IMeterFactory
    {
        private readonly Meter meter = new("Unheard");

        public Meter Create(MeterOptions options) => meter;

        public void Dispose() => meter.Dispose();
    }
}
