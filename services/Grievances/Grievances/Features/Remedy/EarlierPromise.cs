using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;

namespace Grievances.Features.Remedy;

/// <summary>
/// What the person accepted before a newer offer that they don't want. An appeal that was right is not paid for with what they had: whatever of it they have
/// not got yet goes on as they accepted it, and more can still be put before them.
/// </summary>
public sealed class EarlierPromise(GrievancesDb db, CaseClocks clocks)
{
    /// <summary>Makes it what is owed within the current unit of work, where they have no newer offer to answer.</summary>
    /// <param name="kase">The case.</param>
    /// <param name="refused">Number of the newest offer, to which they said no, or that they want something else.</param>
    /// <param name="partners">Organisations that have a part in the case now.</param>
    /// <param name="sealer">Seals the fields of the case.</param>
    /// <param name="now">When it is owed again.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Where the remedy is then; null where nothing of it waits to be carried out or confirmed.</returns>
    public async Task<RemedyState?> GoesOn(Grievance kase, int refused, IEnumerable<CaseShare> partners, CaseSealer sealer, DateTimeOffset now, CancellationToken cancellation)
    {
        var accepted = await db.Offers.AsNoTracking().Where(o => o.CaseId == kase.Id && o.State == OfferState.Accepted).OrderByDescending(o => o.Number).FirstOrDefaultAsync(cancellation);
        if (accepted is null)
            return null;
        var plan = OfferedPlan.Open(accepted, sealer);
        var promised = plan.Measures.Select(m => m.Id).ToHashSet();
        var measures = await db.Measures.Where(m => m.CaseId == kase.Id).ToListAsync(cancellation);
        if (!measures.Exists(m => promised.Contains(m.Id) && !m.IsSettled()))
            return null;
        PromisedPlan.Owe(measures, accepted, plan, partners.Where(p => p.AnsweredAt <= accepted.OfferedAt).Select(p => p.OtherTenantId).ToHashSet(), sealer, now);
        // Where it went on before, and something was planned beside it for a while, its days run already.
        var running = await db.Set<DueDate>().Where(d => d.Subject == kase.Id && d.Kind == CaseClocks.Remedy && d.Settlement == Settlement.Pending).Select(d => d.Step).ToListAsync(cancellation);
        clocks.RemedyAccepted(kase, refused, measures.Where(m => !running.Exists(step => step.StartsWith($"{CaseClocks.StepsOf(m.Id)}{refused}-", StringComparison.Ordinal))));
        return RemedySteps.Undone(measures);
    }

    /// <summary>The same where nothing is to be put before them any more after they had said no.</summary>
    public async Task<RemedyState?> GoesOnWithout(Grievance kase, CaseSealer sealer, DateTimeOffset now, CancellationToken cancellation)
    {
        var newest = await db.Offers.Where(o => o.CaseId == kase.Id).OrderByDescending(o => o.Number)
            .Select(o => new { o.Number, o.State, Partners = db.Shares.Where(s => s.CaseId == o.CaseId && s.Given && s.State == ShareState.Accepted).ToList() }).FirstOrDefaultAsync(cancellation);
        return newest is { State: OfferState.Refused or OfferState.Countered } ? await GoesOn(kase, newest.Number, newest.Partners, sealer, now, cancellation) : null;
    }
}
