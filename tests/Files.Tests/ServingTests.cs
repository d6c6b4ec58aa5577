using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Files;
using Xunit;

namespace Files.Tests;

/// <summary>A file over HTTP: saved, never shown.</summary>
public sealed class ServingTests(Stores stores)
{
    private readonly SealedFile file = new(Guid.NewGuid(), Guid.NewGuid(), SealedFile.Original);
    private readonly byte[] key = SealedFile.NewKey();

    private async Task<(HttpResponseMessage Answer, byte[] Body)> Get(byte[] content, string name, Func<IBlobStore, Task>? meanwhile = null)
    {
        var store = stores.Of("folder");
        using var writer = new SealedFileWriter(store, file, key, 100_000_000);
        await writer.Append(new MemoryStream(content));
        var manifest = await writer.Complete();
        if (meanwhile is not null)
            await meanwhile(store);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", () => new AttachmentResult(new SealedFileStream(store, file, key, manifest), name));
        await app.StartAsync();
        using var http = new HttpClient();
        var answer = await http.GetAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Attachment_IsByteEqual_AndNoBrowserRunsOrKeepsIt()
    {
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        var (answer, body) = await Get(content, "صورة.jpg");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(body.AsSpan().SequenceEqual(content));
        Assert.Equal(("application/octet-stream", content.Length), (answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentLength));
        Assert.Equal("attachment; filename=\"____.jpg\"; filename*=UTF-8''%D8%B5%D9%88%D8%B1%D8%A9.jpg", Assert.Single(answer.Content.Headers.GetValues("Content-Disposition")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Attachment_ThatWasTamperedWith_IsAnErrorAndNotABrokenFile()
    {
        var (answer, body) = await Get(new byte[2_000_000], "a", async store =>
        {
            var first = (await Stores.Everything(store, file.Tenant))[0];
            first.Content[100] ^= 1;
            await store.Put(first.Name, first.Content);
        });
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(body);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\Amara\\photo.jpg", "photo.jpg")]
    [InlineData("a\r\nSet-Cookie: x=1.txt", "a  Set-Cookie x=1.txt")]
    [InlineData("holiday\u202Egpj.exe", "holidaygpj.exe")]
    [InlineData("a\"; filename=\"b.exe", "a; filename=b.exe")]
    [InlineData("\0 . ", "file")]
    public void Disposition_OfAHostileName_StaysOneNameOnOneLine(string name, string expected)
    {
        var header = AttachmentResult.Disposition(name);
        Assert.EndsWith("filename*=UTF-8''" + Uri.EscapeDataString(expected), header, StringComparison.Ordinal);
        Assert.DoesNotContain(header, char.IsControl);
        Assert.Equal(2, header.Count(c => c == '"'));
        Assert.All(header, c => Assert.InRange(c, ' ', '~'));
    }
}
