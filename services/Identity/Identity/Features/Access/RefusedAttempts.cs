using Identity.Data;
using Microsoft.AspNetCore.Http;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Tenancy;

namespace Identity.Features.Access;

/// <summary>Keeps that somebody tried what they may not, apart from the change that was refused and so left nothing behind.</summary>
public sealed class RefusedAttempts(IdentityDb db, UnitOfWork<IdentityDb> unit, IHttpContextAccessor http, Actor actor, TimeProvider clock)
{
    /// <summary>Adds the line, in a unit of work of its own.</summary>
    /// <param name="action">What was tried.</param>
    /// <param name="subject">The record.</param>
    /// <param name="why">Code of the refusal.</param>
    public async Task Keep(string action, string subject, string why)
    {
        await unit.Write(async () =>
        {
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, action, subject, why);
            await db.SaveChangesAsync(CancellationToken.None);
        }, CancellationToken.None);
        http.HttpContext?.Items.TryAdd(typeof(RefusedAttempts), null);
    }

    /// <summary>Whether this request has its line.</summary>
    internal static bool IsKept(HttpContext http) => http.Items.ContainsKey(typeof(RefusedAttempts));
}
