using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Messaging;

/// <summary>An event that was decided together with the rows it speaks of, and is on its way.</summary>
public sealed class OutboxMessage : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Also the MessageId on the bus, by which consumers drop repeats.</summary>
    public Guid Id { get; set; }

    /// <summary>Wire name of the event.</summary>
    [Public] public string Type { get; set; } = "";

    /// <summary>The event as JSON: ids, codes and bands only, by the architecture test on contracts.</summary>
    [Coarse] public string Body { get; set; } = "";

    /// <summary>W3C traceparent of the request that decided it.</summary>
    [Public] public string? TraceParent { get; set; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset OccurredAt { get; set; }

    /// <summary>When it was durable elsewhere; null until then.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }
}

/// <summary>A message one consumer has handled.</summary>
public sealed class InboxEntry : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>MessageId on the bus.</summary>
    public Guid MessageId { get; set; }

    /// <summary>Name of the consumer.</summary>
    [Public] public string Consumer { get; set; } = "";

    /// <summary>When its effects were committed.</summary>
    public DateTimeOffset HandledAt { get; set; }
}

/// <summary>A message a consumer could not handle after its retries, kept where the in-memory bus has no error queue that lasts.</summary>
public sealed class DeadLetter : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>MessageId on the bus.</summary>
    public Guid MessageId { get; set; }

    /// <summary>Name of the consumer.</summary>
    [Public] public string Consumer { get; set; } = "";

    /// <summary>Wire name of the event.</summary>
    [Public] public string Type { get; set; } = "";

    /// <summary>The event as JSON.</summary>
    [Coarse] public string Body { get; set; } = "";

    /// <summary>Type of the last exception; its message may quote data and is not kept.</summary>
    [Public] public string Fault { get; set; } = "";

    /// <summary>When it was given up.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>The messaging tables of a service, and the one way to publish.</summary>
public static class Outbox
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds outbox, inbox and dead letters to a service's model.</summary>
    public static void AddMessagingTables(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(message =>
        {
            message.ToTable("outbox");
            message.HasKey(m => new { m.TenantId, m.Id });
            message.Property(m => m.Type).HasMaxLength(120);
            message.Property(m => m.TraceParent).HasMaxLength(60);
            message.HasIndex(m => m.Id).HasFilter("sent_at IS NULL").HasDatabaseName("ix_outbox_unsent");
            message.HasIndex(m => m.SentAt).HasFilter("sent_at IS NOT NULL").HasDatabaseName("ix_outbox_sent");
            message.ForRelay();
        });
        model.Entity<InboxEntry>(entry =>
        {
            entry.ToTable("inbox");
            entry.HasKey(e => new { e.MessageId, e.Consumer });
            entry.Property(e => e.Consumer).HasMaxLength(120);
            entry.HasIndex(e => e.HandledAt);
            entry.ForRelay();
        });
        model.Entity<DeadLetter>(letter =>
        {
            letter.ToTable("dead_letters");
            letter.HasKey(l => new { l.TenantId, l.MessageId, l.Consumer });
            letter.Property(l => l.Consumer).HasMaxLength(120);
            letter.Property(l => l.Type).HasMaxLength(120);
            letter.Property(l => l.Fault).HasMaxLength(200);
            letter.ForRelay();
        });
    }

    /// <summary>
    /// Writes the event beside the rows of the current unit of work; the relay sends it after the commit. Nothing else in the
    /// code publishes.
    /// </summary>
    public static void Publish<TEvent>(this PlatformDb db, TEvent evt, DateTimeOffset now) where TEvent : class
    {
        db.Add(new OutboxMessage
        {
            TenantId = db.Tenant.Required,
            Id = Guid.CreateVersion7(now),
            Type = WireName(typeof(TEvent)),
            Body = JsonSerializer.Serialize(evt, Json),
            TraceParent = System.Diagnostics.Activity.Current?.Id,
            OccurredAt = now,
        });
        db.AfterCommit.Add(typeof(OutboxMessage));
    }

    /// <summary>The pinned name of an event type.</summary>
    public static string WireName(Type type) => type.GetCustomAttribute<WireNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no [WireName].");
}
