using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Webhooks.Sending;

/// <summary>
/// Signatures after the Standard Webhooks specification 1.0.0: HMAC-SHA256 over <c>id.timestamp.body</c>, in base64 behind <c>v1,</c>;
/// one for each secret that is valid, with spaces between them. See docs/decisions/019-webhooks.md for why it is written out here.
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>A new secret: 32 random bytes, as the specification writes them.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Value of <c>webhook-signature</c>.</summary>
    /// <param name="secrets">Every secret that is valid, the newest first.</param>
    /// <param name="id">Value of <c>webhook-id</c>; holds no full stop.</param>
    /// <param name="at">When it is sent, to the second.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(IEnumerable<string> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        if (id.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException("An id with a full stop could be read as another id and another time.", nameof(id));
        byte[] signed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed))));
    }

    private static byte[] Key(string secret) => secret.StartsWith(Prefix, StringComparison.Ordinal) && Base64.IsValid(secret.AsSpan(Prefix.Length))
        ? Convert.FromBase64String(secret[Prefix.Length..]) : throw new CryptographicException("Not a secret of webhooks.");
}
