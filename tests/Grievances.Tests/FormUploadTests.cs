using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Files of a form without any script, and files a scanner knows.</summary>
public sealed partial class FormUploadTests
{
    private const string Api = GrievancesServer.Api;
    private const string Canary = "canary-in-a-form-7f3e";
    private const int Most = 25 * 1024 * 1024;

    [Fact]
    public async Task TwentyFiveMebibytesOfAForm_AreSealedAsTheyCome_AndLieNowhereInClear()
    {
        await using var server = await OwnServer.Now();
        var tenant = await server.Tenant();
        using var person = server.Anybody();
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Canary + "\n", Most / (Canary.Length + 1) + 1)))[..Most];

        // The framework's own way of reading a form begins with a file of this name.
        var made = new ConcurrentBag<string>();
        using var watch = new FileSystemWatcher(Path.GetTempPath(), "ASPNETCORE_*");
        watch.Created += (_, e) => made.Add(e.Name!);
        watch.EnableRaisingEvents = true;
        using var form = Form(bytes, "photo from home.txt");
        using var answer = await person.PostAsync($"/portal/{tenant.Slug}/file/upload", form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, page);
        Assert.Contains("photo from home.txt", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        await Task.Delay(300);
        Assert.Empty(made);

        // What the form brought is in the draft, and in the case it becomes.
        var code = DraftField().Match(page).Groups[1].Value;
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Resume(code);
        Assert.Contains("photo from home.txt", walk.Page, StringComparison.Ordinal);
        await walk.Go("to:who");
        await walk.Until("review", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")], ["what"] = [("what", "See the file.")] });
        Assert.Contains("Files: 1", walk.Text(), StringComparison.Ordinal);
        var (_, receipt) = await walk.Send();
        using var mailbox = await server.Mailbox(receipt);
        var file = (await mailbox.Get($"{Api}/mailbox/files"))[0].GetProperty("id").GetString();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), Convert.ToHexString(SHA256.HashData(await mailbox.GetByteArrayAsync($"{Api}/mailbox/files/{file}"))));

        SqliteConnection.ClearAllPools();
        foreach (var path in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(path);
            Assert.True(content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) < 0 && content.AsSpan().IndexOf("photo from home"u8) < 0, Path.GetFileName(path));
        }
    }

    [Theory]
    [InlineData(Most + 1, HttpStatusCode.OK)]
    [InlineData(Most + 1024 * 1024, HttpStatusCode.RequestEntityTooLarge)]
    public async Task MoreThanThat_IsRefused_AndNothingOfItIsLeft(int length, HttpStatusCode status)
    {
        await using var server = await OwnServer.Now();
        var tenant = await server.Tenant();
        using var person = server.Anybody();
        using var form = Form(new byte[length], "film.bin");
        HttpStatusCode? answered = null;
        try
        {
            using var answer = await person.PostAsync($"/portal/{tenant.Slug}/file/upload", form);
            answered = answer.StatusCode;
            var page = await answer.Content.ReadAsStringAsync();
            Assert.True(status != HttpStatusCode.OK || page.Contains("too large", StringComparison.Ordinal), page);
        }
        catch (HttpRequestException) when (status == HttpStatusCode.RequestEntityTooLarge)
        {
            // A server that has said no does not wait for the rest; the answer may be lost with the line.
            answered = status;
        }
        Assert.Equal(status, answered);
        Assert.Empty(await Uploads.Stored(server.Services.GetRequiredService<IBlobStore>(), tenant));
        Assert.Equal(0, await server.Read(tenant, db => db.StagedFiles.CountAsync()));
    }

    [Fact]
    public async Task AFileTheScannerKnows_Stays_SealedAndMarked()
    {
        var servers = new ConfigurationBuilder().AddJsonFile(await Testing.DistributedPlatform.ServersJson()).Build();
        var (scanner, signatures) = (servers["Files:Clamd"]!, servers["Admin:clamdSignatures"]!);
        var mark = RandomNumberGenerator.GetBytes(24);
        byte[] bytes = [.. RandomNumberGenerator.GetBytes(5000), .. mark];
        var own = Path.Combine(signatures, $"grievances-{Guid.NewGuid():N}.ndb");
        await File.WriteAllTextAsync(own, $"Heed.Test.Grievance:0:*:{Convert.ToHexStringLower(mark)}\n");
        try
        {
            await Reload(scanner);
            await using var server = await OwnServer.Now(scanner);
            var tenant = await server.Tenant();
            using var person = server.Anybody();
            var clean = await Uploads.Whole(person, tenant, "clean.txt", "clean"u8.ToArray());
            // The daemon answers with what it knew until it has read its folder again.
            Uploads.UploadedRow? infected = null;
            for (var attempt = 0; infected is null; attempt++)
            {
                Assert.True(attempt < 60, "The scanner did not come to know the file.");
                var (row, view) = await Uploads.Seen(person, tenant, "sent to me.bin", bytes);
                if (view.GetProperty("infected").GetBoolean())
                    infected = row;
                else
                    await Task.Delay(500);
            }
            var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", files = new[] { clean, infected } });
            using var handler = server.Handler(tenant);
            var kase = await server.CaseOf(tenant);
            var files = (await handler.Get($"{Api}/cases/{kase}")).GetProperty("files").EnumerateArray().ToDictionary(f => f.GetProperty("id").GetString()!, f => f.GetProperty("scan").GetString());
            Assert.Equal(("clean", "infected"), (files[clean.Id], files[infected.Id]));
            Assert.Equal(bytes, await handler.GetByteArrayAsync($"{Api}/cases/{kase}/files/{infected.Id}"));
            using var mailbox = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
            Assert.Equal(bytes, await mailbox.GetByteArrayAsync($"{Api}/mailbox/files/{infected.Id}"));
            // Staff bring it to nobody.
            foreach (var (path, body) in new (string, object)[] { ("files", new { files = new[] { await Uploads.Whole(person, tenant, "log.bin", bytes) } }), ("messages", new { text = "See.", files = new[] { await Uploads.Whole(person, tenant, "log.bin", bytes) } }) })
            {
                using var refused = await handler.Post($"{Api}/cases/{kase}/{path}", body);
                Assert.Equal("grievances.file_of_staff_infected", (await refused.Json()).GetProperty("errors").GetProperty("/files/0")[0].GetProperty("code").GetString());
            }
            Assert.Equal(2, await server.Read(tenant, db => db.Files.CountAsync()));
        }
        finally
        {
            File.Delete(own);
            await Reload(scanner);
        }
    }

    private static async Task Reload(string scanner)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(scanner.Split(':')[0], int.Parse(scanner.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        await using var line = client.GetStream();
        await line.WriteAsync("zRELOAD\0"u8.ToArray());
        using var reader = new StreamReader(line);
        Assert.Contains("RELOADING", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static MultipartFormDataContent Form(byte[] bytes, string name)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { new StringContent(""), "Draft" }, { file, "File", name } };
    }

    [GeneratedRegex("name=\"Draft\" value=\"([0-9]{20})\"")]
    private static partial Regex DraftField();
}
