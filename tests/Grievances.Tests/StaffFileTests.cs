using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Files.Tests;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Contracts;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Files of the staff: kept among those who handle a case, or sent to the person; nobody else ever gets the former.</summary>
public sealed class StaffFileTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly byte[] Log = "CANARY-log of the classifier"u8.ToArray();

    [Fact]
    public async Task WhatHandlersKeep_IsForThemAlone_HoweverTheCaseLeaves()
    {
        var (tenant, id, person) = await Filed();
        using var here = Handler(server, tenant);
        using var colleague = Handler(server, tenant);
        var kept = await Keep(here, tenant, id, "log.txt", Log);
        Assert.Equal(Log, await colleague.GetByteArrayAsync($"{Api}/cases/{id}/files/{kept}"));
        var listed = (await colleague.Get($"{Api}/cases/{id}")).GetProperty("files")[0];
        Assert.Equal(("log.txt", "case-handler", true), (Text(listed, "name"), Text(listed, "addedByRole"), listed.GetProperty("internal").GetBoolean()));

        Assert.Equal(0, (await person.Get($"{Api}/mailbox/files")).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync($"{Api}/mailbox/files/{kept}")).StatusCode);
        using (var taken = await Archives.Open(await person.GetAsync($"{Api}/mailbox/export")))
            Assert.DoesNotContain(taken.Entries, entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal));
        var partner = await server.Provisioned();
        using (var referred = await here.Post($"{Api}/cases/{id}/referrals", new { organisation = partner.Slug, text = "S", why = "W", files = new[] { kept } }))
            Assert.Equal("grievances.file_not_shared", await Fault(referred, "/files"));
        foreach (var order in new object[] { new { body = "none", reason = "The labour court asked." }, new { body = "de-bfdi" } })
        {
            using (var allowed = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "share_with_authority", allowed = true }))
                Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
            using var handed = await Archives.Open(await here.Post($"{Api}/cases/{id}/handover", order));
            Assert.DoesNotContain(handed.Entries, entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal));
            using var json = new StreamReader(handed.GetEntry("case.json")!.Open());
            var handedCase = await json.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("log.txt", handedCase, StringComparison.Ordinal);
            Assert.Contains("Notes and files among handlers.", handedCase, StringComparison.Ordinal);
        }
        Assert.Equal(["grievances.file_added"], await Lines(tenant, id, kept));
        Assert.NotEmpty(await server.Events<CaseChanged>(tenant));
    }

    [Fact]
    public async Task WhatIsSent_TheyGetWithoutTraces_AndItCanShowThatAMeasureWasCarriedOut()
    {
        await using var stage = await RemedyTests.Stage.Set();
        using var anybody = stage.Server.Anybody();
        var photo = await Tools.Tagged(Pictures.Jpeg(), ".jpg");
        var (shown, kept) = (await Uploads.Whole(anybody, stage.Tenant, "ramp.jpg", photo), await Keep(stage.Handler, stage.Tenant, stage.Id, "log.txt", Log, anybody));
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/messages", new { text = "This is the corrected file.", files = new[] { shown } });

        var theirs = Assert.Single((await stage.Person.Get($"{Api}/mailbox/files")).EnumerateArray());
        Assert.Equal(("ramp.jpg", "case-handler", false), (Text(theirs, "name"), Text(theirs, "addedByRole"), theirs.GetProperty("mine").GetBoolean()));
        Tools.HoldsNoCanary(await Tools.Everything(await stage.Person.GetByteArrayAsync($"{Api}/mailbox/files/{shown.Id}"), ".jpg"));
        Assert.Equal(photo, await stage.Handler.GetByteArrayAsync($"{stage.Case}/files/{shown.Id}?original=true"));
        Assert.Equal("This is the corrected file.", Text((await stage.Person.Get($"{Api}/mailbox")).GetProperty("messages")[0], "text"));
        using (var taken = await Archives.Open(await stage.Person.GetAsync($"{Api}/mailbox/export")))
        {
            Assert.Contains(taken.Entries, entry => entry.FullName == "files/01-ramp.jpg");
            using var page = new StreamReader(taken.Entries.Single(e => e.FullName.EndsWith(".html", StringComparison.Ordinal)).Open());
            Assert.DoesNotContain("Handlers see", await page.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await stage.Apology();
        var measure = await stage.Plan("compensation", "Five hundred euros.", 20);
        await stage.Offer();
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept" });
        using (var hidden = await stage.Handler.Post($"{stage.Case}/remedy/measures/{measure}/done", new { evidence = "Paid.", fileId = kept }))
            Assert.Equal("grievances.file_unknown", await Fault(hidden, "/fileId"));
        await GrievancesServer.Post(stage.Handler, $"/cases/{stage.Id}/remedy/measures/{measure}/done", new { evidence = "Paid.", fileId = shown.Id });
        Assert.Equal(shown.Id, Text((await stage.Person.Get($"{Api}/mailbox/remedy")).GetProperty("measures").EnumerateArray().Single(m => m.GetProperty("id").GetGuid() == measure), "evidenceFileId"));
        using var evidence = await stage.Handler.DeleteAsync($"{stage.Case}/files/{shown.Id}", TestContext.Current.CancellationToken);
        Assert.Equal("grievances.file_is_evidence", await evidence.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task WhatIsTakenBack_IsGone_AndWhatThePersonSentIsNotTheStaffs()
    {
        var (tenant, id, person) = await Filed(own: true);
        using var here = Handler(server, tenant);
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        var kept = await Keep(here, tenant, id, "log.txt", Log);
        var theirs = (await here.Get($"{Api}/cases/{id}")).GetProperty("files").EnumerateArray().Single(f => f.GetProperty("addedByRole").ValueKind == JsonValueKind.Null).GetProperty("id").GetGuid();
        using (var notOurs = await here.DeleteAsync($"{Api}/cases/{id}/files/{theirs}", TestContext.Current.CancellationToken))
            Assert.Equal("grievances.file_not_of_staff", await notOurs.Problem(HttpStatusCode.Conflict));
        var hold = await server.Hold(here, id);
        using (var held = await here.DeleteAsync($"{Api}/cases/{id}/files/{kept}", TestContext.Current.CancellationToken))
            Assert.Equal("grievances.file_on_hold", await held.Problem(HttpStatusCode.Conflict));
        await GrievancesServer.Release(here, id, hold);
        using (var back = await here.DeleteAsync($"{Api}/cases/{id}/files/{kept}", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        using (var again = await here.DeleteAsync($"{Api}/cases/{id}/files/{kept}", TestContext.Current.CancellationToken))
            Assert.Equal("grievances.file_unknown", await again.Problem(HttpStatusCode.NotFound));
        Assert.Equal([theirs], await server.Read(tenant, db => db.Files.Select(f => f.Id).ToListAsync()));
        Assert.Equal(["grievances.file_added", "grievances.file_taken_back"], await Lines(tenant, id, kept));
        await JointCase.Until(async () => (await Uploads.Stored(blobs, tenant)).Count(name => name.Contains(kept.ToString("N"), StringComparison.Ordinal)), left => left == 0);
        using var stranger = Handler(server, await server.Provisioned());
        using var unknown = await stranger.DeleteAsync($"{Api}/cases/{id}/files/{theirs}", TestContext.Current.CancellationToken);
        Assert.Equal("grievances.case_unknown", await unknown.Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task AFileGoesOnlyWithWhatMayBeSaid_ToAllOfThePersonsSide_AndAsksForNoRight()
    {
        var (tenant, id, person) = await Filed();
        using var here = Handler(server, tenant);
        using var anybody = server.Anybody();
        var file = await Uploads.Whole(anybody, tenant, "letter.txt", Log);
        foreach (var (body, pointer, code) in new (object, string, string)[]
        {
            (new { text = "If you sign, you waive your right to sue us.", files = new[] { file } }, "/text", "grievances.waiver_clause"),
            (new { text = "For you.", onlyFor = id, files = new[] { file } }, "/files", "grievances.files_for_all"),
            (new { text = "For you.", files = new[] { file with { Token = new string('A', 43) } } }, "/files/0", "grievances.upload_unknown"),
        })
        {
            using var refused = await here.Post($"{Api}/cases/{id}/messages", body);
            Assert.Equal(code, await Fault(refused, pointer));
        }
        foreach (var (files, pointer, code) in new (object[], string, string)[] { ([], "/files", "platform.field_missing"), ([.. Enumerable.Repeat(file, 21)], "/files", "grievances.too_many_files"), ([file, file], "/files/1", "grievances.upload_unknown") })
        {
            using var refused = await here.Post($"{Api}/cases/{id}/files", new { files });
            Assert.Equal(code, await Fault(refused, pointer));
        }
        Assert.Equal((0, 0), await server.Read(tenant, async db => (await db.Files.CountAsync(), await db.Messages.CountAsync())));
        // What was refused took nothing away: the upload is still there.
        await GrievancesServer.Post(here, $"/cases/{id}/files", new { files = new[] { file } });
    }

    [Fact]
    public async Task ThePageTakesAFile_OnceHoweverOftenItIsPressed_AndSaysWhatIsMissing()
    {
        var (tenant, id, person) = await Filed();
        using var here = Handler(server, tenant);
        var address = $"/console/grievances/{id}/files";
        var empty = await here.Page(address);
        Assert.Contains("This case has no files", empty.Body!.TextContent, StringComparison.Ordinal);
        var key = ((IHtmlInputElement)empty.QuerySelector("form[enctype] input[name=Key]")!).Value;
        using (var kept = await Send(here, address, "colleagues", "", Log, key))
            Assert.Equal(address + "?done=kept", kept.Headers.Location?.ToString());
        using (var pressed = await Send(here, address, "colleagues", "", Log, key))
            Assert.Equal(address + "?done=kept", pressed.Headers.Location?.ToString());
        Assert.Equal(1, await server.Read(tenant, db => db.Files.CountAsync()));
        using (var wordless = await Send(here, address, "person", " ", Log))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wordless.StatusCode);
            var page = await Html(wordless);
            Assert.Equal("Words", page.QuerySelector(".error-summary a")!.GetAttribute("href")!.TrimStart('#'));
            Assert.True(((IHtmlInputElement)page.QuerySelector("input[name=For][value=person]")!).IsChecked);
        }
        using (var none = await Send(here, address, "person", "مرحبا", null))
        {
            var page = await Html(none);
            Assert.Contains("Choose a file first.", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal("مرحبا", page.QuerySelector("textarea[name=Words]")!.TextContent.Trim());
        }
        using (var forged = await Send(here, address, "colleagues", "", Log, token: "forged"))
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var words = new string('字', 9_000);
        using (var sent = await Send(here, address, "person", words, Log))
            Assert.Equal(address + "?done=sent", sent.Headers.Location?.ToString());
        Assert.Equal(words, Text((await person.Get($"{Api}/mailbox/messages")).GetProperty("items")[0], "text"));
        var done = await here.Page(address + "?done=sent");
        Assert.Empty(done.Scripts);
        var lines = done.QuerySelectorAll(".file-list li").Select(li => li.TextContent).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains("Kept by the case handler for those who handle the case", lines[0], StringComparison.Ordinal);
        Assert.Contains("Sent to the person by the case handler", lines[1], StringComparison.Ordinal);
        using (var back = await here.Submit(address, page => (IHtmlFormElement)page.QuerySelector("form[action$='handler=FileBack']")!))
            Assert.Contains("done=file_back", back.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False((await server.Read(tenant, db => db.Files.SingleAsync())).Internal);
    }

    [Fact]
    public async Task WhereAnotherOrganisationHasTheMailbox_FilesStayAmongHandlers()
    {
        using var joint = await JointCase.Set(server);
        var page = await joint.There.Page($"/console/grievances/{joint.Other}/files");
        Assert.Null(page.QuerySelector("input[name=For]"));
        using (var kept = await Send(joint.There, $"/console/grievances/{joint.Other}/files", "colleagues", "", Log))
            Assert.EndsWith("?done=kept", kept.Headers.Location?.ToString(), StringComparison.Ordinal);
        using (var sent = await Send(joint.There, $"/console/grievances/{joint.Other}/files", "person", "For you.", Log))
            Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.True((await server.Read(joint.Taker, db => db.Files.SingleAsync())).Internal);
    }

    [Fact]
    public async Task TheDeskPassesOn_WhatThePersonSaw_AndNothingItKept()
    {
        await using var own = await OwnServer.Now();
        var (desk, clinic) = (await own.Tenant(), await own.Tenant());
        own.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        await own.File(desk, new { language = "en", summary = "S", whatHappened = "W", affected = "self" });
        var id = await own.CaseOf(desk);
        using var anybody = own.Anybody();
        using var handler = Handler(own, desk);
        await Keep(handler, desk, id, "log.txt", Log, anybody);
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "Whom to ask.", files = new[] { await Uploads.Whole(anybody, desk, "map.txt", Log) } });
        await GrievancesServer.Post(handler, $"/cases/{id}/route", new { organisation = clinic.Slug });
        using var there = Handler(own, clinic);
        var passed = Assert.Single((await there.Get($"{Api}/cases/{id}")).GetProperty("files").EnumerateArray());
        Assert.Equal(("map.txt", "case-handler"), (Text(passed, "name"), Text(passed, "addedByRole")));
    }

    private async Task<(TestTenant Tenant, Guid Id, HttpClient Person)> Filed(bool own = false)
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", files = own ? new[] { await Uploads.Whole(anybody, tenant, "mine.txt", "Mine"u8.ToArray()) } : [] });
        return (tenant, await server.CaseOf(tenant), await server.Mailbox(filed.GetProperty("receipt").GetString()!));
    }

    private async Task<Guid> Keep(HttpClient handler, TestTenant tenant, Guid id, string name, byte[] bytes, HttpClient? uploader = null)
    {
        using var anybody = uploader is null ? server.Anybody() : null;
        var file = await Uploads.Whole(uploader ?? anybody!, tenant, name, bytes);
        await GrievancesServer.Post(handler, $"/cases/{id}/files", new { files = new[] { file } });
        return Guid.Parse(file.Id);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient handler, string address, string who, string words, byte[]? file, string? key = null, string? token = null)
    {
        var form = (IHtmlFormElement)(await handler.Page(address)).QuerySelector("form[enctype]")!;
        string Value(string name) => ((IHtmlInputElement)form.QuerySelector($"input[name={name}]")!).Value;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token ?? Value("__RequestVerificationToken")), "__RequestVerificationToken" },
            { new StringContent(key ?? Value("Key")), "Key" },
            { new StringContent(who), "For" },
            { new StringContent(words, Encoding.UTF8), "Words" },
        };
        if (file is not null)
            content.Add(new ByteArrayContent(file), "File", "shown.txt");
        return await handler.PostAsync(form.GetAttribute("action"), content);
    }

    private static HttpClient Handler(GrievancesServer server, TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);

    private Task<List<string>> Lines(TestTenant tenant, Guid id, Guid file) => server.Read(tenant, db =>
        db.Set<AuditLine>().Where(l => l.Subject == $"case:{id}" && l.Purpose == $"file:{file}").OrderBy(l => l.At).Select(l => l.Action).ToListAsync());

    private static async Task<IHtmlDocument> Html(HttpResponseMessage answer) => await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

    private static async Task<string?> Fault(HttpResponseMessage answer, string pointer) => (await answer.Json()).GetProperty("errors").GetProperty(pointer)[0].GetProperty("code").GetString();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
