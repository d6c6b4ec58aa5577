using System.Text;

namespace Platform.Files;

/// <summary>One segment: where it begins, and where what it carries lies.</summary>
internal readonly record struct JpegSegment(byte Marker, long Start, long Payload, long PayloadLength, long End);

/// <summary>JPEG: the metadata it carries, and a copy without it. Pixels are never decoded.</summary>
internal static class Jpeg
{
    public const byte End = 0xD9;
    private const int MostMetadata = 4 * 1024 * 1024;

    /// <summary>Every segment to the end of the image; what is behind is at the reader's position afterwards.</summary>
    public static IEnumerable<JpegSegment> Segments(SourceReader reader)
    {
        reader.Position = 0;
        if (reader.Big16() != 0xFFD8)
            throw new DamagedFileException();
        while (true)
        {
            var start = reader.Position;
            if (reader.Byte() != 0xFF)
                throw new DamagedFileException();
            byte marker;
            do
                marker = reader.Byte();
            while (marker == 0xFF);
            if (marker == End)
            {
                var behind = reader.Position;
                yield return new JpegSegment(marker, start, behind, 0, behind);
                reader.Position = behind;
                yield break;
            }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
                continue;
            var length = reader.Big16();
            if (length < 2)
                throw new DamagedFileException();
            var payload = reader.Position;
            reader.Skip(length - 2);
            if (marker == 0xDA)
                SkipEntropy(reader);
            var end = reader.Position;
            yield return new JpegSegment(marker, start, payload, length - 2, end);
            reader.Position = end;
        }
    }

    public static void Inspect(SourceReader reader, Found found)
    {
        var metadata = 0L;
        var profile = 0L;
        foreach (var segment in Segments(reader))
        {
            reader.Position = segment.Payload;
            if (IsFrame(segment.Marker))
            {
                reader.Skip(1);
                var height = reader.Big16();
                found.Pixels(reader.Big16(), height);
            }
            if (segment.Marker is not (>= 0xE0 and <= 0xEF) && segment.Marker != 0xFE)
                continue;
            metadata += segment.PayloadLength;
            if (metadata > MostMetadata)
            {
                found.Add(FindingCodes.OtherMetadata, "APP");
                continue;
            }
            var payload = reader.Bytes(segment.PayloadLength, ushort.MaxValue);
            Found.RefuseActive(payload);
            profile += Segment(segment.Marker, payload, found, reader.Cancellation);
        }
        found.Add(FindingCodes.ColourProfile, profile);
    }

    /// <summary>Everything that makes the picture, and nothing else; the orientation is kept in an EXIF block of our own.</summary>
    public static void Clean(SourceReader reader, Found before, Stream sink)
    {
        sink.Write([0xFF, 0xD8]);
        var oriented = before.Orientation == 1;
        foreach (var segment in Segments(reader))
        {
            reader.Position = segment.Payload;
            switch (segment.Marker)
            {
                case 0xE0 when segment.PayloadLength >= 14 && reader.Peek(5).AsSpan().SequenceEqual("JFIF\0"u8):
                    var header = reader.Bytes(12, 12);
                    Write(sink, 0xE0, [.. header, 0, 0]);
                    continue;
                case 0xEE when segment.PayloadLength >= 12 && reader.Peek(5).AsSpan().SequenceEqual("Adobe"u8):
                    Write(sink, 0xEE, reader.Bytes(12, 12));
                    continue;
            }
            if (segment.Marker is 0xC8 or 0xF0 || !(segment.Marker is (>= 0xC0 and <= 0xCF) or 0xDA or 0xDB or 0xDC or 0xDD or End))
                continue;
            if (!oriented)
            {
                Write(sink, 0xE1, [.. "Exif\0\0"u8, .. Exif.Upright(before.Orientation)]);
                oriented = true;
            }
            reader.CopyRange(segment.Start, segment.End - segment.Start, sink);
        }
    }

    private static int Segment(byte marker, byte[] payload, Found found, CancellationToken cancellation)
    {
        var text = payload.AsSpan();
        if (marker == 0xE1 && text.StartsWith("Exif\0"u8) && text.Length > 6)
            Exif.Read(payload[6..], found, cancellation);
        else if (marker == 0xE1 && text.StartsWith("http://ns.adobe.com/xap/1.0/\0"u8))
            Xmp.Read(payload[29..], found);
        else if (marker == 0xE2 && text.StartsWith("ICC_PROFILE\0"u8))
            return payload.Length;
        else if (marker == 0xE2 && text.StartsWith("MPF\0"u8))
            found.Add(FindingCodes.OtherMetadata, "MPF");
        else if (marker == 0xED && text.StartsWith("Photoshop 3.0\0"u8))
            Iptc.Resources(text[14..], found);
        else if (marker == 0xFE)
            found.Add(FindingCodes.Title, Encoding.UTF8.GetString(payload));
        else if (marker == 0xE0 && text.StartsWith("JFIF\0"u8))
            found.Add(FindingCodes.Thumbnail, text.Length > 14 && text[12] * text[13] > 0 ? "JFIF" : null);
        else if (marker == 0xE0 && text.StartsWith("JFXX\0"u8))
            found.Add(FindingCodes.Thumbnail, "JFXX");
        else if (!(marker == 0xEE && text.StartsWith("Adobe"u8)))
            found.Add(FindingCodes.OtherMetadata, $"APP{marker - 0xE0}");
        return 0;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF && marker is not (0xC4 or 0xC8 or 0xCC);

    private static void SkipEntropy(SourceReader reader)
    {
        while (reader.SeekByte(0xFF))
        {
            reader.Skip(1);
            var next = reader.ReadByte();
            if (next is 0x00 or (>= 0xD0 and <= 0xD7))
                continue;
            if (next < 0)
                break;
            reader.Position -= 2;
            return;
        }
        throw new DamagedFileException();
    }

    private static void Write(Stream sink, byte marker, ReadOnlySpan<byte> payload)
    {
        var length = payload.Length + 2;
        sink.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        sink.Write(payload);
    }
}
