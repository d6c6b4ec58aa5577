using Grievances.Domain;

namespace Grievances.Features.Intake;

/// <summary>
/// Which roles a person can keep a case from. Where it must not be the team's, it is for the ombuds alone and never wrapped for the
/// team (Directive (EU) 2024/1760, art. 14(3): a mechanism that is impartial; UN Guiding Principle 31 a).
/// </summary>
public static class Excluding
{
    /// <summary>Roles that can be named.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["case-handler", "human-rights-lead", "identity-custodian", "ombuds"];

    /// <summary>The roles named, each once, in order.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string>? roles) => [.. (roles ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The group that handles a case from which roles are kept.</summary>
    public static string HandledBy(IEnumerable<string> excluded) => excluded.Contains("case-handler") ? CaseKeys.Ombuds : CaseKeys.Team;

    /// <summary>Code of what is wrong with a choice, or null: somebody has to be left who can answer.</summary>
    public static string? Fault(IReadOnlyCollection<string>? roles) => roles is null ? null
        : roles.Count > 10 || !roles.All(Roles.Contains) ? "grievances.role_unknown"
        : roles.Contains("case-handler") && roles.Contains("ombuds") ? "grievances.nobody_left" : null;
}
