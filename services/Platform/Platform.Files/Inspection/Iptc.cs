using System.Buffers.Binary;
using System.Text;

namespace Platform.Files;

/// <summary>IPTC records, mostly inside the resources that Photoshop leaves.</summary>
internal static class Iptc
{
    /// <summary>Photoshop's resources ("8BIM" blocks).</summary>
    public static void Resources(ReadOnlySpan<byte> block, Found found)
    {
        found.Add(FindingCodes.OtherMetadata, "Photoshop");
        while (block.Length >= 12 && block[..4].SequenceEqual("8BIM"u8))
        {
            var id = BinaryPrimitives.ReadUInt16BigEndian(block[4..]);
            var name = 1 + block[6];
            var header = 6 + name + (name & 1);
            if (header + 4 > block.Length)
                return;
            var length = BinaryPrimitives.ReadUInt32BigEndian(block[header..]);
            if (length > block.Length - header - 4)
                return;
            var content = block.Slice(header + 4, (int)length);
            switch (id)
            {
                case 0x0404: Datasets(content, found); break;
                case 0x0409 or 0x040C: found.Add(FindingCodes.Thumbnail, "Photoshop"); break;
                case 0x0424: Xmp.Read(content.ToArray(), found); break;
            }
            var step = header + 4 + (int)length + ((int)length & 1);
            block = step < block.Length ? block[step..] : [];
        }
    }

    /// <summary>The records themselves.</summary>
    public static void Datasets(ReadOnlySpan<byte> block, Found found)
    {
        while (block.Length >= 5 && block[0] == 0x1C)
        {
            var (record, number, length) = (block[1], block[2], BinaryPrimitives.ReadUInt16BigEndian(block[3..]));
            if (length > block.Length - 5)
                return;
            if (record == 2 && CodeOf(number) is { } code)
                found.Add(code, Encoding.UTF8.GetString(block.Slice(5, length)));
            block = block[(5 + length)..];
        }
    }

    private static string? CodeOf(int number) => number switch
    {
        80 or 85 or 110 or 115 or 116 or 118 or 122 => FindingCodes.Author,
        90 or 92 or 95 or 100 or 101 or 26 or 27 => FindingCodes.Place,
        55 or 60 or 62 or 63 => FindingCodes.Created,
        65 or 70 => FindingCodes.Software,
        5 or 25 or 40 or 105 or 120 => FindingCodes.Title,
        _ => null,
    };
}
