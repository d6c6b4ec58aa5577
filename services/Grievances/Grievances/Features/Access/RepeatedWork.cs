using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>
/// What staff did in a case is answered again only while they may still work on it: whoever was kept out since, whose colleague it was given to, or
/// from whom the person took their consent back, gets nothing of it by sending the same request once more, and that they tried is kept.
/// </summary>
public sealed class RepeatedWork(GrievancesDb db, CaseDoor doors, Actor actor, IHttpContextAccessor http)
{
    /// <summary>Why it may not be repeated; null where it may, or where it is of no case or of no member of staff.</summary>
    public async Task<Refusal?> Refuse(CancellationToken cancellation)
    {
        if (actor.Known is null || http.HttpContext is not { } context || context.GetEndpoint() is not RouteEndpoint route || RefusedAccess.Named(route, context.Request.RouteValues) is not { Kind: "case", Id: var id })
            return null;
        if (actor.May(Permissions.GrievancesHandle))
            return (await doors.Find(id, cancellation)).Refusal;
        // Whoever handles nothing looks at rows alone.
        return await doors.Visible(db.Grievances.AsNoTracking()).AnyAsync(g => g.Id == id, cancellation) ? null : Refusal.NotFound("grievances.case_unknown");
    }
}
