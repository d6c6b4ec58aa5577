using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Webhooks.Rows;

/// <summary>Whether an endpoint is sent anything.</summary>
public enum WebhookState
{
    /// <summary>It is sent what it asked for.</summary>
    Active,

    /// <summary>It is sent nothing; what happens meanwhile stands in its log as skipped.</summary>
    Disabled,
}

/// <summary>Why an endpoint is disabled.</summary>
public static class WebhookReasons
{
    /// <summary>It answered 410.</summary>
    public const string Gone = "gone";

    /// <summary>Nothing got through for five days.</summary>
    public const string Failing = "failing";

    /// <summary>Somebody switched it off.</summary>
    public const string ByHand = "by_hand";
}

/// <summary>
/// Where a tenant wants to be told. Address and secrets are sealed under the key of a group of the tenant: an address may carry a
/// secret in its query, and whoever has a secret of signing can speak in our name.
/// </summary>
public sealed class WebhookEndpoint : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Its id.</summary>
    public Guid Id { get; set; }

    /// <summary>Version of the group's key that seals it.</summary>
    public int KeyVersion { get; set; }

    /// <summary>Where to, sealed at this row.</summary>
    [Sealed] public byte[] Address { get; set; } = [];

    /// <summary>Codes of the events it wants, with spaces between them; <c>*</c> for all.</summary>
    [Coarse] public string Events { get; set; } = WebhookEvent.All;

    /// <summary>What signs, sealed at this row.</summary>
    [Sealed] public byte[] Secret { get; set; } = [];

    /// <summary>What signed before and still does until <see cref="EarlierUntil"/>, sealed at this row.</summary>
    [Sealed] public byte[]? EarlierSecret { get; set; }

    /// <summary>End of the time in which both sign.</summary>
    public DateTimeOffset? EarlierUntil { get; set; }

    /// <summary>Whether it is sent anything.</summary>
    public WebhookState State { get; set; }

    /// <summary>Why it is disabled, one of <see cref="WebhookReasons"/>.</summary>
    [Coarse] public string? Reason { get; set; }

    /// <summary>First failure since the last success.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Counts up with every change; a change of something older is refused.</summary>
    public long Version { get; set; }

    /// <summary>The codes as a list.</summary>
    internal IReadOnlyList<string> Wanted => Events.Split(' ');

    /// <summary>Whether it wants events of a type.</summary>
    internal bool Wants(string type) => Wanted is var wanted && (wanted.Contains(WebhookEvent.All) || wanted.Contains(type));
}
