using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Platform.Files;

/// <summary>
/// One chunk under the file's key, in the layout of <see cref="Platform.Security.Envelope"/>: version, algorithm, nonce, ciphertext,
/// tag. Not through it, because it allocates: a fresh megabyte for every chunk grew the process by 600 MB on a file of 200.
/// The last chunk is padded, so that sizes in the store say little.
/// </summary>
internal static class SealedChunk
{
    private const int Head = 2 + 12;
    private const int Tag = 16;
    private const byte Version = 1;
    private const byte AesGcm256 = 1;

    /// <summary>Room for any chunk's plaintext with its padding.</summary>
    public static byte[] RentPlain() => ArrayPool<byte>.Shared.Rent(SealedManifest.ChunkLength);

    /// <summary>Gives a buffer back, wiped.</summary>
    public static void Return(byte[] buffer)
    {
        CryptographicOperations.ZeroMemory(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Seals the first bytes of a buffer and stores them. What is behind them in the buffer is overwritten with padding.</summary>
    public static async Task Put(IBlobStore store, byte[] key, SealedFile file, int index, string mark, byte[] plain, int length)
    {
        var padded = Padded(length);
        plain.AsSpan(length, padded - length).Clear();
        var envelope = ArrayPool<byte>.Shared.Rent(Head + padded + Tag);
        try
        {
            var sealedChunk = envelope.AsMemory(0, Head + padded + Tag);
            Seal(key, file.Place(index, mark), plain.AsSpan(0, padded), sealedChunk.Span);
            await store.Put(file.ChunkName(index, mark), sealedChunk, CancellationToken.None);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(envelope);
        }
    }

    /// <summary>Fetches and opens a chunk into a buffer of <see cref="RentPlain"/>; anything but the very chunk throws <see cref="CryptographicException"/>.</summary>
    public static async Task Get(IBlobStore store, byte[] key, SealedFile file, int index, string mark, byte[] plain, int length, CancellationToken cancellation)
    {
        var padded = Padded(length);
        var envelope = ArrayPool<byte>.Shared.Rent(Head + padded + Tag);
        try
        {
            int? size;
            try
            {
                size = await store.Get(file.ChunkName(index, mark), envelope.AsMemory(0, Head + padded + Tag), cancellation);
            }
            catch (InvalidDataException)
            {
                throw new CryptographicException("A chunk is longer than the manifest says.");
            }
            if (size != Head + padded + Tag)
                throw new CryptographicException(size is null ? "A chunk is missing." : "A chunk has another length than the manifest says.");
            Open(key, file.Place(index, mark), envelope.AsSpan(0, Head + padded + Tag), plain.AsSpan(0, padded));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(envelope);
        }
    }

    private static void Seal(byte[] key, byte[] place, ReadOnlySpan<byte> plain, Span<byte> envelope)
    {
        (envelope[0], envelope[1]) = (Version, AesGcm256);
        RandomNumberGenerator.Fill(envelope[2..Head]);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(envelope[2..Head], plain, envelope[Head..^Tag], envelope[^Tag..], place);
    }

    private static void Open(byte[] key, byte[] place, ReadOnlySpan<byte> envelope, Span<byte> plain)
    {
        if (envelope[0] != Version || envelope[1] != AesGcm256)
            throw new CryptographicException("Not a chunk of a known version.");
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(envelope[2..Head], envelope[Head..^Tag], envelope[^Tag..], plain, place);
    }

    // Padmé, as the envelope of texts has it: at most 12 % more, and few classes of length. A full chunk stays as it is.
    private static int Padded(int length)
    {
        if (length <= 1024)
            return 1024;
        var exponent = BitOperations.Log2((uint)length);
        var step = 1 << (exponent - (BitOperations.Log2((uint)exponent) + 1));
        return (length + step - 1) & ~(step - 1);
    }
}
