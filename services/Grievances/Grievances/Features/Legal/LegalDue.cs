using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;

namespace Grievances.Features.Legal;

/// <summary>What happens on the day on which a hold or a proceeding is looked at again: whoever handles the case is told. Nothing ends by itself.</summary>
public sealed class LegalDue(GrievancesDb db, MissedDeadlines missed, TimeProvider clock)
{
    /// <summary>Does it within the current unit of work; false where the clock is another one.</summary>
    public async Task<bool> Fire(Grievance kase, DueDate due, CancellationToken cancellation)
    {
        if (due.Kind != LegalNotes.Clock)
            return false;
        var note = Guid.ParseExact(due.Step["review-".Length..], "N");
        if (!await db.LegalNotes.AnyAsync(n => n.CaseId == kase.Id && n.Id == note && n.EndedAt == null, cancellation))
            return true;
        await missed.Tell(kase, LegalNotes.Clock, CaseClocks.Reminder, kase.HandlerRole, clock.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }
}
