namespace Assessments.Domain;

/// <summary>A substantiated case as the rule sees it.</summary>
public sealed record ClosedCase(bool Critical, DateTimeOffset ClosedAt);

/// <summary>When substantiated grievances show that an impact happens: three within 90 days, or one that a handler banded critical.</summary>
public static class ClusterRule
{
    public const int Cases = 3;
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <summary>substantiated_critical, substantiated_cluster, or null.</summary>
    public static string? Find(IReadOnlyList<ClosedCase> cases)
    {
        if (cases.Any(c => c.Critical))
            return "substantiated_critical";
        var closed = cases.Select(c => c.ClosedAt).Order().ToList();
        for (var last = Cases - 1; last < closed.Count; last++)
            if (closed[last] - closed[last - Cases + 1] <= Window)
                return "substantiated_cluster";
        return null;
    }
}
