using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Erasure;
using Grievances.Features.Files;
using Grievances.Features.Imports;
using Grievances.Features.Keys;
using Grievances.Features.Legal;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;

namespace Grievances.Features.Clocks;

/// <summary>What happens when a clock of a case strikes. Runs in one transaction with the clock's own row, so that it happens once.</summary>
public sealed class CaseDue(CaseClocks clocks, MissedDeadlines missed, EraseCase erase, IdentityRequests identities, RotateKeys rotate, Drafts.Drafts drafts, StagedFiles staged, RemedyDue remedy, LegalDue legal, TakeInRows rows, TakeBackImport takeBack, TimeProvider clock) : DueHandler<GrievancesDb>
{
    // Where a part goes on, the case it comes from is looked at again after so long.
    private static readonly TimeSpan AnotherLook = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public override async Task Fire(GrievancesDb db, DueDate due, CancellationToken cancellation)
    {
        switch (due.Kind)
        {
            case CaseClocks.Erasure:
                await erase.Finish(due.TenantId, due.Subject, cancellation);
                return;
            case IdentityRequests.Clock:
                await identities.End(due.Subject, cancellation);
                return;
            case TakeInRows.Clock:
                await rows.Follow(due.Subject, cancellation);
                return;
            case TakeBackImport.Clock:
                await takeBack.Follow(due.Subject, cancellation);
                return;
            case RotateKeys.Clock:
                await rotate.Follow(cancellation);
                return;
            case EraseCase.FileClock:
                await erase.FinishFile(due.TenantId, due.Subject, cancellation);
                return;
            case Drafts.Drafts.Clock:
                await drafts.RemoveExpired(cancellation);
                return;
            case StagedFiles.Clock:
                await staged.RemoveExpired(due.TenantId, due.Subject, cancellation);
                return;
        }
        if (await db.Grievances.FirstOrDefaultAsync(g => g.Id == due.Subject, cancellation) is not { } kase)
            return;
        var now = clock.GetUtcNow();
        if (due.Kind == ClockPolicy.Retention)
        {
            // A hold ends when somebody lifts it, which starts retention anew; until then there is nothing to do.
            if (kase is not { IsOpen: false, LegalHold: false, AppealHold: false })
                return;
            // Its parts open with its receipt alone: it stays as long as one of them goes on, is held, or is kept longer.
            if (await PartsNeedIt(db, kase.Id, now, cancellation) is { } until)
            {
                await db.DueDates(now).Plan(kase.Id, ClockPolicy.Retention, [new DueStep(ClockPolicy.Retention, until)], cancellation);
                await db.SaveChangesAsync(CancellationToken.None);
            }
            else
                await erase.Begin(kase, ErasureCause.Retention, "platform", cancellation);
            return;
        }
        if (await remedy.Fire(kase, due, cancellation) || await legal.Fire(kase, due, cancellation) || !Matters(kase, due))
            return;
        var policy = await clocks.Policy(cancellation);
        if (due.Step == CaseClocks.Missed)
        {
            await missed.Record(kase, due.Kind, due.At, policy);
            if (due.Kind == ClockPolicy.Acknowledge)
                await clocks.NeverAcknowledged(kase, policy, cancellation);
        }
        else if (due.Step == CaseClocks.Escalation)
            await missed.Tell(kase, due.Kind, CaseClocks.Escalation, MissedDeadlines.Escalated(kase, policy), now);
        else
            await missed.Tell(kase, due.Kind, CaseClocks.Reminder, kase.HandlerRole, now);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // When to look again, or null where no part needs the first any more.
    private static async Task<DateTimeOffset?> PartsNeedIt(GrievancesDb db, Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        var parts = await db.PartsOf(caseId).AsNoTracking().ToListAsync(cancellation);
        if (parts.Count == 0)
            return null;
        var ids = parts.ConvertAll(part => part.Id);
        var kept = await db.Set<DueDate>().Where(d => ids.Contains(d.Subject) && d.Kind == ClockPolicy.Retention && d.Settlement == Settlement.Pending && d.At > now).OrderBy(d => d.At).Select(d => (DateTimeOffset?)d.At).FirstOrDefaultAsync(cancellation);
        return parts.Exists(part => part.IsOpen || part.LegalHold || part.AppealHold) ? now + AnotherLook : kept;
    }

    // People are punished for complaining also after the case was closed. What passes under the label of spam is made up for when
    // somebody takes the label back.
    private static bool Matters(Grievance kase, DueDate due) => !kase.Spam && due.Kind switch
    {
        ClockPolicy.Acknowledge => kase is { IsOpen: true, AcknowledgedAt: null },
        ClockPolicy.Retaliation => kase.RetaliationWaits,
        CaseClocks.Appeal => kase.State is CaseState.Appealed,
        // Under an appeal against its outcome a case is open again, and what was found was told.
        _ => kase is { IsOpen: true, ClosedAt: null },
    };
}
