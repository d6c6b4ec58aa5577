using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Files.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Files on their way to a case: over bad lines, and only once.</summary>
public sealed class FileTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const int Mebi = 1024 * 1024;

    [Fact]
    public async Task AfterABrokenLine_TheUploadGoesOn_AndIsByteEqual()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var bytes = Noise(11 * Mebi + 4711);
        var (path, id, token) = await Uploads.Announce(person, tenant, "recording.bin", bytes.Length);
        await Break(person, path, token, bytes, 0, 3 * Mebi + 17);
        var offset = await Reached(person, path, token, 0);
        Assert.InRange(offset, Mebi, bytes.Length - 1);

        using (var wrong = await Uploads.Send(person, path, token, offset + 1, bytes[(int)(offset + 1)..]))
        {
            Assert.Equal("grievances.upload_offset", await wrong.Problem(HttpStatusCode.Conflict));
            Assert.Equal((offset.ToString(System.Globalization.CultureInfo.InvariantCulture), "?0"), (wrong.Headers.GetValues("Upload-Offset").Single(), wrong.Headers.GetValues("Upload-Complete").Single()));
        }
        await Break(person, path, token, bytes, offset, 2 * Mebi);
        offset = await Reached(person, path, token, offset);
        using (var rest = await Uploads.Send(person, path, token, offset, bytes[(int)offset..]))
            Assert.Equal(HttpStatusCode.OK, rest.StatusCode);
        Assert.Equal(bytes.Length, await Uploads.Offset(person, path, token));

        // Somebody whose line broke before the last answer asks again; with more bytes it would be another file.
        using (var again = await Uploads.Send(person, path, token, bytes.Length, []))
        {
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.True((await again.Json()).GetProperty("complete").GetBoolean());
            Assert.Equal("?1", again.Headers.GetValues("Upload-Complete").Single());
        }
        using (var more = await Uploads.Send(person, path, token, bytes.Length, [1]))
            Assert.Equal("grievances.upload_offset", await more.Problem(HttpStatusCode.Conflict));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), await FiledAndRead(server, person, tenant, new(id, token, false)));
    }

    [Fact]
    public async Task AfterARestart_TheUploadGoesOn_AndAnExpiredMailboxSessionDoesNotMatter()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var tenant = await own.Tenant();
        var (_, receipt) = await own.File(tenant);
        using var mailbox = await own.Mailbox(receipt);
        var bytes = Noise(5 * Mebi + 99);
        var (path, id, token) = await Uploads.Announce(mailbox, tenant, "recording.bin", bytes.Length);
        using (var first = await Uploads.Send(mailbox, path, token, 0, bytes[..(2 * Mebi + 5)]))
            Assert.Equal(2 * Mebi + 5, (await first.Json()).GetProperty("received").GetInt64());

        await own.Stop();
        await own.Start();
        own.Clock!.Advance(TimeSpan.FromHours(25));
        using (var expired = await mailbox.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.mailbox_session", await expired.Problem(HttpStatusCode.Unauthorized));
        Assert.Equal(2 * Mebi + 5, await Uploads.Offset(mailbox, path, token));
        using (var rest = await Uploads.Send(mailbox, path, token, 2 * Mebi + 5, bytes[(2 * Mebi + 5)..]))
            Assert.Equal(HttpStatusCode.OK, rest.StatusCode);
        using var again = await own.Mailbox(receipt);
        var file = (await GrievancesServer.Post(again, "/mailbox/files", new { files = new[] { new Uploads.UploadedRow(id, token, false) } }))[0].GetProperty("id").GetString();
        Assert.Equal(bytes, await again.GetByteArrayAsync($"{Api}/mailbox/files/{file}"));
    }

    [Fact]
    public async Task WhatNobodySendsWithinAWeek_IsGone_WithItsBytes_AndSoAreDrafts()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var tenant = await own.Tenant();
        using var person = own.Anybody();
        var kept = await Uploads.Whole(person, tenant, "kept.txt", "kept"u8.ToArray());
        await own.File(tenant, Filing(kept));
        await Uploads.Whole(person, tenant, "left.txt", "left"u8.ToArray());
        var (path, _, token) = await Uploads.Announce(person, tenant, "half.bin", 3 * Mebi);
        using (await Uploads.Send(person, path, token, 0, Noise(Mebi)))
            Assert.Equal(Mebi, await Uploads.Offset(person, path, token));
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("what", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")] });
        Assert.Equal((2, 1), await own.Read(tenant, async db => (await db.StagedFiles.CountAsync(), await db.Drafts.CountAsync())));
        var blobs = own.Services.GetRequiredService<IBlobStore>();
        Assert.Equal(3, (await Uploads.Stored(blobs, tenant)).Select(name => name.Split('/')[1]).Distinct().Count());

        await own.GoTo(own.Clock!.GetUtcNow().AddDays(6), tenant);
        Assert.Equal((2, 1), await own.Read(tenant, async db => (await db.StagedFiles.CountAsync(), await db.Drafts.CountAsync())));
        await own.GoTo(own.Clock.GetUtcNow().AddDays(1).AddMinutes(1), tenant);
        Assert.Equal((0, 0, 1), await own.Read(tenant, async db => (await db.StagedFiles.CountAsync(), await db.Drafts.CountAsync(), await db.Files.CountAsync())));
        Assert.Single((await Uploads.Stored(blobs, tenant)).Select(name => name.Split('/')[1]).Distinct());
        Assert.Equal(-1, await Uploads.Offset(person, path, token));
    }

    [Fact]
    public async Task TwoSendersAtOnce_OneWins_AndTheFileIsWhole()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var bytes = Noise(20 * Mebi + 1);
        var (path, id, token) = await Uploads.Announce(person, tenant, "recording.bin", bytes.Length);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Uploads.Send(person, path, token, 0, bytes)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var lost in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            Assert.Equal("grievances.upload_offset", await lost.Problem(HttpStatusCode.Conflict));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), await FiledAndRead(server, person, tenant, new(id, token, false)));
    }

    [Fact]
    public async Task Limits_AndTokens_AreKept()
    {
        var tenant = await server.Provisioned();
        var elsewhere = await server.Provisioned();
        using var person = server.Anybody();
        using (var large = await person.Post($"{Api}/public/{tenant.Slug}/uploads", new { name = "film.mp4", length = 200L * Mebi + 1 }))
            Assert.Equal("grievances.file_too_large", await large.Problem(HttpStatusCode.RequestEntityTooLarge));
        await Uploads.Announce(person, tenant, "film.mp4", 200L * Mebi);
        using (var empty = await person.Post($"{Api}/public/{tenant.Slug}/uploads", new { name = "film.mp4", length = 0 }))
            Assert.Equal("platform.invalid", await empty.Problem(HttpStatusCode.BadRequest));

        var (path, id, token) = await Uploads.Announce(person, tenant, "a.bin", 1000);
        var (_, _, other) = await Uploads.Announce(person, tenant, "b.bin", 1000);
        using (var stranger = await Uploads.Send(person, path, other, 0, Noise(1000)))
            Assert.Equal("grievances.upload_unknown", await stranger.Problem(HttpStatusCode.NotFound));
        using (var abroad = await Uploads.Send(person, path.Replace(tenant.Slug, elsewhere.Slug, StringComparison.Ordinal), token, 0, Noise(1000)))
            Assert.Equal("grievances.upload_unknown", await abroad.Problem(HttpStatusCode.NotFound));
        Assert.Equal(-1, await Uploads.Offset(person, path, other));
        using (var typed = await person.PatchAsync(path, new StringContent("x")))
            Assert.Equal("grievances.upload_media_type", await typed.Problem(HttpStatusCode.UnsupportedMediaType));

        Assert.NotEqual("", id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MoreBytesThanWereAnnounced_AreRefused_AndWhatWasThereStays(bool lengthIsTold)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var bytes = Noise(10 * Mebi + 500);
        var (path, id, token) = await Uploads.Announce(person, tenant, "recording.bin", bytes.Length);
        using (var first = await Uploads.Send(person, path, token, 0, bytes[..(Mebi + 7)]))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        foreach (var from in new[] { Mebi + 7, 3 * Mebi })
        {
            using (var request = Uploads.Patch(path, token, from, new StreamContent(new MemoryStream([.. bytes[from..], 1]))))
            {
                if (!lengthIsTold)
                    (request.Content!.Headers.ContentLength, request.Headers.TransferEncodingChunked) = (null, true);
                using var over = await person.SendAsync(request);
                Assert.Equal("grievances.upload_too_long", await over.Problem(HttpStatusCode.RequestEntityTooLarge));
                Assert.Equal((from.ToString(System.Globalization.CultureInfo.InvariantCulture), "?0"), (over.Headers.GetValues("Upload-Offset").Single(), over.Headers.GetValues("Upload-Complete").Single()));
            }
            Assert.Equal(from, await Uploads.Offset(person, path, token));
            using var more = await Uploads.Send(person, path, token, from, from == 3 * Mebi ? bytes[from..] : bytes[from..(3 * Mebi)]);
            Assert.Equal(HttpStatusCode.OK, more.StatusCode);
        }
        Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)), await FiledAndRead(server, person, tenant, new(id, token, false)));
    }

    [Fact]
    public async Task WhoeverSendsOnAndOn_HearsAtOnceThatItIsTooMuch_AndIsReadNoFurther()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var (path, _, token) = await Uploads.Announce(person, tenant, "recording.bin", 1000);
        using var client = new System.Net.Sockets.TcpClient("localhost", new Uri(server.Address).Port);
        // So that what the service reads shows in what can be sent.
        client.SendBufferSize = 64 * 1024;
        var line = client.GetStream();
        await line.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"PATCH {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nUpload-Token: {token}\r\nUpload-Offset: 0\r\nTransfer-Encoding: chunked\r\n\r\n"));
        using var reader = new StreamReader(line);
        var answer = reader.ReadLineAsync();
        byte[] chunk = [.. System.Text.Encoding.ASCII.GetBytes($"{64 * 1024:x}\r\n"), .. new byte[64 * 1024], .. "\r\n"u8];
        var sent = 0L;
        try
        {
            for (; sent < 150L * Mebi; sent += chunk.Length)
                await line.WriteAsync(chunk).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (IOException)
        {
            // Closed, as it should be.
        }
        // Twelve MiB are read away, and some more lie in buffers of the line.
        Assert.True(sent < 24L * Mebi, $"{sent} bytes were taken");
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await answer);
        Assert.Equal(0, await Uploads.Offset(person, path, token));
    }

    [Fact]
    public async Task AHandler_IsWarnedOfWhatMayHarm_AndToldNothingElseOfAFile()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var (page, view) = await Uploads.Seen(person, tenant, "letter.html", "<html><script>alert(1)</script></html>"u8.ToArray());
        var program = await Uploads.Whole(person, tenant, "letter.com", [.. "MZ"u8, .. new byte[200]]);
        var photo = await Uploads.Whole(person, tenant, "photo.pdf", await Tools.Tagged(Pictures.Jpeg(), ".jpg"));
        Assert.False(view.GetProperty("cleaned").GetBoolean());
        await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", files = new[] { page, program, photo } });
        using var handler = server.Handler(tenant);
        var files = (await handler.Get($"{Api}/cases/{await server.CaseOf(tenant)}")).GetProperty("files").EnumerateArray()
            .ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("findings").EnumerateArray().Select(x => (x.GetProperty("code").GetString(), x.GetProperty("value").GetString(), x.GetProperty("identifying").GetBoolean())).ToList());
        Assert.Equal([("scripts", "", false)], files["letter.html"]);
        Assert.Equal([("program", "content", false), ("program", ".com", false)], files["letter.com"]);
        Assert.Equal([("name_mismatch", ".pdf → image/jpeg", false)], files["photo.pdf"]);
    }

    [Fact]
    public async Task WhatCannotBeCleaned_GoesAsItIs_AndTheAnswerSaysSo()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var (upload, view) = await Uploads.Seen(person, tenant, "note.txt", "A note"u8.ToArray());
        Assert.False(view.GetProperty("cleaned").GetBoolean());
        var (_, receipt) = await server.File(tenant);
        using var mailbox = await server.Mailbox(receipt);
        var attached = (await GrievancesServer.Post(mailbox, "/mailbox/files", new { files = new[] { upload } }))[0];
        Assert.Equal((false, true), (attached.GetProperty("cleaned").GetBoolean(), attached.GetProperty("originalAllowed").GetBoolean()));
    }

    [Fact]
    public async Task ANameThatIsDisguised_IsShownAsItIs()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var name = "invoice\u202Efdp\u2066\u200E\u200B\u200D\uFEFF\u2028.exe";
        var (_, view) = await Uploads.Seen(person, tenant, name, "A note"u8.ToArray());
        Assert.Equal("invoicefdp.exe", view.GetProperty("name").GetString());
        Assert.Contains(view.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "program");
    }

    [Fact]
    public async Task OneUpload_IsAttachedOnce_AndAnUnfinishedOneNever()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var upload = await Uploads.Whole(person, tenant, "note.txt", "A note"u8.ToArray());
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => person.Post($"{Api}/public/{tenant.Slug}/grievances", Filing(upload))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var lost in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            Assert.Equal("grievances.upload_unknown", (await lost.Json()).GetProperty("errors").GetProperty("/files/0")[0].GetProperty("code").GetString());
        Assert.Equal((1, 1), await server.Read(tenant, async db => (await db.Grievances.CountAsync(), await db.Files.CountAsync())));

        var (path, id, token) = await Uploads.Announce(person, tenant, "half.bin", 1000);
        using (await Uploads.Send(person, path, token, 0, Noise(500)))
        using (var unfinished = await person.Post($"{Api}/public/{tenant.Slug}/grievances", Filing(new(id, token, false))))
            Assert.Equal("grievances.upload_unfinished", (await unfinished.Json()).GetProperty("errors").GetProperty("/files/0")[0].GetProperty("code").GetString());
        Assert.Equal(500, await Uploads.Offset(person, path, token));
    }

    [Fact]
    public async Task APhotograph_TellsItsSenderWhatItSays_AndHandlersGetACopyWithoutThat()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var photo = await Tools.Tagged(Pictures.Jpeg(), ".jpg");
        var (upload, view) = await Uploads.Seen(person, tenant, "C:\\Users\\me\\screen.jpg", photo);
        Assert.Equal(("screen.jpg", "image", true), (view.GetProperty("name").GetString(), view.GetProperty("kind").GetString(), view.GetProperty("cleaned").GetBoolean()));
        var findings = view.GetProperty("findings").EnumerateArray().Select(f => (f.GetProperty("code").GetString(), f.GetProperty("identifying").GetBoolean())).ToList();
        Assert.Contains(("gps", true), findings);
        Assert.Contains(Tools.Name, view.GetProperty("findings").ToString(), StringComparison.Ordinal);

        var receipt = (await server.File(tenant, Filing(upload))).GetProperty("receipt").GetString()!;
        using var mailbox = await server.Mailbox(receipt);
        using var handler = server.Handler(tenant);
        var kase = await server.CaseOf(tenant);
        var file = (await handler.Get($"{Api}/cases/{kase}")).GetProperty("files")[0];
        Assert.Equal((true, false, 0), (file.GetProperty("cleaned").GetBoolean(), file.GetProperty("originalAllowed").GetBoolean(), file.GetProperty("findings").GetArrayLength()));
        var id = file.GetProperty("id").GetString();

        using var given = await handler.GetAsync($"{Api}/cases/{kase}/files/{id}");
        Assert.Equal(("attachment", "application/octet-stream"), (given.Content.Headers.ContentDisposition?.DispositionType, given.Content.Headers.ContentType?.MediaType));
        Assert.Equal("sandbox; default-src 'none'", given.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(("nosniff", "no-store"), (given.Headers.GetValues("X-Content-Type-Options").Single(), given.Headers.CacheControl?.ToString()));
        var copy = await given.Content.ReadAsByteArrayAsync();
        Assert.Equal((0xFF, 0xD8), (copy[0], copy[1]));
        Tools.HoldsNoCanary(await Tools.Everything(copy, ".jpg"));
        using (var refused = await handler.GetAsync($"{Api}/cases/{kase}/files/{id}?original=true"))
            Assert.Equal("grievances.original_not_allowed", await refused.Problem(HttpStatusCode.Forbidden));
        using (var mine = await mailbox.GetAsync($"{Api}/mailbox/files/{id}"))
        {
            Assert.Equal(photo, await mine.Content.ReadAsByteArrayAsync());
            Assert.Equal(("attachment", "sandbox; default-src 'none'"), (mine.Content.Headers.ContentDisposition?.DispositionType, mine.Headers.GetValues("Content-Security-Policy").Single()));
        }
        Assert.True((await mailbox.Get($"{Api}/mailbox/files"))[0].GetProperty("findings").GetArrayLength() > 0);
        Assert.NotEmpty((await mailbox.Get($"{Api}/mailbox/openings")).GetProperty("items").EnumerateArray());
        using (var archive = await Archives.Open(await mailbox.GetAsync($"{Api}/mailbox/export")))
        {
            using var packed = archive.GetEntry("files/01-screen.jpg")!.Open();
            using var bytes = new MemoryStream();
            await packed.CopyToAsync(bytes);
            Assert.Equal(photo, bytes.ToArray());
        }

        // Whoever allows it lets handlers see the original as well.
        var allowed = await Uploads.Whole(mailbox, tenant, "second.jpg", photo, original: true);
        await GrievancesServer.Post(mailbox, "/mailbox/files", new { files = new[] { allowed } });
        var second = (await handler.Get($"{Api}/cases/{kase}")).GetProperty("files")[1].GetProperty("id").GetString();
        Assert.Equal(photo, await handler.GetByteArrayAsync($"{Api}/cases/{kase}/files/{second}?original=true"));
    }

    [Fact]
    public async Task AFileSetApart_IsShutForHandlers_UntilItIsTakenBack()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var upload = await Uploads.Whole(person, tenant, "note.txt", "A note"u8.ToArray());
        var receipt = (await server.File(tenant, Filing(upload))).GetProperty("receipt").GetString()!;
        using var mailbox = await server.Mailbox(receipt);
        var (adviser, _) = await server.TakeOver((await GrievancesServer.Post(mailbox, "/mailbox/companions", new { role = "adviser" })).GetProperty("receipt").GetString()!);
        using var handler = server.Handler(tenant);
        var (kase, path) = (await server.CaseOf(tenant), $"{Api}/mailbox/files/{upload.Id}");
        Assert.Equal("A note", await handler.GetStringAsync($"{Api}/cases/{kase}/files/{upload.Id}"));
        Assert.Equal("A note", await adviser.GetStringAsync(path));

        await GrievancesServer.Post(handler, $"/cases/{kase}/files/{upload.Id}/quarantine", new { apart = true });
        foreach (var query in new[] { "", "?original=true" })
            using (var shut = await handler.GetAsync($"{Api}/cases/{kase}/files/{upload.Id}{query}"))
                Assert.Equal("grievances.file_quarantined", await shut.Problem(HttpStatusCode.Conflict));
        using (var shut = await adviser.GetAsync(path))
            Assert.Equal("grievances.file_unknown", await shut.Problem(HttpStatusCode.NotFound));
        Assert.Equal("A note", await mailbox.GetStringAsync(path));
        await GrievancesServer.Post(handler, $"/cases/{kase}/files/{upload.Id}/quarantine", new { apart = false });
        Assert.Equal("A note", await handler.GetStringAsync($"{Api}/cases/{kase}/files/{upload.Id}"));
        using (var stranger = server.Handler(await server.Provisioned()))
        using (var unknown = await stranger.GetAsync($"{Api}/cases/{kase}/files/{upload.Id}"))
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        adviser.Dispose();
    }

    [Theory]
    [InlineData("polyglot", "grievances.files_polyglot")]
    [InlineData("bomb", "grievances.files_bomb")]
    [InlineData("flood", "grievances.files_pixel_flood")]
    public async Task AFileMadeToHurt_IsRefused_AndNothingOfItIsLeft(string what, string code)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        byte[] bytes = what switch
        {
            "polyglot" => [.. Pictures.Jpeg(), .. Zip(new byte[100])],
            "bomb" => Zip(new byte[120 * Mebi]),
            _ => Pictures.Png(50_000, 50_000),
        };
        var (path, _, token) = await Uploads.Announce(person, tenant, "a.bin", bytes.Length);
        using (var refused = await Uploads.Send(person, path, token, 0, bytes))
            Assert.Equal(code, await refused.Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(-1, await Uploads.Offset(person, path, token));
        Assert.Empty(await Uploads.Stored(server.Services.GetRequiredService<IBlobStore>(), tenant));
        Assert.Equal(0, await server.Read(tenant, db => db.StagedFiles.CountAsync()));
    }

    private static object Filing(Uploads.UploadedRow upload) =>
        new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", files = new[] { upload } };

    private static byte[] Noise(int length) => RandomNumberGenerator.GetBytes(length);

    private static byte[] Zip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("a.class").Open())
            entry.Write(content);
        return bytes.ToArray();
    }

    private static async Task<string> FiledAndRead(GrievancesServer server, HttpClient person, TestTenant tenant, Uploads.UploadedRow upload)
    {
        var filed = await GrievancesServer.Post(person, $"/public/{tenant.Slug}/grievances", Filing(upload));
        using var mailbox = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        await using var content = await mailbox.GetStreamAsync($"{Api}/mailbox/files/{upload.Id}");
        return Convert.ToHexString(await SHA256.HashDataAsync(content));
    }

    // Sends some bytes and tears the line, though all were announced.
    private static async Task Break(HttpClient person, string path, string token, byte[] bytes, long offset, int sent)
    {
        using var request = Uploads.Patch(path, token, offset, new StreamContent(new TornStream(bytes.AsMemory((int)offset, sent))));
        request.Content!.Headers.ContentLength = bytes.Length - offset;
        await Assert.ThrowsAnyAsync<Exception>(() => person.SendAsync(request));
    }

    // The server may still be noting what came.
    private static async Task<long> Reached(HttpClient person, string path, string token, long before)
    {
        long now;
        for (var (last, calm) = (-2L, 0); calm < 5; (last, calm) = (now, now == last && now > before ? calm + 1 : 0))
        {
            await Task.Delay(60);
            now = await Uploads.Offset(person, path, token);
        }
        return await Uploads.Offset(person, path, token);
    }

    private sealed class TornStream(ReadOnlyMemory<byte> bytes) : Stream
    {
        private int at;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (at == bytes.Length)
            {
                await Task.Delay(200, cancellationToken);
                throw new IOException("The line broke.");
            }
            var count = Math.Min(buffer.Length, bytes.Length - at);
            bytes.Slice(at, count).CopyTo(buffer);
            at += count;
            return count;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => at; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
