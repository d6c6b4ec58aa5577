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
            Permissions.GrievancesAssign, Permissions.GrievancesLearn, Permissions.GrievancesImport, Permissions.EngagementRead, Permissions.TransparencyRead, Permissions.IdentityConfirmHandling,
        ],
        [RoleIds.CaseHandler] =
        [
            Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign, Permissions.GrievancesLearn,
            Permissions.AssessmentsRead, Permissions.TransparencyRead,
        ],
        [RoleIds.IdentityCustodian] = [Permissions.GrievancesRead, Permissions.GrievancesCustody],
        [RoleIds.Ombuds] =
        [
            Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear, Permissions.GrievancesAssign, Permissions.GrievancesLearn,
            Permissions.AssessmentsRead, Permissions.TransparencyRead,
        ],
        [RoleIds.EngagementLead] = [Permissions.EngagementRead, Permissions.EngagementWork, Permissions.AssessmentsRead, Permissions.TransparencyRead],
        [RoleIds.Publisher] = [Permissions.TransparencyRead, Permissions.TransparencyPublish],
        [RoleIds.Administrator] = [Permissions.IdentityAdminister, Permissions.IdentityConfirmHandling],
        [RoleIds.Auditor] =
        [
            Permissions.AuditRead, Permissions.GrievancesRead, Permissions.GrievancesLearn, Permissions.AssessmentsRead, Permissions.EngagementRead, Permissions.TransparencyRead,
        ],
    };

    /// <summary>
    /// Roles that come close to what people filed, or that let others come close: whatever sees a list of grievances or the audit
    /// record, manages accounts or confirms. Nobody hands one out alone: it sleeps until a second person has confirmed it.
    /// </summary>
    public static IReadOnlyList<string> Guarded { get; } = [.. RoleIds.All.Where(role => PermissionsOf(role).Any(p => IsOfGrievances(p) || IsOfAccounts(p) || p == Permissions.AuditRead))];

    /// <summary>Roles whose holder can be a second person.</summary>
    public static IReadOnlyList<string> Confirming { get; } = [.. RoleIds.All.Where(role => PermissionsOf(role).Contains(Permissions.IdentityConfirmHandling))];

    /// <summary>The roles that count: all, or all but those that sleep.</summary>
    public static IReadOnlyList<string> Effective(IReadOnlyList<string> roles, bool unconfirmed) => unconfirmed ? [.. roles.Except(Guarded)] : roles;

    /// <summary>Whether one of these roles sleeps.</summary>
    public static bool Wait(IReadOnlyList<string> roles, bool unconfirmed) => unconfirmed && roles.Intersect(Guarded).Any();

    private static readonly string[] NeverCustodian = [RoleIds.CaseHandler, RoleIds.Ombuds, RoleIds.HumanRightsLead];

    /// <summary>Every role that an account can hold.</summary>
    public static IReadOnlyCollection<string> Known => Table.Keys;

    /// <summary>Permissions of one role; none where a later version took the role away and an account still holds it.</summary>
    public static IReadOnlyList<string> PermissionsOf(string role) => Table.GetValueOrDefault(role, []);

    /// <summary>Permissions of an account, each once.</summary>
    public static IReadOnlyList<string> PermissionsOf(IEnumerable<string> roles) =>
        [.. roles.SelectMany(PermissionsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Whether one account can hold these roles together. Who hands out accounts must not also look into grievances: that
    /// would be one person with the keys and the door. And who asks who an anonymous person is must not be who grants it, nor
    /// who hears about the handlers one of them.
    /// </summary>
    public static bool CanBeHeldTogether(IReadOnlyCollection<string> roles) => Conflict(roles) is null;

    /// <summary>The first two of these roles that one person can't hold together; null where they can hold them all.</summary>
    public static (string One, string Other)? Conflict(IReadOnlyCollection<string> roles)
    {
        if (roles.Contains(RoleIds.Administrator) && roles.FirstOrDefault(role => PermissionsOf(role).Any(IsOfGrievances)) is { } reader)
            return (RoleIds.Administrator, reader);
        if (roles.Contains(RoleIds.IdentityCustodian) && roles.FirstOrDefault(NeverCustodian.Contains) is { } asks)
            return (RoleIds.IdentityCustodian, asks);
        return roles.Contains(RoleIds.CaseHandler) && roles.Contains(RoleIds.Ombuds) ? (RoleIds.CaseHandler, RoleIds.Ombuds) : null;
    }

    internal static bool IsOfGrievances(string permission) => permission.StartsWith("grievances.", StringComparison.Ordinal);

    private static bool IsOfAccounts(string permission) => permission.StartsWith("identity.", StringComparison.Ordinal);
}
