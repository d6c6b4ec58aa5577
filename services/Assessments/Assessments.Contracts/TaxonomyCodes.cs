namespace Assessments.Contracts;

/// <summary>
/// Codes of the risk taxonomy, version 1: the ten headings aligned with the B-Tech taxonomy and the extension rights. Every
/// service can check a code against them without asking.
/// </summary>
public static class TaxonomyCodes
{
    /// <summary>Every code that can be used.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "HARM-01", "HARM-02", "HARM-03", "HARM-04", "HARM-05", "HARM-06", "HARM-07", "EQUAL-01",
        "EQUAL-02", "EQUAL-03", "EQUAL-04", "EQUAL-05", "EQUAL-06", "EQUAL-07", "PRIV-01", "PRIV-02",
        "PRIV-03", "PRIV-04", "PRIV-05", "PRIV-06", "PRIV-07", "PROP-01", "PROP-02", "PROP-03",
        "PROP-04", "PROP-05", "THOUGHT-01", "THOUGHT-02", "THOUGHT-03", "THOUGHT-04", "THOUGHT-05", "EXPR-01",
        "EXPR-02", "EXPR-03", "EXPR-04", "EXPR-05", "EXPR-06", "PUBLIC-01", "PUBLIC-02", "PUBLIC-03",
        "PUBLIC-04", "PUBLIC-05", "WORK-01", "WORK-02", "WORK-03", "WORK-04", "WORK-05", "CHILD-01",
        "CHILD-02", "CHILD-03", "CHILD-04", "CHILD-05", "CHILD-06", "CULT-01", "CULT-02", "CULT-03",
        "CULT-04", "CULT-05", "X-JUST", "X-HEALTH", "X-EDU", "X-SOC", "X-ASSOC", "X-INDIG",
        "X-ENV", "X-DISAB", "X-ASYL", "X-LIFE",
    };

    /// <summary>Whether a code is in the taxonomy.</summary>
    public static bool IsKnown(string code) => All.Contains(code);
}
