using Assessments.Domain;
using Platform.Contracts;
using Platform.Tenancy;

namespace Assessments.Data;

/// <summary>Where an impact stands.</summary>
public enum ImpactStatus
{
    Open,
    Mitigated,
    Reopened,
    Closed,
}

/// <summary>How well the facts behind a rating are known. It never lowers a band.</summary>
public enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>What a system does, or may do, to a right of a group of people.</summary>
public sealed class Impact : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid SystemId { get; set; }
    public AiSystem? System { get; set; }
    [Coarse] public string Right { get; set; } = "";
    [Public] public string Group { get; set; } = "";

    /// <summary>The group in lower case: grievances cluster by right, group and system.</summary>
    [Public] public string GroupKey { get; set; } = "";

    [Public] public string Title { get; set; } = "";
    [Public] public string Description { get; set; } = "";
    public int? Scale { get; private set; }
    public int? Scope { get; private set; }
    public int? Irremediability { get; private set; }
    public int? Likelihood { get; private set; }
    public bool Actual { get; private set; }
    public bool DelayMakesIrremediable { get; private set; }
    public bool Vulnerable { get; private set; }
    public Confidence Confidence { get; private set; }
    public Band Band { get; private set; }
    public bool Provisional { get; private set; }
    public ImpactStatus Status { get; private set; }

    /// <summary>Place in the order of salience; the larger comes first.</summary>
    public long Rank { get; private set; }

    public long Version { get; private set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset RatedAt { get; private set; }
    [Coarse] public string RatedBy { get; private set; } = "";

    /// <summary>When grievances showed that it happens; from then on nobody can rate it as potential.</summary>
    public DateTimeOffset? ShownByCasesAt { get; private set; }

    public SaliencePlace Place => SalienceOrder.Of(Scale, Scope, Irremediability, Likelihood, Actual, DelayMakesIrremediable, Vulnerable, OpenedAt);

    /// <summary>Takes a rating by a person.</summary>
    public void Rate(Rating rating, string role, DateTimeOffset now)
    {
        (Scale, Scope, Irremediability, Likelihood) = (rating.Scale, rating.Scope, rating.Irremediability, rating.Actual ? 5 : rating.Likelihood);
        (Actual, DelayMakesIrremediable, Vulnerable, Confidence) = (rating.Actual, rating.DelayMakesIrremediable, rating.Vulnerable, rating.Confidence);
        Status = rating.Status ?? Status;
        (RatedAt, RatedBy) = (now, role);
        Settle();
    }

    /// <summary>Takes note that substantiated grievances show it.</summary>
    public void Reopen(DateTimeOffset now)
    {
        (Status, Actual, Likelihood, ShownByCasesAt) = (ImpactStatus.Reopened, true, 5, now);
        Settle();
    }

    /// <summary>Takes note that what showed it was brought in by mistake: it stands as it is until a person rates it.</summary>
    public void NoLongerShown()
    {
        ShownByCasesAt = null;
        Version++;
    }

    private void Settle()
    {
        var severity = Severity.Of(Scale, Scope, Irremediability);
        (Band, Provisional, Rank) = (severity.Band, severity.Provisional, SalienceOrder.Rank(Place));
        Version++;
    }
}

/// <summary>A rating as a person gives it.</summary>
public sealed record Rating(
    int? Scale, int? Scope, int? Irremediability, int? Likelihood, bool Actual, bool DelayMakesIrremediable, bool Vulnerable, Confidence Confidence,
    ImpactStatus? Status = null);

/// <summary>What an impact was after each change: the timeline that nobody rewrites.</summary>
public sealed class ImpactChange : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid ImpactId { get; set; }
    public long Version { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>What showed it never happened; nobody has rated it since.</summary>
    public const string TakenBack = "taken_back";

    /// <summary>recorded, rated, substantiated_cluster, substantiated_critical or taken_back.</summary>
    [Coarse] public string Kind { get; set; } = "";

    /// <summary>Role of who changed it, or system.</summary>
    [Coarse] public string ByRole { get; set; } = "";

    public int? Scale { get; set; }
    public int? Scope { get; set; }
    public int? Irremediability { get; set; }
    public int? Likelihood { get; set; }
    public bool Actual { get; set; }
    public Band Band { get; set; }
    public ImpactStatus Status { get; set; }

    public static ImpactChange Of(Impact impact, string kind, string role, DateTimeOffset now) => new()
    {
        TenantId = impact.TenantId,
        ImpactId = impact.Id,
        Version = impact.Version,
        At = now,
        Kind = kind,
        ByRole = role,
        Scale = impact.Scale,
        Scope = impact.Scope,
        Irremediability = impact.Irremediability,
        Likelihood = impact.Likelihood,
        Actual = impact.Actual,
        Band = impact.Band,
        Status = impact.Status,
    };
}
