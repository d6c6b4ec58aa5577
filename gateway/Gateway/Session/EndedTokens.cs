using Gateway.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Session;

/// <summary>Refuses tokens from before their subject's access ended, whatever they are sent to, before a body is read.</summary>
internal static class EndedTokens
{
    private const string Scheme = "Bearer ";

    private static readonly Refusal Ended = new(StatusCodes.Status401Unauthorized, "gateway.access_ended");

    public static void AddEndedAccess(this IServiceCollection services) =>
        services.AddSingleton<EndedAttempts>().AddSingleton<EndedAccess>().AddHostedService(provider => provider.GetRequiredService<EndedAccess>());

    public static IApplicationBuilder UseEndedTokens(this IApplicationBuilder app)
    {
        var (ended, attempts) = (app.ApplicationServices.GetRequiredService<EndedAccess>(), app.ApplicationServices.GetRequiredService<EndedAttempts>());
        return app.Use(async (http, next) =>
        {
            if (TokenOf(http.Request) is not { } token)
                await next();
            else if (!await ended.IsKnown(http.RequestAborted))
                await Faults.Answer(http, Upstream.Unreachable);
            else if (!ended.Covers(token))
                await next();
            else
            {
                await attempts.Tell(http, token);
                http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                await Problem.Write(http, Ended);
            }
        });
    }

    // As those who judge it afterwards read it.
    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
}
