using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Security;

/// <summary>
/// An answer kept for a replay, sealed under a key derived from the client's Idempotency-Key, of which only a digest is stored:
/// who does not know the key can't read the answer, and there may be a receipt in it.
/// </summary>
public sealed class IdempotencyRecord : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Digest of route and key.</summary>
    public byte[] KeyDigest { get; set; } = [];

    /// <summary>Digest of the request body.</summary>
    public byte[] Fingerprint { get; set; } = [];

    /// <summary>The answer as JSON, sealed.</summary>
    [Sealed] public byte[] Answer { get; set; } = [];

    /// <summary>24 hours after the first answer.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Adds the table.</summary>
    public static void Describe(ModelBuilder model) => model.Entity<IdempotencyRecord>(record =>
    {
        record.ToTable("idempotency");
        record.HasKey(r => new { r.TenantId, r.KeyDigest });
        record.HasIndex(r => r.ExpiresAt);
        record.ForRelay();
    });
}
