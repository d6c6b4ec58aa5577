using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Files.Tests;

/// <summary>Office documents as people write them: with their names all over.</summary>
internal static class Documents
{
    public static byte[] Docx(byte[] photograph, bool macros = false)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, macros ? WordprocessingDocumentType.MacroEnabledDocument : WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new W.Document(new W.Body(
                new W.Paragraph(new W.CommentRangeStart { Id = "0" }, new W.Run(new W.Text("What happened")) { RsidRunAddition = "00CA4711" }, new W.CommentRangeEnd { Id = "0" }, new W.Run(new W.CommentReference { Id = "0" })) { RsidParagraphAddition = "00CA4711" },
                new W.Paragraph(new W.InsertedRun(new W.Run(new W.Text("and then"))) { Id = "1", Author = Tools.Name, Date = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc) },
                    new W.DeletedRun(new W.Run(new W.DeletedText("or not"))) { Id = "2", Author = Tools.Name, Date = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc) })));
            main.AddNewPart<WordprocessingCommentsPart>().Comments = new W.Comments(
                new W.Comment(new W.Paragraph(new W.Run(new W.Text("Is this so?")))) { Id = "0", Author = Tools.Name, Initials = "CANARY", Date = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc) });
            main.AddNewPart<DocumentSettingsPart>().Settings = new W.Settings(new W.Rsids(new W.RsidRoot { Val = "00CA4711" }, new W.Rsid { Val = "00CA4711" }));
            using (var photo = new MemoryStream(photograph))
                main.AddImagePart(ImagePartType.Jpeg).FeedData(photo);
            if (macros)
            {
                using var program = new MemoryStream([1, 2, 3]);
                main.AddNewPart<VbaProjectPart>().FeedData(program);
            }
            Properties(document);
            using var custom = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"<a>{Tools.Name}</a>"));
            main.AddCustomXmlPart(CustomXmlPartType.CustomXml).FeedData(custom);
        }
        return bytes.ToArray();
    }

    public static byte[] Xlsx(byte[] photograph)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var shown = workbook.AddNewPart<WorksheetPart>("rId1");
            shown.Worksheet = new Worksheet(new SheetData(new Row(new Cell(new CellValue("42")) { CellReference = "A1", DataType = CellValues.Number })), new PageSetup { Id = "rId9" });
            using (var printer = new MemoryStream(System.Text.Encoding.Unicode.GetBytes("Canary printer, room 4711")))
                shown.AddNewPart<SpreadsheetPrinterSettingsPart>("rId9").FeedData(printer);
            shown.AddNewPart<WorksheetCommentsPart>().Comments = new Comments(new Authors(new Author(Tools.Name)),
                new CommentList(new Comment(new CommentText(new Text("Why 42?"))) { Reference = "A1", AuthorId = 0 }));
            var drawing = shown.AddNewPart<DrawingsPart>();
            drawing.WorksheetDrawing = new DocumentFormat.OpenXml.Drawing.Spreadsheet.WorksheetDrawing();
            using (var photo = new MemoryStream(photograph))
                drawing.AddImagePart(ImagePartType.Jpeg).FeedData(photo);
            workbook.AddNewPart<WorksheetPart>("rId2").Worksheet = new Worksheet(new SheetData());
            workbook.Workbook = new Workbook(new FileSharing { UserName = Tools.Name }, new Sheets(new Sheet { Name = "Shown", SheetId = 1, Id = "rId1" }, new Sheet { Name = "Kept back", SheetId = 2, Id = "rId2", State = SheetStateValues.Hidden }));
            Properties(document);
        }
        return bytes.ToArray();
    }

    private static void Properties(OpenXmlPackage document)
    {
        document.PackageProperties.Creator = Tools.Name;
        document.PackageProperties.LastModifiedBy = Tools.Name;
        document.PackageProperties.Title = "Canary title";
        document.PackageProperties.Revision = "7";
        document.PackageProperties.Created = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);
        var extended = document switch
        {
            WordprocessingDocument word => word.AddExtendedFilePropertiesPart(),
            SpreadsheetDocument sheet => sheet.AddExtendedFilePropertiesPart(),
            _ => throw new NotSupportedException(),
        };
        extended.Properties = new DocumentFormat.OpenXml.ExtendedProperties.Properties(new DocumentFormat.OpenXml.ExtendedProperties.Company("Canary Ltd"), new DocumentFormat.OpenXml.ExtendedProperties.Application("CanaryOffice"));
    }

    /// <summary>The least that makes a part the text of a Word document.</summary>
    public static byte[] OnlyText(byte[] text) => Zip(("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"u8.ToArray()),
        ("_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>"u8.ToArray()),
        ("word/document.xml", text));

    /// <summary>A Word document of the given body, with a header, two notes, a comment, a picture and two links.</summary>
    public static byte[] Revised(string body)
    {
        const string names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'";
        return Package("word/document.xml", $"<w:document {names}><w:body>{body}</w:body></w:document>",
        [
            ("header", "header1.xml", $"<w:hdr {names}><w:p><w:ins w:id='1' w:author='A'><w:r><w:t>head</w:t></w:r></w:ins><w:del w:id='2' w:author='A'><w:r><w:delText>canary</w:delText></w:r></w:del></w:p></w:hdr>"),
            ("footnotes", "footnotes.xml", $"<w:footnotes {names}><w:footnote w:id='2'><w:p><w:r><w:t>canary</w:t></w:r></w:p></w:footnote><w:footnote w:id='3'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>"),
            ("image", "media/image1.jpeg", "canary"),
            ("hyperlink", "https://canary.example/", null),
            ("hyperlink", "https://four.example/", null),
            ("comments", "comments.xml", $"<w:comments {names}><w:comment w:id='0' w:author='A'><w:p><w:r><w:t>canary</w:t></w:r></w:p></w:comment></w:comments>"),
        ]);
    }

    /// <summary>A package whose main part points at others, in order from rId1; without content they lie outside.</summary>
    public static byte[] Package(string main, string text, (string Relation, string Target, string? Content)[] parts)
    {
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        var (folder, name) = (main[..(main.IndexOf('/') + 1)], main[(main.IndexOf('/') + 1)..]);
        static string Relations(IEnumerable<string> of) => $"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{string.Concat(of)}</Relationships>";
        (string, string)[] all =
        [
            ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
            ("_rels/.rels", Relations([$"<Relationship Id='a' Type='{relations}officeDocument' Target='{main}'/>"])),
            ($"{folder}_rels/{name}.rels", Relations(parts.Select((p, i) => $"<Relationship Id='rId{i + 1}' Type='{relations}{p.Relation}' Target='{p.Target}'{(p.Content is null ? " TargetMode='External'" : "")}/>"))),
            (main, text),
            .. parts.Where(p => p.Content is not null).Select(p => (folder + p.Target, p.Content!)),
        ];
        return Zip([.. all.Select(p => (p.Item1, System.Text.Encoding.UTF8.GetBytes(p.Item2)))]);
    }

    /// <summary>An archive of the given parts.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        return bytes.ToArray();
    }
}
