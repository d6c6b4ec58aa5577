using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Platform.Files;

/// <summary>PNG: the metadata it carries, and a copy without it.</summary>
internal static class Png
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private const int LargestText = 1024 * 1024;

    private static readonly HashSet<string> Kept =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"];

    /// <summary>Every chunk; the reader is behind the last afterwards.</summary>
    public static IEnumerable<(string Type, long Start, long Length)> Chunks(SourceReader reader)
    {
        reader.Position = 0;
        if (!reader.Bytes(8, 8).AsSpan().SequenceEqual(Signature))
            throw new DamagedFileException();
        while (true)
        {
            var start = reader.Position;
            var length = reader.Big32();
            var type = Encoding.Latin1.GetString(reader.Bytes(4, 4));
            if (length > int.MaxValue)
                throw new DamagedFileException();
            reader.Skip(length + 4L);
            var next = reader.Position;
            yield return (type, start, length);
            reader.Position = next;
            if (type == "IEND")
                yield break;
        }
    }

    public static void Inspect(SourceReader reader, Found found)
    {
        var metadata = 0L;
        foreach (var (type, start, length) in Chunks(reader))
        {
            reader.Position = start + 8;
            if (type == "IHDR")
            {
                var width = reader.Big32();
                found.Pixels(width, reader.Big32());
            }
            if (Kept.Contains(type))
                continue;
            metadata += length;
            if (length > LargestText || metadata > 4 * LargestText)
            {
                found.Add(FindingCodes.OtherMetadata, type);
                continue;
            }
            var content = reader.Bytes(length, LargestText);
            Found.RefuseActive(content);
            switch (type)
            {
                case "eXIf": Exif.Read(content, found, reader.Cancellation); break;
                case "tIME" when length >= 7: found.Add(FindingCodes.Modified, $"{BinaryPrimitives.ReadUInt16BigEndian(content):D4}-{content[2]:D2}-{content[3]:D2}"); break;
                case "iCCP": found.Add(FindingCodes.ColourProfile, length); break;
                case "tEXt" or "zTXt" or "iTXt": TextOf(type, content, found); break;
                default: found.Add(FindingCodes.OtherMetadata, type); break;
            }
        }
    }

    /// <summary>Critical chunks and those of colour and animation; the orientation stays in an EXIF block of our own.</summary>
    public static void Clean(SourceReader reader, Found before, Stream sink)
    {
        reader.CopyRange(0, 8, sink);
        foreach (var (type, start, length) in Chunks(reader))
        {
            if (type == "IDAT" && before.Orientation != 1)
            {
                Write(sink, "eXIf"u8, Exif.Upright(before.Orientation));
                before.Orientation = 1;
            }
            if (Kept.Contains(type))
                reader.CopyRange(start, length + 12, sink);
        }
    }

    private static void TextOf(string type, byte[] content, Found found)
    {
        var end = content.AsSpan().IndexOf((byte)0);
        if (end < 0)
            return;
        var keyword = Encoding.Latin1.GetString(content, 0, end);
        var rest = content.AsSpan(end + 1);
        var packed = type == "zTXt" || (type == "iTXt" && rest.Length > 2 && rest[0] == 1);
        if (type == "zTXt")
            rest = rest.Length > 1 ? rest[1..] : [];
        else if (type == "iTXt")
        {
            rest = rest.Length > 2 ? rest[2..] : [];
            for (var part = 0; part < 2; part++)
            {
                var zero = rest.IndexOf((byte)0);
                rest = zero < 0 ? [] : rest[(zero + 1)..];
            }
        }
        var text = packed ? Inflated(rest.ToArray()) : rest.ToArray();
        Found.RefuseActive(text);
        if (keyword.StartsWith("XML:com.adobe.xmp", StringComparison.Ordinal))
            Xmp.Read(text, found);
        else
            found.Add(keyword switch
            {
                "Author" or "Copyright" or "Artist" => FindingCodes.Author,
                "Software" or "Source" or "Creation Tool" => FindingCodes.Software,
                "Creation Time" or "date:create" => FindingCodes.Created,
                "date:modify" or "date:timestamp" => FindingCodes.Modified,
                "Title" or "Description" or "Comment" or "Disclaimer" or "Warning" => FindingCodes.Title,
                _ => FindingCodes.OtherMetadata,
            }, $"{(keyword is "Author" or "Title" or "Software" ? "" : keyword + ": ")}{(type == "tEXt" ? Encoding.Latin1 : Encoding.UTF8).GetString(text)}");
    }

    private static byte[] Inflated(byte[] packed)
    {
        try
        {
            using var inflate = new ZLibStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            return buffer[..inflate.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static void Write(Stream sink, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)content.Length);
        sink.Write(number);
        sink.Write(type);
        sink.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Sum([.. type, .. content]));
        sink.Write(number);
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }
        return ~sum;
    }
}
