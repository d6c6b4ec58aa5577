using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A case in the hands of a body outside: only by the person's word or an order, whole, readable, inert and checked without us.</summary>
public sealed class HandOverTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Body = "de-bfdi";
    private const string Canary = "<script>alert('canary')</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task WithoutTheWordOfTheOneWhoFiled_NothingLeaves_AndTheWordCanBeTakenBack()
    {
        var (tenant, id, person) = await Filed();
        using var handler = server.Handler(tenant);
        await Refused(handler, id, new { body = Body }, HttpStatusCode.Conflict, "grievances.consent_missing");
        Assert.Equal((0, 0), await server.Read(tenant, async db => (await db.LegalNotes.CountAsync(), (await server.Events<CaseHandedOver>(tenant)).Count)));
        await Allow(person, "share_with_authority", true);
        using (var made = await handler.Post($"{Api}/cases/{id}/handover", new { body = Body }))
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var key = Guid.NewGuid().ToString();
        using (var once = await Keyed(handler, id, key))
            Assert.Equal(HttpStatusCode.OK, once.StatusCode);
        await Allow(person, "share_with_authority", false);
        await Refused(handler, id, new { body = Body }, HttpStatusCode.Conflict, "grievances.consent_missing");
        // Nor does what was sent once open it again.
        using (var again = await Keyed(handler, id, key))
            Assert.Equal("grievances.consent_missing", await again.Problem(HttpStatusCode.Conflict));
        await Refused(handler, id, new { body = "xx-nobody" }, HttpStatusCode.BadRequest, "platform.invalid");
        await Refused(handler, id, new { body = "none" }, HttpStatusCode.BadRequest, "platform.invalid");
        using var reader = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        await Refused(reader, id, new { body = Body }, HttpStatusCode.Forbidden, null);
        using var stranger = server.Handler(await server.Provisioned());
        await Refused(stranger, id, new { body = Body }, HttpStatusCode.NotFound, "grievances.case_unknown");
    }

    private static async Task<HttpResponseMessage> Keyed(HttpClient handler, Guid id, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/cases/{id}/handover") { Content = System.Net.Http.Json.JsonContent.Create(new { body = Body }) };
        request.Headers.Add("Idempotency-Key", key);
        return await handler.SendAsync(request);
    }

    [Fact]
    public async Task TheArchive_IsWhole_AndCheckedWithOpensslAndThePublishedKeyAlone()
    {
        var (tenant, id, person) = await Filed(files: true);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { new { party = "developer", involvement = "caused", name = "Model Works", evidence = "The log" } } });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We look into it." });
        await Allow(person, "share_with_authority", true);
        using var answer = await handler.Post($"{Api}/cases/{id}/handover", new { body = Body, reason = "Asked by the authority" });
        Assert.Contains("sandbox", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        using var archive = await Archives.Open(answer);
        var entries = archive.Entries.ToDictionary(e => e.FullName, Bytes);
        Assert.Equal(["README.txt", "key.pem", "case.html", "case.json", "files/001.txt", "manifest.json", "manifest.sig"], archive.Entries.Select(e => e.FullName));

        var manifest = JsonDocument.Parse(entries["manifest.json"]).RootElement;
        Assert.Equal(("heed hand-over v1", "heed-case/1", Body), (Text(manifest, "kind"), Text(manifest, "schema"), Text(manifest, "for")));
        Assert.Equal(entries.Keys.Where(name => !name.StartsWith("manifest", StringComparison.Ordinal)).Order(StringComparer.Ordinal), manifest.GetProperty("files").EnumerateArray().Select(f => Text(f, "name")!).Order(StringComparer.Ordinal));
        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            var bytes = entries[Text(file, "name")!];
            Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (file.GetProperty("bytes").GetInt32(), Text(file, "sha256")));
        }
        var key = (await handler.Get($"{Api}/public/proof-keys")).GetProperty(Text(manifest, "key")!).GetString()!;
        Assert.Equal(key.Trim(), Encoding.UTF8.GetString(entries["key.pem"]).Trim());
        Assert.Contains("Verified OK", await Openssl(key, entries["manifest.sig"], entries["manifest.json"]), StringComparison.Ordinal);
        entries["manifest.json"][^3] ^= 1;
        Assert.DoesNotContain("Verified OK", await Openssl(key, entries["manifest.sig"], entries["manifest.json"]), StringComparison.Ordinal);

        var json = JsonDocument.Parse(entries["case.json"]).RootElement;
        Assert.Equal(("heed-case/1", "consent", "Asked by the authority", Canary, "Model Works"), (Text(json, "schema"), Text(json, "basis"), Text(json, "reason"), Text(json.GetProperty("account"), "summary"), Text(json.GetProperty("attribution")[0].GetProperty("lines")[0], "name")));
        Assert.Equal(["We look into it."], json.GetProperty("messages").EnumerateArray().Select(m => Text(m, "text")));
        var only = Assert.Single(json.GetProperty("files").EnumerateArray());
        Assert.Equal(("files/001.txt", "<b>note.html"), (Text(only, "entry"), Text(only, "name")));
        foreach (var word in new[] { "openssl dgst -sha256 -verify key.pem -signature manifest.sig manifest.json", Text(manifest, "key")!, "their own proof of filing" })
            Assert.Contains(word, Encoding.UTF8.GetString(entries["README.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatThePersonNamed_AndDidNotTake_IsNotTakenForWhatTheOrganisationSays()
    {
        var (tenant, id, person) = await Filed();
        using var handler = server.Handler(tenant);
        await Allow(person, "share_with_authority", true);
        await server.Work(tenant, async db =>
        {
            var system = Guid.NewGuid();
            db.Add(new KnownSystem { TenantId = tenant.Id, Id = system, Name = "Triage assistant", Published = true, Version = 1 });
            (await db.Grievances.SingleAsync()).Triage(null, system, Guid.NewGuid(), DateTimeOffset.UtcNow);
            db.Record(DateTimeOffset.UtcNow, Guid.NewGuid().ToString(), "case-handler", SystemChange.Action, $"case:{id}", SystemChange.Purpose(null));
            await db.SaveChangesAsync();
        });
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/offers", new { });
        await GrievancesServer.Post(person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = false });
        var (html, json) = await Case(handler, id, new { body = Body });
        var text = new HtmlParser().ParseDocument(html).Body!.TextContent;
        Assert.All(new[] { "AI system, as the organisation linked it", "made, and not accepted by the person" }, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.False(JsonDocument.Parse(json).RootElement.GetProperty("facts").GetProperty("systemFromPerson").GetBoolean());
    }

    [Fact]
    public async Task WhatAnybodyTyped_RunsNothing_AndNoContactNoNoteNoSaltLeaves()
    {
        var (tenant, id, person) = await Filed(files: true);
        using var handler = server.Handler(tenant);
        await server.Work(tenant, async db =>
        {
            db.Add(new CaseNote { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = id, WriterRole = "case-handler", Body = [1, 2, 3], WrittenAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "From me " + Canary });
        await Allow(person, "share_with_authority", true);
        var (html, json) = await Case(handler, id, new { body = Body, reason = "Because " + Canary });
        var page = new HtmlParser().ParseDocument(html);
        Assert.Empty(page.Scripts);
        Assert.Empty(page.QuerySelectorAll("img, link, a, form, iframe, object, b, base"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "src" or "href" or "style"));
        Assert.Contains("default-src 'none'", page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Equal(4, page.Body!.TextContent.Split(Canary).Length - 1);
        Assert.DoesNotContain("<script", json, StringComparison.OrdinalIgnoreCase);
        foreach (var kept in new[] { "me@home.example", "salt" })
        {
            Assert.DoesNotContain(kept, html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(kept, json, StringComparison.OrdinalIgnoreCase);
        }
        // Nor by order, for which nobody is asked: a handler hands over no more than they read.
        Assert.DoesNotContain("me@home.example", (await Case(handler, id, new { body = "none", reason = "Order of the labour court" })).Json, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("What must not happen", page.QuerySelector(".first")!.TextContent, StringComparison.Ordinal);

        await Allow(person, "contact_outside", true);
        Assert.Contains("me@home.example", (await Case(handler, id, new { body = Body })).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePerson_SeesTheOpeningAndWhereItWent_AndIsToldWhy()
    {
        var (tenant, id, person) = await Filed();
        using var handler = server.Handler(tenant);
        await Allow(person, "share_with_authority", true);
        await Case(handler, id, new { body = Body });
        await Case(handler, id, new { body = "none", reason = "Order of the labour court" });
        var gone = (await person.Get($"{Api}/mailbox/legal")).GetProperty("handedOver").EnumerateArray().ToList();
        Assert.Equal([null, Body], gone.Select(g => Text(g, "body")));
        Assert.Equal(("Order of the labour court", "You allowed passing your case to an authority."), (Text(gone[0], "reason"), Text(gone[1], "reason")));
        Assert.Equal(2, (await person.Get($"{Api}/mailbox/openings")).GetProperty("items").GetArrayLength());
        Assert.Equal(["handover", "handover"], await server.Read(tenant, db => db.Set<Platform.Audit.AuditLine>().Where(l => l.Subject == $"case:{id}" && l.Action == CaseKeys.Opened).Select(l => l.Purpose).ToListAsync()));
        Assert.Equal([Body, null], (await server.Events<CaseHandedOver>(tenant)).Select(e => Text(e, "body")));
        Assert.DoesNotContain("labour court", string.Join(' ', (await server.Events<CaseHandedOver>(tenant)).Select(e => e.GetRawText())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAGroup_OnlyWhatTheOneWhoFiledFiled_Goes_AndByOrderEverything()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group", consents = new[] { "share_with_authority" },
            members = Enumerable.Range(1, 2).Select(i => new { name = $"Person {i}", mandate = new { kind = "written" } }),
        });
        var id = await server.CaseOf(tenant);
        var (member, _) = await server.TakeOver(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        await GrievancesServer.Post(member, "/mailbox/messages", new { text = "Only between us" });
        using (var anybody = server.Anybody())
            await GrievancesServer.Post(member, "/mailbox/files", new { files = new[] { await Uploads.Whole(anybody, tenant, "mine.txt", "A letter of a member"u8.ToArray()) } });
        using var filer = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        await GrievancesServer.Post(filer, "/mailbox/messages", new { text = "From the speaker" });
        using var handler = server.Handler(tenant);
        var (_, byConsent) = await Case(handler, id, new { body = Body });
        var (_, byOrder) = await Case(handler, id, new { body = "none", reason = "Order of the labour court" });
        Assert.Contains("From the speaker", byConsent, StringComparison.Ordinal);
        Assert.DoesNotContain("Only between us", byConsent, StringComparison.Ordinal);
        Assert.DoesNotContain("mine.txt", byConsent, StringComparison.Ordinal);
        Assert.Contains("members of a group", byConsent, StringComparison.Ordinal);
        Assert.Contains("Only between us", byOrder, StringComparison.Ordinal);
        Assert.Contains("mine.txt", byOrder, StringComparison.Ordinal);
        Assert.DoesNotContain("Person 1", byOrder, StringComparison.Ordinal);
        member.Dispose();
    }

    [Fact]
    public async Task WhatAScannerWarnsOf_LiesApartUnderANeutralName_AndWhatWasSetApart_IsLeftOut()
    {
        var (tenant, id, person) = await Filed();
        using (var anybody = server.Anybody())
        {
            foreach (var name in new[] { "evil.exe.txt", "apart.txt", "fine.txt" })
                await GrievancesServer.Post(person, "/mailbox/files", new { files = new[] { await Uploads.Whole(anybody, tenant, name, Encoding.UTF8.GetBytes("The file " + name)) } });
        }
        var ids = await server.Read(tenant, db => db.Files.OrderBy(f => f.AddedAt).ThenBy(f => f.Id).Select(f => f.Id).ToListAsync());
        await server.Work(tenant, async db =>
        {
            await db.Files.Where(f => f.Id == ids[0]).ExecuteUpdateAsync(f => f.SetProperty(x => x.Scan, ScanState.Infected));
            await db.Files.Where(f => f.Id == ids[1]).ExecuteUpdateAsync(f => f.SetProperty(x => x.Quarantined, true));
        });
        await Allow(person, "share_with_authority", true);
        using var handler = server.Handler(tenant);
        using var answer = await handler.Post($"{Api}/cases/{id}/handover", new { body = Body });
        using var archive = await Archives.Open(answer);
        Assert.Equal(["quarantine/001.bin", "files/003.txt"], archive.Entries.Select(e => e.FullName).Where(name => name.Contains('/', StringComparison.Ordinal)));
        Assert.Contains("WARNING", Encoding.UTF8.GetString(Bytes(archive.GetEntry("README.txt")!)), StringComparison.Ordinal);
        Assert.Equal("The file evil.exe.txt", Encoding.UTF8.GetString(Bytes(archive.GetEntry("quarantine/001.bin")!)));
        var json = Encoding.UTF8.GetString(Bytes(archive.GetEntry("case.json")!));
        Assert.Equal([JsonValueKind.String, JsonValueKind.Null, JsonValueKind.String], JsonDocument.Parse(json).RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("entry").ValueKind));
        Assert.DoesNotContain("The file apart.txt", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePage_GivesTheArchive_OnceThePersonAllowsIt_AndSaysWhyNotWhereAReasonIsMissing()
    {
        var (tenant, id, person) = await Filed();
        await Allow(person, "share_with_authority", true);
        using var handler = server.Handler(tenant);
        using (var archive = await handler.SendWhole($"/console/grievances/{id}/legal?country=DE", page => (IHtmlFormElement)page.QuerySelector($"details input[name=Body][value='{Body}']")!.Closest("form")!))
            Assert.Equal("application/zip", archive.Content.Headers.ContentType?.MediaType);
        using var refused = await handler.SendWhole($"/console/grievances/{id}/legal", page => (IHtmlFormElement)page.QuerySelector("input[name=Body][value='none']")!.Closest("form")!);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Give a reason of at least 20 characters.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var brief = await handler.Post($"{Api}/cases/{id}/handover", new { body = "none", reason = "x" });
        Assert.Equal("grievances.reason_too_short", (await brief.Json()).GetProperty("errors").GetProperty("/reason")[0].GetProperty("code").GetString());
    }

    private async Task<(TestTenant Tenant, Guid Id, HttpClient Person)> Filed(bool files = false)
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var uploads = files ? [await Uploads.Whole(anybody, tenant, "<b>note.html", "A note <script>"u8.ToArray())] : Array.Empty<Uploads.UploadedRow>();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = Canary, whatHappened = "The chatbot said no. " + Canary, affected = "self", @unsafe = "Never call me.", contact = new { kind = "email", value = "me@home.example" }, files = uploads,
        });
        return (tenant, await server.CaseOf(tenant), await server.Mailbox(filed.GetProperty("receipt").GetString()!));
    }

    private static async Task<(string Html, string Json)> Case(HttpClient handler, Guid id, object request)
    {
        using var answer = await handler.Post($"{Api}/cases/{id}/handover", request);
        using var archive = await Archives.Open(answer);
        return (Encoding.UTF8.GetString(Bytes(archive.GetEntry("case.html")!)), Encoding.UTF8.GetString(Bytes(archive.GetEntry("case.json")!)));
    }

    private static async Task Refused(HttpClient client, Guid id, object request, HttpStatusCode status, string? code)
    {
        using var refused = await client.Post($"{Api}/cases/{id}/handover", request);
        Assert.Equal(status, refused.StatusCode);
        if (code is not null)
            Assert.Equal(code, (await refused.Json()).GetProperty("code").GetString());
    }

    private static async Task Allow(HttpClient person, string purpose, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/mailbox/consents") { Content = System.Net.Http.Json.JsonContent.Create(new { purpose, allowed }) };
        using var answer = await person.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static async Task<string> Openssl(string key, byte[] signature, byte[] signed)
    {
        var folder = Directory.CreateTempSubdirectory("hand-over-");
        try
        {
            foreach (var (name, bytes) in new[] { ("key.pem", Encoding.UTF8.GetBytes(key)), ("manifest.sig", signature), ("manifest.json", signed) })
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bytes);
            using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-verify", "key.pem", "-signature", "manifest.sig", "manifest.json"]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await openssl.StandardOutput.ReadToEndAsync() + await openssl.StandardError.ReadToEndAsync();
            await openssl.WaitForExitAsync();
            return said;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
