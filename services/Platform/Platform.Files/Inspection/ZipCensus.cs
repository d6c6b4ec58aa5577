using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Platform.Files;

/// <summary>
/// Counts what a zip archive claims before anything opens it: parts, unpacked size, ratio, archives in archives. The directory is
/// read header by header, so that a million parts cost no memory.
/// </summary>
internal static class ZipCensus
{
    public const int MostParts = 10_000;
    private const int LargestDirectory = 8 * 1024 * 1024;
    public const long MostUnpacked = 2L * 1024 * 1024 * 1024;
    private const int MostRatio = 200;
    private const long RatioMatters = 32 * 1024 * 1024;

    private static readonly string[] Archives = [".zip", ".7z", ".gz", ".tgz", ".rar", ".tar", ".jar", ".bz2", ".xz", ".zst"];

    /// <summary>Where the directory lies: found from the end, and only where it points at real entries.</summary>
    public static (long Start, long Length, long Base)? DirectoryAt(SourceReader reader, long window)
    {
        reader.Position = reader.Length - window;
        var tail = reader.Bytes(window, 70_000);
        for (var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8); at >= 0; at = tail.AsSpan(0, at).LastIndexOf("PK\x05\x06"u8))
        {
            if (tail.Length - at < 22)
                continue;
            long length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
            var end = reader.Length - window + at;
            if (count == ushort.MaxValue || length == uint.MaxValue || offset == uint.MaxValue)
                return (-1, 0, 0);
            var start = end - length;
            if (start < 0 || (count == 0 && length == 0))
                continue;
            reader.Position = start;
            if (reader.Peek(4).AsSpan().SequenceEqual("PK\x01\x02"u8))
                return (start, length, start - offset);
        }
        return null;
    }

    /// <summary>Names of all parts, and how far the archive is from where it says it is; refuses bombs. Null where it is no readable archive.</summary>
    public static (List<string> Names, long Shift)? Take(SourceReader reader)
    {
        if (DirectoryAt(reader, Math.Min(reader.Length, 65_557)) is not { } directory)
            return null;
        // The 64-bit form begins at 65,535 parts or 4 GiB: far beyond what is taken.
        if (directory.Start < 0 || directory.Length > LargestDirectory)
            throw new FileRefusedException(FileCodes.Bomb);
        var count = new Count();
        var names = new List<string>();
        reader.Position = directory.Start;
        var end = directory.Start + directory.Length;
        while (reader.Position + 46 <= end)
        {
            var header = reader.Bytes(46, 46);
            if (!header.AsSpan(0, 4).SequenceEqual("PK\x01\x02"u8))
                break;
            var name = Encoding.UTF8.GetString(reader.Bytes(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)), ushort.MaxValue));
            reader.Skip(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32)));
            count.Add(header);
            names.Add(name);
        }
        Nested(reader, directory.Base, directory.Start, end, count);
        return (names, directory.Base);
    }

    /// <summary>Whether a name is one of a general archive.</summary>
    public static bool IsArchive(string name) => Archives.Any(a => name.EndsWith(a, StringComparison.OrdinalIgnoreCase));

    // Archives inside are unpacked into nothing, just to count what they claim in turn.
    private static void Nested(SourceReader reader, long origin, long start, long end, Count count)
    {
        reader.Position = start;
        while (reader.Position + 46 <= end)
        {
            var header = reader.Bytes(46, 46);
            if (!header.AsSpan(0, 4).SequenceEqual("PK\x01\x02"u8))
                return;
            var name = Encoding.UTF8.GetString(reader.Bytes(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)), ushort.MaxValue));
            reader.Skip(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32)));
            var next = reader.Position;
            var method = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(10));
            var packed = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(20));
            var locked = (header[8] & 1) == 1;
            if (!locked && method is 0 or 8 && packed > 22)
                Inside(reader, origin + BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(42)), packed, method, count);
            reader.Position = next;
        }
    }

    private static void Inside(SourceReader reader, long local, long packed, int method, Count count)
    {
        if (local < 0 || local + 30 > reader.Length)
            return;
        reader.Position = local;
        var header = reader.Bytes(30, 30);
        if (!header.AsSpan(0, 4).SequenceEqual("PK\x03\x04"u8))
            return;
        var content = local + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (content + packed > reader.Length)
            return;
        using var part = reader.Part(content, packed);
        using var unpacked = method == 0 ? (Stream)part : new DeflateStream(part, CompressionMode.Decompress);
        try
        {
            Headers(unpacked, count);
        }
        catch (InvalidDataException)
        {
            // Not deflated bytes after all: nothing that would unpack.
        }
    }

    private static void Headers(Stream stream, Count count)
    {
        var buffer = new byte[64 * 1024];
        var filled = stream.ReadAtLeast(buffer.AsSpan(0, 4), 4, throwOnEndOfStream: false);
        if (filled < 4 || !buffer.AsSpan(0, 4).SequenceEqual("PK\x03\x04"u8))
            return;
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            count.Unpack(read);
            filled += read;
            var at = 0;
            while (true)
            {
                var found = buffer.AsSpan(at, filled - at).IndexOf("PK\x01\x02"u8);
                if (found < 0)
                {
                    at = Math.Max(at, filled - 3);
                    break;
                }
                at += found;
                if (filled - at < 46)
                    break;
                var name = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 28));
                if (filled - at < 46 + Math.Min((int)name, 512) && read > 0)
                    break;
                count.Add(buffer.AsSpan(at, 46));
                if (IsArchive(Encoding.UTF8.GetString(buffer.AsSpan(at + 46, Math.Min(Math.Min((int)name, 512), filled - at - 46)))))
                    throw new FileRefusedException(FileCodes.Bomb);
                at += 46;
            }
            if (read == 0)
                return;
            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            filled -= at;
        }
    }

    private sealed class Count
    {
        private int parts;
        private long packed;
        private long unpacked;
        private long worked;

        public void Add(ReadOnlySpan<byte> header)
        {
            parts++;
            packed += BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
            unpacked += BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
            Judge();
        }

        public void Unpack(int bytes)
        {
            worked += bytes;
            if (worked > MostUnpacked / 8)
                throw new FileRefusedException(FileCodes.Bomb);
        }

        private void Judge()
        {
            if (parts > MostParts || unpacked > MostUnpacked || (unpacked > RatioMatters && unpacked > MostRatio * Math.Max(packed, 1)))
                throw new FileRefusedException(FileCodes.Bomb);
        }
    }
}
