using Platform.Security;

namespace Platform.Guests;

/// <summary>An invitation that is open in a browser or at a client. It says nothing of its subject: only the row does, as long as the invitation lasts.</summary>
/// <param name="Tenant">Owner of the invitation.</param>
/// <param name="Invitation">The invitation.</param>
/// <param name="Purpose">What it is good for; it opens no page of another purpose.</param>
/// <param name="KeyBytes">The guest's key; the link's secret itself is not in it.</param>
/// <param name="ExpiresAt">30 minutes after its last use.</param>
public sealed record GuestSession(Guid Tenant, Guid Invitation, string Purpose, byte[] KeyBytes, DateTimeOffset ExpiresAt)
{
    /// <summary>The guest's key.</summary>
    public GuestKey GuestKey() => new(KeyBytes);
}

/// <summary>Makes and opens the tokens of guests' sessions: sealed, without any table.</summary>
public sealed class GuestSessions(Secrets secrets, TimeProvider clock)
{
    private static readonly byte[] Place = "heed|guest-session|v1"u8.ToArray();

    /// <summary>How long a session lasts after its last use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    private byte[] Key => secrets.Derive("guest-session", secrets.Get(Secrets.KeyEncryptionKey));

    /// <summary>The token of a session.</summary>
    public string Issue(GuestSession session) => SealedJson.Seal(Key, Place, session);

    /// <summary>The session of a token, or null when it is forged, broken, expired or of another purpose.</summary>
    public GuestSession? Open(string purpose, string? token) =>
        token?.Length <= 1000 && SealedJson.Open<GuestSession>(Key, Place, token) is { } session && session.Purpose == purpose && session.ExpiresAt > clock.GetUtcNow() ? session : null;

    /// <summary>The session with its whole time before it, or null where it was renewed within the last minute.</summary>
    internal GuestSession? Renewed(GuestSession session)
    {
        var until = clock.GetUtcNow() + Idle;
        return until - session.ExpiresAt < TimeSpan.FromMinutes(1) ? null : session with { ExpiresAt = until };
    }
}
