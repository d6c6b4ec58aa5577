using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>Word and Excel: authors, what was deleted and comments go, what was written stays, and other programs still open it.</summary>
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
        Has(before, (FindingCodes.Author, Tools.Name), (FindingCodes.Company, "Canary Ltd"), (FindingCodes.Software, "CanaryOffice"), (FindingCodes.Title, "Canary title"), (FindingCodes.Revisions, "7"), (FindingCodes.Created, "2026-03-04 05:06"),
            (FindingCodes.TrackedChanges, "2"), (FindingCodes.Comments, "1"), (FindingCodes.DocumentId, "rsid"), (FindingCodes.Gps, "52.51667"), (FindingCodes.Serial, Tools.Serial), (FindingCodes.OtherMetadata, "customXml"));
        using var document = WordprocessingDocument.Open(new MemoryStream(copy), isEditable: false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => e.Description));
        var text = document.MainDocumentPart!.Document!.InnerText;
        Assert.Equal("What happenedand then", text);
        Assert.Null(document.MainDocumentPart.WordprocessingCommentsPart);
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
        Assert.Null(sheet.WorksheetCommentsPart);
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
    public async Task Docx_WithTrackedChanges_IsCleanedAsIfTheyWereAccepted()
    {
        var original = Documents.Revised($"""
            <w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="A"/></w:rPr><w:pPrChange w:id="2" w:author="A"><w:pPr><w:pStyle w:val="Canary"/></w:pPr></w:pPrChange></w:pPr>
              <w:commentRangeStart w:id="0"/><w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="A"><w:rPr><w:rStyle w:val="Canary"/></w:rPr></w:rPrChange></w:rPr><w:t>one </w:t></w:r><w:commentRangeEnd w:id="0"/>
              <w:ins w:id="4" w:author="A"><w:r><w:t>two </w:t></w:r><w:del w:id="5" w:author="A"><w:r><w:delText>canary</w:delText></w:r></w:del></w:ins>
              <w:del w:id="6" w:author="A"><w:r><w:delText>canary</w:delText><w:footnoteReference w:id="2"/></w:r><w:r><w:drawing><a:blip r:embed="rId3"/></w:drawing></w:r><w:r><w:delInstrText>canary</w:delInstrText></w:r></w:del>
              <w:moveFromRangeStart w:id="7" w:name="Canary" w:author="A"/><w:moveFrom w:id="8" w:author="A"><w:r><w:t>canary</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="7"/>
              <w:moveTo w:id="9" w:author="A"><w:r><w:t>three </w:t><w:footnoteReference w:id="3"/></w:r></w:moveTo>
              <w:hyperlink r:id="rId4"><w:del w:id="10" w:author="A"><w:r><w:delText>canary</w:delText></w:r></w:del></w:hyperlink><w:hyperlink r:id="rId5"><w:r><w:t>four</w:t></w:r></w:hyperlink></w:p>
            <w:tbl><w:tr><w:trPr><w:ins w:id="11" w:author="A"/></w:trPr><w:tc><w:p><w:r><w:t> five</w:t></w:r></w:p></w:tc></w:tr>
              <w:tr><w:trPr><w:del w:id="12" w:author="A"/></w:trPr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>canary</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>
            <w:tbl><w:tr><w:trPr><w:del w:id="13" w:author="A"/></w:trPr><w:tc><w:p><w:r><w:t>canary</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:sectPr><w:headerReference r:id="rId1" w:type="default"/><w:sectPrChange w:id="14" w:author="A"><w:sectPr/></w:sectPrChange></w:sectPr>
            """);
        var (before, copy) = await Cleaned(original, "report.docx");
        Has(before, (FindingCodes.TrackedChanges, "15"), (FindingCodes.Comments, "1"));
        Assert.All(before.Findings.Where(f => f.Code is FindingCodes.TrackedChanges or FindingCodes.Comments), f => Assert.True(f.Identifying));
        using var archive = new ZipArchive(new MemoryStream(copy));
        Assert.Equal(["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/footnotes.xml", "word/header1.xml"], archive.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        string Text(string part) => System.Xml.Linq.XDocument.Load(archive.GetEntry(part)!.Open()).Root!.Value;
        Assert.Equal("one two three four five", string.Join(' ', Text("word/document.xml").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(("head", "note"), (Text("word/header1.xml").Trim(), Text("word/footnotes.xml").Trim()));
        var main = await new StreamReader(archive.GetEntry("word/document.xml")!.Open()).ReadToEndAsync();
        Assert.Equal((1, 1), (main.Split("<w:tbl>").Length - 1, main.Split("<w:hyperlink").Length - 1));
        Assert.Equal(["rId1", "rId2", "rId5"], System.Xml.Linq.XDocument.Load(archive.GetEntry("word/_rels/document.xml.rels")!.Open()).Root!.Elements().Select(e => e.Attribute("Id")!.Value));
    }

    [Theory]
    [InlineData("<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id='1' w:author='A'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")]
    [InlineData("<w:p><w:del w:id='1' w:author='A'><w:r><w:footnoteReference w:id='2'/></w:r></w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:p>")]
    public void Docx_WhoseChangesHaveNoSureEnd_IsNotCalledClean(string body)
    {
        var original = Documents.Revised(body);
        var inspection = FileInspection.Inspect(new MemoryStream(original), null);
        Assert.Contains(inspection.Findings, f => f is { Code: FindingCodes.TrackedChanges, Identifying: true });
        Assert.Equal(UncleanedReason.Remains, FileCleaning.Clean(new MemoryStream(original), inspection, Stream.Null).Reason);
    }

    [Theory]
    [InlineData("xl/workbook.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "revisionHeaders", "<headers><header userName='Canary'/></headers>", null)]
    [InlineData("xl/workbook.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "revisionLog", "<revisions><rcc><oc><v>canary</v></oc></rcc></revisions>", FindingCodes.TrackedChanges)]
    [InlineData("xl/workbook.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "threadedComment", "<ThreadedComments><threadedComment><text>canary</text></threadedComment></ThreadedComments>", FindingCodes.Comments)]
    [InlineData("ppt/presentation.xml", "http://schemas.openxmlformats.org/presentationml/2006/main", "comments", "<cmLst><cm><text>canary</text></cm></cmLst>", FindingCodes.Comments)]
    [InlineData("ppt/presentation.xml", "http://schemas.openxmlformats.org/presentationml/2006/main", "commentAuthors", "<cmAuthorLst><cmAuthor name='Canary'/></cmAuthorLst>", FindingCodes.Author)]
    public async Task LogsOfChangesAndComments_OfSheetsAndSlides_Go(string main, string ns, string relation, string part, string? code)
    {
        var folder = main[..(main.IndexOf('/') + 1)];
        var original = Documents.Package(main, $"<a:document xmlns:a='{ns}'/>", [(relation, "part.xml", part.Insert(part.IndexOf('>'), $" xmlns='{ns}'"))]);
        var (before, copy) = await Cleaned(original, main[0] == 'x' ? "a.xlsx" : "a.pptx");
        if (code is not null)
            Assert.Contains(before.Findings, f => f.Code == code && f.Identifying);
        using var archive = new ZipArchive(new MemoryStream(copy));
        Assert.DoesNotContain(archive.Entries, e => e.FullName == folder + "part.xml");
    }

    [Fact]
    public async Task BalloonsOfComments_InASheet_Go_AndButtonsStay()
    {
        const string drawing = "<xml xmlns:v='urn:schemas-microsoft-com:vml' xmlns:x='urn:schemas-microsoft-com:office:excel'><v:shape id='a' alt='canary'><v:fill/><x:ClientData ObjectType='Note'><x:Row>0</x:Row></x:ClientData></v:shape>"
            + "<v:shape id='b'><x:ClientData ObjectType='Button'/></v:shape></xml>";
        var original = Documents.Package("xl/workbook.xml", "<a:document xmlns:a='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>", [("vmlDrawing", "part.xml", drawing), ("customXml", "broken.xml", "<canary")]);
        var (_, copy) = await Cleaned(original, "a.xlsx");
        using var archive = new ZipArchive(new MemoryStream(copy));
        Assert.Equal(["b"], System.Xml.Linq.XDocument.Load(archive.GetEntry("xl/part.xml")!.Open()).Root!.Elements().Select(e => e.Attribute("id")!.Value));
        Assert.Null(archive.GetEntry("xl/broken.xml"));
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
