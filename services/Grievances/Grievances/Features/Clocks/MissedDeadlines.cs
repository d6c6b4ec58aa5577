using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;

namespace Grievances.Features.Clocks;

/// <summary>Notes that a deadline passed without what was due: in the case, for staff and for other services. All within the current unit of work.</summary>
public sealed class MissedDeadlines(GrievancesDb db, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>Role that hears of what those who handle a case let come near: the tenant's choice, or another that the person did not exclude and that does not handle it.</summary>
    public static string Escalated(Grievance kase, ClockPolicy policy) =>
        ClockPolicy.EscalationRoles.Prepend(policy.EscalateTo).Append("auditor").First(role => !kase.Excludes(role) && role != kase.HandlerRole);

    /// <summary>Notes one.</summary>
    public async Task Record(Grievance kase, string kind, DateTimeOffset dueAt, ClockPolicy policy)
    {
        var now = clock.GetUtcNow();
        switch (kind)
        {
            case ClockPolicy.Acknowledge:
                kase.AcknowledgeMissedAt ??= dueAt;
                break;
            case ClockPolicy.Findings:
                kase.FindingsMissedAt ??= dueAt;
                break;
            case ClockPolicy.Retaliation:
                kase.MissRetaliation(dueAt);
                break;
        }
        kase.Version++;
        db.Publish(new DeadlineMissed(kase.Snapshot(), kind, dueAt), now);
        await Tell(kase, kind, CaseClocks.Missed, Escalated(kase, policy), now);
        await Tell(kase, kind, CaseClocks.Missed, kase.HandlerRole, now);
    }

    /// <summary>Makes up for what passed while the case was labelled spam; what was noted before the label is not noted again.</summary>
    public async Task MakeUp(Grievance kase, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var passed = Passed(kase, now).ToList();
        if (passed.Count == 0)
            return;
        var policy = await clocks.Policy(cancellation);
        var noted = await db.Notices.AsNoTracking().Where(n => n.CaseId == kase.Id && n.Step == CaseClocks.Missed).Select(n => new { n.Clock, n.At }).ToListAsync(cancellation);
        var anew = passed.Where(p => !noted.Any(n => n.Clock == p.Kind && n.At >= p.DueAt)).ToList();
        foreach (var (kind, dueAt) in anew)
            await Record(kase, kind, dueAt, policy);
        // Due dates come last: the sweep gives way where both wait for each other.
        await db.SaveChangesAsync(CancellationToken.None);
        foreach (var (kind, _) in anew)
            await clocks.Resumed(kase, kind, policy, cancellation);
    }

    /// <summary>Shows staff one step of a clock. The newest says it all: the ones before it are done with.</summary>
    public async Task Tell(Grievance kase, string kind, string step, string role, DateTimeOffset now)
    {
        await db.Notices.Where(n => n.CaseId == kase.Id && n.Clock == kind && n.Role == role && n.SeenAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, now));
        db.Add(new CaseNotice { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = kase.Id, Clock = kind, Step = step, Role = role, At = now });
    }

    // The same days as the person is shown.
    private static IEnumerable<(string Kind, DateTimeOffset DueAt)> Passed(Grievance kase, DateTimeOffset now)
    {
        var end = kase.ClosedAt ?? now;
        if ((kase.AcknowledgedAt ?? end) > kase.AcknowledgeBy)
            yield return (ClockPolicy.Acknowledge, kase.AcknowledgeBy);
        if (end > kase.FindingsBy)
            yield return (ClockPolicy.Findings, kase.FindingsBy);
        if (kase.RetaliationBy is { } by && (kase.RetaliationSettledAt ?? now) > by)
            yield return (ClockPolicy.Retaliation, by);
    }
}
