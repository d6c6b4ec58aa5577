using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Platform.Files;

/// <summary>
/// A Word, Excel or PowerPoint document without its authors: properties, thumbnails, printers and custom data are left out,
/// ids of editing sessions go, pictures and documents inside are cleaned likewise. Tracked changes are taken as accepted and
/// comments go: what somebody deleted or noted in the margin is often not meant for whoever reads the copy.
/// </summary>
internal static class OfficeCleaning
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CloseOutput = true, CheckCharacters = false };

    public static void Clean(SourceReader reader, Stream sink, int depth = 0)
    {
        using var package = new OfficePackage(reader);
        var revisions = OfficeRevisions.Of(package, reader.Cancellation);
        var kept = OfficeRelations.Kept(package, revisions);
        using var copy = new ZipArchive(sink, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in package.Parts)
        {
            reader.Cancellation.ThrowIfCancellationRequested();
            var name = part.FullName;
            if (OfficePackage.IsProgram(name))
                throw new NotCleanableException(UncleanedReason.Macros);
            if (!kept.Contains(name))
                continue;
            var content = package.IsFile(part) ? Inside(package, part, depth, reader.Cancellation) : null;
            if (content is null && !OfficePackage.IsXml(part) && !IsMute(name))
                throw new NotCleanableException(UncleanedReason.EmbeddedFile);
            var entry = copy.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = NoTime;
            using var target = entry.Open();
            if (content is not null)
                target.Write(content);
            else if (OfficePackage.IsXml(part))
                CopyXml(package, part, kept, revisions, target);
            else
                using (var source = package.Open(part))
                    source.CopyTo(target);
        }
    }

    // Drawings and fonts have no author's field; everything else that is unknown might.
    private static bool IsMute(string name) => Path.GetExtension(name).ToUpperInvariant() is ".EMF" or ".WMF" or ".ODTTF" or ".FNTDATA" or ".BMP" or ".TTF";

    private static byte[] Inside(OfficePackage package, ZipArchiveEntry part, int depth, CancellationToken cancellation)
    {
        var held = package.Hold(part) ?? throw new NotCleanableException(UncleanedReason.EmbeddedFile);
        using var source = new MemoryStream(held, writable: false);
        using var cleaned = new MemoryStream();
        var inside = FileInspection.Inspect(source, null, depth + 1, cancellation);
        if (depth > 1 || inside.Refusal is not null || !FileCleaning.Clean(source, inside, cleaned, depth + 1, cancellation).Cleaned)
            throw new NotCleanableException(UncleanedReason.EmbeddedFile);
        return cleaned.ToArray();
    }

    private static void CopyXml(OfficePackage package, ZipArchiveEntry part, HashSet<string> kept, OfficeRevisions revisions, Stream target)
    {
        using var source = package.OpenXml(part);
        using var writer = XmlWriter.Create(target, Settings);
        var filter = new OfficeXml(part.FullName, kept, revisions);
        writer.WriteStartDocument(standalone: true);
        // A person's name as text: its element is written, its text replaced.
        var replaced = -1;
        while (source.Read())
        {
            if (source.Depth > 512)
                throw new DamagedFileException();
            switch (source.NodeType)
            {
                case XmlNodeType.Element:
                    while (source.NodeType == XmlNodeType.Element && filter.Drops(source))
                        SkipWhole(source);
                    if (source.NodeType != XmlNodeType.Element)
                        Other(source, writer, ref replaced);
                    else if (!OfficeRevisions.Unwraps(source))
                        Element(source, writer, filter, ref replaced);
                    break;
                default:
                    Other(source, writer, ref replaced);
                    break;
            }
        }
        writer.WriteEndDocument();
    }

    private static void SkipWhole(XmlReader source)
    {
        source.Skip();
        while (source.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace && source.Read())
        {
        }
    }

    private static void Element(XmlReader source, XmlWriter writer, OfficeXml filter, ref int replaced)
    {
        var (element, empty) = (source.LocalName, source.IsEmptyElement);
        writer.WriteStartElement(source.Prefix, element, source.NamespaceURI);
        if (filter.IsPersonText(element))
            replaced = source.Depth + 1;
        while (source.MoveToNextAttribute())
            if (filter.Attribute(element, source) is { } value)
                writer.WriteAttributeString(source.Prefix, source.LocalName, source.NamespaceURI, value);
        if (!empty)
            return;
        replaced = -1;
        writer.WriteEndElement();
    }

    private static void Other(XmlReader source, XmlWriter writer, ref int replaced)
    {
        switch (source.NodeType)
        {
            case XmlNodeType.EndElement when OfficeRevisions.Unwraps(source):
                break;
            case XmlNodeType.EndElement:
                if (source.Depth < replaced)
                    replaced = -1;
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                writer.WriteString(source.Depth == replaced ? OfficeNames.Person : source.Value);
                break;
        }
    }
}
