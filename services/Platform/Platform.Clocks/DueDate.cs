using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>What became of a due date.</summary>
public enum Settlement
{
    /// <summary>It waits for its instant.</summary>
    Pending,

    /// <summary>Its instant came and its effects are committed.</summary>
    Fired,

    /// <summary>It was called off before.</summary>
    Cancelled,
}

/// <summary>One instant at which something has to happen to a subject: a reminder, an escalation, a breach. Ids and codes only.</summary>
public sealed class DueDate : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Id of the row.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is about: a case, a retention, a mandate.</summary>
    public Guid Subject { get; set; }

    /// <summary>Which clock of the subject, for example <c>acknowledge</c>.</summary>
    [Coarse] public string Kind { get; set; } = "";

    /// <summary>Which step of the clock, for example <c>reminder-1</c>.</summary>
    [Coarse] public string Step { get; set; } = "";

    /// <summary>Counts up each time the clock is planned anew: a step fires once in a cycle.</summary>
    public int Cycle { get; set; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When it fired or was called off; null while pending.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>What became of it.</summary>
    public Settlement Settlement { get; set; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this instant: <see cref="At"/>, and after failures later.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }
}

/// <summary>One step of a clock to be planned.</summary>
/// <param name="Step">Code, unique in the clock (at most 60 characters).</param>
/// <param name="At">When it is due; an instant of the past fires at once.</param>
public sealed record DueStep(string Step, DateTimeOffset At);

/// <summary>The table of due dates.</summary>
public static class DueDateModel
{
    /// <summary>Adds <c>due_dates</c> to a service's model.</summary>
    public static void AddDueDates(this ModelBuilder model) => model.Entity<DueDate>(due =>
    {
        due.ToTable("due_dates");
        due.HasKey(d => new { d.TenantId, d.Id });
        due.Property(d => d.Kind).HasMaxLength(60);
        due.Property(d => d.Step).HasMaxLength(60);
        due.HasIndex(d => new { d.TenantId, d.Subject, d.Kind, d.Cycle, d.Step }).IsUnique();
        due.HasIndex(d => new { d.TenantId, d.NextAttemptAt, d.Id }).HasFilter("settled_at IS NULL").HasDatabaseName("ix_due_dates_waiting");
        due.HasIndex(d => new { d.TenantId, d.Subject, d.At, d.Id }).HasFilter("settled_at IS NULL").HasDatabaseName("ix_due_dates_order");
        due.HasIndex(d => d.At).HasFilter("settled_at IS NULL").HasDatabaseName("ix_due_dates_oldest");
        due.ForRelay();
    });
}
