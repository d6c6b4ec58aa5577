using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Webhooks.Rows;

/// <summary>Something that happened, written with the rows it speaks of. Which endpoints want it is found out after the commit.</summary>
public sealed class WebhookEvent : ITenantOwned
{
    /// <summary>Stands for every type.</summary>
    public const string All = "*";

    /// <summary>Type of the event that tests an endpoint.</summary>
    public const string Ping = "webhook.ping";

    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Also <c>id</c> and <c>webhook-id</c> of every delivery of it, by which receivers drop repeats.</summary>
    public Guid Id { get; set; }

    /// <summary>Code of what happened.</summary>
    [Public] public string Type { get; set; } = "";

    /// <summary>What it happened to, as a code or an id.</summary>
    [Coarse] public string? Subject { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>JSON of ids and codes, at most 4 KB.</summary>
    [Coarse] public string Body { get; set; } = "";

    /// <summary>When deliveries were made of it; null until then.</summary>
    public DateTimeOffset? FannedOutAt { get; set; }

    /// <summary>Failed attempts to make them.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }
}
