using System.Buffers.Text;
using System.Security.Cryptography;
using Platform.Security;

namespace Platform.Guests;

/// <summary>What a link says, once read: it names its tenant, so that nobody is looked for across tenants.</summary>
public sealed class GuestToken(Guid tenant, Guid invitation, byte[] secret)
{
    /// <summary>Owner of the invitation.</summary>
    public Guid Tenant => tenant;

    /// <summary>The invitation.</summary>
    public Guid Invitation => invitation;

    internal byte[] Bytes => [.. tenant.ToByteArray(), .. invitation.ToByteArray(), .. secret];

    /// <summary>Never shows the secret: a link in a log would be a key in a log.</summary>
    public override string ToString() => "guest token";
}

/// <summary>Key that the link's secret yields and nothing stored does: what is wrapped under it opens for the guest alone, as under a receipt.</summary>
/// <param name="Bytes">32 bytes.</param>
public readonly record struct GuestKey(byte[] Bytes)
{
    /// <summary>Never shows the key.</summary>
    public override string ToString() => "guest key";
}

/// <summary>
/// Writes and reads the part of a link that opens: tenant, invitation and 128 random bits, with 32 bits of a keyed digest behind them.
/// A mistyped link is told by these at once, and a guess never reaches a table.
/// </summary>
public sealed class GuestTokens(Secrets secrets)
{
    private const int Ids = 32;
    private const int Secret = 16;
    private const int Check = 4;

    /// <summary>A new secret for an invitation.</summary>
    public static GuestToken New(Guid tenant, Guid invitation) => new(tenant, invitation, RandomNumberGenerator.GetBytes(Secret));

    /// <summary>The token as it stands in a link: 70 characters.</summary>
    public string Write(GuestToken token) => Base64Url.EncodeToString([.. token.Bytes, .. CheckOf(token.Bytes)]);

    /// <summary>Reads what stands in a link; null where we never wrote it.</summary>
    public GuestToken? Read(string? text)
    {
        Span<byte> bytes = stackalloc byte[Ids + Secret + Check];
        if (text is null || text.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != bytes.Length)
            return null;
        return CryptographicOperations.FixedTimeEquals(CheckOf(bytes[..^Check]), bytes[^Check..])
            ? new GuestToken(new Guid(bytes[..16]), new Guid(bytes[16..Ids]), bytes[Ids..^Check].ToArray()) : null;
    }

    /// <summary>What is stored of a secret.</summary>
    public byte[] Digest(GuestToken token) => secrets.Digest("guest-link", token.Bytes);

    /// <summary>The key of a secret.</summary>
    public GuestKey Key(GuestToken token) => new(secrets.Derive("guest-key", token.Bytes));

    /// <summary>What is stored of a PIN; bound to its invitation, so that equal PINs can't be told.</summary>
    public byte[] Digest(GuestPin pin, Guid tenant, Guid invitation) =>
        secrets.Digest("guest-pin", [.. tenant.ToByteArray(), .. invitation.ToByteArray(), .. pin.Bytes]);

    private byte[] CheckOf(ReadOnlySpan<byte> token) => secrets.Digest("guest-check", token)[..Check];
}
