namespace Platform.Contracts;

/// <summary>Values of the <c>permission</c> claim, each owned by the service it names. Identity maps roles to them.</summary>
public static class Permissions
{
    /// <summary>See the grievance queue (never content).</summary>
    public const string GrievancesRead = "grievances.read";

    /// <summary>Open a case, acknowledge, write to the person, close.</summary>
    public const string GrievancesHandle = "grievances.handle";

    /// <summary>Set the mechanism up: its clocks and its questionnaire.</summary>
    public const string GrievancesConfigure = "grievances.configure";

    /// <summary>File for somebody else, as a hotline or an organisation; opens no case once the person has taken it over.</summary>
    public const string GrievancesFileForOthers = "grievances.file_for_others";

    /// <summary>Pass on what people file out of one AI system; opens no case.</summary>
    public const string GrievancesFileFromProduct = "grievances.file_from_product";

    /// <summary>Open cases that are for the ombuds alone.</summary>
    public const string GrievancesHear = "grievances.hear";

    /// <summary>Decide who may know who an anonymous person is; reads no case.</summary>
    public const string GrievancesCustody = "grievances.custody";

    /// <summary>Give a case to somebody else.</summary>
    public const string GrievancesAssign = "grievances.assign";

    /// <summary>Read the mechanism's own figures and lessons.</summary>
    public const string GrievancesLearn = "grievances.learn";

    /// <summary>Take cases over from another register; opens none.</summary>
    public const string GrievancesImport = "grievances.import";

    /// <summary>See AI systems, impacts and known incidents.</summary>
    public const string AssessmentsRead = "assessments.read";

    /// <summary>Record and rate impacts, import incidents.</summary>
    public const string AssessmentsAssess = "assessments.assess";

    /// <summary>See a single grave case as a signal; staff of other services see counts of three and more.</summary>
    public const string AssessmentsLead = "assessments.lead";

    /// <summary>See the follow-up list.</summary>
    public const string EngagementRead = "engagement.read";

    /// <summary>Work the follow-up list.</summary>
    public const string EngagementWork = "engagement.work";

    /// <summary>See the live projection and drafts.</summary>
    public const string TransparencyRead = "transparency.read";

    /// <summary>Append a release to the public feed.</summary>
    public const string TransparencyPublish = "transparency.publish";

    /// <summary>Read the audit chain of one's own tenant.</summary>
    public const string AuditRead = "audit.read";

    /// <summary>Manage the accounts of one's own tenant.</summary>
    public const string IdentityAdminister = "identity.administer";

    /// <summary>Confirm, as the second person, that somebody may handle grievances.</summary>
    public const string IdentityConfirmHandling = "identity.confirm_handling";

    /// <summary>Create, suspend and list tenants. Held by the platform's operator alone; opens no grievance.</summary>
    public const string PlatformOperate = "platform.operate";

    /// <summary>Every permission, for the registration of policies and for the tests.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        GrievancesRead, GrievancesHandle, GrievancesConfigure, GrievancesFileForOthers, GrievancesFileFromProduct, GrievancesHear, GrievancesCustody, GrievancesAssign, GrievancesLearn, GrievancesImport,
        AssessmentsRead, AssessmentsAssess, AssessmentsLead, EngagementRead, EngagementWork, TransparencyRead, TransparencyPublish, AuditRead, IdentityAdminister, IdentityConfirmHandling,
        PlatformOperate,
    ];
}
