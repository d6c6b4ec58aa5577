using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Webhooks.Rows;

/// <summary>How far a delivery came.</summary>
public enum WebhookDeliveryState
{
    /// <summary>Waits for its next attempt.</summary>
    Pending,

    /// <summary>Answered with 2xx.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Its endpoint was disabled when its turn came.</summary>
    Skipped,
}

/// <summary>One event on its way to one endpoint: the row the sweep works on, and for 30 days the log that staff read.</summary>
public sealed class WebhookDelivery : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Its id.</summary>
    public Guid Id { get; set; }

    /// <summary>What is told.</summary>
    public Guid EventId { get; set; }

    /// <summary>Who is told.</summary>
    public Guid EndpointId { get; set; }

    /// <summary>How far it came.</summary>
    public WebhookDeliveryState State { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was to leave; a replay sets it anew.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Attempts so far, the one under way included.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this instant; while it is being sent, the end of the sender's lease.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When it was delivered, given up or skipped.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Status of the last answer.</summary>
    public int? Status { get; set; }

    /// <summary>How long the last attempt took, in milliseconds.</summary>
    public int? Duration { get; set; }

    /// <summary>Code of the last failure.</summary>
    [Coarse] public string? Fault { get; set; }
}
