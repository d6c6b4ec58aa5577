using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;

namespace Grievances.Features.Appeals;

/// <summary>Who may decide an appeal: nobody who decided, handled, planned or wrote in the case before, and nobody who is kept out of it (UN Guiding Principle 31 a: independent review).</summary>
public sealed class Reviewers(GrievancesDb db)
{
    private const string Answered = "grievances.answered";
    private const string Settled = "grievances.retaliation_settled";
    private const string Closed = "grievances.closed";

    // Actions by which somebody writes to the person, also in a part that is shared with another organisation, or plans what another offers them.
    private static readonly string[] Wrote =
    [
        Answered, Settled, Closed, "grievances.referral_proposed", "grievances.referral_taken_back", "grievances.shared_words", "grievances.shared_accepted", "grievances.shared_declined", "grievances.shared_contested",
        "grievances.shared_uncontested", "grievances.shared_lead_moved", "grievances.shared_lead_offered", "grievances.shared_lead_taken", "grievances.offer_taken_back", "grievances.measure_done", "grievances.measure_done_taken_back",
        "grievances.measure_planned", "grievances.measure_changed", "grievances.measure_dropped", "grievances.answer_recorded", "grievances.confirmation_recorded", "grievances.findings_extended", "grievances.minutes_written", "grievances.minutes_changed",
    ];

    /// <summary>The case, where an account was in it before; nothing where it was not.</summary>
    /// <param name="caseId">Case.</param>
    /// <param name="account">Who might decide.</param>
    /// <param name="since">Appeal since whose filing it does not count any more that they wrote: its reviewer may have to ask something.</param>
    public IQueryable<Grievance> InIt(Guid caseId, Guid account, Guid? since = null)
    {
        var (involved, wrote, actor) = (Involved(caseId), Writing(caseId), account.ToString());
        return db.Grievances.Where(g => g.Id == caseId && (involved.Contains(account)
            || wrote.Any(l => l.Actor == actor && (since == null || db.Appeals.Any(x => x.CaseId == caseId && x.Id == since && l.At < x.FiledAt)))));
    }

    /// <summary>Whether an appeal waits that somebody has no part in, since it is about what they decided, handled or wrote.</summary>
    public async Task<bool> KeptFrom(Grievance kase, Guid account, CancellationToken cancellation) => kase.State is CaseState.Appealed
        && !await db.Appeals.AnyAsync(a => a.CaseId == kase.Id && a.Decision == null && a.ReviewerId == account, cancellation) && await InIt(kase.Id, account).AnyAsync(cancellation);

    /// <summary>Those of some accounts that were in a case before.</summary>
    public async Task<IReadOnlySet<Guid>> Among(Guid caseId, IEnumerable<Guid> accounts, CancellationToken cancellation)
    {
        var (involved, wrote) = (await Involved(caseId).ToListAsync(cancellation), await Writing(caseId).Select(l => l.Actor).Distinct().ToListAsync(cancellation));
        return accounts.Where(account => involved.Contains(account) || wrote.Contains(account.ToString())).ToHashSet();
    }

    // Who decided, handled, or is kept out; the same for the one who is asked about and for a list to choose from.
    private IQueryable<Guid> Involved(Guid caseId) => db.Decisions.Where(d => d.CaseId == caseId).Select(d => d.AccountId)
        .Concat(db.Assignments.Where(a => a.CaseId == caseId && a.Duty == AssignedDuty.Handler).Select(a => a.AccountId))
        .Concat(db.Exclusions.Where(x => x.CaseId == caseId).Select(x => x.AccountId));

    private IQueryable<AuditLine> Writing(Guid caseId)
    {
        var subject = $"case:{caseId}";
        return db.Set<AuditLine>().Where(l => l.Subject == subject && Wrote.Contains(l.Action));
    }
}
