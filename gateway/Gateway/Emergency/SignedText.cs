using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Data;

namespace Gateway.Emergency;

/// <summary>What a signed text is; no kind passes for another.</summary>
internal enum SignedKind : byte
{
    Challenge = 1,
    Ticket = 2,
    HandedOut = 3,
}

/// <summary>Short texts that this gateway signs and every replica of it believes. They carry their meaning and name nobody.</summary>
internal sealed class SignedText(SessionKey key)
{
    private const int MacBytes = 16;
    private readonly byte[] signing = key.Derive("heed|gateway-passes|v1");

    public string Sign(SignedKind kind, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[1 + content.Length + MacBytes];
        bytes[0] = (byte)kind;
        content.CopyTo(bytes.AsSpan(1));
        Mac(bytes.AsSpan(..^MacBytes)).CopyTo(bytes.AsSpan()[^MacBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The content, or null where the text was not signed here, is of another kind, or of another length.</summary>
    public byte[]? Open(SignedKind kind, ReadOnlySpan<char> text, int length)
    {
        var bytes = new byte[1 + length + MacBytes];
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != bytes.Length
            || bytes[0] != (byte)kind || !CryptographicOperations.FixedTimeEquals(Mac(bytes.AsSpan(..^MacBytes)), bytes.AsSpan()[^MacBytes..]))
            return null;
        return bytes[1..^MacBytes];
    }

    /// <summary>A keyed digest, for what must be found again but not read.</summary>
    public byte[] Digest(string purpose, string text) => HMACSHA256.HashData(signing, System.Text.Encoding.UTF8.GetBytes($"{purpose}|{text}"));

    private byte[] Mac(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(signing, bytes)[..MacBytes];
}
