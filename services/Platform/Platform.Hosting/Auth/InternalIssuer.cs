namespace Platform.Hosting.Auth;

/// <summary>
/// Sends what is addressed to the issuer's public address to the identity service directly, so that the public name need not
/// resolve inside the cluster, nor be served yet.
/// </summary>
public sealed class InternalIssuer : DelegatingHandler
{
    private readonly Uri issuer;
    private readonly Uri inside;

    /// <summary>Public issuer and internal address of the identity service.</summary>
    public InternalIssuer(Uri issuer, Uri inside) : base(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) =>
        (this.issuer, this.inside) = (issuer, inside);

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } address && address.Authority == issuer.Authority)
        {
            request.RequestUri = new Uri(inside, address.PathAndQuery);
            request.Headers.TryAddWithoutValidation("X-Forwarded-Host", issuer.Authority);
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", issuer.Scheme);
        }
        return base.SendAsync(request, cancellationToken);
    }
}
