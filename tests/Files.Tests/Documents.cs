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
