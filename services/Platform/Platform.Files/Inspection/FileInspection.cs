using System.Xml;

namespace Platform.Files;

/// <summary>
/// Says what a file is and what it tells besides its content. Reads structure only: no pixel is decoded, nothing is run, no archive
/// is unpacked to anywhere; memory stays at a few MiB and the bytes read at a few times the file's size. Managed code alone, since
/// the process that reads anonymous files also holds keys.
/// </summary>
public static class FileInspection
{
    /// <summary>Inspects a seekable stream from its beginning, synchronously. Whatever the bytes are, the answer is an inspection; what the stream itself throws goes through.</summary>
    /// <param name="source">The file.</param>
    /// <param name="fileName">The name it came with, only to compare with its content.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Inspection Inspect(Stream source, string? fileName, CancellationToken cancellation = default) => Inspect(source, fileName, 0, cancellation);

    internal static Inspection Inspect(Stream source, string? fileName, int depth, CancellationToken cancellation)
    {
        var reader = new SourceReader(source, cancellation);
        var found = new Found();
        var (kind, media) = (FileKind.Other, "application/octet-stream");
        string? refusal = null;
        try
        {
            (kind, media) = Recognise(reader, found);
            Read(reader, found, kind, media, depth);
        }
        catch (FileRefusedException refused)
        {
            refusal = refused.Code;
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            found.Add(FindingCodes.Damaged, kind.ToString());
            refusal = Second(reader, kind);
        }
        Names.Compare(fileName, kind, media, found);
        return new Inspection(kind, media, found.Findings, refusal, found.Width, found.Height) { Pages = found.Pages };
    }

    /// <summary>Whether the bytes are at fault, and not the store, the seal or the machine.</summary>
    internal static bool IsOfTheFile(Exception fault) => fault is DamagedFileException or XmlException or ArgumentException or OverflowException or FormatException or IndexOutOfRangeException
        or NotSupportedException or InvalidDataException or EndOfStreamException || fault is InvalidOperationException and not ObjectDisposedException;

    private static (FileKind, string) Recognise(SourceReader reader, Found found)
    {
        var head = reader.Peek(Recognition.HeadLength);
        var (kind, media) = Recognition.Of(head);
        if (kind is FileKind.Other or FileKind.Text)
        {
            // Readers of PDF pass over what stands in front; what stands there may be another format.
            var start = head.AsSpan(0, Math.Min(head.Length, 1024)).IndexOf("%PDF-"u8);
            if (start < 0)
                return (kind, media);
            if (media is Recognition.Html or Recognition.Svg or Recognition.Executable || head.AsSpan(0, start).Contains((byte)'<'))
                throw new FileRefusedException(FileCodes.Polyglot);
            found.Add(FindingCodes.TrailingData, start);
            return (FileKind.Pdf, "application/pdf");
        }
        if (media != Recognition.Zip)
            return (kind, media);
        // One that was moved might have a second directory, which another reader would take for the first.
        if (ZipCensus.Take(reader) is not { Shift: 0 } archive)
        {
            found.Add(FindingCodes.Damaged, "zip");
            return (kind, media);
        }
        return OfficeKind.Of(reader, archive.Names) ?? (kind, media);
    }

    private static void Read(SourceReader reader, Found found, FileKind kind, string media, int depth)
    {
        if (kind is FileKind.Jpeg or FileKind.Png or FileKind.Gif or FileKind.WebP or FileKind.Heic or FileKind.Tiff or FileKind.Audio or FileKind.Video)
        {
            Polyglots.Head(reader);
            Polyglots.ArchiveAtEnd(reader);
        }
        reader.Position = 0;
        switch (kind)
        {
            case FileKind.Jpeg:
                Jpeg.Inspect(reader, found);
                Polyglots.Tail(reader, reader.Position, found);
                break;
            case FileKind.Png:
                Png.Inspect(reader, found);
                Polyglots.Tail(reader, reader.Position, found);
                break;
            case FileKind.Gif:
                Gif.Inspect(reader, found);
                Polyglots.Tail(reader, reader.Position, found);
                break;
            case FileKind.WebP:
                WebP.Inspect(reader, found);
                Polyglots.Tail(reader, reader.Position, found);
                break;
            case FileKind.Tiff:
                Exif.Read(reader, found, wholeFile: true);
                break;
            case FileKind.Heic:
                Boxes.InspectPicture(reader, found);
                break;
            case FileKind.Video or FileKind.Audio when media is "video/mp4" or "video/quicktime" or "audio/mp4":
                Boxes.InspectFilm(reader, found);
                break;
            case FileKind.Audio when media == "audio/mpeg" && reader.Peek(3).AsSpan().SequenceEqual("ID3"u8):
                found.Add(FindingCodes.OtherMetadata, "ID3");
                break;
            case FileKind.Pdf:
                PdfInspection.Inspect(reader, found);
                break;
            case FileKind.Docx or FileKind.Xlsx or FileKind.Pptx or FileKind.OpenDocument:
                OfficeInspection.Inspect(reader, found, kind == FileKind.OpenDocument, depth);
                break;
            case FileKind.Text when media is Recognition.Html or Recognition.Svg:
                found.Add(FindingCodes.Scripts, media);
                break;
            case FileKind.Other when media == Recognition.Executable:
                found.Add(FindingCodes.Program, "content");
                break;
        }
    }

    // What could not be read to its end may still be a second thing.
    private static string? Second(SourceReader reader, FileKind kind)
    {
        if (kind is not (FileKind.Jpeg or FileKind.Png or FileKind.Gif or FileKind.WebP))
            return null;
        try
        {
            reader.Position = 0;
            Polyglots.RefuseActive(reader);
            return null;
        }
        catch (FileRefusedException refused)
        {
            return refused.Code;
        }
    }
}

/// <summary>Office documents among archives.</summary>
internal static class OfficeKind
{
    public static (FileKind, string)? Of(SourceReader reader, List<string> names)
    {
        const string openXml = "application/vnd.openxmlformats-officedocument.";
        if (names.Contains("[Content_Types].xml"))
        {
            if (names.Any(n => n.StartsWith("word/", StringComparison.Ordinal))) return (FileKind.Docx, openXml + "wordprocessingml.document");
            if (names.Any(n => n.StartsWith("xl/", StringComparison.Ordinal))) return (FileKind.Xlsx, openXml + "spreadsheetml.sheet");
            if (names.Any(n => n.StartsWith("ppt/", StringComparison.Ordinal))) return (FileKind.Pptx, openXml + "presentationml.presentation");
        }
        const string openDocument = "mimetypeapplication/vnd.oasis.opendocument.";
        reader.Position = 0;
        var head = System.Text.Encoding.Latin1.GetString(reader.Peek(160));
        return names.Contains("META-INF/manifest.xml") && names.Contains("meta.xml") && head.Contains(openDocument, StringComparison.Ordinal)
            ? (FileKind.OpenDocument, "application/vnd.oasis.opendocument") : null;
    }
}

/// <summary>What a name promises.</summary>
internal static class Names
{
    private static readonly HashSet<string> Programs =
        [".exe", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".lnk", ".jar", ".msi", ".dll", ".pif", ".cpl", ".reg", ".sh", ".app", ".apk"];

    private static readonly Dictionary<string, FileKind[]> Promises = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = [FileKind.Jpeg], [".jpeg"] = [FileKind.Jpeg], [".png"] = [FileKind.Png], [".gif"] = [FileKind.Gif], [".webp"] = [FileKind.WebP],
        [".heic"] = [FileKind.Heic], [".heif"] = [FileKind.Heic], [".avif"] = [FileKind.Heic], [".tif"] = [FileKind.Tiff], [".tiff"] = [FileKind.Tiff],
        [".pdf"] = [FileKind.Pdf], [".docx"] = [FileKind.Docx], [".xlsx"] = [FileKind.Xlsx], [".pptx"] = [FileKind.Pptx],
        [".odt"] = [FileKind.OpenDocument], [".ods"] = [FileKind.OpenDocument], [".odp"] = [FileKind.OpenDocument],
        [".txt"] = [FileKind.Text], [".csv"] = [FileKind.Text], [".html"] = [FileKind.Text], [".svg"] = [FileKind.Text],
        [".zip"] = [FileKind.Archive], [".mp3"] = [FileKind.Audio], [".m4a"] = [FileKind.Audio, FileKind.Video], [".ogg"] = [FileKind.Audio, FileKind.Video], [".wav"] = [FileKind.Audio],
        [".mp4"] = [FileKind.Video], [".mov"] = [FileKind.Video], [".webm"] = [FileKind.Video], [".mkv"] = [FileKind.Video], [".3gp"] = [FileKind.Video],
    };

    public static void Compare(string? fileName, FileKind kind, string media, Found found)
    {
        if (fileName is null)
            return;
        var extension = Path.GetExtension(fileName.TrimEnd(' ', '.', '\0'));
        if (Programs.Contains(extension.ToLowerInvariant()))
            found.Add(FindingCodes.Program, extension);
        else if (Promises.TryGetValue(extension, out var promised) && (!promised.Contains(kind) || (extension is ".txt" or ".csv" && media is Recognition.Html or Recognition.Svg)))
            found.Add(FindingCodes.NameMismatch, $"{extension} → {media}");
    }
}
