using System.Diagnostics;
using System.Security.Cryptography;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>From upload to cleaned copy over the sealed store, and two hundred megabytes of it.</summary>
[Collection("alone")]
public sealed class WholeWayTests(Stores stores)
{
    private readonly SealedFile file = new(Guid.NewGuid(), Guid.NewGuid(), SealedFile.Original);
    private readonly byte[] key = SealedFile.NewKey();

    private async Task<SealedManifest> Upload(IBlobStore store, Stream content)
    {
        using var writer = new SealedFileWriter(store, file, key, 300_000_000);
        await writer.Append(content);
        return await writer.Complete();
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Photograph_Uploaded_IsInspectedAndCopied_WithoutLeavingTheSeal(string kind)
    {
        var store = stores.Of(kind);
        var manifest = await Upload(store, new MemoryStream(await Tools.Fully(Pictures.Jpeg())));
        await using var original = new SealedFileStream(store, file, key, manifest);
        var inspection = await Task.Run(() => FileInspection.Inspect(original, "photo.jpg"));
        var (outcome, copy) = await FileCleaning.MakeCopy(store, file.Tenant, file.File, key, manifest, inspection);
        Assert.True(outcome.Cleaned);
        await using var cleaned = new SealedFileStream(store, file with { Kind = SealedFile.Cleaned }, key, copy!);
        using var bytes = new MemoryStream();
        await cleaned.CopyToAsync(bytes);
        Tools.HoldsNoCanary(await Tools.Everything(bytes.ToArray(), ".jpg"));
        Assert.All(await Stores.Everything(store, file.Tenant), blob => Assert.True(blob.Content.AsSpan().IndexOf("Canary"u8) < 0));
    }

    [Fact]
    public async Task FileThatCannotBeCleaned_LeavesNoHalfCopy()
    {
        var store = stores.Of("folder");
        var manifest = await Upload(store, new MemoryStream([.. Pictures.Jpeg()[..^40], .. RandomNumberGenerator.GetBytes(50)]));
        await using var original = new SealedFileStream(store, file, key, manifest);
        var inspection = FileInspection.Inspect(original, null);
        var (outcome, copy) = await FileCleaning.MakeCopy(store, file.Tenant, file.File, key, manifest, inspection);
        Assert.Equal((false, UncleanedReason.Damaged, null), (outcome.Cleaned, outcome.Reason, copy));
        Assert.All(await Stores.Everything(store, file.Tenant), blob => Assert.Contains("/original-", blob.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task TwoHundredMegabytes_StreamInAndOut_WithFlatMemory(string kind)
    {
        const long size = 200_000_000;
        var store = stores.Of(kind);
        using var memory = new MemoryWatch();
        var manifest = await Upload(store, new EndlessStream(size));
        await using (var stream = new SealedFileStream(store, file, key, manifest))
            Assert.Equal(manifest.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
        await using (var stream = new SealedFileStream(store, file, key, manifest))
            Assert.Null(FileInspection.Inspect(stream, "x").Refusal);
        Assert.Equal(Convert.ToHexStringLower(await SHA256.HashDataAsync(new EndlessStream(size))), manifest.Sha256);
        Assert.InRange(memory.Growth, 0, 60_000_000);
        await SealedFile.Delete(store, file.Tenant, file.File);
        Assert.Empty(await Stores.Everything(store, file.Tenant));
    }

    [Fact]
    public async Task LargePhotographAndPdf_AreCleaned_WithFlatMemory()
    {
        var store = stores.Of("folder");
        var picture = Pictures.Jpeg(12_000, 12_000);
        var builder = new PdfBuilder().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 9 9]>>").Object(3, "<</Type/Page/Parent 2 0 R/Resources<</XObject<<" + string.Concat(Enumerable.Range(10, 60).Select(i => $"/P{i} {i} 0 R")) + ">>>>>>");
        for (var i = 10; i < 70; i++)
            builder.Stream(i, "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", RandomNumberGenerator.GetBytes(1_000_000));
        foreach (var content in new[] { picture, builder.End(1, 1) })
        {
            var manifest = await Upload(store, new MemoryStream(content));
            using var memory = new MemoryWatch();
            await using var original = new SealedFileStream(store, file, key, manifest);
            var (outcome, copy) = await FileCleaning.MakeCopy(store, file.Tenant, file.File, key, manifest, FileInspection.Inspect(original, null));
            Assert.True(outcome.Cleaned, outcome.Reason?.ToString());
            Assert.InRange(copy!.Length, content.Length - 10_000, content.Length + 10_000);
            Assert.InRange(memory.Growth, 0, 60_000_000);
        }
    }
}

/// <summary>Tests that measure this process, and so run without others.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>How far the process grows above where it began.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Timer timer;
    private readonly long start;
    private long peak;

    public MemoryWatch()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        start = peak = Now;
        timer = new Timer(_ => peak = Math.Max(peak, Now), null, 0, 20);
    }

    public long Growth => Math.Max(peak, Now) - start;

    private static long Now
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }

    public void Dispose() => timer.Dispose();
}
