using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Messaging;

namespace Grievances.Features.Remedy;

/// <summary>What happens when a day of a remedy comes, a month after a closing passes, or the time to ask how it was.</summary>
public sealed class RemedyDue(GrievancesDb db, CaseClocks clocks, MissedDeadlines missed, Pings pings, TimeProvider clock)
{
    /// <summary>Does it within the current unit of work; false where the clock is another one.</summary>
    public async Task<bool> Fire(Grievance kase, DueDate due, CancellationToken cancellation)
    {
        if (due.Kind is not (CaseClocks.Remedy or CaseClocks.FollowUp or CaseClocks.Survey))
            return false;
        if (kase.Spam)
            return true;
        var now = clock.GetUtcNow();
        if (due.Kind == CaseClocks.Remedy)
            await DayPassed(kase, due.Step, now, cancellation);
        else if (due.Kind == CaseClocks.FollowUp)
            await FollowUp(kase, now, cancellation);
        // Of an earlier closing nobody is asked again once the case was opened anew.
        else if (kase.ClosedAt is { } closed && CaseClocks.AsksAbout(due.Step, closed))
            await pings.Tell(kase.Id, null, now, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    // Once for each measure, and for an offer that was accepted: of a measure that came meanwhile nothing is told.
    private async Task DayPassed(Grievance kase, string step, DateTimeOffset now, CancellationToken cancellation)
    {
        var measureId = CaseClocks.MeasureOf(step);
        if (!kase.Remedy.IsOwed() || await db.Measures.AsNoTracking().FirstOrDefaultAsync(m => m.Id == measureId, cancellation) is not { } measure || !measure.IsOverdue(now))
            return;
        // The day of what another organisation carries out runs there. What was promised anew has a step of its own.
        if (measure.ByTenant is not null || await IsOlder(kase.Id, step, cancellation))
            return;
        kase.Version++;
        db.Publish(new RemedyOverdue(kase.Snapshot(), measure.Id, Codes.Of(measure.Measure), measure.DueOn!.Value), now);
        await missed.Tell(kase, CaseClocks.Remedy, CaseClocks.Missed, kase.HandlerRole, now);
        // Whoever answers for it hears it too, where they see that there is the case at all and the person does not keep it from them.
        if (measure.OwnerRole != kase.HandlerRole && ClockPolicy.EscalationRoles.Contains(measure.OwnerRole) && !kase.Excludes(measure.OwnerRole))
            await missed.Tell(kase, CaseClocks.Remedy, CaseClocks.Missed, measure.OwnerRole, now);
    }

    // On the side that a case was referred to there are no offers: their numbers are in the names of the steps on both.
    private async Task<bool> IsOlder(Guid caseId, string step, CancellationToken cancellation)
    {
        var same = CaseClocks.StepsOf(CaseClocks.MeasureOf(step));
        var steps = await db.Set<DueDate>().Where(d => d.Subject == caseId && d.Kind == CaseClocks.Remedy && d.Step.StartsWith(same)).Select(d => d.Step).ToListAsync(cancellation);
        return steps.Exists(other => CaseClocks.OfferOf(other) > CaseClocks.OfferOf(step));
    }

    // A closed case whose remedy is promised and not confirmed is not forgotten.
    private async Task FollowUp(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!kase.Remedy.IsOwed() || kase.Remedy is RemedyState.Verified)
            return;
        var measures = await db.Measures.AsNoTracking().Where(m => m.CaseId == kase.Id).ToListAsync(cancellation);
        if (measures.TrueForAll(m => m.IsSettled()))
            return;
        if (kase.ClosedAt is not null)
            await missed.Tell(kase, CaseClocks.Remedy, CaseClocks.Reminder, kase.HandlerRole, now);
        if (kase.ClosedAt is not null && measures.Exists(m => m is { State: MeasureState.Done, AnsweredAt: null }))
            await pings.Tell(kase.Id, kase.Id, now, cancellation);
        // What was accepted anew after an appeal is asked after by its own clock.
        if (!await db.Set<DueDate>().AnyAsync(d => d.Subject == kase.Id && d.Kind == CaseClocks.FollowUp && d.Settlement == Settlement.Pending, cancellation))
            clocks.AskAfterRemedy(kase, now);
    }
}
