using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Platform.Files;

/// <summary>Files of nested boxes (ISO base media): HEIC and AVIF pictures, MP4 and QuickTime films.</summary>
internal static class Boxes
{
    private const int LargestBlock = 1024 * 1024;
    private const int MostBoxes = 20_000;

    private sealed class Budget
    {
        public int Left = MostBoxes;
    }

    private static IEnumerable<(string Type, long Content, long End)> Children(SourceReader reader, long from, long end, Budget budget)
    {
        reader.Position = from;
        while (reader.Position + 8 <= end)
        {
            if (budget.Left-- <= 0)
                throw new DamagedFileException();
            var start = reader.Position;
            long size = reader.Big32();
            var type = Encoding.Latin1.GetString(reader.Bytes(4, 4));
            var content = start + 8;
            if (size == 1)
            {
                size = ((long)reader.Big32() << 32) | reader.Big32();
                content += 8;
            }
            else if (size == 0)
                size = end - start;
            if (size < content - start || start + size > end)
                throw new DamagedFileException();
            yield return (type, content, start + size);
            reader.Position = start + size;
        }
    }

    public static void InspectPicture(SourceReader reader, Found found)
    {
        var budget = new Budget();
        foreach (var (type, content, end) in Children(reader, 0, reader.Length, budget))
            if (type == "meta")
                Items(reader, content + 4, end, found, budget);
    }

    private static void Items(SourceReader reader, long from, long end, Found found, Budget budget)
    {
        var kinds = new Dictionary<uint, string>();
        var places = new Dictionary<uint, (long Offset, long Length)>();
        foreach (var (type, content, close) in Children(reader, from, end, budget))
        {
            reader.Position = content;
            if (type == "iinf")
            {
                var skip = 4 + (reader.Byte() == 0 ? 2 : 4);
                foreach (var (entry, at, _) in Children(reader, content + skip, close, budget))
                {
                    reader.Position = at;
                    var version = reader.Byte();
                    reader.Skip(3);
                    if (entry == "infe" && version >= 2)
                    {
                        var id = version == 2 ? reader.Big16() : reader.Big32();
                        reader.Skip(2);
                        kinds[id] = Encoding.Latin1.GetString(reader.Bytes(4, 4));
                    }
                }
            }
            else if (type == "iloc")
                Locations(reader, places);
            else if (type == "iprp")
                foreach (var (group, at, groupEnd) in Children(reader, content, close, budget))
                    if (group == "ipco")
                        Properties(reader, at, groupEnd, found, budget);
        }
        foreach (var (id, kind) in kinds)
        {
            if (!places.TryGetValue(id, out var place) || place.Length <= 4 || place.Length > LargestBlock || kind is not ("Exif" or "mime"))
                continue;
            reader.Position = place.Offset;
            var block = reader.Bytes(place.Length, LargestBlock);
            var start = kind == "Exif" ? 4 + BinaryPrimitives.ReadUInt32BigEndian(block) : 0;
            if (kind == "mime")
                Xmp.Read(block, found);
            else if (start < block.Length)
                Exif.Read(block[(int)start..], found, reader.Cancellation);
        }
    }

    private static void Properties(SourceReader reader, long from, long end, Found found, Budget budget)
    {
        foreach (var (type, content, close) in Children(reader, from, end, budget))
        {
            reader.Position = content;
            if (type == "ispe")
            {
                reader.Skip(4);
                var width = reader.Big32();
                found.Pixels(width, reader.Big32());
            }
            else if (type == "colr" && reader.Peek(4).AsSpan().SequenceEqual("prof"u8))
                found.Add(FindingCodes.ColourProfile, close - content);
        }
    }

    private static void Locations(SourceReader reader, Dictionary<uint, (long, long)> places)
    {
        var version = reader.Byte();
        reader.Skip(3);
        int sizes = reader.Byte(), more = reader.Byte();
        var (offsetSize, lengthSize, baseSize, indexSize) = (sizes >> 4, sizes & 15, more >> 4, version == 0 ? 0 : more & 15);
        var count = version < 2 ? reader.Big16() : reader.Big32();
        for (var i = 0; i < Math.Min(count, 4096); i++)
        {
            var id = version < 2 ? reader.Big16() : reader.Big32();
            if (version > 0)
                reader.Skip(2);
            reader.Skip(2);
            var start = Number(reader, baseSize);
            var extents = reader.Big16();
            for (var extent = 0; extent < extents; extent++)
            {
                Number(reader, indexSize);
                var offset = start + Number(reader, offsetSize);
                var length = Number(reader, lengthSize);
                if (extent == 0)
                    places[id] = (offset, length);
            }
        }
    }

    private static long Number(SourceReader reader, int size) => size switch
    {
        0 => 0,
        4 => reader.Big32(),
        8 => ((long)(reader.Big32() & int.MaxValue) << 32) | reader.Big32(),
        _ => throw new DamagedFileException(),
    };

    public static void InspectFilm(SourceReader reader, Found found)
    {
        var budget = new Budget();
        foreach (var (type, content, end) in Children(reader, 0, reader.Length, budget))
            if (type is "moov" or "meta" or "udta" or "uuid")
                Film(reader, type, content, end, found, budget, 0);
    }

    private static void Film(SourceReader reader, string type, long content, long end, Found found, Budget budget, int depth)
    {
        if (depth > 8)
            return;
        reader.Position = content;
        var length = end - content;
        switch (type)
        {
            case "mvhd" when length >= 8:
                var version = reader.Byte();
                reader.Skip(version == 1 ? 7 : 3);
                long seconds = reader.Big32();
                if (seconds > 0)
                    found.Add(FindingCodes.Created, new DateTime(1904, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                break;
            case "meta":
                // QuickTime's has no version in front of its boxes, MP4's has.
                var plain = reader.Peek(8).AsSpan(4).SequenceEqual("hdlr"u8);
                foreach (var child in Children(reader, plain ? content : content + 4, end, budget).ToList())
                    Film(reader, child.Type, child.Content, child.End, found, budget, depth + 1);
                break;
            case "moov" or "udta" or "trak" or "ilst":
                foreach (var child in Children(reader, content, end, budget).ToList())
                    Film(reader, child.Type, child.Content, child.End, found, budget, depth + 1);
                break;
            case "uuid" when length > 16 && length <= LargestBlock:
                reader.Skip(16);
                Xmp.Read(reader.Bytes(length - 16, LargestBlock), found);
                break;
            case "XMP_" when length <= LargestBlock:
                Xmp.Read(reader.Bytes(length, LargestBlock), found);
                break;
            default:
                Atom(reader, type, length, found, depth);
                break;
        }
    }

    private static void Atom(SourceReader reader, string type, long length, Found found, int depth)
    {
        var code = type switch
        {
            "\u00A9xyz" or "loci" => FindingCodes.Gps,
            "\u00A9mak" or "\u00A9mod" => FindingCodes.Device,
            "\u00A9swr" or "\u00A9too" => FindingCodes.Software,
            "\u00A9day" => FindingCodes.Created,
            "\u00A9ART" or "\u00A9aut" or "auth" or "cprt" or "\u00A9cpy" => FindingCodes.Author,
            "\u00A9nam" or "\u00A9cmt" or "\u00A9des" or "desc" or "titl" => FindingCodes.Title,
            "keys" => FindingCodes.OtherMetadata,
            _ => depth > 2 && type is not ("tkhd" or "mdia" or "edts" or "hdlr" or "free") && length is > 16 and < 1024 ? FindingCodes.OtherMetadata : null,
        };
        if (code is null || length <= 4)
            return;
        var text = Encoding.UTF8.GetString(reader.Bytes(Math.Min(length, 512), 512));
        found.Add(code, new string(text.Where(c => !char.IsControl(c) && c != '\uFFFD').ToArray()));
    }
}
