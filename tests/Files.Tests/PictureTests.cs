using System.Text;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>Pictures: what they tell is shown, and the copy tells nothing.</summary>
public sealed class PictureTests
{
    private static async Task<(Inspection Before, byte[] Copy, Inspection After)> Clean(byte[] original, string extension)
    {
        var before = FileInspection.Inspect(new MemoryStream(original), "picture" + extension);
        Assert.Null(before.Refusal);
        using var sink = new MemoryStream();
        var outcome = FileCleaning.Clean(new MemoryStream(original), before, sink);
        Assert.True(outcome.Cleaned, outcome.Reason?.ToString());
        var copy = sink.ToArray();
        outcome = FileCleaning.Judge(new MemoryStream(copy), before);
        Assert.True(outcome.Cleaned, string.Join(' ', outcome.Remaining!));
        Tools.HoldsNoCanary(await Tools.Everything(copy, extension));
        return (before, copy, FileInspection.Inspect(new MemoryStream(copy), "picture" + extension));
    }

    private static void Has(Inspection inspection, string code, string value) =>
        Assert.Contains(inspection.Findings, f => f.Code == code && f.Value.Contains(value, StringComparison.Ordinal));

    private static async Task<string> Seen(byte[] content, string extension, string tag)
    {
        var seen = "";
        await Tools.WithFile(content, extension, async path => seen = (await Tools.Run("exiftool", "-s3", "-n", "-" + tag, path)).Trim());
        return seen;
    }

    [Fact]
    public async Task Jpeg_WithEverything_IsListed_AndLeavesOnlyPixelsAndOrientation()
    {
        var original = await Tools.Fully(Pictures.Jpeg());
        var (before, copy, after) = await Clean(original, ".jpg");
        Has(before, FindingCodes.Gps, "52.51667, 13.38333");
        Has(before, FindingCodes.Device, "CanaryPhone C1 Canary");
        Has(before, FindingCodes.Serial, Tools.Serial);
        Has(before, FindingCodes.Author, Tools.Name);
        Has(before, FindingCodes.Software, "CanaryCam 3");
        Has(before, FindingCodes.Created, "2026-03-04 05:06");
        Has(before, FindingCodes.Place, Tools.Town);
        Has(before, FindingCodes.Title, "seen by");
        Has(before, FindingCodes.Thumbnail, "EXIF");
        Assert.Equal((32, 16), (after.Width, after.Height));
        Assert.Empty(after.Findings);
        Assert.Equal(("32 16", "6"), (await Seen(copy, ".jpg", "ImageSize"), await Seen(copy, ".jpg", "Orientation")));
        // From the tables to the end, byte for byte.
        var pixels = original.AsSpan(original.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB, 0, 67])).ToArray();
        Assert.True(copy.AsSpan().EndsWith(pixels));
    }

    [Fact]
    public async Task Png_WithTextAndExif_IsListed_AndCleaned()
    {
        var exif = Pictures.ExifOf(await Tools.Tagged(Pictures.Jpeg(), ".jpg"));
        var original = Pictures.Png(24, 12, ("gAMA", [0, 0, 0xB1, 0x8F]), ("tEXt", Encoding.Latin1.GetBytes($"Author\0{Tools.Name}")), ("iTXt", Encoding.UTF8.GetBytes($"Comment\0\0\0\0\0by {Tools.Name}")),
            ("eXIf", exif), ("tIME", [0x07, 0xEA, 3, 4, 5, 6, 7]), ("caNy", "canary"u8.ToArray()));
        var (before, copy, after) = await Clean(original, ".png");
        Has(before, FindingCodes.Author, Tools.Name);
        Has(before, FindingCodes.Gps, "52.51667");
        Has(before, FindingCodes.Serial, Tools.Serial);
        Has(before, FindingCodes.Modified, "2026-03-04");
        Assert.Equal((24, 12), (after.Width, after.Height));
        Assert.Empty(after.Findings);
        Assert.Equal(("24 12", "6", "2.2"), (await Seen(copy, ".png", "ImageSize"), await Seen(copy, ".png", "Orientation"), await Seen(copy, ".png", "Gamma")));
    }

    [Fact]
    public async Task Gif_WithCommentsAndXmp_IsListed_AndKeepsItsLoopAndFrames()
    {
        var original = await Tools.WithFile(Pictures.Gif(Pictures.GifComment($"filmed by {Tools.Name}")), ".gif",
            path => Tools.Run("exiftool", "-q", "-overwrite_original", $"-XMP-dc:Creator={Tools.Name}", $"-XMP-photoshop:City={Tools.Town}", path));
        var (before, copy, after) = await Clean(original, ".gif");
        Has(before, FindingCodes.Title, "filmed by");
        Has(before, FindingCodes.Author, Tools.Name);
        Has(before, FindingCodes.Place, Tools.Town);
        Assert.Empty(after.Findings);
        Assert.Equal(("1 1", "2", "0"), (await Seen(copy, ".gif", "ImageSize"), await Seen(copy, ".gif", "FrameCount"), await Seen(copy, ".gif", "AnimationIterations")));
        Assert.Equal(Pictures.Gif(), copy);
    }

    [Fact]
    public async Task WebP_WithExifAndXmp_IsListed_AndCleaned()
    {
        var exif = Pictures.ExifOf(await Tools.Tagged(Pictures.Jpeg(), ".jpg"));
        var xmp = Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Artist='{Tools.Name}'/></rdf:RDF></x:xmpmeta>");
        var (before, copy, after) = await Clean(Pictures.WebP(exif, xmp), ".webp");
        Has(before, FindingCodes.Gps, "52.51667");
        Has(before, FindingCodes.Author, Tools.Name);
        Assert.Empty(after.Findings);
        Assert.Equal(("1 1", "6"), (await Seen(copy, ".webp", "ImageSize"), await Seen(copy, ".webp", "Orientation")));
    }

    [Theory]
    [InlineData(".tif")]
    [InlineData(".mp4")]
    public async Task OtherKinds_AreListed_AndMarkedUncleaned(string extension)
    {
        byte[] film = [0, 0, 0, 20, .. "ftypisom"u8, 0, 0, 2, 0, .. "isom"u8, 0, 0, 0, 44, .. "moov"u8, 0, 0, 0, 36, .. "udta"u8, 0, 0, 0, 28, 0xA9, .. "xyz"u8, 0, 16, 0x15, 0xC7, .. "+52.51+013.38/  "u8];
        var original = extension == ".mp4" ? film : await Tools.Tagged(Pictures.Tiff(), extension);
        var inspection = FileInspection.Inspect(new MemoryStream(original), "x" + extension);
        Has(inspection, FindingCodes.Gps, "52.51");
        var outcome = FileCleaning.Clean(new MemoryStream(original), inspection, Stream.Null);
        Assert.Equal((false, UncleanedReason.Kind), (outcome.Cleaned, outcome.Reason));
    }

    [Fact]
    public async Task PhotographWithAFilmBehindIt_AsPhonesMakeIt_IsTaken_AndTheFilmIsCutOff()
    {
        byte[] film = [0, 0, 0, 16, .. "ftypmp42"u8, 0, 0, 0, 0, 0, 0, 0, 100, .. "mdat"u8, .. Encoding.ASCII.GetBytes(new string('x', 80) + "canary")];
        var (before, copy, _) = await Clean([.. Pictures.Jpeg(), .. film], ".jpg");
        Has(before, FindingCodes.AppendedVideo, film.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Pictures.Jpeg(), copy);
    }

    [Fact]
    public void Name_ThatPromisesSomethingElse_IsTold()
    {
        string Told(string name, byte[] content) => string.Join(' ', FileInspection.Inspect(new MemoryStream(content), name).Findings.Where(f => f.Code is FindingCodes.NameMismatch or FindingCodes.Program).Select(f => f.Value));
        Assert.Equal(".jpg → image/png", Told("holiday.jpg", Pictures.Png()));
        Assert.Equal(".exe", Told("holiday.jpg.exe", Pictures.Jpeg()));
        Assert.Equal(".txt → text/html", Told("a.txt", "<!DOCTYPE html><html>"u8.ToArray()));
        Assert.Equal("", Told("holiday.JPG", Pictures.Jpeg()));
    }

    [Fact]
    public void Finding_AsText_KeepsItsValueBack()
    {
        var inspection = FileInspection.Inspect(new MemoryStream(Pictures.Png(8, 8, ("tEXt", Encoding.Latin1.GetBytes($"Author\0{Tools.Name}")))), null);
        Assert.Contains(inspection.Findings, f => f.Value == Tools.Name);
        Assert.DoesNotContain("Canary", $"{inspection} {string.Join(' ', inspection.Findings)}", StringComparison.OrdinalIgnoreCase);
    }
}
