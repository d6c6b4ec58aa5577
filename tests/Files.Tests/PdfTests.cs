using System.IO.Compression;
using System.Text;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>PDF: what it tells is shown, the copy has its pages and nothing else.</summary>
public sealed class PdfTests
{
    /// <summary>Two pages with an author, XMP, a script, an attachment, a comment, a photograph with its place, and an earlier version.</summary>
    internal static async Task<byte[]> Telling()
    {
        var photograph = await Tools.Fully(Pictures.Jpeg());
        var xmp = $"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq><rdf:li>{Tools.Name}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";
        var first = new PdfBuilder()
            .Object(1, "<</Type/Catalog/Pages 2 0 R/Metadata 9 0 R/OpenAction<</S/JavaScript/JS(app.alert\\('canary'\\))>>/Names<</EmbeddedFiles<</Names[(a) 11 0 R]>>/JavaScript<</Names[]>>>>/PieceInfo<</Canary<</LastModified(D:2026)>>>>>>")
            .Object(2, "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 200 100]/Resources<</XObject<</P 7 0 R>>/Font<</F 8 0 R>>>>>>")
            .Object(3, "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Annots[10 0 R 13 0 R]/Thumb 7 0 R/LastModified(D:20260304)>>")
            .Object(4, "<</Type/Page/Parent 2 0 R/Contents[6 0 R]/Rotate 90/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/Fit]/A<</S/URI/URI(https://example.org/)>>>>]>>")
            .Stream(5, "", "q 100 0 0 50 10 10 cm /P Do Q"u8.ToArray())
            .Stream(6, "/Filter/FlateDecode", Packed("BT /F 12 Tf 10 50 Td (Second) Tj ET"u8.ToArray()))
            .Stream(7, "/Type/XObject/Subtype/Image/Width 32/Height 16/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Metadata 9 0 R", photograph)
            .Object(8, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
            .Stream(9, "/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(xmp))
            .Object(10, $"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(what was said)/T({Tools.Name})/M(D:20260304)/NM(canary-1)>>")
            .Object(11, "<</Type/Filespec/F(canary.txt)/EF<</F 12 0 R>>>>")
            .Stream(12, "/Type/EmbeddedFile", "canary inside"u8.ToArray())
            .Object(13, "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 11 0 R>>")
            .Object(14, $"<</Author({Tools.Name})/Creator(CanaryWriter)/Producer<FEFF00430061006E006100720079>/Title(Canary title)/CreationDate(D:20260304050607Z)>>")
            .End(1, 14);
        // A second version: the first page's text changes and stays in the file all the same.
        return new PdfBuilder(first).Stream(5, "", "q 100 0 0 50 20 20 cm /P Do Q"u8.ToArray()).End(1, 14);
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }

    private static async Task<string> Qpdf(byte[] content, params string[] arguments)
    {
        var said = "";
        await Tools.WithFile(content, ".pdf", async path => said = await Tools.Run("qpdf", [.. arguments, path]));
        return said;
    }

    private static async Task<byte[]> Cleaned(byte[] original)
    {
        var before = FileInspection.Inspect(new MemoryStream(original), "report.pdf");
        Assert.Null(before.Refusal);
        using var sink = new MemoryStream();
        var outcome = FileCleaning.Clean(new MemoryStream(original), before, sink);
        Assert.True(outcome.Cleaned, outcome.Reason?.ToString());
        var copy = sink.ToArray();
        outcome = FileCleaning.Judge(new MemoryStream(copy), before);
        Assert.True(outcome.Cleaned, string.Join(' ', outcome.Remaining!));
        Assert.Contains("No syntax or stream encoding errors found", await Qpdf(copy, "--check"), StringComparison.Ordinal);
        // Unpacked by another program, so that nothing hides in packed streams.
        var open = await Tools.WithFile(copy, ".pdf", path => Tools.Run("qpdf", "--stream-data=uncompress", "--object-streams=disable", "--replace-input", path));
        Tools.HoldsNoCanary(await Tools.Everything(copy, ".pdf") + Encoding.Latin1.GetString(open));
        return copy;
    }

    [Fact]
    public async Task Pdf_WithEverything_IsListed_AndTheCopyHasOnlyItsPages()
    {
        var original = await Telling();
        var inspection = FileInspection.Inspect(new MemoryStream(original), "report.pdf");
        Assert.Equal((FileKind.Pdf, 2), (inspection.Kind, inspection.Pages));
        foreach (var (code, value) in new[]
        {
            (FindingCodes.Author, Tools.Name), (FindingCodes.Software, "CanaryWriter"), (FindingCodes.Software, "Canary"), (FindingCodes.Title, "Canary title"), (FindingCodes.Created, "2026-03-04 05:06"),
            (FindingCodes.Revisions, "2"), (FindingCodes.Scripts, "JavaScript"), (FindingCodes.EmbeddedFiles, "PDF"), (FindingCodes.Gps, "52.51667, 13.38333"), (FindingCodes.Serial, Tools.Serial), (FindingCodes.Thumbnail, "PDF"),
        })
            Assert.Contains(new Finding(code, value), inspection.Findings);
        var copy = await Cleaned(original);
        Assert.Equal("2", (await Qpdf(copy, "--show-npages")).Trim());
        var text = Encoding.Latin1.GetString(copy);
        Assert.Contains("20 20 cm", text, StringComparison.Ordinal);
        Assert.DoesNotContain("10 10 cm", text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString("what was said"u8), text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString("https://example.org/"u8), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--object-streams=generate", "--compress-streams=y")]
    [InlineData("--linearize", "--object-streams=generate")]
    [InlineData("--qdf", "--object-streams=disable")]
    public async Task Pdf_AsOtherProgramsWriteIt_IsReadAndCleanedAlike(params string[] form)
    {
        var original = await Tools.WithFile(await Telling(), ".pdf", path => Tools.Run("qpdf", [.. form, "--replace-input", path]));
        var inspection = FileInspection.Inspect(new MemoryStream(original), null);
        Assert.Equal(2, inspection.Pages);
        Assert.Contains(new Finding(FindingCodes.Author, Tools.Name), inspection.Findings);
        Assert.DoesNotContain(inspection.Findings, f => f.Code is FindingCodes.Damaged or FindingCodes.Revisions);
        await Cleaned(original);
    }

    [Fact]
    public async Task Pdf_WithAPassword_IsNotCleaned()
    {
        var original = await Tools.WithFile(await Telling(), ".pdf", path => Tools.Run("qpdf", "--encrypt", "a", "b", "256", "--", "--replace-input", path));
        var inspection = FileInspection.Inspect(new MemoryStream(original), null);
        Assert.Contains(inspection.Findings, f => f.Code == FindingCodes.Encrypted);
        Assert.Equal(UncleanedReason.Encrypted, FileCleaning.Clean(new MemoryStream(original), inspection, Stream.Null).Reason);
    }

    [Fact]
    public void Pdf_ThatTurnsInCirclesOrNestsWithoutEnd_IsLeftUncleaned()
    {
        byte[] Circle() => new PdfBuilder().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>").Object(3, "<</Type/Pages/Kids[2 0 R 3 0 R]>>").Object(4, "5 0 R").Object(5, "4 0 R").End(1, 4);
        byte[] Deep(string bracket) => new PdfBuilder().Object(1, "<</Type/Catalog/Pages 2 0 R/X " + string.Concat(Enumerable.Repeat(bracket, 500_000)) + ">>").End(1, 1);
        foreach (var hostile in new[] { Circle(), Deep("["), Deep("<</A"), Deep("(") })
        {
            var inspection = FileInspection.Inspect(new MemoryStream(hostile), null);
            Assert.False(FileCleaning.Clean(new MemoryStream(hostile), inspection, Stream.Null).Cleaned);
        }
    }

    [Fact]
    public void Pdf_WhoseObjectsUnpackToFarMore_IsRefused()
    {
        var zeros = Packed(new byte[31 * 1024 * 1024]);
        var builder = new PdfBuilder().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Count 0/Kids[]>>");
        for (var i = 3; i < 20; i++)
            builder.Stream(i, "/Type/ObjStm/N 0/First 0/Filter/FlateDecode", zeros);
        Assert.Equal(FileCodes.Bomb, FileInspection.Inspect(new MemoryStream(builder.End(1, 1)), null).Refusal);
    }
}

/// <summary>Writes PDF as the format says, or appends a version to one.</summary>
internal sealed class PdfBuilder
{
    private readonly MemoryStream bytes = new();
    private readonly SortedDictionary<int, long> places = [];
    private readonly long previous = -1;
    private int highest;

    public PdfBuilder(byte[]? before = null)
    {
        bytes.Write(before ?? "%PDF-1.6\n%\xE2\xE3\n"u8.ToArray());
        if (before is null)
            return;
        var text = Encoding.Latin1.GetString(before);
        highest = int.Parse(text[(text.LastIndexOf("/Size ", StringComparison.Ordinal) + 6)..].Split('/')[0], System.Globalization.CultureInfo.InvariantCulture) - 1;
        previous = long.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    public PdfBuilder Object(int number, string body)
    {
        places[number] = bytes.Length;
        Write($"{number} 0 obj\n{body}\nendobj\n");
        return this;
    }

    public PdfBuilder Stream(int number, string entries, byte[] content)
    {
        places[number] = bytes.Length;
        Write($"{number} 0 obj\n<<{entries}/Length {content.Length}>>\nstream\n");
        bytes.Write(content);
        Write("\nendstream\nendobj\n");
        return this;
    }

    public byte[] End(int root, int information)
    {
        var table = bytes.Length;
        Write("xref\n");
        if (previous < 0)
            Write("0 1\n0000000000 65535 f \n");
        foreach (var (number, place) in places)
            Write($"{number} 1\n{place:D10} 00000 n \n");
        highest = Math.Max(highest, places.Keys.Max());
        Write($"trailer\n<</Size {highest + 1}/Root {root} 0 R/Info {information} 0 R{(previous < 0 ? "" : $"/Prev {previous}")}>>\nstartxref\n{table}\n%%EOF\n");
        return bytes.ToArray();
    }

    private void Write(string text) => bytes.Write(Encoding.Latin1.GetBytes(text));
}
