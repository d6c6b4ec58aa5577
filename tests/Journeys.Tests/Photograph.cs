using System.Buffers.Binary;
using System.Text;
using Files.Tests;

namespace Journeys.Tests;

/// <summary>A picture as a telephone makes it: with its make, who owns it, when and where it was taken.</summary>
internal static class Photograph
{
    /// <summary>A JPEG whose EXIF names an owner, a device and a place (54.5°N 9.5°E).</summary>
    public static byte[] Of(string owner, string description = "IMG_2041")
    {
        var plain = Pictures.Jpeg();
        var exif = Exif(owner, description);
        byte[] marker = [0xFF, 0xE1, .. BigEndian((ushort)(exif.Length + 8)), .. "Exif\0\0"u8, .. exif];
        // Behind the JFIF header.
        return [.. plain[..20], .. marker, .. plain[20..]];
    }

    private static byte[] Exif(string owner, string description)
    {
        var first = new List<(ushort Tag, ushort Type, byte[] Value)>
        {
            (0x010E, 2, Text(description)), (0x010F, 2, Text("Fairphone")), (0x0110, 2, Text("FP5")), (0x0132, 2, Text("2026:03:14 09:26:53")), (0x013B, 2, Text(owner)),
        };
        // The directory of the place follows the first one: its offset is known once the first is laid out.
        var place = 8 + 2 + (first.Count + 1) * 12 + 4 + first.Sum(f => f.Value.Length <= 4 ? 0 : f.Value.Length);
        first.Add((0x8825, 4, BitConverter.GetBytes(place)));
        return [.. "II*\0"u8, 8, 0, 0, 0, .. Directory(first, 8), .. Directory([(1, 2, Text("N")), (2, 5, Degrees(54, 30)), (3, 2, Text("E")), (4, 5, Degrees(9, 30))], place)];
    }

    private static byte[] Directory(List<(ushort Tag, ushort Type, byte[] Value)> entries, int at)
    {
        using var head = new MemoryStream();
        using var tail = new MemoryStream();
        var behind = at + 2 + entries.Count * 12 + 4;
        head.Write(BitConverter.GetBytes((ushort)entries.Count));
        foreach (var (tag, type, value) in entries)
        {
            head.Write(BitConverter.GetBytes(tag));
            head.Write(BitConverter.GetBytes(type));
            head.Write(BitConverter.GetBytes(value.Length / type switch { 5 => 8, 4 => 4, _ => 1 }));
            if (value.Length <= 4)
                head.Write([.. value, .. new byte[4 - value.Length]]);
            else
            {
                head.Write(BitConverter.GetBytes(behind + (int)tail.Length));
                tail.Write(value);
            }
        }
        head.Write(new byte[4]);
        return [.. head.ToArray(), .. tail.ToArray()];
    }

    private static byte[] Degrees(int degrees, int minutes) => [.. new[] { degrees, 1, minutes, 1, 0, 1 }.SelectMany(BitConverter.GetBytes)];

    private static byte[] Text(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] BigEndian(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
