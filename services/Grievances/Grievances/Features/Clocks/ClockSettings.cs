using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Clocks;

/// <summary>
/// A tenant's clocks: as strict as the platform's or stricter. Acknowledgement, findings and the directive hold for cases that come in from now on, the
/// hours to act on retaliation for reports from now on; how long a closed case is kept is decided at its last word.
/// </summary>
public sealed class ClockSettings(GrievancesDb db, Actor actor, TimeProvider clock)
{
    /// <summary>The policy in force and its version, 0 where it is the platform's.</summary>
    public async Task<(ClockPolicy Policy, long Version)> Read(CancellationToken cancellation)
    {
        var settings = await db.Settings.AsNoTracking().SingleOrDefaultAsync(cancellation);
        return (ClockPolicy.Read(settings?.Clocks), settings?.Version ?? 0);
    }

    /// <summary>Stores a policy within the current unit of work, where nobody has changed it since.</summary>
    public async Task<Outcome<long>> Run(ClockPolicy policy, long version, CancellationToken cancellation)
    {
        if (policy.Faults() is { Count: > 0 } faults)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", faults);
        var settings = await db.Settings.SingleOrDefaultAsync(cancellation);
        if ((settings?.Version ?? 0) != version)
            return new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition");
        if (settings is null)
            db.Add(settings = new MechanismSettings { TenantId = db.Tenant.Required });
        (settings.Clocks, settings.Version) = (policy.ToJson(), version + 1);
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.clocks_set", "settings", "clocks");
        await db.SaveChangesAsync(CancellationToken.None);
        return settings.Version;
    }

    /// <summary>GET and PUT /api/grievances/v1/settings/clocks.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/settings/clocks", async (ClockSettings settings, HttpContext http) =>
            {
                var (policy, version) = await settings.Read(http.RequestAborted);
                http.Response.Headers.ETag = $"\"{version}\"";
                return TypedResults.Ok(policy);
            })
            .WithName("Grievances_ReadClocks").WithSummary("By when somebody has to act").Produces<ClockPolicy>().RequirePermission(Permissions.GrievancesRead)
            .WithMetadata(new GivesHeader("ETag", "The version that was read; goes back as If-Match.", 200));
        api.MapPut("/settings/clocks", async (JsonBody<ClockPolicy> body, ClockSettings settings, HttpContext http) =>
            {
                if (!long.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), out var version))
                    return new Problem(new Refusal(StatusCodes.Status428PreconditionRequired, "grievances.if_match_missing"));
                return (await settings.Run(body.Value, version, http.RequestAborted)).ToResult(stored =>
                {
                    http.Response.Headers.ETag = $"\"{stored}\"";
                    return TypedResults.NoContent();
                });
            })
            .WithName("Grievances_SetClocks").WithSummary("Set stricter clocks; If-Match names the version that was read")
            .Produces(204).ProducesProblem(400).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes()
            .WithMetadata(new GivesHeader("ETag", "The version that is stored now.", 204));
    }
}
