using Identity.Contracts;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>A role in words, and what it lets a person do.</summary>
public sealed record RoleWord(string Id, string Name, string Does);

/// <summary>The roles as the administrator reads them.</summary>
public static class RoleWords
{
    public static IReadOnlyList<RoleWord> All { get; } =
    [
        new(RoleIds.CaseHandler, "Case handler", "Opens grievances, answers the people who filed them, closes cases. Waits for a second person."),
        new(RoleIds.HumanRightsLead, "Human-rights lead", "Leads the due diligence; sees grave single cases as signals and the queue without its content; confirms who handles grievances."),
        new(RoleIds.Assessor, "Assessor", "Records and rates impacts."),
        new(RoleIds.ProductOwner, "Product owner", "Reads the assessments of the products they answer for."),
        new(RoleIds.Contributor, "Contributor", "Adds what they know to assessments."),
        new(RoleIds.IndependentReviewer, "Independent reviewer", "Reviews assessments from another reporting line."),
        new(RoleIds.BoardMember, "Board member", "Reads assessments and published figures for the board."),
        new(RoleIds.MitigationOwner, "Mitigation owner", "Carries out what was promised."),
        new(RoleIds.EngagementLead, "Engagement lead", "Leads consultation and works the list of follow-ups."),
        new(RoleIds.Publisher, "Publisher", "Publishes disclosures to the public feed."),
        new(RoleIds.Ombuds, "Ombuds", "Hears complaints about the handlers; sees the queue. Waits for a second person."),
        new(RoleIds.IdentityCustodian, "Identity custodian", "Decides who may know who an anonymous person is; reads no case. Not with handling, hearing or leading. Waits for a second person."),
        new(RoleIds.Auditor, "Auditor", "Reads the audit record, never the content of a case."),
        new(RoleIds.Administrator, "Administrator", "Manages accounts. Can't be combined with a role that sees grievances."),
    ];

    public static string Of(IEnumerable<string> roles) => string.Join(", ", All.Where(word => roles.Contains(word.Id)).Select(word => word.Name));
}
