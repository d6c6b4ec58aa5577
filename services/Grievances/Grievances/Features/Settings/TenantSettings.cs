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

namespace Grievances.Features.Settings;

/// <summary>One part of how a tenant's mechanism works, which is read and set by itself.</summary>
/// <param name="Name">Its name, also in its address.</param>
/// <param name="Action">What the log says where it was set.</param>
/// <param name="Of">The part that is in force; without settings the platform's.</param>
/// <param name="Unfit">What keeps a part from being stored, or null.</param>
/// <param name="Keep">Puts it into the settings.</param>
public sealed record SettingsPart<T>(string Name, string Action, Func<MechanismSettings?, T> Of, Func<T, Refusal?> Unfit, Action<MechanismSettings, T> Keep) where T : class;

/// <summary>How a tenant's mechanism works, where it differs from the platform's rules. All parts have one version: whoever sets one has read them as they are.</summary>
public sealed class TenantSettings(GrievancesDb db, Actor actor, TimeProvider clock)
{
    /// <summary>A part as it is in force and the version of the settings, 0 where they are the platform's.</summary>
    public async Task<(T Part, long Version)> Read<T>(SettingsPart<T> part, CancellationToken cancellation) where T : class
    {
        var settings = await db.Settings.AsNoTracking().SingleOrDefaultAsync(cancellation);
        return (part.Of(settings), settings?.Version ?? 0);
    }

    /// <summary>Stores a part within the current unit of work, where nobody has set any since; the version it has then.</summary>
    public async Task<Outcome<long>> Set<T>(SettingsPart<T> part, T value, long version, CancellationToken cancellation) where T : class
    {
        if (part.Unfit(value) is { } unfit)
            return unfit;
        var settings = await db.Settings.SingleOrDefaultAsync(cancellation);
        if ((settings?.Version ?? 0) != version)
            return new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition");
        if (settings is null)
            db.Add(settings = new MechanismSettings { TenantId = db.Tenant.Required });
        part.Keep(settings, value);
        settings.Version++;
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, part.Action, "settings", part.Name);
        await db.SaveChangesAsync(CancellationToken.None);
        return settings.Version;
    }

    /// <summary>GET and PUT /api/grievances/v1/settings/{part}.</summary>
    public static (RouteHandlerBuilder Read, RouteHandlerBuilder Set) Map<T>(RouteGroupBuilder api, SettingsPart<T> part) where T : class
    {
        var read = api.MapGet($"/settings/{part.Name}", async (TenantSettings settings, HttpContext http) =>
            {
                var (value, version) = await settings.Read(part, http.RequestAborted);
                VersionTag.Give(http, version);
                return TypedResults.Ok(value);
            })
            .Produces<T>().RequirePermission(Permissions.GrievancesRead)
            .WithMetadata(new GivesHeader("ETag", "The version of all settings that was read; goes back as If-Match.", 200));
        var set = api.MapPut($"/settings/{part.Name}", async (JsonBody<T> body, TenantSettings settings, HttpContext http) =>
            {
                if (!VersionTag.TryRead(http.Request.Headers.IfMatch.ToString(), out var version))
                    return new Problem(new Refusal(StatusCodes.Status428PreconditionRequired, "grievances.if_match_missing"));
                return (await settings.Set(part, body.Value, version, http.RequestAborted)).ToResult(stored =>
                {
                    VersionTag.Give(http, stored);
                    return TypedResults.NoContent();
                });
            })
            .Produces(204).ProducesProblem(400).ProducesProblem(412).ProducesProblem(428).RequirePermission(Permissions.GrievancesConfigure).Writes()
            .WithMetadata(new GivesHeader("ETag", "The version that is stored now.", 204));
        return (read, set);
    }
}
