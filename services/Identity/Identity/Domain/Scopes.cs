using Platform.Contracts;

namespace Identity.Domain;

/// <summary>What a machine may ask for, and which permissions it gets for it: the one table.</summary>
public static class Scopes
{
    /// <summary>Gives a token for the platform's audience; every client may ask for it, and it grants nothing alone.</summary>
    public const string Platform = "heed";

    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        [Platform] = [],
        [Permissions.TransparencyRead] = [Permissions.TransparencyRead],
        [Permissions.AssessmentsRead] = [Permissions.AssessmentsRead],
        [Permissions.AssessmentsAssess] = [Permissions.AssessmentsRead, Permissions.AssessmentsAssess],
        [Permissions.EngagementRead] = [Permissions.EngagementRead],
        [Permissions.GrievancesFileForOthers] = [Permissions.GrievancesFileForOthers],
        [Permissions.GrievancesFileFromProduct] = [Permissions.GrievancesFileFromProduct],
        [Permissions.GrievancesRead] = [Permissions.GrievancesRead],
        [Permissions.GrievancesImport] = [Permissions.GrievancesImport],
        [Permissions.PlatformOperate] = [Permissions.PlatformOperate],
    };

    /// <summary>Every scope the server knows beside those of OpenID Connect.</summary>
    public static IReadOnlyCollection<string> Known => Table.Keys;

    /// <summary>Scopes a tenant's administrator can give to a machine: none that opens a grievance (the queue has no content), none of accounts, none of the platform.</summary>
    public static IReadOnlyList<string> ForTenants { get; } =
    [
        Permissions.TransparencyRead, Permissions.AssessmentsRead, Permissions.AssessmentsAssess, Permissions.EngagementRead,
        Permissions.GrievancesFileForOthers, Permissions.GrievancesFileFromProduct, Permissions.GrievancesRead, Permissions.GrievancesImport,
    ];

    /// <summary>
    /// Scopes that nobody hands to a machine alone: whatever reads grievances, brings them in, or reads and writes in the name of those they are
    /// about. Passing on what people file out of a product is none: it does what the public form does, and the receipt opens nothing before the
    /// person has changed it.
    /// </summary>
    public static IReadOnlyList<string> Guarded { get; } =
        [.. Table.Where(scope => scope.Value.Any(p => Roles.IsOfGrievances(p) && p != Permissions.GrievancesFileFromProduct)).Select(scope => scope.Key).Order(StringComparer.Ordinal)];

    /// <summary>Permissions of a machine's token.</summary>
    public static IReadOnlyList<string> PermissionsOf(IEnumerable<string> scopes) =>
        [.. scopes.Where(Table.ContainsKey).SelectMany(scope => Table[scope]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
