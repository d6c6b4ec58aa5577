using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Platform.Files;

/// <summary>
/// EXIF, which is a small TIFF file: alone, or inside other pictures. Directories, entries and values are bounded here because a
/// 64 KiB block may point thousands of entries at the same bytes: a reader that keeps every value would hold hundreds of megabytes.
/// </summary>
internal sealed class Exif
{
    private const int MostDirectories = 64;
    private const int MostEntries = 4096;
    private const int LargestValue = 4096;
    private const int LargestBlock = 1024 * 1024;

    private readonly SourceReader view;
    private readonly Found found;
    private readonly HashSet<long> visited = [];
    private readonly bool little;
    private readonly bool wholeFile;
    private int entries;

    private Exif(SourceReader view, Found found, bool little, bool wholeFile) => (this.view, this.found, this.little, this.wholeFile) = (view, found, little, wholeFile);

    /// <summary>Reads a block of EXIF (after "Exif\0\0").</summary>
    public static void Read(byte[] block, Found found, CancellationToken cancellation)
    {
        using var memory = new MemoryStream(block, writable: false);
        using var view = new SourceReader(memory, cancellation);
        Read(view, found, wholeFile: false);
    }

    /// <summary>Reads a TIFF structure; of a whole file its pictures' sizes count as well.</summary>
    public static void Read(SourceReader view, Found found, bool wholeFile)
    {
        view.Position = 0;
        var order = view.Big16();
        if (order is not (0x4949 or 0x4D4D))
            throw new DamagedFileException();
        var exif = new Exif(view, found, order == 0x4949, wholeFile);
        if (exif.U16() != 42)
        {
            // BigTIFF and cameras' raw variants: nothing inside is read, and that is said.
            found.Add(FindingCodes.OtherMetadata, "TIFF");
            return;
        }
        var next = (long)exif.U32();
        for (var index = 0; next != 0 && index < MostDirectories; index++)
            next = exif.Directory(next, isFirst: index == 0, depth: 0);
    }

    private ushort U16() => little ? view.Little16() : view.Big16();

    private uint U32() => little ? view.Little32() : view.Big32();

    private long Directory(long start, bool isFirst, int depth)
    {
        if (depth > 4 || visited.Count >= MostDirectories || !visited.Add(start))
            return 0;
        view.Position = start;
        int count = U16();
        string? make = null, model = null;
        var gps = new Dictionary<int, double[]>();
        var signs = new Dictionary<int, string>();
        long width = 0, height = 0;
        for (var i = 0; i < count; i++)
        {
            if (++entries > MostEntries)
                throw new DamagedFileException();
            view.Position = start + 2 + i * 12L;
            var (tag, type, items) = (U16(), U16(), U32());
            var length = items * (long)SizeOf(type);
            if (length > 4)
            {
                var pointer = U32();
                view.Position = pointer;
            }
            if (length > view.Left)
                continue;
            switch (tag)
            {
                case 0x0100 or 0x0101 when wholeFile:
                    long side = type == 3 ? U16() : U32();
                    (width, height) = tag == 0x0100 ? (side, height) : (width, side);
                    break;
                case 0x010F: make = Text(length); break;
                case 0x0110: model = Text(length); break;
                case 0x0112 when isFirst && depth == 0:
                    var turned = U16();
                    if (turned is >= 1 and <= 8)
                        found.Orientation = turned;
                    break;
                case 0x0131 or 0x000B: found.Add(FindingCodes.Software, Text(length)); break;
                case 0x013B or 0x8298 or 0xA430 or 0x9C9D: found.Add(FindingCodes.Author, Text(length, wide: tag == 0x9C9D)); break;
                case 0x013C: found.Add(FindingCodes.Device, Text(length)); break;
                case 0xA431 or 0xA435 or 0xC62F: found.Add(FindingCodes.Serial, Text(length)); break;
                case 0xA434 or 0xA433: found.Add(FindingCodes.Device, Text(length)); break;
                case 0x0132: found.Add(FindingCodes.Modified, Text(length)); break;
                case 0x9003 or 0x9004: found.Add(FindingCodes.Created, Text(length)); break;
                case 0x010E or 0x9C9B or 0x9C9C or 0x9C9E or 0x9C9F or 0x010D or 0x011D: found.Add(FindingCodes.Title, Text(length, wide: tag >= 0x9C9B)); break;
                case 0x9286: found.Add(FindingCodes.Title, Comment(length)); break;
                case 0xA420: found.Add(FindingCodes.DocumentId, Text(length)); break;
                case 0x927C: found.Add(FindingCodes.MakerNote, length); break;
                case 0x0201 or 0x0202 when depth == 0 && !isFirst: found.Add(FindingCodes.Thumbnail, "EXIF"); break;
                case 0x02BC: Xmp.Read(view.Bytes(length, LargestBlock), found); break;
                case 0x83BB: Iptc.Datasets(view.Bytes(length, LargestBlock), found); break;
                case 0x8649: Iptc.Resources(view.Bytes(length, LargestBlock), found); break;
                case 0x8773 when wholeFile: found.Add(FindingCodes.ColourProfile, length); break;
                case 0x8769 or 0x8825 or 0xA005: Directory(U32(), isFirst, depth + 1); break;
                case 0x014A:
                    for (var sub = 0; sub < Math.Min(items, 16); sub++)
                    {
                        view.Position = items == 1 ? start + 2 + i * 12L + 8 : PointerAt(start, i) + sub * 4L;
                        Directory(U32(), isFirst: false, depth + 1);
                    }
                    break;
                case 0x0001 or 0x0003 when type == 2: signs[tag] = Text(length); break;
                case 0x0002 or 0x0004 when type == 5 && items == 3: gps[tag] = Rationals(3); break;
                case 0x001B or 0x001C or 0x001D or 0x0007: found.Add(FindingCodes.OtherMetadata, "GPS"); break;
            }
        }
        found.Add(FindingCodes.Device, Join(make, model));
        if (width > 0 && height > 0)
            found.Pixels(width, height);
        if (gps.TryGetValue(2, out var north) && gps.TryGetValue(4, out var east))
            found.Add(FindingCodes.Gps, Degrees(north, signs.GetValueOrDefault(1)) + ", " + Degrees(east, signs.GetValueOrDefault(3)));
        view.Position = start + 2 + count * 12L;
        return view.Left >= 4 ? U32() : 0;
    }

    private long PointerAt(long start, int entry)
    {
        view.Position = start + 2 + entry * 12L + 8;
        return U32();
    }

    private string Text(long length, bool wide = false)
    {
        var bytes = view.Bytes(Math.Min(length, LargestValue), LargestValue);
        return (wide ? Encoding.Unicode : Encoding.UTF8).GetString(bytes).TrimEnd('\0', ' ');
    }

    private string Comment(long length)
    {
        if (length <= 8)
            return "";
        var bytes = view.Bytes(Math.Min(length, LargestValue), LargestValue);
        return (bytes[0] == 'U' ? little ? Encoding.Unicode : Encoding.BigEndianUnicode : Encoding.UTF8).GetString(bytes.AsSpan(8)).TrimEnd('\0', ' ');
    }

    private double[] Rationals(int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            double above = U32(), below = U32();
            values[i] = below == 0 ? 0 : above / below;
        }
        return values;
    }

    private static string Degrees(double[] parts, string? sign) =>
        ((parts[0] + parts[1] / 60 + parts[2] / 3600) * (sign is "S" or "W" ? -1 : 1)).ToString("0.#####", CultureInfo.InvariantCulture);

    private static string? Join(string? make, string? model) => make is null || model?.StartsWith(make, StringComparison.OrdinalIgnoreCase) == true ? model : $"{make} {model}";

    private static int SizeOf(int type) => type switch { 1 or 2 or 6 or 7 => 1, 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 => 8, _ => 1 };

    /// <summary>The smallest EXIF there is: which way up.</summary>
    public static byte[] Upright(int orientation)
    {
        var block = new byte[26];
        "MM\0*"u8.CopyTo(block);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(4), 8);
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(10), 0x0112);
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(12), 3);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(14), 1);
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(18), (ushort)orientation);
        return block;
    }
}
