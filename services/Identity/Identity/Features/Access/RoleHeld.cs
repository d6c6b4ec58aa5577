using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Identity.Features.Access;

/// <summary>
/// Tells another service whether anybody of a tenant holds a role that counts, for a page on which nobody is signed in: a person who lets one office
/// alone read their case is told where nobody is there. It lies outside of what the gateway passes on; who reaches it from within learns yes or no.
/// </summary>
public sealed class RoleHeld(IdentityDb db)
{
    /// <summary>Whether somebody active holds it, confirmed where it needs to be.</summary>
    public Task<bool> Run(Guid tenant, string role, CancellationToken cancellation)
    {
        var held = db.Accounts.Where(a => a.HomeTenant == tenant && a.Active && a.Roles.Contains(role));
        return (Domain.Roles.Guarded.Contains(role) ? held.Where(a => a.HandlingGivenBy.Count == 0) : held).AnyAsync(cancellation);
    }

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/internal/identity/v1/tenants/{tenant:guid}/roles/{role}", async (Guid tenant, string role, RoleHeld held, CancellationToken cancellation) => TypedResults.Ok(await held.Run(tenant, role, cancellation)))
            .Anonymous("Another service asks while nobody is signed in; the answer is yes or no, and no route from outside leads here")
            .WithMetadata(new WithoutTenantAttribute()).WithName("Identity_RoleHeld").ExcludeFromDescription();
}
