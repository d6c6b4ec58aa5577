using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grievances.Tests;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>
/// Text, names and files that an anonymous person typed are inert wherever they are shown or taken along, and stay what was typed. Each page
/// is opened in a browser with JavaScript on, with the policy it came with and without any.
/// </summary>
public sealed partial class HostileTextTests(SharedEmbedded embedded, SharedBrowser chromium)
{
    private readonly HostilePlaces put = new();
    private HostileWatch watch = null!;
    private HostilePages pages = null!;

    private PlatformUnderTest Platform => embedded.Platform;

    [Fact]
    public async Task WhatAnybodyTypes_RunsNowhere_LoadsNothing_AndIsShownAsTyped()
    {
        var time = Stopwatch.StartNew();
        Assert.True(HostileText.All.Count > 300, $"{HostileText.All.Count} lines");
        await using var watching = await HostileWatch.Open(await chromium.Open(), Platform.BaseUrl);
        (watch, pages) = (watching, new HostilePages(watching, put));
        await TheTrap_TellsWhatRuns();

        var kase = await HostileCase.Begin(Platform, put);
        await WhatCannotBeKept_IsRefused(kase);
        await kase.Filed();
        using var mailbox = await Mailbox(kase.Receipt);
        var (file, box) = ($"/console/grievances/{kase.Id}", "/portal/mailbox");
        await Look(kase.Handler, file, "organisation", "summary", "account", "unsafe", "system words", "members", "answers", "files", "messages", "system", "pattern title", "impact title",
            "companion", "companion name");
        await Look(kase.Handler, $"{file}?template={kase.Template}", "template");
        await Look(kase.Handler, $"/console/grievances/{kase.Other}", "speaks for another");
        await Look(kase.Handler, file + "/people", "kept out", "why the identity");
        await Look(kase.Handler, file + "/assign");
        await Look(kase.Handler, file + "/files", "files");
        await Look(kase.Handler, file + "/talk", "notes", "meetings", "meeting place", "translations", "translated for us");
        await Look(kase.Handler, $"{file}/redact?copy={kase.Copy}", "account", "messages");
        await Look(kase.Handler, file + "/mediation", "mediation");
        await Look(kase.Handler, file + "/responsibility", "responsible", "evidence of a part");
        await Look(kase.Handler, file + "/partners", "partner", "shared");
        await Look(kase.Handler, file + "/relations", "summary");
        await Look(kase.Handler, file + "/remedy", "not owed");
        await Look(kase.Handler, file + "/legal", "law", "order");
        await Look(kase.PartnersHandler, $"/console/grievances/{kase.PartnersId}/partners", "organisation", "shared");
        await Look(kase.PartnersHandler, $"/console/grievances/{kase.PartnersId}", "partner");
        await Look(kase.Custodian, "/console/grievances/identity", "why the identity");
        await Look(kase.Lead, "/console/grievances/critical", "reason");
        await Look(kase.Lead, "/console/assessments/impacts/" + kase.Impact, "impact", "impact title", "system");
        foreach (var (address, places) in new (string, string[])[] { ("", ["view"]), ("?state=all", ["view"]), ("/views", ["view"]), ("/patterns", ["pattern", "pattern title"]), ("/templates",
            ["template"]), ("/translations", []), ("/notices", []) })
            await Look(kase.Handler, "/console/grievances" + address, places);
        await Look(mailbox, box, "organisation", "summary", "account", "messages", "with the mediator", "unsafe", "system", "system words", "contact", "answers", "admissibility");
        foreach (var (page, places) in new (string, string[])[]
        {
            ("files", ["files"]), ("people", ["companion name"]), ("meetings", ["meetings", "meeting place"]), ("mediation", ["mediation"]), ("referrals", ["shared", "why shared", "partner"]),
            ("translations", ["translations"]),
            ("remedy", ["not owed"]), ("readers", ["why the identity"]), ("authorities", ["order"]), ("consents", []), ("data", []),
        })
            await Look(mailbox, $"{box}/{page}", places);
        await TheMediatorsRoom(kase);
        await Portal(kase);

        await kase.Offered();
        await Look(kase.Handler, file + "/remedy", "measures", "offer", "counter-proposal");
        await Look(mailbox, box + "/remedy", "measures", "offer", "counter-proposal");
        await kase.Closed();
        await Look(kase.Handler, file, "letter");
        await Look(kase.Handler, file + "/lessons", "lessons");
        await Look(kase.Handler, "/console/grievances/lessons", "lessons", "system");
        await Look(kase.Handler, "/console/grievances/effectiveness");
        await Look(mailbox, box, "letter");
        await Look(mailbox, box + "/authorities", "responsible", "order");
        await Look(mailbox, box + "/survey");
        await kase.Appealed();
        await Look(kase.Handler, file + "/remedy", "measures", "offer", "counter-proposal", "second offer", "answer", "evidence", "remarks", "letter", "appeal");
        await Look(mailbox, box + "/remedy", "measures", "evidence", "remarks");
        await Look(mailbox, box + "/appeal", "appeal");
        await Look(kase.Lead, $"{file}/appeals/{kase.Appeal}", "organisation");
        await Beside(kase);
        await TakenAlong(kase, mailbox);
        await Tables(kase);
        Assert.DoesNotContain('\n' + HostileText.ForgedLine, Platform.Logs, StringComparison.Ordinal);
        // A report takes its way; none may have come after the page it is about was left.
        await Task.Delay(300);
        pages.Faults.AddRange(watch.Noticed());
        Assert.True(pages.Faults.Count == 0, $"{pages.Faults.Count} faults on {pages.Looked} pages:\n{string.Join('\n', pages.Faults.Take(60))}");
        Assert.Empty(put.All.Except(pages.Shown));
        Assert.Empty(HostileText.All.Except(put.All.SelectMany(place => put[place])));
        TestContext.Current.SendDiagnosticMessage($"{HostileText.All.Count} lines in {put.All.Count()} places on {pages.Looked} pages in {time.Elapsed.TotalSeconds:0} s");
    }

    // Were the watch blind, everything else here would be green.
    private async Task TheTrap_TellsWhatRuns()
    {
        var page = $"<!DOCTYPE html><html lang=en><title>Live</title><p>{string.Join("</p><p>", HostileText.All.Take(30).Where(line => !line.Contains("refresh", StringComparison.Ordinal)))}";
        var (_, noticed) = await watch.Look("/live", page, "default-src 'none'; style-src 'self'; script-src 'self'");
        foreach (var sign in new[] { "without policy: line 1 ran", "without policy: line 3 ran", $"without policy: asked for {new Uri(Platform.BaseUrl).Scheme}://{HostileText.Host}/",
            "with policy: violates script-src", "<script>" })
            Assert.Contains(noticed, one => one.Contains(sign, StringComparison.Ordinal));
        Assert.DoesNotContain(noticed, one => one.StartsWith("with policy: line", StringComparison.Ordinal));
        var later = noticed.ToList();
        await People.Eventually(() => Task.FromResult(later), all =>
        {
            all.AddRange(watch.Noticed());
            return all.Any(one => one.StartsWith("report: ", StringComparison.Ordinal) && one.Contains("/live", StringComparison.Ordinal));
        });
        await watch.Look("/dead", "<!DOCTYPE html><title>Dead</title><p>Nothing", "default-src 'none'");
    }

    private async Task WhatCannotBeKept_IsRefused(HostileCase kase)
    {
        using var person = Platform.Browser();
        foreach (var line in HostileText.Refused)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/grievances/v1/public/{kase.Tenant.Slug}/grievances") { Content = JsonContent.Create(new { language = "en",
                summary = line, whatHappened = line, affected = "self" }) };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var filed = await person.SendAsync(request);
            using var typed = await person.PostAsync($"/portal/{kase.Tenant.Slug}/file", new FormUrlEncodedContent([KeyValuePair.Create("Go", "next"), KeyValuePair.Create("Step", "what"),
                KeyValuePair.Create("q.what", line)]));
            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (filed.StatusCode, typed.StatusCode));
            Assert.Contains("platform.control_character", await filed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await Judge("/portal/refused", await typed.Content.ReadAsStringAsync(), Policy(typed));
        }
    }

    private async Task TheMediatorsRoom(HostileCase kase)
    {
        using var guest = Platform.Browser();
        using (var door = await guest.GetAsync(kase.Invitation))
            await Judge(kase.Invitation, await door.Content.ReadAsStringAsync(), Policy(door));
        using var opened = await guest.PostAsync(kase.Invitation, new FormUrlEncodedContent([]));
        await Look(guest, opened.RequestMessage!.RequestUri!.PathAndQuery, "organisation", "summary", "account", "with the mediator", "meeting place");
    }

    // What came from another register, what was written down for people, and what they say of it all.
    private async Task Beside(HostileCase kase)
    {
        var beside = new HostileBeside(Platform, put, kase);
        await beside.Recorded();
        await Look(kase.Lead, "/console/grievances/imports", "register name");
        await Look(kase.Lead, $"/console/grievances/imports/{beside.Import}", "register name");
        await Look(kase.Lead, beside.Preview);
        await Look(kase.Handler, $"/console/grievances/{beside.Imported}", "register");
        await Look(kase.Handler, $"/console/grievances/{beside.Imported}/recorded", "recorded");
        await Look(kase.Handler, $"/console/grievances/{beside.Imported}/remedy", "recorded");
        await beside.Asked();
        await Look(kase.Lead, "/console/grievances/survey-words", "survey", "survey of others");
        using var auditor = await kase.Tenant.Person("auditor");
        await Look(auditor, "/console/grievances/log", "organisation");
        var asked = Uri.EscapeDataString(string.Join(' ', HostileText.Questions.Take(5)));
        await Look(auditor, $"/console/grievances/log?Reference={asked}&What={asked}&Role={asked}");
    }

    // What the page was asked for, what was just typed, and what others published.
    private async Task Portal(HostileCase kase)
    {
        using var person = Platform.Browser();
        var slug = kase.Tenant.Slug;
        await Look(person, "/?q=HYPERLINK", "system", "organisation");
        await Look(person, $"/portal/{slug}", "organisation");
        await Look(person, $"/portal/{slug}/patterns", "pattern", "progress", "pattern title");
        foreach (var lines in HostileText.Questions.Chunk(5))
        {
            var asked = Uri.EscapeDataString(string.Join(' ', lines));
            foreach (var address in new[] { $"/?q={asked}", $"/help?country={asked}&lang={asked}", $"/portal/{slug}/file?way={asked}&system={asked}&pattern={asked}" })
                await Look(person, address);
            await Look(kase.Handler, $"/console/grievances?reference={asked}&state={asked}&band={asked}&system={asked}&language={asked}");
        }
        var policy = await Look(person, $"/portal/{slug}/privacy");
        var walk = new FilingWalk(person, slug);
        await walk.Begin();
        await walk.Answer(("affected", "\"><svg onload=__xss('q')>"));
        await Judge("/portal/filing", walk.Page, policy);
        var answers = new Dictionary<string, (string, string)[]>
        {
            ["who"] = [("affected", "self")], ["system"] = [("system", "none"), ("system_words", put.Put("filing", 1_900))], ["what"] = [("what", put.Put("filing", 19_000))],
                ["summary"] = [("summary", put.Put("filing", 280))],
            ["where"] = [("where", put.Put("filing", 180))], ["unsafe"] = [("unsafe", put.Put("filing", 1_900))], ["contact"] = [("contact_kind", "other"), ("contact_value", put.Put("filing", 180))],
        };
        await walk.Until("review", answers);
        await Judge("/portal/filing", walk.Page, policy, "filing");
    }

    // Archives are opened where they were taken to, from a folder of one's own.
    private async Task TakenAlong(HostileCase kase, HttpClient mailbox)
    {
        using var person = await Loop.Mailbox(Platform, kase.Receipt);
        using var own = await person.GetAsync("/api/grievances/v1/mailbox/export?lang=en");
        await Archive("own", own, "summary", "account", "messages", "system words", "contact", "unsafe", "answers", "files", "letter", "measures", "counter-proposal", "second offer", "answer",
            "remarks", "survey", "appeal", "found");
        using var handed = await kase.HandOver(put["order"][0]);
        await Archive("handed", handed, "summary", "account", "messages", "files", "responsible", "letter", "measures");
        var files = FileLinks().Matches(await mailbox.GetStringAsync("/portal/mailbox/files")).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Equal(HostileText.FileNames.Count + 2, files.Count);
        foreach (var id in files)
        {
            using var file = await mailbox.GetAsync($"/portal/mailbox/files?handler=Download&id={id}");
            Assert.Equal(("attachment", "nosniff"), (file.Content.Headers.ContentDisposition?.DispositionType, file.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.Contains("sandbox", Policy(file), StringComparison.Ordinal);
            Assert.False(file.Headers.Contains("Set-Cookie"));
        }
    }

    private async Task Archive(string name, HttpResponseMessage answer, params string[] places)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains("sandbox", Policy(answer), StringComparison.Ordinal);
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        Assert.All(zip.Entries, entry => Assert.Matches(@"^(files/\d+[^/\\\p{C}]*|[A-Za-z]+\.[a-z]+)$", entry.FullName));
        await Judge($"/taken/{name}/case.html", await Text("case.html"), null, places);
        // What goes to others is looked at as a page too: some program will take it for one.
        var json = await Text("case.json");
        if (name == "handed")
            await Judge($"/taken/{name}/case.json", json, null);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(json).RootElement.ValueKind);

        async Task<string> Text(string entry)
        {
            using var reader = new StreamReader(zip.GetEntry(entry)!.Open(), Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }
    }

    private async Task Tables(HostileCase kase)
    {
        foreach (var (address, places) in new (string, string[])[] { ("/cases/export?state=all", []), ("/lessons/export", ["lessons", "system"]) })
        {
            var table = await kase.Handler.GetStringAsync("/api/grievances/v1" + address);
            var cells = Cells(table.TrimStart('\ufeff'));
            Assert.True(cells.Count > 20, table);
            pages.Faults.AddRange(cells.Where(cell => cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..])
                .Select(cell => $"{address}: a cell begins with {cell[..Math.Min(cell.Length, 30)]}"));
            pages.Faults.AddRange(put.Missing(string.Join('\n', cells.Select(cell => cell.StartsWith('\'') ? cell[1..] : cell)), places).Select(missing => $"{address}: {missing}"));
        }
        var json = await kase.Handler.GetStringAsync("/api/grievances/v1/lessons/export?format=json");
        await Judge("/taken/lessons.json", json, null);
    }

    // RFC 4180.
    private static List<string> Cells(string table)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < table.Length; i++)
            if (quoted && table[i] == '"' && i + 1 < table.Length && table[i + 1] == '"')
                cell.Append(table[++i]);
            else if (table[i] == '"')
                quoted = !quoted;
            else if (!quoted && (table[i] == ',' || (table[i] == '\r' && table.AsSpan(i).StartsWith("\r\n"))))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                i += table[i] == '\r' ? 1 : 0;
            }
            else
                cell.Append(table[i]);
        return cells;
    }

    private async Task<HttpClient> Mailbox(string receipt)
    {
        var browser = Platform.Browser();
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)]));
        Assert.True(opened.IsSuccessStatusCode, $"{opened.StatusCode}");
        return browser;
    }

    private static string Policy(HttpResponseMessage answer) => HostilePages.Policy(answer);

    private Task<string> Look(HttpClient who, string address, params string[] places) => pages.Look(who, address, places);

    private Task Judge(string path, string html, string? policy, params string[] places) => pages.Judge(path, html, policy, places);

    [GeneratedRegex("handler=Download&(?:amp;)?id=([0-9a-f-]{36})")]
    private static partial Regex FileLinks();
}
