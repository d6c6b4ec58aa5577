using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Hosting.Log;

/// <summary>The audit log of a service in its API: lines, the walk over the chain, and the whole of it as a table.</summary>
public static class LogEndpoints
{
    /// <summary>Adds a service's log.</summary>
    public static IServiceCollection AddLog<TDb, TLog>(this IServiceCollection services) where TDb : PlatformDb where TLog : AuditLog<TDb> =>
        services.AddScoped<AuditLog<TDb>, TLog>().AddScoped<ExportLog<TDb>>();

    /// <summary>GET /log, /log/chain and /log/export.</summary>
    /// <param name="api">The service's API.</param>
    /// <param name="name">The service as its endpoints are called.</param>
    public static void MapLog<TDb>(this RouteGroupBuilder api, string name) where TDb : PlatformDb
    {
        api.MapGet("/log", async (AuditLog<TDb> log, HttpContext http, string? reference = null, string? role = null, string? action = null, string? group = null, string? actor = null,
                DateOnly? since = null, DateOnly? until = null, string? cursor = null, int? limit = null) =>
                (await log.List(new LogFilter(reference, role, action, since, until, actor, group), cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName($"{name}_ReadLog").WithSummary($"The audit log of {name.ToLowerInvariant()}, the newest line first")
            .Produces<Page<LogLine>>().ProducesProblem(400).RequirePermission(Permissions.AuditRead);
        api.MapGet("/log/chain", async (AuditLog<TDb> log, HttpContext http) => TypedResults.Ok(await log.Check(http.RequestAborted)))
            .WithName($"{name}_CheckLog").WithSummary("Walk the whole chain of the log, and say whether it holds")
            .Produces<LogChain>().RequirePermission(Permissions.AuditRead);
        api.MapGet("/log/export", (ExportLog<TDb> export, HttpContext http) => export.Run(http.RequestAborted))
            .WithName($"{name}_ExportLog").WithSummary("The whole chain of the log as CSV, to check it elsewhere").Produces(200, contentType: "text/csv").RequirePermission(Permissions.AuditRead).OwnWork();
    }
}
