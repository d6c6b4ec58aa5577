using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Appeals;

/// <summary>An appeal that waits for whoever looks. Nothing of the case.</summary>
/// <param name="CaseId">Case.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="AppealId">The appeal.</param>
/// <param name="DecideBy">Until when the person was promised a decision.</param>
/// <param name="Mine">Whether they decide it; otherwise nobody is named yet who does.</param>
public sealed record AppealThatWaits(Guid CaseId, string Reference, Guid AppealId, DateTimeOffset DecideBy, bool Mine)
{
    /// <summary>Page on which it is done.</summary>
    public string Address => Mine ? $"/console/grievances/{CaseId}/remedy#appeal-{AppealId:N}" : $"/console/grievances/{CaseId}/appeals/{AppealId}";
}

/// <summary>
/// Appeals that wait for whoever is signed in, from the day they are filed or named and until it is done: of whoever reviews one its decision, of whoever
/// may name a reviewer that somebody is named. The person was promised a day; a clock that strikes shortly before it is too late for either.
/// </summary>
public sealed class AppealsThatWait(GrievancesDb db, CaseDoor doors)
{
    private const int Most = 20;

    /// <summary>The next ones to be due.</summary>
    /// <param name="names">Whether whoever looks may name a reviewer.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<AppealThatWaits>> Run(bool names, CancellationToken cancellation)
    {
        var account = doors.Account;
        var waiting = from a in db.Appeals.AsNoTracking().Where(a => a.Decision == null)
                      join g in doors.Visible(db.Grievances.AsNoTracking()).Where(g => g.State == CaseState.Appealed) on a.CaseId equals g.Id
                      // Whoever was named and has left since is nobody.
                      let named = db.Assignments.Any(x => x.CaseId == a.CaseId && x.AccountId == a.ReviewerId && x.Duty == AssignedDuty.AppealReviewer && x.EndedAt == null)
                      where (named && a.ReviewerId == account) || (!named && names)
                      orderby a.DecideBy, a.Id
                      select new AppealThatWaits(a.CaseId, g.Reference, a.Id, a.DecideBy, named);
        return await waiting.Take(Most).ToListAsync(cancellation);
    }
}
