using Grievances.Domain;
using Grievances.Features.Access;
using Identity.Contracts;

namespace Grievances.Features.Appeals;

/// <summary>Who may decide an appeal, and who may name them, as somebody who may assign cases sees it.</summary>
/// <param name="Ombuds">Those of the ombuds who could decide, also where that is whoever looks.</param>
/// <param name="Team">Case handlers who could.</param>
/// <param name="Others">Those beside whoever looks who may name somebody else than themselves, with the role in which they do.</param>
/// <param name="WasInIt">Whether whoever looks was in the case before.</param>
public sealed record WhoNames(IReadOnlyList<Colleague> Ombuds, IReadOnlyList<Colleague> Team, IReadOnlyList<(Colleague Colleague, string Role)> Others, bool WasInIt)
{
    /// <summary>Whether whoever looks may name somebody: nobody chooses who judges what they did, as long as anybody else can choose.</summary>
    public bool MayName => !WasInIt || Others.Count == 0;

    /// <summary>Of a case.</summary>
    /// <param name="kase">The case.</param>
    /// <param name="account">Whoever looks.</param>
    /// <param name="staff">Who holds the roles.</param>
    /// <param name="reviewers">Tells who was in it before, or is kept out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<WhoNames> Of(Grievance kase, Guid account, Staffing staff, Reviewers reviewers, CancellationToken cancellation)
    {
        var inIt = await reviewers.Among(kase.Id, staff.Ombuds.Concat(staff.Team).Concat(staff.Leads).Select(c => c.Id).Append(account), cancellation);
        bool Free(Colleague c) => !inIt.Contains(c.Id) && !c.Roles.Any(kase.Excludes);
        List<Colleague> ombuds = [.. staff.Ombuds.Where(Free)], team = kase.IsForOmbudsAlone ? [] : [.. staff.Team.Where(Free)];
        // The lead does not see a case that the ombuds has, nor does the team.
        var naming = ombuds.Select(c => (Colleague: c, Role: RoleIds.Ombuds)).Concat(kase.HandledBy == CaseKeys.Ombuds ? [] : team.Select(c => (Colleague: c, Role: RoleIds.CaseHandler)).Concat(staff.Leads.Where(Free).Select(c => (Colleague: c, Role: RoleIds.HumanRightsLead))));
        return new(ombuds, team, [.. naming.Where(n => n.Colleague.Id != account && ombuds.Concat(team).Any(c => c.Id != n.Colleague.Id))], inIt.Contains(account));
    }
}
