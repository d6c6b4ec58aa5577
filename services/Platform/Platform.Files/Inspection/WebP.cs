using System.Buffers.Binary;
using System.Text;

namespace Platform.Files;

/// <summary>WebP: the metadata it carries, and a copy without it.</summary>
internal static class WebP
{
    private const int LargestBlock = 1024 * 1024;

    private static readonly HashSet<string> Kept = ["VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH"];

    private static IEnumerable<(string Type, long Start, long Length)> Chunks(SourceReader reader, long from, long end)
    {
        reader.Position = from;
        while (reader.Position + 8 <= end)
        {
            var start = reader.Position;
            var type = Encoding.Latin1.GetString(reader.Bytes(4, 4));
            long length = reader.Little32();
            if (start + 8 + length > end)
                throw new DamagedFileException();
            yield return (type, start, length);
            reader.Position = Math.Min(end, start + 8 + length + (length & 1));
        }
    }

    private static long EndOf(SourceReader reader)
    {
        reader.Position = 4;
        var end = 8 + (long)reader.Little32();
        return end <= reader.Length ? end : throw new DamagedFileException();
    }

    public static void Inspect(SourceReader reader, Found found)
    {
        var end = EndOf(reader);
        foreach (var (type, start, length) in Chunks(reader, 12, end))
        {
            reader.Position = start + 8;
            switch (type)
            {
                case "VP8X":
                    reader.Skip(4);
                    long width = 1 + U24(reader), height = 1 + U24(reader);
                    found.Pixels(width, height);
                    break;
                case "VP8 ":
                    reader.Skip(6);
                    long wide = reader.Little16() & 0x3FFF, high = reader.Little16() & 0x3FFF;
                    found.Pixels(wide, high);
                    break;
                case "VP8L":
                    reader.Skip(1);
                    var packed = reader.Little32();
                    found.Pixels((packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1);
                    break;
                case "ICCP":
                    found.Add(FindingCodes.ColourProfile, length);
                    break;
                default:
                    if (Kept.Contains(type))
                        break;
                    if (length > LargestBlock)
                    {
                        found.Add(FindingCodes.OtherMetadata, type);
                        break;
                    }
                    var content = reader.Bytes(length, LargestBlock);
                    Found.RefuseActive(content);
                    if (type == "EXIF")
                        Exif.Read(content.AsSpan().StartsWith("Exif\0\0"u8) ? content[6..] : content, found, reader.Cancellation);
                    else if (type == "XMP ")
                        Xmp.Read(content, found);
                    else
                        found.Add(FindingCodes.OtherMetadata, type);
                    break;
            }
        }
        reader.Position = end;
    }

    /// <summary>Chunks that make the picture; the flags say that the others are gone.</summary>
    public static void Clean(SourceReader reader, Found before, Stream sink)
    {
        var kept = Chunks(reader, 12, EndOf(reader)).Where(c => Kept.Contains(c.Type)).ToList();
        foreach (var frame in kept.Where(c => c.Type == "ANMF"))
            foreach (var part in Chunks(reader, frame.Start + 8 + 16, frame.Start + 8 + frame.Length))
                if (part.Type is not ("VP8 " or "VP8L" or "ALPH"))
                    throw new DamagedFileException();
        var extended = kept.Any(c => c.Type == "VP8X");
        var upright = extended && before.Orientation != 1 ? Exif.Upright(before.Orientation) : [];
        var size = 4 + kept.Sum(c => 8 + c.Length + (c.Length & 1)) + (upright.Length > 0 ? 8 + upright.Length : 0);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)size);
        sink.Write("RIFF"u8);
        sink.Write(number);
        sink.Write("WEBP"u8);
        foreach (var (type, start, length) in kept)
        {
            if (type == "VP8X")
            {
                reader.Position = start;
                var header = reader.Bytes(8 + length, 8 + 10);
                // Bits: colour profile 0x20, EXIF 0x08, XMP 0x04.
                header[8] = (byte)((header[8] & ~0x2C) | (upright.Length > 0 ? 0x08 : 0));
                sink.Write(header);
            }
            else
                reader.CopyRange(start, 8 + length, sink);
            if ((length & 1) == 1)
                sink.WriteByte(0);
        }
        if (upright.Length > 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)upright.Length);
            sink.Write("EXIF"u8);
            sink.Write(number);
            sink.Write(upright);
        }
    }

    private static long U24(SourceReader reader) => reader.Byte() | reader.Byte() << 8 | reader.Byte() << 16;
}
