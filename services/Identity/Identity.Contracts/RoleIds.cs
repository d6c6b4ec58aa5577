namespace Identity.Contracts;

/// <summary>Values of the <c>role</c> claim: who somebody is in their organisation. Identity maps each to permissions.</summary>
public static class RoleIds
{
    /// <summary>Answers for an AI product.</summary>
    public const string ProductOwner = "product-owner";

    /// <summary>Records and rates impacts.</summary>
    public const string Assessor = "assessor";

    /// <summary>Adds what they know to an assessment.</summary>
    public const string Contributor = "contributor";

    /// <summary>Leads the due diligence of the organisation.</summary>
    public const string HumanRightsLead = "human-rights-lead";

    /// <summary>Reviews assessments from outside the product's reporting line.</summary>
    public const string IndependentReviewer = "independent-reviewer";

    /// <summary>Decides for the board.</summary>
    public const string BoardMember = "board-member";

    /// <summary>Carries out a mitigation.</summary>
    public const string MitigationOwner = "mitigation-owner";

    /// <summary>Handles grievances.</summary>
    public const string CaseHandler = "case-handler";

    /// <summary>Keeps who an anonymous person is from everybody else.</summary>
    public const string IdentityCustodian = "identity-custodian";

    /// <summary>Hears grievances about the handlers themselves.</summary>
    public const string Ombuds = "ombuds";

    /// <summary>Leads consultation.</summary>
    public const string EngagementLead = "engagement-lead";

    /// <summary>Publishes disclosures.</summary>
    public const string Publisher = "publisher";

    /// <summary>Manages accounts, and reads no grievance.</summary>
    public const string Administrator = "administrator";

    /// <summary>Checks the record.</summary>
    public const string Auditor = "auditor";

    /// <summary>Every role.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ProductOwner, Assessor, Contributor, HumanRightsLead, IndependentReviewer, BoardMember, MitigationOwner,
        CaseHandler, IdentityCustodian, Ombuds, EngagementLead, Publisher, Administrator, Auditor,
    ];
}
