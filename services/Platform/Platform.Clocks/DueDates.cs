using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>
/// Plans, moves and calls off the due dates of a subject, in the current unit of work and written at once. Change your own
/// rows first and due dates last: the sweep gives way where both wait for each other.
/// </summary>
/// <param name="db">Context of the subject's service and tenant, inside a unit of work.</param>
/// <param name="now">The current instant.</param>
public sealed class DueDates(PlatformDb db, DateTimeOffset now)
{
    /// <summary>
    /// Starts a clock, or starts it anew after an extension: what is still pending of an earlier cycle is called off, and every
    /// step given here fires once more, whatever fired before.
    /// </summary>
    /// <returns>Number of the new cycle, from 1.</returns>
    public async Task<int> Plan(Guid subject, string kind, IReadOnlyList<DueStep> steps, CancellationToken cancellation = default)
    {
        await TakeTurn(subject, kind, steps, cancellation);
        await CallOff(Pending(subject, kind), cancellation);
        var cycle = await LatestCycle(subject, kind, cancellation) + 1;
        await Add(subject, kind, cycle, steps, cancellation);
        return cycle;
    }

    /// <summary>
    /// Starts the first clock of a subject that this unit of work has just made: nobody else can know it yet, so there is nothing
    /// to look up and nobody to wait for. The rows are added and not saved.
    /// </summary>
    public void Begin(Guid subject, string kind, IReadOnlyList<DueStep> steps)
    {
        Guard();
        db.AfterCommit.Add(typeof(DueDate));
        Track(subject, kind, 1, steps);
    }

    /// <summary>
    /// Corrects the running cycle: pending steps move to their new instants, steps that are not named are called off, new ones
    /// are added, and what has fired stays fired. Starts the first cycle where there is none.
    /// </summary>
    /// <returns>Number of the cycle.</returns>
    public async Task<int> Replan(Guid subject, string kind, IReadOnlyList<DueStep> steps, CancellationToken cancellation = default)
    {
        await TakeTurn(subject, kind, steps, cancellation);
        var cycle = Math.Max(1, await LatestCycle(subject, kind, cancellation));
        var names = steps.Select(s => s.Step).ToList();
        await CallOff(Pending(subject, kind).Where(d => d.Cycle != cycle || !names.Contains(d.Step)), cancellation);
        var missing = new List<DueStep>();
        foreach (var step in steps)
        {
            var same = db.Set<DueDate>().Where(d => d.Subject == subject && d.Kind == kind && d.Cycle == cycle && d.Step == step.Step);
            // The condition is judged when the row's lock is free: a step that fires meanwhile stays fired.
            var moved = await same.Where(d => d.Settlement != Settlement.Fired).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.At, step.At).SetProperty(d => d.NextAttemptAt, step.At).SetProperty(d => d.Attempts, 0)
                .SetProperty(d => d.Settlement, Settlement.Pending).SetProperty(d => d.SettledAt, (DateTimeOffset?)null), cancellation);
            if (moved == 0 && !await same.AnyAsync(cancellation))
                missing.Add(step);
        }
        await Add(subject, kind, cycle, missing, cancellation);
        return cycle;
    }

    /// <summary>Calls off what is pending of a clock, for example since the person was answered.</summary>
    /// <returns>How many steps were called off; what fired before is not among them.</returns>
    public async Task<int> Cancel(Guid subject, string kind, CancellationToken cancellation = default)
    {
        await TakeTurn(subject, kind, [], cancellation);
        return await CallOff(Pending(subject, kind), cancellation);
    }

    /// <summary>Every due date of a subject, settled or not, in order of their instants.</summary>
    public Task<List<DueDate>> Of(Guid subject, CancellationToken cancellation = default) =>
        db.Set<DueDate>().AsNoTracking().Where(d => d.Subject == subject).OrderBy(d => d.At).ThenBy(d => d.Id).ToListAsync(cancellation);

    /// <summary>Removes every trace of a subject, when it is erased.</summary>
    public Task<int> Forget(Guid subject, CancellationToken cancellation = default)
    {
        Guard();
        return db.Set<DueDate>().Where(d => d.Subject == subject).ExecuteDeleteAsync(cancellation);
    }

    private async Task Add(Guid subject, string kind, int cycle, IReadOnlyList<DueStep> steps, CancellationToken cancellation)
    {
        if (steps.Count == 0)
            return;
        Track(subject, kind, cycle, steps);
        await db.SaveChangesAsync(cancellation);
    }

    private void Track(Guid subject, string kind, int cycle, IReadOnlyList<DueStep> steps)
    {
        foreach (var (order, step) in steps.Index())
            db.Add(new DueDate
            {
                TenantId = db.Tenant.Required,
                // Steps of one instant fire in the order they were named, which their ids keep.
                Id = Guid.CreateVersion7(now.AddMilliseconds(order)),
                Subject = subject,
                Kind = kind,
                Step = step.Step,
                Cycle = cycle,
                At = step.At,
                NextAttemptAt = step.At,
            });
    }

    private Task<int> CallOff(IQueryable<DueDate> pending, CancellationToken cancellation) => pending.ExecuteUpdateAsync(set => set
        .SetProperty(d => d.Settlement, Settlement.Cancelled).SetProperty(d => d.SettledAt, now), cancellation);

    private IQueryable<DueDate> Pending(Guid subject, string kind) =>
        db.Set<DueDate>().Where(d => d.Subject == subject && d.Kind == kind && d.SettledAt == null);

    private async Task<int> LatestCycle(Guid subject, string kind, CancellationToken cancellation) =>
        await db.Set<DueDate>().Where(d => d.Subject == subject && d.Kind == kind).MaxAsync(d => (int?)d.Cycle, cancellation) ?? 0;

    private async Task TakeTurn(Guid subject, string kind, IReadOnlyList<DueStep> steps, CancellationToken cancellation)
    {
        Guard();
        if (steps.DistinctBy(s => s.Step).Count() != steps.Count)
            throw new ArgumentException("A step is named twice.", nameof(steps));
        // Two requests that plan one clock at once would both start the same cycle.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({$"due {db.Tenant.Required} {subject} {kind}"}, 0))", cancellation);
        db.AfterCommit.Add(typeof(DueDate));
    }

    private void Guard()
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Due dates are planned in a unit of work.");
    }
}

/// <summary>The way from a context to its due dates.</summary>
public static class DueDatesOfContext
{
    /// <summary>The due dates of the context's tenant.</summary>
    public static DueDates DueDates(this PlatformDb db, DateTimeOffset now) => new(db, now);
}
