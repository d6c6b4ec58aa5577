namespace Transparency.Domain;

/// <summary>
/// The fixed cells of tables, published or for staff. They do not depend on what was filed: a grid that grew with the cases
/// would tell of them by growing.
/// </summary>
public static class Grid
{
    public const string InTime = "in_time";
    public const string Late = "late";
    public const string NotYet = "not_yet";

    /// <summary>Stands for cases that name no right.</summary>
    public const string NoHeading = "not_said";

    /// <summary>Stands for cases without a band.</summary>
    public const string Unrated = "unrated";

    public static readonly IReadOnlyList<string> States =
    [
        "received", "acknowledged", "admissible", "inadmissible", "assessed", "in_dialogue", "remedy_proposed", "accepted", "refused", "implementing",
        "verified", "closed", "appealed", "referred",
    ];

    public static readonly IReadOnlyList<string> Bands = [Unrated, "low", "moderate", "high", "critical"];

    public static readonly IReadOnlyList<string> Outcomes = ["substantiated", "partly", "unsubstantiated", "inadmissible", "withdrawn"];

    public static readonly IReadOnlyList<string> Acknowledgement = [InTime, Late, NotYet];

    /// <summary>Closed after three months, on a day the person had been told with the reason.</summary>
    public const string Extended = "extended";

    public static readonly IReadOnlyList<string> Findings = [InTime, Extended, Late];

    public static readonly IReadOnlyList<string> Affected = ["self", "child", "other", "group", "class", "unknown"];

    /// <summary>The ten headings, the extension rights, and none.</summary>
    public static readonly IReadOnlyList<string> Headings =
    [
        "HARM", "EQUAL", "PRIV", "PROP", "THOUGHT", "EXPR", "PUBLIC", "WORK", "CHILD", "CULT",
        "X-JUST", "X-HEALTH", "X-EDU", "X-SOC", "X-ASSOC", "X-INDIG", "X-ENV", "X-DISAB", "X-ASYL", "X-LIFE", NoHeading,
    ];

    /// <summary>The headings of a case's codes, each once: HARM-04 and HARM-01 are HARM.</summary>
    public static IReadOnlyList<string> HeadingsOf(IReadOnlyList<string> rights) =>
        rights.Count == 0 ? [NoHeading] : [.. rights.Select(Heading).Distinct(StringComparer.Ordinal)];

    private static string Heading(string code) =>
        code.StartsWith("X-", StringComparison.Ordinal) || !code.Contains('-', StringComparison.Ordinal) ? code : code[..code.IndexOf('-', StringComparison.Ordinal)];
}
