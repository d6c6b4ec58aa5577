using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Grievances.Features.Files;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Messaging;

namespace Grievances.Features.Clocks;

/// <summary>What happens when a clock of a case strikes. Runs in one transaction with the clock's own row, so that it happens once.</summary>
public sealed class CaseDue(CaseClocks clocks, EraseCase erase, Drafts.Drafts drafts, StagedFiles staged, TimeProvider clock) : DueHandler<GrievancesDb>
{
    private const string Handlers = "case-handler";

    /// <inheritdoc />
    public override async Task Fire(GrievancesDb db, DueDate due, CancellationToken cancellation)
    {
        switch (due.Kind)
        {
            case CaseClocks.Erasure:
                await erase.Finish(due.TenantId, due.Subject, cancellation);
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
        if (!Matters(kase, due))
            return;
        var policy = await clocks.Policy(cancellation);
        if (due.Step == CaseClocks.Missed)
        {
            Miss(kase, due);
            if (due.Kind == ClockPolicy.Acknowledge)
                await clocks.NeverAcknowledged(kase, policy, cancellation);
            db.Publish(new DeadlineMissed(kase.Snapshot(), due.Kind, due.At), now);
            await Tell(db, kase, due.Kind, CaseClocks.Missed, policy.EscalateTo, now);
            await Tell(db, kase, due.Kind, CaseClocks.Missed, Handlers, now);
        }
        else if (due.Step == CaseClocks.Escalation)
            await Tell(db, kase, due.Kind, CaseClocks.Escalation, policy.EscalateTo, now);
        else
            await Tell(db, kase, due.Kind, CaseClocks.Reminder, Handlers, now);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // People are punished for complaining also after the case was closed.
    private static bool Matters(Grievance kase, DueDate due) => !kase.Spam && due.Kind switch
    {
        ClockPolicy.Acknowledge => kase is { IsOpen: true, AcknowledgedAt: null },
        ClockPolicy.Retaliation => kase.RetaliationBy is not null,
        _ => kase.IsOpen,
    };

    private static void Miss(Grievance kase, DueDate due)
    {
        switch (due.Kind)
        {
            case ClockPolicy.Acknowledge:
                kase.AcknowledgeMissedAt ??= due.At;
                kase.DueAt = kase.FindingsBy;
                break;
            case ClockPolicy.Findings:
                kase.FindingsMissedAt ??= due.At;
                break;
        }
        kase.Version++;
    }

    // The newest step of a clock says it all: the ones before it are done with.
    private static async Task Tell(GrievancesDb db, Grievance kase, string clock, string step, string role, DateTimeOffset now)
    {
        await db.Notices.Where(n => n.CaseId == kase.Id && n.Clock == clock && n.Role == role && n.SeenAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, now));
        db.Add(new CaseNotice { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = kase.Id, Clock = clock, Step = step, Role = role, At = now });
    }
}
