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

namespace Grievances.Features.Learning;

/// <summary>How few people the figures of the mechanism about itself tell of.</summary>
/// <param name="LeastShown">Smallest count of people that is shown: 10 to 100.</param>
public sealed record FigureLimit(int LeastShown = SmallCells.Least)
{
    /// <summary>The limit in force.</summary>
    public static FigureLimit Of(MechanismSettings? settings) => new(settings?.LeastShown ?? SmallCells.Least);
}

/// <summary>From how many people on a tenant's figures show a number: the platform's ten, or more where those who complain are few enough to be known.</summary>
public sealed class FigureSettings(GrievancesDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Most that can be asked for: beyond it nothing is told of anybody.</summary>
    public const int Most = 100;

    /// <summary>The limit in force and the version of the settings, 0 where they are the platform's.</summary>
    public async Task<(FigureLimit Limit, long Version)> Read(CancellationToken cancellation)
    {
        var settings = await db.Settings.AsNoTracking().SingleOrDefaultAsync(cancellation);
        return (FigureLimit.Of(settings), settings?.Version ?? 0);
    }

    /// <summary>Stores a limit within the current unit of work, where nobody has changed the settings since.</summary>
    public async Task<Outcome<long>> Run(FigureLimit limit, long version, CancellationToken cancellation)
    {
        if (limit.LeastShown is < SmallCells.Least or > Most)
            return Refusal.Field("platform.invalid", "/leastShown", "grievances.least_shown_out_of_range");
        var settings = await db.Settings.SingleOrDefaultAsync(cancellation);
        if ((settings?.Version ?? 0) != version)
            return new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition");
        if (settings is null)
            db.Add(settings = new MechanismSettings { TenantId = db.Tenant.Required });
        (settings.LeastShown, settings.Version) = (limit.LeastShown, version + 1);
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.figures_set", "settings", "figures");
        await db.SaveChangesAsync(CancellationToken.None);
        return settings.Version;
    }

    /// <summary>GET and PUT /api/grievances/v1/settings/figures.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/settings/figures", async (FigureSettings settings, HttpContext http) =>
            {
                var (limit, version) = await settings.Read(http.RequestAborted);
                http.Response.Headers.ETag = $"\"{version}\"";
                return TypedResults.Ok(limit);
            })
            .WithName("Grievances_ReadFigureLimit").WithSummary("From how many people on the figures show a number").Produces<FigureLimit>().RequirePermission(Permissions.GrievancesRead)
            .WithMetadata(new GivesHeader("ETag", "The version of the settings that was read, the clocks among them; goes back as If-Match.", 200));
        api.MapPut("/settings/figures", async (JsonBody<FigureLimit> body, FigureSettings settings, HttpContext http) =>
            {
                if (!long.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), out var version))
                    return new Problem(new Refusal(StatusCodes.Status428PreconditionRequired, "grievances.if_match_missing"));
                return (await settings.Run(body.Value, version, http.RequestAborted)).ToResult(stored =>
                {
                    http.Response.Headers.ETag = $"\"{stored}\"";
                    return TypedResults.NoContent();
                });
            })
            .WithName("Grievances_SetFigureLimit").WithSummary("Keep more people back in the figures; If-Match names the version that was read")
            .Produces(204).ProducesProblem(400).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes()
            .WithMetadata(new GivesHeader("ETag", "The version that is stored now.", 204));
    }
}
