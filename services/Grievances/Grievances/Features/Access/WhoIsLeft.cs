using Grievances.Domain;
using Identity.Contracts;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>Who is left in a case once somebody has stepped back from it.</summary>
/// <param name="Somebody">Whether anybody else of its group may open it.</param>
/// <param name="GivesOut">Role of those who still see that it is there, and can look for somebody; null where nobody does.</param>
public sealed record WhoIsLeft(bool Somebody, string? GivesOut)
{
    /// <summary>Clock of the notice that nobody is left; of the cases that have one the person is told.</summary>
    public const string Clock = "nobody";

    /// <summary>Of a case without an account; null where the identity service can't be asked.</summary>
    /// <param name="kase">The case.</param>
    /// <param name="account">Who steps back.</param>
    /// <param name="staff">Who holds the roles.</param>
    /// <param name="kept">Who is kept out already.</param>
    public static WhoIsLeft? Of(Grievance kase, Guid account, Staffing? staff, IReadOnlyCollection<Guid> kept)
    {
        if (staff is null)
            return null;
        bool Free(Colleague c) => c.Id != account && !kept.Contains(c.Id) && !c.Roles.Any(kase.Excludes);
        // A case that the ombuds has is for nobody else to see, not even that it is there.
        return new(staff.Of(kase.HandledBy).Any(Free), kase.HandledBy == CaseKeys.Ombuds ? null : staff.Leads.Any(Free) ? RoleIds.HumanRightsLead : staff.Ombuds.Any(Free) ? RoleIds.Ombuds : null);
    }

    /// <summary>Why nobody can step back now: the case would be nobody's, and nobody would know of it.</summary>
    public static Refusal? Stuck(Grievance kase, WhoIsLeft? left) => left switch
    {
        { Somebody: true } or { GivesOut: not null } => null,
        { } => Refusal.Conflict("grievances.last_who_may_open"),
        // Whoever can't be impartial in a case of the team gets out of it all the same: somebody else sees that it is there.
        null => kase.HandledBy == CaseKeys.Team && !(kase.Excludes(RoleIds.HumanRightsLead) && kase.Excludes(RoleIds.Ombuds)) ? null
            : new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.identity_unreachable", RetryAfterSeconds: 5),
    };
}
