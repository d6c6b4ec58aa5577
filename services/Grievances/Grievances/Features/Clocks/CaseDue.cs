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
            if (kase is { IsOpen: false, LegalHold: false, AppealHold: false })
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
