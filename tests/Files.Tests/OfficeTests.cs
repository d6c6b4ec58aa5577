using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>Word and Excel: authors go, what was written stays, and other programs still open it.</summary>
public sealed class OfficeTests
{
    private static async Task<(Inspection Before, byte[] Copy)> Cleaned(byte[] original, string name)
    {
        var before = FileInspection.Inspect(new MemoryStream(original), name);
        Assert.Null(before.Refusal);
        using var sink = new MemoryStream();
        var outcome = FileCleaning.Clean(new MemoryStream(original), before, sink);
        Assert.True(outcome.Cleaned, outcome.Reason?.ToString());
        var copy = sink.ToArray();
        outcome = FileCleaning.Judge(new MemoryStream(copy), before);
        Assert.True(outcome.Cleaned, string.Join(' ', outcome.Remaining!.Select(f => f.Code)));
        var seen = await Tools.Everything(copy, Path.GetExtension(name));
        using var archive = new ZipArchive(new MemoryStream(copy));
        foreach (var part in archive.Entries)
        {
            Assert.Equal(1980, part.LastWriteTime.Year);
            using var content = new MemoryStream();
            using (var source = part.Open())
                await source.CopyToAsync(content);
            seen += part.FullName + Encoding.Latin1.GetString(content.ToArray()) + Encoding.Unicode.GetString(content.ToArray());
            if (part.FullName.EndsWith(".jpg", StringComparison.Ordinal))
                seen += await Tools.Everything(content.ToArray(), ".jpg");
        }
        Tools.HoldsNoCanary(seen);
        Assert.DoesNotContain("rsid", seen, StringComparison.OrdinalIgnoreCase);
        return (before, copy);
    }

    private static void Has(Inspection inspection, params (string Code, string Value)[] findings) =>
        Assert.All(findings, f => Assert.Contains(inspection.Findings, g => g.Code == f.Code && g.Value.Contains(f.Value, StringComparison.Ordinal)));

    [Fact]
    public async Task Docx_WithAuthorsChangesCommentsAndAPhotograph_IsListed_AndCleaned()
    {
        var (before, copy) = await Cleaned(Documents.Docx(await Tools.Fully(Pictures.Jpeg())), "report.docx");
        Assert.Equal(FileKind.Docx, before.Kind);
        Has(before, (FindingCodes.Author, Tools.Name), (FindingCodes.Company, "Canary Ltd"), (FindingCodes.Software, "CanaryOffice"), (FindingCodes.Title, "Canary title"), (FindingCodes.Revisions, "7"),
            (FindingCodes.TrackedChanges, "2"), (FindingCodes.Comments, "1"), (FindingCodes.DocumentId, "rsid"), (FindingCodes.Gps, "52.51667"), (FindingCodes.Serial, Tools.Serial), (FindingCodes.OtherMetadata, "customXml"));
        using var document = WordprocessingDocument.Open(new MemoryStream(copy), isEditable: false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => e.Description));
        var text = document.MainDocumentPart!.Document!.InnerText;
        Assert.Equal("What happenedand thenor not", text);
        Assert.Equal("Is this so?", document.MainDocumentPart.WordprocessingCommentsPart!.Comments!.InnerText);
        Assert.Equal("Author", document.MainDocumentPart.Document.Descendants<DocumentFormat.OpenXml.Wordprocessing.InsertedRun>().Single().Author);
        Assert.Single(document.MainDocumentPart.ImageParts);
    }

    [Fact]
    public async Task Xlsx_WithCommentsPrinterAndAHiddenSheet_IsListed_AndCleaned()
    {
        var (before, copy) = await Cleaned(Documents.Xlsx(await Tools.Fully(Pictures.Jpeg())), "figures.xlsx");
        Assert.Equal(FileKind.Xlsx, before.Kind);
        Has(before, (FindingCodes.Author, Tools.Name), (FindingCodes.HiddenSheets, "1"), (FindingCodes.Comments, "1"), (FindingCodes.Printer, "printer"), (FindingCodes.Gps, "52.51667"));
        using var document = SpreadsheetDocument.Open(new MemoryStream(copy), isEditable: false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => e.Description));
        var sheet = (WorksheetPart)document.WorkbookPart!.GetPartById("rId1");
        Assert.Equal("42", sheet.Worksheet!.InnerText);
        Assert.Equal("AuthorWhy 42?", sheet.WorksheetCommentsPart!.Comments!.InnerText);
        Assert.Equal(2, document.WorkbookPart.WorksheetParts.Count());
    }

    [Fact]
    public async Task Docx_WithADocumentInside_IsCleanedInBoth()
    {
        var photograph = await Tools.Tagged(Pictures.Jpeg(), ".jpg");
        using var outer = new MemoryStream();
        outer.Write(Documents.Docx(photograph));
        using (var document = WordprocessingDocument.Open(outer, isEditable: true))
            document.MainDocumentPart!.AddEmbeddedPackagePart("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").FeedData(new MemoryStream(Documents.Xlsx(photograph)));
        var inspection = FileInspection.Inspect(new MemoryStream(outer.ToArray()), null);
        Has(inspection, (FindingCodes.EmbeddedFiles, "1"), (FindingCodes.Printer, "printer"));
        var (_, copy) = await Cleaned(outer.ToArray(), "report.docx");
        using var archive = new ZipArchive(new MemoryStream(copy));
        using var inner = new MemoryStream();
        await archive.Entries.Single(e => e.FullName.Contains("embeddings/", StringComparison.Ordinal)).Open().CopyToAsync(inner);
        using var sheet = new ZipArchive(inner);
        Assert.DoesNotContain(sheet.Entries, e => e.FullName.StartsWith("docProps", StringComparison.Ordinal));
        foreach (var part in sheet.Entries)
            Tools.HoldsNoCanary(await new StreamReader(part.Open()).ReadToEndAsync());
    }

    [Fact]
    public void Docx_WithMacros_IsToldAndNotCleaned()
    {
        var original = Documents.Docx(Pictures.Jpeg(), macros: true);
        var inspection = FileInspection.Inspect(new MemoryStream(original), null);
        Assert.Contains(inspection.Findings, f => f.Code == FindingCodes.Macros);
        Assert.Equal(UncleanedReason.Macros, FileCleaning.Clean(new MemoryStream(original), inspection, Stream.Null).Reason);
    }

    [Fact]
    public void Docx_WhoseXmlDeclaresEntities_IsNotExpanded()
    {
        var bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;\">]><a>&y;</a>"u8.ToArray();
        var original = Documents.OnlyText(bomb);
        var inspection = FileInspection.Inspect(new MemoryStream(original), null);
        Assert.Equal(FileKind.Docx, inspection.Kind);
        Assert.Contains(inspection.Findings, f => f.Code == FindingCodes.Damaged);
        Assert.Equal(UncleanedReason.Damaged, FileCleaning.Clean(new MemoryStream(original), inspection, Stream.Null).Reason);
    }

    [Fact]
    public void OpenDocument_IsListed_AndMarkedUncleaned()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content, level) in new[]
            {
                ("mimetype", "application/vnd.oasis.opendocument.text", CompressionLevel.NoCompression),
                ("META-INF/manifest.xml", "<m/>", CompressionLevel.Fastest),
                ("meta.xml", $"<o:meta xmlns:o='o' xmlns:dc='dc'><dc:creator>{Tools.Name}</dc:creator><o:generator>CanaryOffice</o:generator></o:meta>", CompressionLevel.Fastest),
                ("content.xml", "<t:tracked-changes xmlns:t='t'><t:changed-region/></t:tracked-changes>", CompressionLevel.Fastest),
            })
            {
                using var writer = new StreamWriter(archive.CreateEntry(name, level).Open());
                writer.Write(content);
            }
        var inspection = FileInspection.Inspect(bytes, "letter.odt");
        Assert.Equal(FileKind.OpenDocument, inspection.Kind);
        Has(inspection, (FindingCodes.Author, Tools.Name), (FindingCodes.Software, "CanaryOffice"), (FindingCodes.TrackedChanges, "1"));
        Assert.Equal(UncleanedReason.Kind, FileCleaning.Clean(bytes, inspection, Stream.Null).Reason);
    }
}
