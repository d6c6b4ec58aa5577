using System.IO.Compression;
using System.Xml;

namespace Platform.Files;

/// <summary>An Office document as the archive it is. Every part that is opened draws on one allowance of unpacked bytes.</summary>
internal sealed class OfficePackage : IDisposable
{
    /// <summary>Parts an honest document has at most.</summary>
    public const int MostParts = 5000;

    /// <summary>Bytes of one part that is held whole: pictures and documents inside.</summary>
    public const int LargestHeld = 24 * 1024 * 1024;

    private const long MostUnpacked = 512L * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostUnpacked,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly BoundedStream.Allowance allowance = new(MostUnpacked);
    private readonly ZipArchive archive;

    public OfficePackage(SourceReader reader)
    {
        reader.Position = 0;
        archive = new ZipArchive(reader, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > MostParts)
            throw new FileRefusedException(FileCodes.Bomb);
        if (archive.Entries.DistinctBy(e => e.FullName.ToUpperInvariant()).Count() != archive.Entries.Count)
            throw new DamagedFileException();
    }

    public IReadOnlyCollection<ZipArchiveEntry> Parts => archive.Entries;

    public ZipArchiveEntry? Find(string name) => archive.GetEntry(name);

    public Stream Open(ZipArchiveEntry part) => new BoundedStream(part.Open(), allowance);

    public XmlReader OpenXml(ZipArchiveEntry part) => XmlReader.Create(Open(part), Settings);

    /// <summary>A part in memory; null where it is too large for that.</summary>
    public byte[]? Hold(ZipArchiveEntry part)
    {
        using var source = Open(part);
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = source.Read(buffer, 0, buffer.Length); read > 0; read = source.Read(buffer, 0, buffer.Length))
        {
            if (held.Length + read > LargestHeld)
                return null;
            held.Write(buffer, 0, read);
        }
        return held.ToArray();
    }

    public static bool IsXml(ZipArchiveEntry part) =>
        part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || part.FullName.EndsWith(".vml", StringComparison.OrdinalIgnoreCase)
        || part.FullName.EndsWith(".psmdcp", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a part is a picture or a document by what it holds; names of parts are anybody's choice.</summary>
    public bool IsFile(ZipArchiveEntry part)
    {
        if (IsXml(part))
            return false;
        var head = new byte[Recognition.HeadLength];
        using var source = Open(part);
        var kind = Recognition.Of(head.AsSpan(0, source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        return kind.MediaType == Recognition.Zip || kind.Kind is FileKind.Jpeg or FileKind.Png or FileKind.Gif or FileKind.WebP or FileKind.Tiff or FileKind.Heic or FileKind.Pdf;
    }

    public static bool IsProgram(string name) =>
        name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || name.Contains("vbaData", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase) || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase);

    public void Dispose() => archive.Dispose();
}
