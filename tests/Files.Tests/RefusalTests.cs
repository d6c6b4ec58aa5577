using System.IO.Compression;
using System.Text;
using CsCheck;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>Files made to hurt: refused by a code, soon, without having been unpacked.</summary>
public sealed class RefusalTests
{
    private static (string? Refusal, long Read) Inspect(byte[] content, string name = "x.bin")
    {
        using var counted = new CountedStream(content);
        var refusal = FileInspection.Inspect(counted, name).Refusal;
        return (refusal, counted.Given);
    }

    private static byte[] Repeated(string name, int count, byte[] content) => Documents.Zip([.. Enumerable.Range(0, count).Select(i => ($"{name}{i}", content))]);

    [Fact]
    public void Zip_OfAThousandToOne_IsRefused_WithoutUnpacking()
    {
        var bomb = Documents.Zip(("zeros", new byte[120 * 1024 * 1024]));
        Assert.True(bomb.Length < 1024 * 1024);
        var (refusal, read) = Inspect(bomb);
        Assert.Equal(FileCodes.Bomb, refusal);
        Assert.InRange(read, 1, 2 * bomb.Length + 200_000);
    }

    [Fact]
    public void Docx_OfAThousandToOne_ThatLiesAboutItsSize_IsRefused()
    {
        var bomb = Documents.OnlyText([.. "<a>"u8, .. Enumerable.Repeat((byte)' ', 600 * 1024 * 1024)]);
        // The directory and the local header claim a thousand bytes.
        for (var at = bomb.AsSpan().IndexOf("word/document.xml"u8); at >= 0;)
        {
            var header = bomb.AsSpan(at - 46, 4).SequenceEqual("PK\x01\x02"u8) ? at - 46 + 24 : at - 30 + 22;
            BitConverter.TryWriteBytes(bomb.AsSpan(header), 1000);
            var next = bomb.AsSpan(at + 1).IndexOf("word/document.xml"u8);
            at = next < 0 ? -1 : at + 1 + next;
        }
        var inspection = FileInspection.Inspect(new MemoryStream(bomb), null);
        Assert.True(inspection.Refusal == FileCodes.Bomb || inspection.Findings.Any(f => f.Code == FindingCodes.Damaged));
        Assert.False(FileCleaning.Clean(new MemoryStream(bomb), inspection, Stream.Null).Cleaned);
    }

    [Fact]
    public void Zip_OfAHundredThousandParts_IsRefused() => Assert.Equal(FileCodes.Bomb, Inspect(Repeated("a", 100_000, [])).Refusal);

    [Fact]
    public void Zip_InZipInZip_AndManyBombsInOne_AreRefused()
    {
        var inner = Documents.Zip(("a.zip", Documents.Zip(("b.zip", Documents.Zip(("c", [1]))))));
        Assert.Equal(FileCodes.Bomb, Inspect(inner).Refusal);
        var hidden = Documents.Zip(("holiday", Documents.Zip(("zeros", new byte[120 * 1024 * 1024]))));
        Assert.Equal(FileCodes.Bomb, Inspect(hidden).Refusal);
        Assert.Null(Inspect(Documents.Zip(("report.docx", Documents.Docx(Pictures.Jpeg())), ("photo.jpg", Pictures.Jpeg()))).Refusal);
    }

    [Fact]
    public void Picture_OfFiftyThousandByFiftyThousand_IsRefused_FromItsHeader()
    {
        var png = Pictures.Png(50_000, 50_000);
        var (refusal, read) = Inspect([.. png, .. new byte[5_000_000]]);
        Assert.Equal(FileCodes.PixelFlood, refusal);
        Assert.InRange(read, 1, 300_000);
        Assert.Equal(FileCodes.PixelFlood, Inspect(Pictures.Jpeg(50_000, 50_000)).Refusal);
        Assert.Equal(FileCodes.PixelFlood, Inspect([.. "GIF89a"u8, 0x50, 0xC3, 0x50, 0xC3, 0, 0, 0, 0x3B]).Refusal);
        Assert.Null(Inspect(Pictures.Png(12_000, 12_000)).Refusal);
    }

    [Fact]
    public void LargeFilesMadeToKeepAReaderBusy_AreReadInAMoment()
    {
        const int size = 60_000_000;
        byte[] Filled(string begin, string repeated)
        {
            var bytes = new byte[size];
            Encoding.Latin1.GetBytes(begin, bytes);
            for (var at = begin.Length; at + repeated.Length <= size; at += repeated.Length)
                Encoding.Latin1.GetBytes(repeated, bytes.AsSpan(at));
            return bytes;
        }
        var scan = Pictures.Jpeg()[..^3];
        foreach (var slow in new byte[][]
        {
            [.. scan, .. Filled("", "\u00FF\0")], [.. Pictures.Gif()[..^30], .. Filled("", "\u0001\u0001")], Filled("%PDF-1.4\n", "1 "), Filled("%PDF-1.4\n1 0 obj<</Length 9 0 R>>stream\n", "endstrea"),
            Filled("%PDF-1.4\n", "1 0 obj[]\n"), Filled("PK\u0003\u0004", "PK\u0001\u0002"), Filled("II*\0\u0008\0\0\0\u00FF\u00FF", "\u004A\u0001\u0004\0\u0010\0\0\0\u0008\0\0\0"),
        })
        {
            // A ratio to reading each byte once, on the same machine at the same moment: a reader that goes back and forth takes thousands of times as long.
            var watch = System.Diagnostics.Stopwatch.StartNew();
            System.Security.Cryptography.SHA256.HashData(slow);
            var floor = watch.Elapsed;
            watch.Restart();
            FileInspection.Inspect(new MemoryStream(slow), null);
            Assert.InRange(watch.Elapsed / floor, 0, 200);
        }
    }

    public static TheoryData<string> Polyglots() => ["gif+zip", "jpeg+zip", "png+zip", "webp+zip", "jpeg+html after", "jpeg comment html", "png text script", "gif comment html", "pdf+zip", "pdf in jpeg", "html+pdf", "jpeg+pdf behind", "pdf+html behind", "gif+jar with a comment", "exif script"];

    [Theory]
    [MemberData(nameof(Polyglots))]
    public async Task Polyglot_IsRefused(string what)
    {
        var zip = Documents.Zip(("a.class", [1, 2, 3]));
        var pdf = await PdfTests.Telling();
        byte[] comment = [.. "<html><script>alert(1)</script>"u8];
        byte[] Commented(byte[] text) => [.. Pictures.Jpeg()[..2], 0xFF, 0xFE, 0, (byte)(text.Length + 2), .. text, .. Pictures.Jpeg()[2..]];
        byte[] content = what switch
        {
            "gif+zip" => [.. Pictures.Gif(), .. zip],
            "jpeg+zip" => [.. Pictures.Jpeg(), .. zip],
            "png+zip" => [.. Pictures.Png(), .. zip],
            "webp+zip" => [.. Pictures.WebP([], []), .. zip],
            "jpeg+html after" => [.. Pictures.Jpeg(), .. new byte[100], .. comment],
            "jpeg comment html" => Commented(comment),
            "png text script" => Pictures.Png(8, 8, ("tEXt", [.. "Comment\0"u8, .. comment])),
            "gif comment html" => Pictures.Gif(Pictures.GifComment("x <SCRIPT src=//e>")),
            "pdf+zip" => [.. pdf, .. zip],
            "pdf in jpeg" => Commented("%PDF-1.4 1 0 obj"u8.ToArray()),
            "html+pdf" => [.. "<html><!--"u8, .. pdf],
            "jpeg+pdf behind" => [.. Pictures.Jpeg(), .. pdf],
            "pdf+html behind" => [.. pdf, .. comment],
            "gif+jar with a comment" => [.. Pictures.Gif(), .. new byte[500], .. WithComment(zip)],
            _ => await Tools.WithFile(Pictures.Jpeg(), ".jpg", path => Tools.Run("exiftool", "-q", "-overwrite_original", "-ImageDescription=<script>alert(1)</script>", path)),
        };
        var (refusal, read) = Inspect(content);
        Assert.Equal(FileCodes.Polyglot, refusal);
        Assert.InRange(read, 1, 5 * content.Length + 200_000);
        Assert.Equal(UncleanedReason.Refused, FileCleaning.Clean(new MemoryStream(content), FileInspection.Inspect(new MemoryStream(content), null), Stream.Null).Reason);

        static byte[] WithComment(byte[] zip)
        {
            byte[] longer = [.. zip, .. new byte[300]];
            BitConverter.TryWriteBytes(longer.AsSpan(zip.Length - 2), (ushort)300);
            return longer;
        }
    }

    [Fact]
    public void ManySegmentsOfMetadata_CostNoMemory()
    {
        // 3,000 segments whose entries all point at the same 60 kB.
        byte[] Hostile()
        {
            var exif = new byte[60_000];
            "Exif\0\0II*\0"u8.CopyTo(exif);
            BitConverter.TryWriteBytes(exif.AsSpan(10), 8);
            BitConverter.TryWriteBytes(exif.AsSpan(14), (ushort)4000);
            for (var i = 0; i < 4000; i++)
            {
                BitConverter.TryWriteBytes(exif.AsSpan(16 + i * 12), (ushort)(0x927C + i));
                BitConverter.TryWriteBytes(exif.AsSpan(18 + i * 12), (ushort)7);
                BitConverter.TryWriteBytes(exif.AsSpan(20 + i * 12), 59_000);
                BitConverter.TryWriteBytes(exif.AsSpan(24 + i * 12), 8);
            }
            return [0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif];
        }
        var segment = Hostile();
        byte[] picture = [.. Pictures.Jpeg()[..2], .. Enumerable.Repeat(segment, 500).SelectMany(s => s), .. Pictures.Jpeg()[2..]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var inspection = FileInspection.Inspect(new MemoryStream(picture), null);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
        Assert.InRange(inspection.Findings.Count, 1, 200);
    }

    [Fact]
    public async Task Corpus_ChangedAtRandom_NeverThrows()
    {
        var photograph = await Tools.Fully(Pictures.Jpeg());
        byte[][] corpus =
        [
            photograph, Pictures.Png(8, 8, ("tEXt", "Author\0x"u8.ToArray()), ("eXIf", Pictures.ExifOf(photograph))), Pictures.Gif(Pictures.GifComment("x")), Pictures.WebP(Pictures.ExifOf(photograph), "<a/>"u8.ToArray()),
            await Tools.Tagged(Pictures.Tiff(), ".tif"), await PdfTests.Telling(), await Tools.WithFile(await PdfTests.Telling(), ".pdf", path => Tools.Run("qpdf", "--object-streams=generate", "--replace-input", path)),
            Documents.Docx(photograph), Documents.Xlsx(photograph), Documents.Zip(("a.zip", Documents.Zip(("b", [1])))),
            [0, 0, 0, 20, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1"u8, 0, 0, 0, 40, .. "meta"u8, 0, 0, 0, 0, 0, 0, 0, 28, .. "iloc"u8, 1, 0, 0, 0, 0x44, 0x40, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
            [0, 0, 0, 20, .. "ftypisom"u8, 0, 0, 2, 0, .. "isom"u8, 0, 0, 0, 44, .. "moov"u8, 0, 0, 0, 36, .. "udta"u8, 0, 0, 0, 28, 0xA9, .. "xyz"u8, 0, 16, 0x15, 0xC7, .. "+52.51+013.38/  "u8],
        ];
        string?[] codes = [null, FileCodes.Bomb, FileCodes.PixelFlood, FileCodes.Polyglot];
        var change = Gen.Select(Gen.Int[0, corpus.Length - 1], Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Byte, Gen.Int[0, 4]).Array[1, 12]);
        change.Sample((which, edits) =>
        {
            var mutated = corpus[which].ToArray();
            foreach (var (where, value, how) in edits)
            {
                var at = mutated.Length == 0 ? 0 : where % mutated.Length;
                mutated = how switch
                {
                    0 => mutated[..at],
                    1 => [.. mutated[..at], .. mutated[Math.Min(mutated.Length, at + value)..]],
                    2 => [.. mutated[..at], .. Enumerable.Repeat(value, value), .. mutated[at..]],
                    _ => Set(mutated, at, value),
                };
            }
            var inspection = FileInspection.Inspect(new MemoryStream(mutated), "x");
            Assert.Contains(inspection.Refusal, codes);
            FileCleaning.Clean(new MemoryStream(mutated), inspection with { Refusal = null }, Stream.Null);
        }, iter: 6000, threads: 1);

        static byte[] Set(byte[] bytes, int at, byte value)
        {
            if (at < bytes.Length)
                bytes[at] = value;
            return bytes;
        }
    }
}

/// <summary>Counts what is read of it.</summary>
internal sealed class CountedStream(byte[] content) : MemoryStream(content, writable: false)
{
    public long Given { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = base.Read(buffer);
        Given += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        Given += read;
        return read;
    }
}
