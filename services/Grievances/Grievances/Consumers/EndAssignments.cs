using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Identity.Contracts;
using Identity.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;

namespace Grievances.Consumers;

/// <summary>
/// Somebody left, or is no handler any more: what they had goes back to their group, so that nothing lies with nobody. Told again or out
/// of order it changes nothing but who has a case, which anybody sees and can mend.
/// </summary>
public sealed class EndAssignments : EventHandlerOf<GrievancesDb, AccountChanged>
{
    public override async Task Handle(GrievancesDb db, AccountChanged evt, EventContext context, CancellationToken cancellation)
    {
        var roles = evt.Active ? evt.Roles : [];
        var theirs = await db.Assignments.Where(a => a.AccountId == evt.AccountId && a.EndedAt == null).Join(db.Grievances, a => a.CaseId, g => g.Id, (a, g) => new { Assignment = a, Case = g }).ToListAsync(cancellation);
        foreach (var held in theirs.Where(x => !Fits(x.Assignment, x.Case, roles)))
        {
            (held.Assignment.EndedAt, held.Assignment.Ended) = (context.Now, AssignmentEnd.Left);
            if (held.Case.AssigneeId == evt.AccountId)
                held.Case.AssigneeId = await db.Assignments.Where(a => a.CaseId == held.Case.Id && a.EndedAt == null && a.AccountId != evt.AccountId && a.Duty == AssignedDuty.Handler)
                    .OrderBy(a => a.AssignedAt).Select(a => (Guid?)a.AccountId).FirstOrDefaultAsync(cancellation);
            held.Case.Version++;
            db.Publish(new CaseChanged(held.Case.Snapshot()), context.Now);
            db.Record(context.Now, Guid.Empty.ToString(), "platform", "grievances.unassigned", $"case:{held.Case.Id}", $"account:{evt.AccountId}");
        }
    }

    private static bool Fits(CaseAssignment assignment, Grievance kase, IReadOnlyList<string> roles) => assignment.Duty is AssignedDuty.AppealReviewer
        ? roles.Contains(RoleIds.CaseHandler) || roles.Contains(RoleIds.Ombuds)
        : roles.Contains(kase.HandlerRole);
}
