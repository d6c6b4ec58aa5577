using Assessments.Contracts;
using Assessments.Data;
using Assessments.Domain;
using Platform.Contracts;

namespace Assessments.Features.Impacts;

/// <summary>An impact with its rating. It has every field of <see cref="ImpactSummary"/>.</summary>
public sealed record ImpactDetail(
    Guid Id, Guid SystemId, [Public] string SystemName, [Coarse] string Right, [Public] string Group, [Public] string Title, [Coarse] string Band,
    bool Provisional, bool Actual, [Coarse] string Status, [Public] string Description, int? Scale, int? Scope, int? Irremediability, int? Likelihood,
    bool DelayMakesIrremediable, bool Vulnerable, [Coarse] string Confidence, long Version, DateTimeOffset OpenedAt, DateTimeOffset RatedAt,
    [Coarse] string RatedBy, DateTimeOffset? ShownByCasesAt)
{
    public static ImpactDetail Of(Impact i, string systemName) => new(
        i.Id, i.SystemId, systemName, i.Right, i.Group, i.Title, Codes.Of(i.Band), i.Provisional, i.Actual, Codes.Of(i.Status), i.Description, i.Scale, i.Scope,
        i.Irremediability, i.Likelihood, i.DelayMakesIrremediable, i.Vulnerable, Codes.Of(i.Confidence), i.Version, i.OpenedAt, i.RatedAt, i.RatedBy, i.ShownByCasesAt);
}
