using System.Text;

namespace Platform.Files;

/// <summary>GIF: the metadata it carries, and a copy without it.</summary>
internal static class Gif
{
    private const int MostText = 1024 * 1024;

    public static void Inspect(SourceReader reader, Found found) => Walk(reader, found, null);

    /// <summary>Frames, their timing and the loop; comments and other programs' extensions are left out.</summary>
    public static void Clean(SourceReader reader, Found found, Stream sink) => Walk(reader, found, sink);

    private static void Walk(SourceReader reader, Found found, Stream? sink)
    {
        reader.Position = 6;
        long width = reader.Little16(), height = reader.Little16();
        found.Pixels(width, height);
        var flags = reader.Byte();
        reader.Skip(2);
        SkipTable(reader, flags);
        Copy(0);
        while (true)
        {
            var start = reader.Position;
            switch (reader.Byte())
            {
                case 0x3B:
                    Copy(start);
                    return;
                case 0x2C:
                    reader.Skip(4);
                    found.Pixels(reader.Little16(), reader.Little16());
                    SkipTable(reader, reader.Byte());
                    reader.Skip(1);
                    SkipBlocks(reader);
                    Copy(start);
                    break;
                case 0x21:
                    Extension(reader, found, sink, start);
                    break;
                default:
                    throw new DamagedFileException();
            }
        }

        void Copy(long from)
        {
            var end = reader.Position;
            if (sink is not null)
                reader.CopyRange(from, end - from, sink);
            reader.Position = end;
        }
    }

    private static void Extension(SourceReader reader, Found found, Stream? sink, long start)
    {
        var label = reader.Byte();
        if (label == 0xF9)
        {
            if (reader.Byte() != 4)
                throw new DamagedFileException();
            reader.Skip(4);
            if (reader.Byte() != 0)
                throw new DamagedFileException();
            if (sink is not null)
                reader.CopyRange(start, 8, sink);
            return;
        }
        var application = label == 0xFF ? Encoding.Latin1.GetString(reader.Bytes(reader.Byte(), 255)) : "";
        if (application is "NETSCAPE2.0" or "ANIMEXTS1.0")
        {
            var loop = reader.Peek(5);
            SkipBlocks(reader);
            if (loop is [3, 1, _, _, 0])
                sink?.Write([0x21, 0xFF, 11, .. Encoding.Latin1.GetBytes(application), .. loop]);
            else
                found.Add(FindingCodes.OtherMetadata, "NETSCAPE");
            return;
        }
        var text = new MemoryStream();
        for (var length = reader.Byte(); length != 0; length = reader.Byte())
        {
            // XMP lies here as if it were blocks; the lengths are then its own letters.
            if (text.Length < MostText)
            {
                text.WriteByte(length);
                text.Write(reader.Bytes(length, 255));
            }
            else
                reader.Skip(length);
        }
        var bytes = text.ToArray();
        Found.RefuseActive(bytes);
        if (application.StartsWith("XMP Data", StringComparison.Ordinal))
            Xmp.Read(bytes, found);
        else if (label == 0xFE)
            found.Add(FindingCodes.Title, bytes.Length > 1 ? Encoding.UTF8.GetString(bytes.AsSpan(1)) : "");
        else
            found.Add(FindingCodes.OtherMetadata, application.Length > 0 ? application : "GIF");
    }

    private static void SkipTable(SourceReader reader, byte flags)
    {
        if ((flags & 0x80) != 0)
            reader.Skip(3 << ((flags & 7) + 1));
    }

    private static void SkipBlocks(SourceReader reader)
    {
        for (var length = reader.Byte(); length != 0; length = reader.Byte())
            reader.Skip(length);
    }
}
