using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Remedy;

/// <summary>More than the person accepted: where an appeal was right afterwards, what they got may not be enough, and the organisation can offer more.</summary>
internal static class FurtherRemedy
{
    /// <summary>
    /// Whether measures can be planned beside those that were accepted: once these are confirmed, so that nothing that was promised depends on what
    /// becomes of a new offer. Of a case that was referred to us the giver says so, where the person appeals.
    /// </summary>
    public static Task<bool> MayBePlanned(GrievancesDb db, Grievance kase, CancellationToken cancellation) =>
        kase is { IsOpen: true, State: not CaseState.Appealed, Channel: not FilingChannel.Referral, Remedy: RemedyState.Verified }
            ? db.Appeals.AnyAsync(a => a.CaseId == kase.Id && a.Decision != null && a.Decision != AppealDecision.Dismissed
                && !db.Offers.Any(o => o.CaseId == kase.Id && o.State == OfferState.Accepted && o.AnsweredAt > a.DecidedAt), cancellation)
            : Task.FromResult(false);

    /// <summary>Whether the person accepted a remedy at some time: it is no more said that none is owed.</summary>
    public static Task<bool> WasAccepted(GrievancesDb db, Guid caseId, CancellationToken cancellation) => db.Offers.AnyAsync(o => o.CaseId == caseId && o.State == OfferState.Accepted, cancellation);

    /// <summary>Whether all that the person accepted is there and settled, and nothing is planned beside it.</summary>
    public static async Task<bool> IsWhole(GrievancesDb db, Guid caseId, IReadOnlyList<RemedyAction> left, CaseSealer sealer, CancellationToken cancellation) =>
        left.Count > 0 && left.All(m => m.IsSettled()) && await db.Offers.AsNoTracking().Where(o => o.CaseId == caseId && o.State == OfferState.Accepted).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation) is { } accepted
        && OfferedPlan.Open(accepted, sealer).Measures.All(promised => left.Any(m => m.Id == promised.Id));

    /// <summary>What is put before the person: nothing that stays as it is, whatever they answer.</summary>
    public static List<RemedyAction> Offered(this IEnumerable<RemedyAction> plan) => [.. plan.Where(m => !m.Stays())];
}
