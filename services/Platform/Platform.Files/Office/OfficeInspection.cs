using System.IO.Compression;
using System.Xml;

namespace Platform.Files;

/// <summary>What an Office or LibreOffice document says about who wrote it.</summary>
internal static class OfficeInspection
{
    public static void Inspect(SourceReader reader, Found found, bool openDocument, int depth = 0)
    {
        using var package = new OfficePackage(reader);
        long changes = 0, comments = 0, hidden = 0, embedded = 0;
        foreach (var part in package.Parts)
        {
            reader.Cancellation.ThrowIfCancellationRequested();
            var name = part.FullName;
            if (OfficePackage.IsProgram(name) || name.StartsWith("Basic/", StringComparison.Ordinal))
                found.Add(FindingCodes.Macros, Path.GetFileName(name));
            else if (name.StartsWith("docProps/thumbnail", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Thumbnails/", StringComparison.Ordinal))
                found.Add(FindingCodes.Thumbnail, Path.GetFileName(name));
            else if (name.Contains("printerSettings", StringComparison.OrdinalIgnoreCase))
                found.Add(FindingCodes.Printer, Path.GetFileName(name));
            else if (name.StartsWith("customXml/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                found.Add(FindingCodes.OtherMetadata, "customXml");
            else if (name.StartsWith("docMetadata/", StringComparison.OrdinalIgnoreCase))
                found.Add(FindingCodes.OtherMetadata, "docMetadata");
            if (name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) || name.Contains("oleObject", StringComparison.OrdinalIgnoreCase))
                embedded++;
            if (OfficePackage.IsXml(part))
            {
                try
                {
                    using var xml = package.OpenXml(part);
                    Read(xml, part, found, openDocument, ref changes, ref comments, ref hidden);
                }
                catch (XmlException)
                {
                    found.Add(FindingCodes.Damaged, Path.GetFileName(name));
                }
            }
            else if (depth == 0 && package.IsFile(part))
                Inside(package, part, found, reader.Cancellation);
        }
        found.Add(FindingCodes.TrackedChanges, changes);
        found.Add(FindingCodes.Comments, comments);
        found.Add(FindingCodes.HiddenSheets, hidden);
        found.Add(FindingCodes.EmbeddedFiles, depth == 0 ? embedded : 0);
    }

    // A document or a picture inside has its own author and position.
    private static void Inside(OfficePackage package, ZipArchiveEntry part, Found found, CancellationToken cancellation)
    {
        var held = package.Hold(part);
        if (held is null)
        {
            found.Add(FindingCodes.OtherMetadata, Path.GetFileName(part.FullName));
            return;
        }
        var inside = FileInspection.Inspect(new MemoryStream(held, writable: false), null, depth: 1, cancellation);
        if (inside.Refusal is { } refusal)
            throw new FileRefusedException(refusal);
        foreach (var finding in inside.Findings)
            found.Add(finding.Code, finding.Value);
    }

    private static void Read(XmlReader xml, ZipArchiveEntry part, Found found, bool openDocument, ref long changes, ref long comments, ref long hidden)
    {
        var name = part.FullName;
        var properties = name.StartsWith("docProps/", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".psmdcp", StringComparison.OrdinalIgnoreCase) || (openDocument && name is "meta.xml");
        var custom = name.EndsWith("custom.xml", StringComparison.OrdinalIgnoreCase);
        var rsids = false;
        // Excel keeps a log of what was changed.
        var logged = false;
        string? element = null;
        while (xml.Read())
        {
            if (xml.Depth > 256)
                return;
            if (xml.NodeType == XmlNodeType.Element)
            {
                element = xml.LocalName;
                if (OfficeRevisions.IsChange(xml) || (logged && xml.Depth == 1))
                    changes++;
                switch (element)
                {
                    case "revisions" when xml.Depth == 0: logged = true; break;
                    case "changed-region" or "tracked-change": changes++; break;
                    case "comment" or "annotation" or "threadedComment" or "cm": comments++; break;
                    case "sheet" when xml.GetAttribute("state") is "hidden" or "veryHidden": hidden++; break;
                }
                while (xml.MoveToNextAttribute())
                {
                    if (OfficeNames.CodeOfAttribute(element, xml.LocalName) is { } code && !OfficeNames.IsNeutral(xml.Value))
                        found.Add(code, xml.Value);
                    rsids |= xml.LocalName.StartsWith("rsid", StringComparison.Ordinal);
                }
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && element is not null)
            {
                var code = custom && properties ? FindingCodes.OtherMetadata : OfficeNames.CodeOfText(element, properties);
                if (code is not null && !OfficeNames.IsNeutral(xml.Value))
                    found.Add(code, xml.Value);
            }
        }
        if (rsids)
            found.Add(FindingCodes.DocumentId, "rsid");
    }
}

/// <summary>Where names, times and paths of people stand in Office's XML, and what stands there after cleaning.</summary>
internal static class OfficeNames
{
    /// <summary>In place of every person's name.</summary>
    public const string Person = "Author";

    /// <summary>In place of initials.</summary>
    public const string Initials = "A";

    /// <summary>In place of every time that a schema insists on.</summary>
    public const string Time = "2000-01-01T00:00:00Z";

    public static bool IsNeutral(string value) => value is Person or Initials or Time or "None" or "";

    public static string? CodeOfAttribute(string element, string attribute) => attribute switch
    {
        "author" or "initials" or "userName" or "lastModifiedBy" or "lastEditedBy" or "creator" => FindingCodes.Author,
        "displayName" or "userId" when element is "person" or "author" or "presenceInfo" => FindingCodes.Author,
        "name" when element is "cmAuthor" or "author" => FindingCodes.Author,
        "date" or "dT" when element is not "calendar" => FindingCodes.Modified,
        "dt" when element is "cm" or "comment" => FindingCodes.Modified,
        "created" or "modified" => FindingCodes.Modified,
        "url" when element == "absPath" => FindingCodes.Path,
        "documentId" => FindingCodes.DocumentId,
        _ => null,
    };

    public static string? CodeOfText(string element, bool properties) => element switch
    {
        "creator" or "initial-creator" or "lastModifiedBy" or "printed-by" when properties => FindingCodes.Author,
        "creator" or "author" => FindingCodes.Author,
        "Company" or "Manager" when properties => FindingCodes.Company,
        "Application" or "AppVersion" or "generator" or "Template" when properties => FindingCodes.Software,
        "created" or "creation-date" when properties => FindingCodes.Created,
        "modified" or "date" or "lastPrinted" or "print-date" when properties => FindingCodes.Modified,
        "date" => null,
        "title" or "subject" or "description" or "keywords" or "keyword" or "category" or "user-defined" or "contentStatus" when properties => FindingCodes.Title,
        "revision" or "editing-cycles" or "TotalTime" or "editing-duration" when properties => FindingCodes.Revisions,
        "HyperlinkBase" when properties => FindingCodes.Path,
        _ => null,
    };
}
