using System.Security.Claims;
using System.Text.RegularExpressions;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Features.Access;

/// <summary>
/// Records each time somebody signed in was refused something of the grievances: by their permissions, since the case is another group's,
/// another colleague's or another tenant's, since they are kept out of it, or since their access has ended. It is recorded with the tenant
/// of the one who tried, also where the case was named in a body, or where what was sent was refused before anybody looked for the case.
/// </summary>
public sealed partial class RefusedAccess : IStartupFilter
{
    /// <summary>Action of the audit log.</summary>
    public const string Action = "grievances.access_refused";

    /// <summary>A line to record.</summary>
    private sealed record Attempt(string Subject, int Status, string? Why = null);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            await rest(http);
            if (IsOfStaff(http.Request.Path) && TenantOf(http.User) is { } tenant && await Attempts(http, tenant) is { Count: > 0 } attempts)
                await Record(http.RequestServices, http.User, tenant, attempts);
        });
        next(app);
    };

    private static bool IsOfStaff(PathString path) => path.StartsWithSegments("/console/grievances")
        || (path.StartsWithSegments("/api/grievances", out var rest) && !rest.Value!.StartsWith("/v1/mailbox", StringComparison.Ordinal) && !rest.Value.StartsWith("/v1/public", StringComparison.Ordinal));

    /// <summary>Records what somebody tried whose access has ended; of the address nothing is kept but the case it names.</summary>
    internal static Task RecordEnded(IServiceProvider services, ClaimsPrincipal user, Guid tenant, string path, bool ofSession) =>
        Record(services, user, tenant, [new Attempt(path.StartsWith('/') && Named(new PathString(path)) is { } named ? OfCase(named.Id) : "endpoint:none", StatusCodes.Status401Unauthorized, ofSession ? "session_ended" : "access_ended")]);

    /// <summary>Tenant of whoever is signed in.</summary>
    internal static Guid? TenantOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true && Guid.TryParse(user.FindFirst("tenant")?.Value, out var tenant) ? tenant : null;

    private static async Task<IReadOnlyList<Attempt>> Attempts(HttpContext http, Guid tenant)
    {
        if (http.RequestServices.GetRequiredService<RefusedAttempts>().All is { Count: > 0 } tried)
            return [.. tried.Select(attempt => new Attempt(OfCase(attempt.Key), attempt.Value))];
        // A request that could not be read has lost its endpoint by now; the handler of faults keeps it.
        var fault = http.Features.Get<IExceptionHandlerFeature>();
        var endpoint = fault?.Endpoint ?? http.GetEndpoint();
        var named = endpoint is RouteEndpoint route ? Named(route, fault?.RouteValues ?? http.Request.RouteValues) : endpoint is not null ? Named(http.Request.Path) : null;
        return http.Response.StatusCode switch
        {
            StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound =>
                [new Attempt(named is { } known ? $"{known.Kind}:{known.Id}" : $"endpoint:{endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "none"}", http.Response.StatusCode)],
            StatusCodes.Status401Unauthorized => [],
            >= 400 and < 500 when named is { Kind: "case" } untried && await Refused(http, tenant, endpoint!, untried.Id) is { } status => [new Attempt(OfCase(untried.Id), status)],
            _ => [],
        };
    }

    // What was sent was refused before the case was looked for. Whoever gives work out looks at rows alone; everybody else finds the case. Where
    // routing itself refused it, nobody has looked at permissions either.
    private static async Task<int?> Refused(HttpContext http, Guid tenant, Endpoint endpoint, Guid id)
    {
        bool May(string permission) => http.User.HasClaim("permission", permission);
        if (!May(Permissions.GrievancesHandle) && !May(Permissions.GrievancesRead) && !May(Permissions.GrievancesAssign))
            return StatusCodes.Status403Forbidden;
        await using var scope = Scope(http.RequestServices, tenant);
        var (services, db) = (scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<GrievancesDb>());
        var doors = services.GetRequiredService<CaseDoor>();
        var asked = endpoint.Metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().ToList();
        var finds = asked.Count == 0 ? May(Permissions.GrievancesHandle) : asked.Contains(Permissions.GrievancesHandle);
        return await services.GetRequiredService<UnitOfWork<GrievancesDb>>().Read(async () => finds ? (await doors.Find(id, CancellationToken.None)).Refusal?.Status
            : await doors.Visible(db.Grievances.AsNoTracking()).AnyAsync(g => g.Id == id, CancellationToken.None) ? null : StatusCodes.Status404NotFound, CancellationToken.None);
    }

    private static string OfCase(Guid id) => $"case:{id}";

    /// <summary>What an id in the address is of: it stands before it there. Null where it has none.</summary>
    internal static (string Kind, Guid Id)? Named(RouteEndpoint endpoint, RouteValueDictionary? values)
    {
        if (!Guid.TryParse(values?["id"]?.ToString(), out var id))
            return null;
        var before = endpoint.RoutePattern.PathSegments.TakeWhile(segment => segment.Parts is not [RoutePatternParameterPart { Name: "id" }]).LastOrDefault();
        return before?.Parts is [RoutePatternLiteralPart { Content: var literal }] ? (literal is "cases" or "grievances" ? "case" : literal.TrimEnd('s'), id) : null;
    }

    // The endpoint that says 405 or 415 has no route of its own.
    private static (string Kind, Guid Id)? Named(PathString path) => CasePath().Match(path.Value ?? "") is { Success: true } named && Guid.TryParse(named.Groups["id"].Value, out var id) ? ("case", id) : null;

    [GeneratedRegex("^/(api/grievances/v1/cases|console/grievances)/(?<id>[0-9a-f-]{36})(/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CasePath();

    private static async Task Record(IServiceProvider services, ClaimsPrincipal user, Guid tenant, IReadOnlyList<Attempt> attempts)
    {
        await using var scope = Scope(services, tenant);
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true, async () =>
        {
            foreach (var (subject, status, why) in attempts)
                db.Record(now, user.FindFirst("sub")?.Value ?? "", user.FindFirst("role")?.Value ?? "client", Action, subject,
                    why ?? (status == StatusCodes.Status403Forbidden ? "forbidden" : "not_found"));
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }, kept => kept, CancellationToken.None);
    }

    private static AsyncServiceScope Scope(IServiceProvider services, Guid tenant)
    {
        var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        return scope;
    }
}
