using Platform.Contracts;
using Platform.Tenancy;

namespace Transparency.Data;

/// <summary>An entry of a tenant's public feed. It is never changed, and what arrives after it is not in it.</summary>
public sealed class Release : ITenantOwned
{
    /// <summary>The first release about something.</summary>
    public const string Original = "original";

    public Guid TenantId { get; set; }
    public Guid Id { get; set; }

    /// <summary>Gapless from 1 in order of commit, so that a reader's cursor never skips one.</summary>
    public long Sequence { get; set; }

    public Guid DisclosureId { get; set; }
    [Public] public string Kind { get; set; } = Original;

    /// <summary>The month it is about, 202610.</summary>
    public int Month { get; set; }

    public DateTimeOffset PublishedAt { get; set; }
    [Public] public string ActorRole { get; set; } = "";
    [Public] public string Title { get; set; } = "";

    /// <summary>The published JSON, byte for byte.</summary>
    [Public] public string Body { get; set; } = "";

    /// <summary>SHA-256 of the body in UTF-8, lower-case hex.</summary>
    [Public] public string BodyHash { get; set; } = "";
}

/// <summary>The tenant's counter of releases: locked by who publishes, until the release is committed.</summary>
public sealed class FeedHead : ITenantOwned
{
    public Guid TenantId { get; set; }
    public long LastSequence { get; set; }
}
