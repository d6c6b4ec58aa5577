using Identity.Contracts;
using Platform.Contracts;

namespace Identity.Domain;

/// <summary>What each role may do: the one table, read when a token is issued.</summary>
public static class Roles
{
    private static readonly string[] Observer = [Permissions.AssessmentsRead, Permissions.TransparencyRead];

    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        [RoleIds.ProductOwner] = Observer,
        [RoleIds.Contributor] = Observer,
        [RoleIds.MitigationOwner] = Observer,
        [RoleIds.IndependentReviewer] = Observer,
        [RoleIds.BoardMember] = Observer,
        [RoleIds.Assessor] = [Permissions.AssessmentsRead, Permissions.AssessmentsAssess, Permissions.TransparencyRead],
        [RoleIds.HumanRightsLead] =
        [
            Permissions.AssessmentsRead, Permissions.AssessmentsAssess, Permissions.AssessmentsLead, Permissions.GrievancesRead, Permissions.GrievancesConfigure,
            Permissions.EngagementRead, Permissions.TransparencyRead,
        ],
        [RoleIds.CaseHandler] = [Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.AssessmentsRead, Permissions.TransparencyRead],
        // What opens a contact, and what hears a complaint about the team, come with keys of their own; until then these roles see the queue.
        [RoleIds.IdentityCustodian] = [Permissions.GrievancesRead],
        [RoleIds.Ombuds] = [Permissions.GrievancesRead, Permissions.AssessmentsRead, Permissions.TransparencyRead],
        [RoleIds.EngagementLead] = [Permissions.EngagementRead, Permissions.EngagementWork, Permissions.AssessmentsRead, Permissions.TransparencyRead],
        [RoleIds.Publisher] = [Permissions.TransparencyRead, Permissions.TransparencyPublish],
        [RoleIds.Administrator] = [Permissions.IdentityAdminister],
        [RoleIds.Auditor] =
        [
            Permissions.AuditRead, Permissions.GrievancesRead, Permissions.AssessmentsRead, Permissions.EngagementRead, Permissions.TransparencyRead,
        ],
    };

    /// <summary>Every role that an account can hold.</summary>
    public static IReadOnlyCollection<string> Known => Table.Keys;

    /// <summary>Permissions of one role; none where a later version took the role away and an account still holds it.</summary>
    public static IReadOnlyList<string> PermissionsOf(string role) => Table.GetValueOrDefault(role, []);

    /// <summary>Permissions of an account, each once.</summary>
    public static IReadOnlyList<string> PermissionsOf(IEnumerable<string> roles) =>
        [.. roles.SelectMany(PermissionsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Whether one account can hold these roles together. Who hands out accounts must not also look into grievances: that
    /// would be one person with the keys and the door.
    /// </summary>
    public static bool CanBeHeldTogether(IReadOnlyCollection<string> roles) =>
        !roles.Contains(RoleIds.Administrator) || !PermissionsOf(roles).Any(IsOfGrievances);

    private static bool IsOfGrievances(string permission) => permission.StartsWith("grievances.", StringComparison.Ordinal);
}
