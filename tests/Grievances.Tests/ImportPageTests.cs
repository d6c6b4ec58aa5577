using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>How somebody takes a register over without a script: the file, its columns, what became of each row.</summary>
public sealed class ImportPageTests(GrievancesServer shared)
{
    private const string Console = "/console/grievances/imports";
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(false), InlineData(true)]
    public async Task AFile_IsRead_ItsColumnsAreNamed_AndEveryRowHasItsAnswer(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        using var lead = Lead(server, tenant);
        var empty = await lead.Page(Console);
        Assert.Contains("Nothing was taken over", empty.Title, StringComparison.Ordinal);
        var template = empty.QuerySelector("a[download]")!.GetAttribute("href")!;
        Assert.Equal("number,text,summary,language,filed_at,affected,rights,system,wants,status\r\n", (await lead.GetStringAsync(template)).TrimStart('\uFEFF'));

        using var sent = await Upload(lead, "Clinic", "en", "Nr;Story;Date;Phone\n1;<b>no</b>;2027-01-01;555-CANARY\n2;Maybe;tomorrow;\n3;Never;2027-01-03;\n4;Yes;2027-01-04;\n"u8.ToArray());
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var address = sent.Headers.Location!.ToString();
        var columns = await lead.Page(address);
        Assert.Equal(("Say which column is which", 4, 3), (columns.Title, columns.QuerySelectorAll("main tbody tr").Length, columns.QuerySelectorAll("main thead th").Length - 2));
        Assert.Equal("<b>no</b>", columns.QuerySelectorAll("main tbody tr")[1].QuerySelectorAll("td")[1].TextContent);
        Assert.DoesNotContain("<script", columns.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);

        // What is missing, or chosen twice, is said, and what was chosen stays.
        using (var missing = await Start(lead, address, ("Fields[0]", "number"), ("Fields[1]", "text")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
            var page = await missing.Content.ReadAsStringAsync();
            Assert.Contains("Date it was filed: No column is chosen for this.", page, StringComparison.Ordinal);
            Assert.Contains("<option value=\"text\" selected=\"selected\">", page, StringComparison.Ordinal);
        }
        using (var twice = await Start(lead, address, ("Fields[0]", "number"), ("Fields[1]", "number")))
            Assert.Contains("Two columns are chosen for this.", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(tenant, db => db.Grievances.CountAsync()));
        using (var begun = await Start(lead, address, ("Fields[0]", "number"), ("Fields[1]", "text"), ("Fields[2]", "filed_at"), ("Fields[3]", "")))
            Assert.Equal(address, begun.Headers.Location?.ToString());
        await server.Until(() => server.Read(tenant, db => db.Imports.Select(i => i.Answered).SingleAsync()), answered => answered == 4, TimeSpan.FromMilliseconds(100));

        var done = await lead.Page(address);
        Assert.Equal("1 of 4 rows were refused", done.Title);
        Assert.Equal(["2", "Date it was filed", "The date can't be read.", "Write it like 2026-05-31, or like 2026-05-31T09:00:00Z with its offset."], done.QuerySelectorAll("main tbody tr > *").Select(c => c.TextContent));
        Assert.Equal(("4", "4"), (done.QuerySelector("progress")!.GetAttribute("value"), done.QuerySelector("progress")!.GetAttribute("max")));
        Assert.Contains("2,refused,grievances.import_date_unreadable,filed_at", await lead.GetStringAsync(done.QuerySelector("a[download]")!.GetAttribute("href")), StringComparison.Ordinal);
        Assert.Equal("Imports are done", (await lead.Page(Console)).Title);
        using (var late = await lead.Submit(Console, PasteForm, ("PastedRegister", "Clinic"), ("Pasted", "x")))
            Assert.Contains("There are no rows.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // The next time the columns are known.
        using var pasted = await lead.Submit(Console, PasteForm, ("PastedRegister", "Clinic"), ("PastedLanguage", "en"), ("Pasted", "Story,Nr,Date\nNo,1,2027-01-01"));
        var next = await lead.Page(pasted.Headers.Location!.ToString());
        Assert.Equal(["text", "number", "filed_at"], next.QuerySelectorAll("select").Select(s => ((IHtmlSelectElement)s).Value));
        using (var other = Lead(server, await server.Tenant()))
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(address)).StatusCode);

        // Dropped, they are gone at once; where nobody names them, after a day.
        using (var more = await lead.Submit(Console, PasteForm, ("PastedRegister", "Clinic"), ("PastedLanguage", "en"), ("Pasted", "Nr\n5")))
        using (var dropped = await lead.Submit(more.Headers.Location!.ToString(), page => Form(page, "Stop")))
            Assert.Equal((Console + "?done=dropped", 2), (dropped.Headers.Location?.ToString(), await server.Read(tenant, db => db.Imports.CountAsync())));
        await server.GoTo(Begin.AddHours(25), tenant);
        Assert.Equal(1, await server.Read(tenant, db => db.Imports.CountAsync()));
    }

    [Fact]
    public async Task ALanguageThatNoColumnHolds_IsNamedWhereTheColumnsAre()
    {
        var tenant = await shared.Provisioned();
        using var lead = Lead(shared, tenant);
        using var sent = await Upload(lead, "Clinic", "", "Nr;Story;Date\n1;No;2026-01-01\n"u8.ToArray());
        var address = sent.Headers.Location!.ToString();
        (string, string)[] columns = [("Fields[0]", "number"), ("Fields[1]", "text"), ("Fields[2]", "filed_at")];
        using (var without = await Start(lead, address, columns))
        {
            Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
            var page = await new HtmlParser().ParseDocumentAsync(await without.Content.ReadAsStringAsync());
            Assert.Contains("A language can be named for all rows instead.", page.QuerySelector(".has-error:has(#Language) .error")!.TextContent, StringComparison.Ordinal);
        }
        using (var misspelt = await Start(lead, address, [.. columns, ("Language", "klingon")]))
            Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        using (var named = await Start(lead, address, [.. columns, ("Language", "sw")]))
            Assert.Equal(address, named.Headers.Location?.ToString());
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); await shared.Read(tenant, db => db.Grievances.Select(g => g.Language).SingleOrDefaultAsync()) is var language && language != "sw"; await Task.Delay(50))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WhatIsRead_CanBeDropped_AndARunningImportIsStopped()
    {
        var tenant = await shared.Provisioned();
        using var lead = Lead(shared, tenant);
        using var pasted = await lead.Submit(Console, PasteForm, ("PastedRegister", "R"), ("PastedLanguage", "en"), ("Pasted", """[{"number":"1","text":"x","filed_at":"2026-01-01"}]"""));
        var address = pasted.Headers.Location!.ToString();
        Assert.Equal("One import is not done", (await lead.Page(Console)).Title);
        foreach (var page in new[] { Console, address })
            Assert.InRange(await shared.Statements(lead, new HttpRequestMessage(HttpMethod.Get, page)), 1, 8);
        using (var dropped = await lead.Submit(address, page => Form(page, "Stop")))
            Assert.Equal(Console + "?done=dropped", dropped.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync(address)).StatusCode);
        Assert.Equal(0, await shared.Read(tenant, db => db.Imports.CountAsync()));
        using var handler = shared.Handler(tenant);
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.GetAsync(Console)).StatusCode);
        var queue = await lead.Page("/console/grievances");
        Assert.Contains(queue.QuerySelectorAll("main .inline-list a"), a => a.GetAttribute("href") == Console);
    }

    [Theory]
    [InlineData("", "en", "number\n1", HttpStatusCode.BadRequest, "Give the register a name.")]
    [InlineData("R", "none", "number\n1", HttpStatusCode.BadRequest, "This language tag is not known.")]
    [InlineData("R", "en", "number\n", HttpStatusCode.BadRequest, "There are no rows.")]
    [InlineData("R", "en", "number\n\"1", HttpStatusCode.BadRequest, "be read as a table.")]
    [InlineData("R", "en", "[1]", HttpStatusCode.BadRequest, "be read as a table.")]
    [InlineData("R", "en", "\u00ff", HttpStatusCode.BadRequest, "The file is not in UTF-8.")]
    [InlineData("R", "en", null, HttpStatusCode.BadRequest, "Choose a file.")]
    public async Task AFileThatDoesNotFit_IsRefused_WithWordsAtItsQuestion(string register, string language, string? content, HttpStatusCode status, string words)
    {
        var tenant = await shared.Provisioned();
        using var lead = Lead(shared, tenant);
        using var answer = await Upload(lead, register, language, content is null ? null : Encoding.Latin1.GetBytes(content));
        Assert.Equal(status, answer.StatusCode);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Contains(words, page.QuerySelector(".has-error .error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(register, ((IHtmlInputElement)page.QuerySelector("#Register")!).Value);
        Assert.Equal(0, await shared.Read(tenant, db => db.Imports.CountAsync()));
    }

    [Fact]
    public async Task AFormThatIsNotOurs_BringsNothing_AndAFileThatIsTooLargeNeither()
    {
        var tenant = await shared.Provisioned();
        using var lead = Lead(shared, tenant);
        using (var forged = await Upload(lead, "R", "en", "number\n1"u8.ToArray(), token: "forged"))
            Assert.Contains("The page was open too long.", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Behind the file nobody looks for the token: what was sent is not read to its end.
        using (var behind = await Upload(lead, "R", "en", "number\n1"u8.ToArray(), tokenLast: true))
        {
            Assert.Equal(HttpStatusCode.BadRequest, behind.StatusCode);
            Assert.Contains("The page was open too long.", await behind.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var large = await Upload(lead, "R", "en", new byte[10 * 1024 * 1024 + 1]))
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(0, await shared.Read(tenant, db => db.Imports.CountAsync()));
        using var nothing = await lead.GetAsync(Console + "/file");
        Assert.Equal(Console, nothing.Headers.Location?.ToString());
    }

    private static HttpClient Lead(GrievancesServer server, TestTenant tenant) =>
        server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesImport);

    private static IHtmlFormElement PasteForm(IHtmlDocument page) => Form(page, "Paste");

    private static IHtmlFormElement Form(IHtmlDocument page, string handler) => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private static Task<HttpResponseMessage> Start(HttpClient lead, string address, params (string, string)[] fields) => lead.Submit(address, page => Form(page, "Start"), fields);

    private static async Task<HttpResponseMessage> Upload(HttpClient lead, string register, string language, byte[]? file, string? token = null, bool tokenLast = false)
    {
        var form = (IHtmlFormElement)(await lead.Page(Console)).QuerySelector("form[enctype]")!;
        var ours = new StringContent(token ?? ((IHtmlInputElement)form.QuerySelector("input[name=__RequestVerificationToken]")!).Value);
        using var content = new MultipartFormDataContent();
        if (!tokenLast)
            content.Add(ours, "__RequestVerificationToken");
        content.Add(new StringContent(register), "Register");
        content.Add(new StringContent(language), "Language");
        if (file is not null)
            content.Add(new ByteArrayContent(file), "File", "register.csv");
        if (tokenLast)
            content.Add(ours, "__RequestVerificationToken");
        return await lead.PostAsync(form.GetAttribute("action"), content);
    }
}
