using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Remedy;

/// <summary>More than the person accepted: where an appeal was right afterwards, what they got may not be enough, and the organisation can offer more.</summary>
internal static class FurtherRemedy
{
    /// <summary>Whether measures can be planned beside those that were accepted. Of a case that was referred to us the giver says so, where the person appeals.</summary>
    public static Task<bool> MayBePlanned(GrievancesDb db, Grievance kase, CancellationToken cancellation) =>
        kase is { IsOpen: true, State: not CaseState.Appealed, Channel: not FilingChannel.Referral } && kase.Remedy.IsOwed()
            ? db.Appeals.AnyAsync(a => a.CaseId == kase.Id && a.Decision != null && a.Decision != AppealDecision.Dismissed
                && !db.Offers.Any(o => o.CaseId == kase.Id && o.State == OfferState.Accepted && o.AnsweredAt > a.DecidedAt), cancellation)
            : Task.FromResult(false);

    /// <summary>What is put before the person: nothing that stays as it is, whatever they answer.</summary>
    public static List<RemedyAction> Offered(this IEnumerable<RemedyAction> plan) => [.. plan.Where(m => !m.Stays())];
}
