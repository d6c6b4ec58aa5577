using Identity.Contracts;
using Identity.Features.Accounts;
using Platform.Contracts;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>A role in words, and what it lets a person do.</summary>
public sealed record RoleWord(string Id, string Name, string Does);

/// <summary>The roles as the administrator reads them.</summary>
public static class RoleWords
{
    public static IReadOnlyList<RoleWord> All { get; } =
    [
        new(RoleIds.CaseHandler, "Case handler", "Opens grievances, answers the people who filed them, closes cases. Waits for a second person."),
        new(RoleIds.HumanRightsLead, "Human-rights lead", "Leads the due diligence; sees grave single cases as signals and the queue without its content; is a second person for others. Waits for one."),
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
        new(RoleIds.Auditor, "Auditor", "Reads the audit record, never the content of a case. Waits for a second person."),
        new(RoleIds.Administrator, "Administrator", "Manages accounts; is a second person for others. Can't be combined with a role that sees grievances. Waits for a second person."),
    ];

    /// <summary>Who can be the second person of an account, in a sentence; never who that is.</summary>
    public static string SecondPerson(Confirmers confirmers, Guid account, IReadOnlyList<string> givenBy) => confirmers.AnyFor(account.ToString(), givenBy)
        ? "Another administrator or a human-rights lead has to confirm it: somebody who neither is this person nor gave the role, the password or the standing, and whose own role counts."
        : "Nobody of your organisation is independent of who gave it. The platform's operator has to confirm it: ask them.";

    /// <summary>Who can be the second person of a machine.</summary>
    public static string SecondPersonOfMachine(Confirmers confirmers, string clientId, IReadOnlyList<string> givenBy) => confirmers.AnyFor(clientId, givenBy)
        ? "It gets no token before another administrator or a human-rights lead has confirmed it: somebody who neither let it in nor was told its secret."
        : "It gets no token yet. Nobody of your organisation is independent of who let it in: the platform's operator has to confirm it.";

    public static string Of(IEnumerable<string> roles) => string.Join(", ", All.Where(word => roles.Contains(word.Id)).Select(word => word.Name));
}

/// <summary>What a machine would do, for whoever confirms it.</summary>
public static class ScopeWords
{
    public static string Of(string scope) => scope switch
    {
        Permissions.GrievancesRead => "See the queue of grievances, without their content",
        Permissions.GrievancesImport => "Bring in cases from a register",
        Permissions.GrievancesFileForOthers => "File for others, and read and write for them until they take over",
        _ => scope,
    };
}
