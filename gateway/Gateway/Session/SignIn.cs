using Gateway.Routing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Gateway.Session;

/// <summary>
/// Sign-in for browsers: authorization code with PKCE as a public client. Neither scheme is a default, so that a request which
/// needs no session never looks for one.
/// </summary>
internal static class SignIn
{
    public const string Session = "session", Oidc = "oidc", SignedIn = "signed-in", ClientId = "heed-console";

    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        var issuer = PublicIssuer.Of(configuration);
        var https = issuer.Scheme == Uri.UriSchemeHttps;
        var secure = https ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        var cookie = new SessionCookie(issuer);
        services.AddSingleton(cookie).AddSingleton<SessionStore>().AddSingleton<AccessTokens>().AddSingleton<Grants>().AddHostedService<ExpiredSessions>();
        services.AddAuthentication(o => o.RequireAuthenticatedSignIn = true)
            .AddCookie(Session, o =>
            {
                o.Cookie.Name = cookie.Name;
                o.Cookie.SecurePolicy = secure;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.Cookie.HttpOnly = true;
                o.Cookie.Path = "/";
                o.ExpireTimeSpan = TimeSpan.FromHours(8);
                // The handler would write back the ticket it read, over tokens refreshed in the meantime.
                o.SlidingExpiration = false;
                o.Events.OnRedirectToLogin = context => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                    ? context.HttpContext.ChallengeAsync(Oidc, context.Properties)
                    : SignedOut.Answer(context.HttpContext);
            })
            .AddOpenIdConnect(Oidc, o => Configure(o, issuer, PublicIssuer.Inside(configuration), secure, cookie));
        services.AddOptions<CookieAuthenticationOptions>(Session).Configure<SessionStore>((o, store) => o.SessionStore = store);
        services.AddAuthorizationBuilder().AddPolicy(SignedIn, policy => policy.AddAuthenticationSchemes(Session).RequireAuthenticatedUser());
    }

    private static void Configure(OpenIdConnectOptions o, Uri issuer, Uri inside, CookieSecurePolicy secure, SessionCookie cookie)
    {
        o.SignInScheme = Session;
        o.Authority = issuer.ToString();
        o.RequireHttpsMetadata = issuer.Scheme == Uri.UriSchemeHttps;
        o.BackchannelHttpHandler = new InternalIssuer(issuer, inside);
        o.BackchannelTimeout = TimeSpan.FromSeconds(15);
        o.ClientId = ClientId;
        o.ResponseType = OpenIdConnectResponseType.Code;
        // The default answers with a page that posts itself, which takes a script and a cookie that any site may send.
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        o.UsePkce = true;
        o.SaveTokens = true;
        o.MapInboundClaims = false;
        o.DisableTelemetry = true;
        o.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        o.TokenValidationParameters.NameClaimType = "name";
        o.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "offline_access", "heed" })
            o.Scope.Add(scope);
        o.CallbackPath = "/signin-oidc";
        o.SignedOutCallbackPath = "/signout-callback-oidc";
        o.SignedOutRedirectUri = "/";
        // Any site could sign people out through it.
        o.RemoteSignOutPath = default;
        foreach (var state in new[] { o.CorrelationCookie, o.NonceCookie })
            (state.SameSite, state.SecurePolicy) = (SameSiteMode.Lax, secure);

        o.Events.OnTicketReceived = context =>
        {
            // Else the handler would go on using the key of the session before, which somebody may have planted.
            cookie.StripFrom(context.Request);
            return Task.CompletedTask;
        };
        o.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            return Faults.Answer(context.HttpContext, Upstream.IsOutage(context.Failure) ? Upstream.Unreachable
                : new Refusal(StatusCodes.Status400BadRequest, "gateway.sign_in_failed"));
        };
    }
}
