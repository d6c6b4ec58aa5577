using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Remedy;

/// <summary>
/// More than the person accepted: where an appeal was right afterwards, what they got may not be enough, and where another organisation has left that had
/// promised something, nobody carries that out: the organisation can offer more.
/// </summary>
internal static class FurtherRemedy
{
    /// <summary>
    /// Whether measures can be planned beside those that were accepted: once these are confirmed, so that nothing that was promised depends on what
    /// becomes of a new offer; or where the person said no to one, and what they had accepted goes on meanwhile; or where they accepted something that was
    /// offered without a finding, and it turns out that they were right. Of a case that was referred to us the giver says so where the person appeals, but whoever has no part in what they accepted
    /// can still take one on.
    /// </summary>
    public static async Task<bool> MayBePlanned(GrievancesDb db, Grievance kase, CaseSealer sealer, CancellationToken cancellation)
    {
        if (kase.Channel is FilingChannel.Referral)
            return IsWhere(kase) && await HasNoPart(db, kase.Id, cancellation);
        if (kase is not { IsOpen: true, State: not CaseState.Appealed } || !kase.Remedy.IsOwed())
            return false;
        return (IsWhere(kase) && await IsNotEnough(db, kase.Id, cancellation))
            || await db.Offers.AsNoTracking().Where(o => o.CaseId == kase.Id).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation)
                is { State: OfferState.Refused or OfferState.Countered or OfferState.Accepted } newest && (newest.State is not OfferState.Accepted || OfferedPlan.Open(newest, sealer).WithoutFinding);
    }

    private static Task<bool> IsNotEnough(GrievancesDb db, Guid caseId, CancellationToken cancellation) =>
        db.Grievances.AnyAsync(g => g.Id == caseId && (db.Appeals.Any(a => a.CaseId == g.Id && a.Decision != null && a.Decision != AppealDecision.Dismissed
                && !db.Offers.Any(o => o.CaseId == g.Id && o.State == OfferState.Accepted && o.AnsweredAt > a.DecidedAt))
            || db.Shares.Any(s => s.CaseId == g.Id && s.Given && s.EndedAt != null && db.Measures.Any(m => m.CaseId == g.Id && m.ByTenant == s.OtherTenantId && m.State == MeasureState.Dropped)
                && !db.Offers.Any(o => o.CaseId == g.Id && o.State == OfferState.Accepted && o.AnsweredAt > s.EndedAt))), cancellation);

    /// <summary>Whether what was accepted is confirmed in a case that goes on, so that more can be put before the person.</summary>
    public static bool IsWhere(Grievance kase) => kase is { IsOpen: true, State: not CaseState.Appealed, Remedy: RemedyState.Verified };

    /// <summary>Whether we, to whom a case was referred, carry out nothing in it: it came after the person had accepted, or we took nothing on.</summary>
    public static async Task<bool> HasNoPart(GrievancesDb db, Guid caseId, CancellationToken cancellation) => !await db.Measures.AnyAsync(m => m.CaseId == caseId && m.State != MeasureState.Dropped, cancellation);

    /// <summary>Measures that the person accepted at some time: none of them vanishes from the plan.</summary>
    public static IReadOnlySet<Guid> Promised(IEnumerable<RemedyOffer> offers, CaseSealer sealer) =>
        offers.Where(o => o.State is OfferState.Accepted).SelectMany(o => OfferedPlan.Open(o, sealer).Measures).Select(m => m.Id).ToHashSet();

    /// <inheritdoc cref="Promised(IEnumerable{RemedyOffer}, CaseSealer)" />
    public static async Task<IReadOnlySet<Guid>> Promised(GrievancesDb db, Guid caseId, CaseSealer sealer, CancellationToken cancellation) =>
        Promised(await db.Offers.AsNoTracking().Where(o => o.CaseId == caseId && o.State == OfferState.Accepted).ToListAsync(cancellation), sealer);

    /// <summary>Whether all that the person accepted is there and settled, or was another organisation's that has left, and nothing is planned beside it.</summary>
    public static async Task<bool> IsWhole(GrievancesDb db, Guid caseId, IReadOnlyList<RemedyAction> left, CaseSealer sealer, CancellationToken cancellation)
    {
        if (left.Count == 0 || !left.All(m => m.IsSettled())
            || await db.Offers.AsNoTracking().Where(o => o.CaseId == caseId && o.State == OfferState.Accepted).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation) is not { } accepted)
            return false;
        var missing = OfferedPlan.Open(accepted, sealer).Measures.Where(promised => left.All(m => m.Id != promised.Id)).Select(m => m.Id).ToList();
        return missing.Count == 0 || await db.Measures.CountAsync(m => m.CaseId == caseId && missing.Contains(m.Id) && m.ByTenant != null && m.State == MeasureState.Dropped, cancellation) == missing.Count;
    }

    /// <summary>What is put before the person: nothing that stays as it is, whatever they answer.</summary>
    public static List<RemedyAction> Offered(this IEnumerable<RemedyAction> plan) => [.. plan.Where(m => !m.Stays())];
}
