using System.Text;

namespace Platform.Files;

/// <summary>
/// Files that are two things. What is looked for is a second format that some program would really open: an archive at the end,
/// a document at the beginning, a page in the metadata. Phones put a film or a second picture behind a photograph; that is
/// common, is told to the person and is cut off by the cleaning, but is no reason to turn somebody's photograph away.
/// </summary>
internal static class Polyglots
{
    private const int LongestZipComment = 65_535;

    /// <summary>PDF readers search the first kilobyte, whatever the name says.</summary>
    public static void Head(SourceReader reader)
    {
        reader.Position = 0;
        if (reader.Peek(1024).AsSpan().IndexOf("%PDF-"u8) >= 0)
            throw new FileRefusedException(FileCodes.Polyglot);
    }

    /// <summary>What lies behind the end that the format itself names.</summary>
    public static void Tail(SourceReader reader, long end, Found found)
    {
        reader.Position = end;
        // A film begins with zeros of its own, which are no fillers.
        var isFilm = Recognition.Of(reader.Peek(Recognition.HeadLength)).Kind is FileKind.Video or FileKind.Heic;
        var buffer = new byte[4096];
        // Fillers are no data.
        while (reader.Left > 0 && !isFilm)
        {
            var here = reader.Position;
            var count = reader.Read(buffer);
            var content = buffer.AsSpan(0, count).IndexOfAnyExcept((byte)0, (byte)'\r', (byte)'\n');
            if (content < 0)
                continue;
            reader.Position = here + content;
            break;
        }
        if (reader.Left == 0)
            return;
        var length = reader.Left;
        var start = reader.Position;
        var (kind, media) = Recognition.Of(reader.Peek(Recognition.HeadLength));
        if (kind is not (FileKind.Jpeg or FileKind.Video or FileKind.Heic or FileKind.Other or FileKind.Text) || media is Recognition.Html or Recognition.Svg or Recognition.Executable)
            throw new FileRefusedException(FileCodes.Polyglot);
        found.Add(kind == FileKind.Jpeg ? FindingCodes.AppendedImage : kind is FileKind.Video or FileKind.Heic ? FindingCodes.AppendedVideo : FindingCodes.TrailingData, length);
        reader.Position = start;
        RefuseActive(reader);
    }

    /// <summary>A whole archive at the end: programs that open archives look there first.</summary>
    public static void ArchiveAtEnd(SourceReader reader)
    {
        if (ZipCensus.DirectoryAt(reader, Math.Min(reader.Length, LongestZipComment + 22)) is not null)
            throw new FileRefusedException(FileCodes.Polyglot);
    }

    /// <summary>From here to the end, nothing that a browser would run.</summary>
    public static void RefuseActive(SourceReader reader)
    {
        const int overlap = 16;
        var buffer = new byte[64 * 1024];
        var kept = 0;
        while (true)
        {
            var count = reader.Read(buffer.AsSpan(kept));
            if (count == 0)
                return;
            Found.RefuseActive(buffer.AsSpan(0, kept + count));
            var next = Math.Min(overlap, kept + count);
            buffer.AsSpan(kept + count - next, next).CopyTo(buffer);
            kept = next;
        }
    }
}

/// <summary>What bytes are, by how they begin.</summary>
internal static class Recognition
{
    public const int HeadLength = 4096;
    public const string Html = "text/html";
    public const string Svg = "image/svg+xml";
    public const string Executable = "application/x-executable";
    public const string Zip = "application/zip";
    private const string Unknown = "application/octet-stream";

    public static (FileKind Kind, string MediaType) Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return (FileKind.Jpeg, "image/jpeg");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return (FileKind.Png, "image/png");
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return (FileKind.Gif, "image/gif");
        if (head.StartsWith("RIFF"u8) && head.Length >= 12)
            return head.Slice(8, 4) switch
            {
                var form when form.SequenceEqual("WEBP"u8) => (FileKind.WebP, "image/webp"),
                var form when form.SequenceEqual("WAVE"u8) => (FileKind.Audio, "audio/wav"),
                var form when form.SequenceEqual("AVI "u8) => (FileKind.Video, "video/x-msvideo"),
                _ => (FileKind.Other, Unknown),
            };
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8)) return (FileKind.Tiff, "image/tiff");
        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8)) return Brand(head);
        if (head.StartsWith("%PDF-"u8)) return (FileKind.Pdf, "application/pdf");
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return (FileKind.Archive, Zip);
        if (head.StartsWith("Rar!\x1A\x07"u8)) return (FileKind.Archive, "application/vnd.rar");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])) return (FileKind.Archive, "application/x-7z-compressed");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return (FileKind.Archive, "application/gzip");
        if (head.StartsWith("BZh"u8)) return (FileKind.Archive, "application/x-bzip2");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])) return (FileKind.Archive, "application/x-xz");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])) return (FileKind.Archive, "application/zstd");
        if (head.Length > 262 && head.Slice(257, 5).SequenceEqual("ustar"u8)) return (FileKind.Archive, "application/x-tar");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return (FileKind.Video, "video/x-matroska");
        if (head.StartsWith("OggS"u8)) return (FileKind.Audio, "audio/ogg");
        if (head.StartsWith("fLaC"u8)) return (FileKind.Audio, "audio/flac");
        if (head.StartsWith("ID3"u8)) return (FileKind.Audio, "audio/mpeg");
        if (head.StartsWith("#!AMR"u8)) return (FileKind.Audio, "audio/amr");
        if (head.StartsWith("FLV\x01"u8)) return (FileKind.Video, "video/x-flv");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x00, 0x00, 0x01, 0xBA])) return (FileKind.Video, "video/mpeg");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11])) return (FileKind.Video, "video/x-ms-asf");
        if (head.StartsWith("MZ"u8) || head.StartsWith("\u007FELF"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]) || head.StartsWith("#!/"u8))
            return (FileKind.Other, Executable);
        if (head.Length >= 2 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2) return (FileKind.Audio, "audio/mpeg");
        return Text(head);
    }

    private static (FileKind, string) Brand(ReadOnlySpan<byte> head) => Encoding.Latin1.GetString(head.Slice(8, 4)) switch
    {
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => (FileKind.Heic, "image/heic"),
        "avif" or "avis" => (FileKind.Heic, "image/avif"),
        "M4A " or "M4B " => (FileKind.Audio, "audio/mp4"),
        "qt  " => (FileKind.Video, "video/quicktime"),
        _ => (FileKind.Video, "video/mp4"),
    };

    private static (FileKind, string) Text(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (FileKind.Text, "text/plain");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        foreach (var value in head)
            if (value < 0x20 && value is not (0x09 or 0x0A or 0x0C or 0x0D))
                return (FileKind.Other, Unknown);
        // The cut may go through a character of the last four bytes.
        var whole = head.Length == HeadLength ? head[..^4] : head;
        for (var extra = 0; !System.Text.Unicode.Utf8.IsValid(whole); extra++)
        {
            if (extra == 4 || head.Length < HeadLength)
                return (FileKind.Other, Unknown);
            whole = whole[..^1];
        }
        var start = Encoding.Latin1.GetString(head).TrimStart();
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.Contains("<html", StringComparison.OrdinalIgnoreCase) || start.Contains("<script", StringComparison.OrdinalIgnoreCase) && !start.Contains("<svg", StringComparison.OrdinalIgnoreCase))
            return (FileKind.Text, Html);
        return start.StartsWith('<') && start.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? (FileKind.Text, Svg) : (FileKind.Text, "text/plain");
    }
}
