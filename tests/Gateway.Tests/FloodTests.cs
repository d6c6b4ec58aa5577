using System.Diagnostics;
using Gateway.Guards;

namespace Gateway.Tests;

/// <summary>Alone, since it measures the memory of the process.</summary>
[CollectionDefinition(nameof(FloodTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(FloodTests))]
public sealed class FloodTests
{
    private const long MiB = 1024 * 1024, TenGigabytes = 10_000_000_000;
    private const string Upload = "/api/grievances/v1/public/harbour/uploads/0b0a0f5e", Form = "multipart/form-data; boundary=x", Bytes = "application/octet-stream";

    [Theory]
    [InlineData("PATCH", Upload, Bytes, 201 * MiB), InlineData("POST", "/portal/harbour/file/upload", Form, 26 * MiB), InlineData("POST", "/portal/mailbox/files", Form, 26 * MiB)]
    public async Task Ten_gigabytes_without_a_length_are_cut_within_a_second_with_flat_memory(string method, string path, string type, long limit)
    {
        await using var gateway = await GatewayUnderTest.Start();
        await (await gateway.Browser().Get("/help")).Seen();
        using var client = new RawClient(gateway.Address);
        var (before, most) = (Memory(), 0L);
        await client.Head(method, path, type, "Transfer-Encoding: chunked");
        var (chunk, sent, passed) = (RawClient.Framed(new byte[256 * 1024]), 0L, (Stopwatch?)null);
        try
        {
            for (; sent < TenGigabytes && !client.Answer.IsCompleted; sent += chunk.Length)
            {
                await client.Send(chunk);
                if (sent > limit)
                    passed ??= Stopwatch.StartNew();
                most = Math.Max(most, Environment.WorkingSet);
            }
        }
        catch (IOException)
        {
            Assert.True(sent > limit, $"cut after {sent} bytes");
        }
        var (status, text) = await client.Answer;
        Assert.Equal(413, status);
        Assert.Contains("platform.body_too_large", text, StringComparison.Ordinal);
        Assert.True(passed!.Elapsed < TimeSpan.FromSeconds(1), $"answered {passed.Elapsed} after the limit");
        Assert.True(sent < limit + 128 * MiB, $"{sent} bytes were taken");
        Assert.True(most - before < 64 * MiB, $"grew by {(most - before) / MiB} MiB");
        Assert.True(gateway.Services.Arrived <= limit, $"{gateway.Services.Arrived} bytes reached the service");
        await FileDoorTests.Until(() => gateway.Of<FileDoor>().UnderWay == 0 && gateway.Services.Broken == 1);
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*"));
    }

    [Theory]
    [InlineData("PATCH", Upload, Bytes), InlineData("POST", "/portal/harbour/file/upload", Form), InlineData("POST", "/portal/harbour/file", "application/x-www-form-urlencoded")]
    public async Task Ten_gigabytes_that_are_announced_are_refused_at_once(string method, string path, string type)
    {
        await using var gateway = await GatewayUnderTest.Start();
        await (await gateway.Browser().Get("/help")).Seen();
        using var client = new RawClient(gateway.Address);
        var (before, watch) = (Memory(), Stopwatch.StartNew());
        await client.Head(method, path, type, $"Content-Length: {TenGigabytes}");
        var sending = Task.Run(async () =>
        {
            var (chunk, sent) = (new byte[256 * 1024], 0L);
            try
            {
                for (; sent < TenGigabytes; sent += chunk.Length)
                    await client.Send(chunk);
            }
            catch (IOException)
            {
                return sent;
            }
            return sent;
        });
        var (status, text) = await client.Answer;
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"answered after {watch.Elapsed}");
        Assert.Equal(413, status);
        Assert.Contains("platform.body_too_large", text, StringComparison.Ordinal);
        // It is not read to its end either.
        Assert.True(await sending < 1000 * MiB);
        Assert.True(Environment.WorkingSet - before < 64 * MiB, $"grew by {(Environment.WorkingSet - before) / MiB} MiB");
        Assert.Equal(["/help"], gateway.Services.Paths);
    }

    [Fact]
    public async Task Twenty_files_at_once_take_no_more_than_their_windows()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await (await browser.Send("PATCH", Upload, FileDoorTests.Body(1000, Bytes))).Seen();
        var (shared, before, most) = (new byte[64 * 1024 * 1024], Memory(), 0L);
        var sending = Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var content = new ByteArrayContent(shared);
            content.Headers.ContentType = new(Bytes);
            Assert.Equal(shared.Length, (await (await browser.Send("PATCH", Upload, content)).Seen()).BodyBytes);
        }));
        while (!sending.IsCompleted)
        {
            most = Math.Max(most, Environment.WorkingSet);
            await Task.Delay(20);
        }
        await sending;
        // 1.25 GiB passed, of the client, the gateway and the service in one process.
        Assert.True(most - before < 192 * MiB, $"grew by {(most - before) / MiB} MiB");
    }

    private static long Memory()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}
