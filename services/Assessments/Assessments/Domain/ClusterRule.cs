namespace Assessments.Domain;

/// <summary>A substantiated case as the rule sees it.</summary>
/// <param name="Grievance">What it was told in: a case that was split and its parts have one.</param>
/// <param name="Critical">Whether a handler banded it critical.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="ToldBefore">Whether another part of the same grievance has counted already.</param>
public sealed record ClosedCase(Guid Grievance, bool Critical, DateTimeOffset ClosedAt, bool ToldBefore = false);

/// <summary>
/// When substantiated grievances show that an impact happens: three within 90 days, or one that a handler banded critical. Three parts of one
/// grievance are not three people who were right.
/// </summary>
public static class ClusterRule
{
    public const int Cases = 3;
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <summary>substantiated_critical, substantiated_cluster, or null.</summary>
    public static string? Find(IReadOnlyList<ClosedCase> cases)
    {
        if (cases.Any(c => c.Critical))
            return "substantiated_critical";
        var closed = cases.Where(c => !c.ToldBefore).OrderBy(c => c.ClosedAt).ToList();
        for (var first = 0; first <= closed.Count - Cases; first++)
            if (closed.Skip(first).TakeWhile(c => c.ClosedAt - closed[first].ClosedAt <= Window).DistinctBy(c => c.Grievance).Skip(Cases - 1).Any())
                return "substantiated_cluster";
        return null;
    }
}
