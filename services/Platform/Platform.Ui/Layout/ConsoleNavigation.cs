using System.Security.Claims;

namespace Platform.Ui.Layout;

/// <summary>A place in the console's side navigation.</summary>
/// <param name="TextKey">Key of its words in <see cref="Localization.UiText"/>.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Permission">Who sees it.</param>
/// <param name="Order">Its place from the top.</param>
public sealed record ConsoleNavigationEntry(string TextKey, string Href, string Permission, int Order);

/// <summary>
/// The console's places. They are constants here, not registrations, because services run as separate processes behind
/// one gateway and each must draw the same navigation.
/// </summary>
public static class ConsoleNavigation
{
    /// <summary>The claim that carries a permission.</summary>
    public const string PermissionClaim = "permission";

    /// <summary>Every place of the console.</summary>
    public static readonly IReadOnlyList<ConsoleNavigationEntry> All =
    [
        new("console.grievances", "/console/grievances", "grievances.read", 10),
        new("console.assessments", "/console/assessments", "assessments.read", 20),
        new("console.engagement", "/console/engagement", "engagement.read", 30),
        new("console.transparency", "/console/transparency", "transparency.read", 40),
        new("console.administration", "/console/administration", "identity.administer", 50),
        new("console.confirmations", "/console/confirmations", "identity.confirm_handling", 60),
    ];

    /// <summary>The places this person may open.</summary>
    public static IReadOnlyList<ConsoleNavigationEntry> For(ClaimsPrincipal person) =>
        [.. All.Where(entry => person.HasClaim(PermissionClaim, entry.Permission)).OrderBy(entry => entry.Order)];

    /// <summary>How the signed-in person is called in the side navigation.</summary>
    public static string? NameOf(ClaimsPrincipal person) =>
        person.FindFirst("name")?.Value ?? person.Identity?.Name ?? person.FindFirst("preferred_username")?.Value;

    /// <summary>A role in words: <c>engagement-lead</c> is "Engagement lead".</summary>
    public static string Name(string role) =>
        char.ToUpperInvariant(role[0]) + role[1..].Replace('-', ' ').Replace("uman rights", "uman-rights", StringComparison.Ordinal);

    /// <summary>The person's roles in words: <c>engagement-lead</c> is "Engagement lead".</summary>
    public static string RolesOf(ClaimsPrincipal person)
    {
        var words = person.Claims
            .Where(claim => claim.Type is "role" or ClaimTypes.Role)
            .Select(claim => claim.Value)
            .Where(role => role.Length > 0)
            .Select(Name);
        return string.Join(", ", words.Distinct());
    }
}
