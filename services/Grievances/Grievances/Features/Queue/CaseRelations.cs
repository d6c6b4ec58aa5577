using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Grievances.Features.Queue;

/// <summary>A case that another belongs together with, as a page of that other shows it.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="DueAt">When something is due in it next; null once it is closed.</param>
/// <param name="Kind">How they belong together.</param>
/// <param name="Leads">Of cases that are handled together whether it is the one that leads, of a split whether it is the one the part comes from.</param>
/// <param name="MayOpen">Whether it opens for whoever is signed in.</param>
public sealed record RelationLine(Guid Id, string Reference, string State, DateTimeOffset? DueAt, RelationKind Kind, bool Leads, bool MayOpen);

/// <summary>What stands beside a case on its own page.</summary>
/// <param name="Organisation">Name of the tenant.</param>
/// <param name="MergedInto">Case it is handled with, or null.</param>
/// <param name="MergedIntoReference">Reference of that one; null where whoever is signed in does not see it.</param>
/// <param name="Others">How many cases, each once, belong together with it, as far as whoever is signed in may see them.</param>
/// <param name="AppealBy">By when an appeal that waits is decided, or null.</param>
/// <param name="DecidesAppeal">Whether whoever is signed in is named to decide it.</param>
/// <param name="TakenUp">What was decided last on whether it is taken up, as a code, or null: that stands also where it was taken up without a word and went on since.</param>
public sealed record CaseBeside(string? Organisation, Guid? MergedInto, string? MergedIntoReference, int Others, DateTimeOffset? AppealBy, bool DecidesAppeal, string? TakenUp);

/// <summary>Reads what a case belongs together with, for its pages; never a case that whoever is signed in may not see.</summary>
public sealed class CaseRelations(GrievancesDb db, CaseDoor doors)
{
    /// <summary>Every case it belongs together with, the oldest relation first.</summary>
    public async Task<IReadOnlyList<RelationLine>> Of(Grievance kase, CancellationToken cancellation)
    {
        var account = doors.Account;
        var rows = await db.Relations.AsNoTracking().Where(r => r.CaseId == kase.Id).Join(doors.Visible(db.Grievances.AsNoTracking()), r => r.OtherId, g => g.Id, (r, g) => new
        {
            g.Id, g.Reference, g.State, g.DueAt, g.HandledBy, g.AssigneeId, r.Kind, r.At,
            Mine = db.Assignments.Any(a => a.CaseId == g.Id && a.AccountId == account && a.EndedAt == null),
            Reviews = db.Assignments.Any(a => a.CaseId == g.Id && a.AccountId == account && a.EndedAt == null && a.Duty == AssignedDuty.AppealReviewer),
        }).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancellation);
        return rows.ConvertAll(r => new RelationLine(r.Id, r.Reference, Codes.Of(r.State), r.State is CaseState.Closed ? null : r.DueAt, r.Kind,
            r.Kind is RelationKind.Merged ? r.Id == kase.MergedIntoId : r.Kind is RelationKind.Split && r.Id == kase.SplitFromId, doors.Opens(r.HandledBy, r.Reviews) && (r.AssigneeId is null || r.Mine)));
    }

    /// <summary>What stands beside an opened case, in one statement.</summary>
    public Task<CaseBeside> Beside(Guid id, CancellationToken cancellation)
    {
        var (account, tenant, visible) = (doors.Account, db.TenantId, doors.Visible(db.Grievances.AsNoTracking()));
        return db.Grievances.AsNoTracking().Where(g => g.Id == id).Select(g => new CaseBeside(
            db.Set<KnownTenant>().Where(t => t.Id == tenant).Select(t => t.Name).FirstOrDefault(),
            g.MergedIntoId,
            visible.Where(other => other.Id == g.MergedIntoId).Select(other => other.Reference).FirstOrDefault(),
            db.Relations.Where(r => r.CaseId == g.Id && visible.Any(other => other.Id == r.OtherId)).Select(r => r.OtherId).Distinct().Count(),
            db.Appeals.Where(a => a.CaseId == g.Id && a.Decision == null).Max(a => (DateTimeOffset?)a.DecideBy),
            db.Appeals.Any(a => a.CaseId == g.Id && a.Decision == null && a.ReviewerId == account),
            db.Decisions.Where(d => d.CaseId == g.Id && d.Kind == DecisionKind.Admissibility).OrderByDescending(d => d.At).Select(d => d.Decided).FirstOrDefault())).SingleAsync(cancellation);
    }
}
