using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Guests;

/// <summary>
/// Somebody from outside was invited to one thing, for a time. The row opens nothing by itself: of the link's secret and of the PIN it
/// holds keyed digests, and the guest's name as the service sealed it.
/// </summary>
public sealed class GuestInvitation : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Random, since it stands in addresses: an id with a time in it would say when somebody was invited.</summary>
    public Guid Id { get; set; }

    /// <summary>What for, as the service calls it: <c>mediation</c>.</summary>
    [Coarse] public string Purpose { get; set; } = "";

    /// <summary>To what: a case, a consultation, a request. Nothing else of the tenant is opened.</summary>
    public Guid Subject { get; set; }

    /// <summary>Account that invited.</summary>
    [Coarse] public string InvitedBy { get; set; } = "";

    /// <summary>Language the guest is written to.</summary>
    [Coarse] public string Language { get; set; } = "";

    /// <summary>How the guest is called, sealed by the service at this row.</summary>
    [Sealed] public byte[] Name { get; set; } = [];

    /// <summary>Keyed digest of the link's secret (32 bytes).</summary>
    public byte[] SecretDigest { get; set; } = [];

    /// <summary>Keyed digest of the PIN (32 bytes); null where none is asked for.</summary>
    public byte[]? PinDigest { get; set; }

    /// <summary>Wrong PINs so far, over the whole life of the invitation.</summary>
    public int WrongPins { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the link ends.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was taken back, by somebody or after too many wrong PINs.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When the guest opened it for the first time.</summary>
    public DateTimeOffset? FirstOpenedAt { get; set; }

    /// <summary>When the guest opened it last.</summary>
    public DateTimeOffset? LastOpenedAt { get; set; }

    /// <summary>Counts up with each change.</summary>
    public long Version { get; set; }

    /// <summary>Whether its link opens at this instant.</summary>
    public bool IsOpenAt(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;
}

/// <summary>The table of invitations.</summary>
public static class GuestModel
{
    /// <summary>Adds <c>guest_invitations</c> to a service's model.</summary>
    public static void AddGuests(this ModelBuilder model) => model.Entity<GuestInvitation>(invitation =>
    {
        invitation.ToTable("guest_invitations");
        invitation.HasKey(i => new { i.TenantId, i.Id });
        invitation.Property(i => i.Purpose).HasMaxLength(40);
        invitation.Property(i => i.InvitedBy).HasMaxLength(80);
        invitation.Property(i => i.Language).HasMaxLength(10);
        invitation.Property(i => i.Version).IsConcurrencyToken();
        invitation.HasIndex(i => new { i.TenantId, i.Purpose, i.Subject, i.CreatedAt });
    });
}
