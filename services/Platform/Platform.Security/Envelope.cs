using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Security;

/// <summary>Where a ciphertext belongs. It opens there and nowhere else: not in another field, case or tenant.</summary>
/// <param name="Tenant">Owner.</param>
/// <param name="Case">Case whose key seals it.</param>
/// <param name="Entity">Kind of row.</param>
/// <param name="Row">Id of the row.</param>
/// <param name="Field">Name of the field.</param>
public readonly record struct SealedPlace(Guid Tenant, Guid Case, string Entity, Guid Row, string Field)
{
    internal byte[] Bytes => Encoding.UTF8.GetBytes($"v1|{Tenant:N}|{Case:N}|{Entity}|{Row:N}|{Field}");
}

/// <summary>
/// AES-256-GCM with associated data. Layout: version (1 byte), algorithm (1 byte, room for a sealed mode), nonce (12),
/// ciphertext, tag (16). Text is padded to a Padmé bucket, so that its length says little.
/// </summary>
public static class Envelope
{
    private const byte Version = 1;
    private const byte AesGcm256 = 1;
    private const int Overhead = 2 + 12 + 16;

    /// <summary>Seals a text at its place.</summary>
    public static byte[] Seal(byte[] key, SealedPlace place, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var padded = new byte[Bucket(utf8.Length + 4)];
        BinaryPrimitives.WriteInt32BigEndian(padded, utf8.Length);
        utf8.CopyTo(padded, 4);
        try { return SealBytes(key, place.Bytes, padded); }
        finally { CryptographicOperations.ZeroMemory(padded); }
    }

    /// <summary>Opens a text at its place; throws <see cref="CryptographicException"/> when key, place or bytes differ.</summary>
    public static string Open(byte[] key, SealedPlace place, byte[] envelope)
    {
        var padded = OpenBytes(key, place.Bytes, envelope);
        return Encoding.UTF8.GetString(padded, 4, BinaryPrimitives.ReadInt32BigEndian(padded));
    }

    /// <summary>Seals bytes as they are: keys, and answers kept for a replay.</summary>
    public static byte[] SealBytes(byte[] key, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plain)
    {
        var envelope = new byte[Overhead + plain.Length];
        (envelope[0], envelope[1]) = (Version, AesGcm256);
        var nonce = envelope.AsSpan(2, 12);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(nonce, plain, envelope.AsSpan(14, plain.Length), envelope.AsSpan(14 + plain.Length), associated);
        return envelope;
    }

    /// <summary>Opens what <see cref="SealBytes"/> sealed.</summary>
    public static byte[] OpenBytes(byte[] key, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < Overhead || envelope[0] != Version || envelope[1] != AesGcm256)
            throw new CryptographicException("Not an envelope of a known version.");
        var plain = new byte[envelope.Length - Overhead];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(envelope.Slice(2, 12), envelope.Slice(14, plain.Length), envelope[^16..], plain, associated);
        return plain;
    }

    // Padmé (Nikitin et al., PETS 2019): at most 12 % overhead, and lengths fall into O(log log n) classes.
    private static int Bucket(int length)
    {
        if (length <= 64)
            return 64;
        var exponent = BitOperations.Log2((uint)length);
        var step = 1 << (exponent - (BitOperations.Log2((uint)exponent) + 1));
        return (length + step - 1) & ~(step - 1);
    }
}
