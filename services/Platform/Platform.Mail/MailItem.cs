using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Mail;

/// <summary>
/// A ping on its way. It names no case: its id is random, its times are rounded, its address is sealed under a key of its own
/// and dropped on delivery. The row stays for two days so that nobody is written to twice a day.
/// </summary>
public sealed class MailItem : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Random: an id with a time in it would lead back to the moment of the case.</summary>
    public Guid Id { get; set; }

    /// <summary>Which words.</summary>
    [Coarse] public string Template { get; set; } = "";

    /// <summary>In which language.</summary>
    [Coarse] public string Language { get; set; } = "";

    /// <summary>Keyed digest of tenant and address (32 bytes).</summary>
    public byte[] Recipient { get; set; } = [];

    /// <summary>The address, sealed at this row; null once delivered or refused for good.</summary>
    [Sealed] public byte[]? Address { get; set; }

    /// <summary>When it was queued, to the hour.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was to leave.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Failed or unfinished attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this instant; while it is being sent, the end of the sender's lease.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>Written before the server is spoken to, cleared when its answer is known: after a crash it shows a mail that may have left.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When the server accepted it.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Code of the last failure.</summary>
    [Coarse] public string? Fault { get; set; }
}

/// <summary>The table of mails.</summary>
public static class MailModel
{
    /// <summary>Adds <c>mail_items</c> to a service's model.</summary>
    public static void AddMailItems(this ModelBuilder model) => model.Entity<MailItem>(item =>
    {
        item.ToTable("mail_items");
        item.HasKey(m => new { m.TenantId, m.Id });
        item.Property(m => m.Template).HasMaxLength(40);
        item.Property(m => m.Language).HasMaxLength(10);
        item.Property(m => m.Fault).HasMaxLength(60);
        item.HasIndex(m => new { m.TenantId, m.Recipient });
        item.HasIndex(m => new { m.TenantId, m.NextAttemptAt, m.Id }).HasFilter("delivered_at IS NULL AND failed_at IS NULL").HasDatabaseName("ix_mail_items_waiting");
        item.HasIndex(m => m.DueAt).HasFilter("delivered_at IS NULL AND failed_at IS NULL").HasDatabaseName("ix_mail_items_oldest");
        item.ForRelay();
    });
}
