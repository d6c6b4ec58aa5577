using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Imports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Audit;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Webhooks.Sending;

namespace Grievances.Features.Keys;

/// <summary>
/// Draws new keys for a tenant and its groups while everything goes on. What comes in from then on is wrapped under them; what the old ones
/// wrap is wrapped anew batch by batch, and an old one is destroyed when nothing needs it and nobody can remember it.
/// </summary>
public sealed class RotateKeys(GrievancesDb db, TenantKeys tenantKeys, CaseKeys keys, WebhookSealing<GrievancesDb> webhooks, ImportSealing imports, Actor actor, TimeProvider clock)
{
    /// <summary>Clock that goes on with it.</summary>
    public const string Clock = "keys";

    private const int Batch = 500;

    /// <summary>Rotates within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await tenantKeys.Ensure(db, CaseKeys.Groups, cancellation);
        await tenantKeys.Rotate(db, [.. CaseKeys.Wrapping, CaseKeys.Webhooks], cancellation);
        db.Record(now, actor.Id, actor.Role, "grievances.keys_rotated", $"tenant:{db.Tenant.Required}", "keys");
        await db.SaveChangesAsync(CancellationToken.None);
        await Plan(now, cancellation);
        return new Done();
    }

    /// <summary>One batch, within the current unit of work; plans the next while something is left.</summary>
    public async Task Follow(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // What keys of groups seal themselves goes first: a replaced key that wraps no case any more is destroyed at the end.
        await imports.Renew(cancellation);
        var done = await webhooks.Renew(cancellation) + await keys.FollowRotation(Batch, cancellation);
        if (done > 0)
            await Plan(now, cancellation);
        else if (await tenantKeys.AnyReplaced(db, cancellation))
            await Plan(now + TenantKeys.Grace, cancellation);
    }

    private async Task Plan(DateTimeOffset at, CancellationToken cancellation)
    {
        await db.DueDates(clock.GetUtcNow()).Plan(db.Tenant.Required, Clock, [new DueStep(Clock, at)], cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST /api/grievances/v1/keys/rotation.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/keys/rotation",
            async (RotateKeys rotate, HttpContext http) => (await rotate.Run(http.RequestAborted)).ToResult(_ => TypedResults.Accepted((string?)null)))
        .WithName("Grievances_RotateKeys").WithSummary("Draw new keys for the organisation and its groups; what the old ones wrap follows by itself")
        .Produces(202).RequirePermission(Permissions.GrievancesConfigure).Writes();
}
