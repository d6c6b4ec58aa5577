using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Help;
using Identity.Contracts;
using Identity.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Messaging;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What people say of themselves, if they wish: not said unless they choose, theirs alone, gone when they want or with the case, and told to nobody who works on it.</summary>
public sealed class AboutTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Page = "/portal/mailbox/about";
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Questions = ["age", "gender", "disability", "region"];

    [Fact]
    public async Task NothingIsSaid_UnlessSomebodyChoosesIt_AndAllOfItIsTakenBack()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        using var browser = Browser(person);
        // Reached by a quiet link of the mailbox; nothing waits for it, and filing asks none of it.
        Assert.NotNull((await browser.Page("/portal/mailbox")).QuerySelector($"p.quiet a[href='{Page}']"));
        Assert.DoesNotContain("about", (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        var page = await browser.Page(Page);
        Assert.Empty(page.Scripts);
        Assert.Equal(["age", "gender", "disability"], page.QuerySelectorAll("input[type=radio]:checked").Where(r => r.GetAttribute("value") == "").Select(r => r.GetAttribute("name")));
        Assert.Equal("", ((IHtmlSelectElement)page.QuerySelector("select[name=region]")!).Value);
        Assert.Null(page.QuerySelector("form#back"));
        Assert.Equal($"{Page}?done=back", await Sent(browser, "about"));
        Assert.False(await server.Read(tenant, db => db.AboutPeople.AnyAsync()));

        Assert.Equal($"{Page}?done=saved", await Sent(browser, "about", ("age", "under_18"), ("disability", "false"), ("region", "EG")));
        Assert.Equal("""{"whom":"self","age":"under_18","gender":null,"disability":false,"region":"015"}""", (await person.Get($"{Api}/mailbox/about")).GetRawText());
        page = await browser.Page(Page);
        Assert.Equal(["under_18", "", "false"], page.QuerySelectorAll("input[type=radio]:checked").Select(r => r.GetAttribute("value")));
        Assert.Equal("015", ((IHtmlSelectElement)page.QuerySelector("select[name=region]")!).Value);
        Assert.Equal($"{Page}?done=saved", await Sent(browser, "about", ("gender", "another"), ("age", ""), ("disability", ""), ("region", "015")));
        Assert.Equal("""{"whom":"self","age":null,"gender":"another","disability":null,"region":"015"}""", (await person.Get($"{Api}/mailbox/about")).GetRawText());
        Assert.Equal($"{Page}?done=back", await Sent(browser, "back"));
        Assert.Contains("Nothing of it is kept.", (await browser.Page($"{Page}?done=back")).Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await server.Read(tenant, db => db.AboutPeople.AnyAsync()));

        // A form of another mailbox says nothing here.
        Assert.Equal("/portal/mailbox?elsewhere=true", await Sent(browser, "about", ("age", "under_18"), ("BoundTo", "another")));
        Assert.False(await server.Read(tenant, db => db.AboutPeople.AnyAsync()));

        // The same by the API.
        foreach (var (body, field) in new (object, string)[] { (new { age = "17" }, "/age"), (new { gender = "x" }, "/gender"), (new { region = "Cairo" }, "/region") })
            using (var wrong = await person.PutAsJsonAsync($"{Api}/mailbox/about", body))
                Assert.Equal("grievances.about_unknown", (await wrong.Json()).GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
        await Say(person, new { disability = true });
        Assert.Equal((true, null), await server.Read(tenant, db => db.AboutPeople.Select(a => new ValueTuple<bool?, string?>(a.Disability, a.Region)).SingleAsync()));
        await Say(person, new { });
        Assert.False(await server.Read(tenant, db => db.AboutPeople.AnyAsync()));
        for (var i = 0; i < 2; i++)
            using (var gone = await person.DeleteAsync($"{Api}/mailbox/about"))
                Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task NobodyWhoWorksOnTheCase_LearnsThatAnythingWasSaid()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var person = await server.Mailbox(receipt);
        var before = await Traces(tenant, id);
        await Say(person, new { age = "60_and_over", gender = "another", disability = true, region = "WS" });
        using (var gone = await person.DeleteAsync($"{Api}/mailbox/about"))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await Say(person, new { age = "60_and_over", gender = "another", disability = true, region = "WS" });
        Assert.Equal(before, await Traces(tenant, id));

        // Whoever may do everything with it is told nothing, wherever they look and whatever they take along.
        using var all = server.Staff(tenant, Guid.CreateVersion7(), RoleIds.CaseHandler, [.. new[] { RoleIds.CaseHandler, RoleIds.HumanRightsLead, RoleIds.Auditor }.SelectMany(Roles.PermissionsOf).Distinct()]);
        var answers = new StringBuilder();
        foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}/messages", "/cases", "/cases/export?state=all", "/log", "/effectiveness", "/effectiveness?period=quarter" })
            answers.Append(await all.GetStringAsync(Api + path));
        foreach (var path in new[] { $"/console/grievances/{id}", "/console/grievances", "/console/grievances/log", "/console/grievances/effectiveness" })
            answers.Append(await all.GetStringAsync(path));
        using (var handed = await all.Post($"{Api}/cases/{id}/handover", new { body = "none", reason = "The labour court ordered it." }))
        {
            Assert.Equal(HttpStatusCode.OK, handed.StatusCode);
            using var archive = new ZipArchive(new MemoryStream(await handed.Content.ReadAsByteArrayAsync()));
            foreach (var entry in archive.Entries)
                answers.Append(await new StreamReader(entry.Open()).ReadToEndAsync());
        }
        Assert.All(WalkedCase.Said, said => Assert.DoesNotContain(said, answers.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("erased", true)]
    [InlineData("taken back", false)]
    [InlineData("kept long enough", true)]
    public async Task ItGoesWithTheCase_AtOnce(string end, bool erased)
    {
        await using var own = await OwnServer.WithClock(Begin);
        var tenant = await own.Tenant();
        var (_, receipt) = await own.File(tenant);
        var id = await own.CaseOf(tenant);
        using (var person = await own.Mailbox(receipt))
        {
            await Say(person, new { age = "18_to_29" });
            Assert.Equal(1, await own.Read(tenant, db => db.AboutPeople.CountAsync(a => a.CaseId == id)));
            if (end == "kept long enough")
                await own.Work(tenant, async db =>
                {
                    (await db.Grievances.SingleAsync(g => g.Id == id)).Withdraw(Begin);
                    await Platform.Clocks.DueDatesOfContext.DueDates(db, Begin).Plan(id, ClockPolicy.Retention, [new(ClockPolicy.Retention, Begin)]);
                });
            else
                await GrievancesServer.Post(person, "/mailbox/withdrawal", new { erase = erased });
        }
        if (end == "kept long enough")
            await own.Settled(tenant);
        // Of a case that is erased by the person the rest waits for the sweep: this is in clear, and does not.
        Assert.False(await own.Read(tenant, db => db.AboutPeople.AnyAsync()));
        await own.Settled(tenant);
        Assert.Equal(!erased, await own.Read(tenant, db => db.Grievances.AnyAsync(g => g.Id == id)));
    }

    [Fact]
    public async Task OnlyWhoFiledIsAsked_InTheWholeCase_AndOfOnePersonAlone()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language = "en", summary = "Two things", whatHappened = "The chatbot said no, and it kept my photo.", affected = "child", capacity = "representative", mandate = new { kind = "parent" } });
        var id = await server.CaseOf(tenant);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        await Say(person, new { age = "under_18" });
        using var browser = Browser(person);
        Assert.Equal("About the person it happened to, if you wish", (await browser.Page(Page)).QuerySelector("h1")!.TextContent);
        Assert.Contains("How old is the person?", (await browser.Page("/portal/mailbox/data")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // Theirs to take along, and nobody else's.
        using (var archive = await Archives.Open(await person.GetAsync($"{Api}/mailbox/export")))
        {
            Assert.Equal("under_18", JsonDocument.Parse(await Archives.Text(archive, "case.json")).RootElement.GetProperty("about").GetProperty("age").GetString());
            Assert.Contains("Under 18", await Archives.Text(archive, "case.html"), StringComparison.Ordinal);
        }
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (adviser, _) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        using (adviser)
        {
            using (var refused = await adviser.GetAsync($"{Api}/mailbox/about"))
                Assert.Equal("grievances.only_who_filed", await refused.Problem(HttpStatusCode.Forbidden));
            using (var refused = await adviser.PutAsJsonAsync($"{Api}/mailbox/about", new { age = "60_and_over" }))
                Assert.Equal("grievances.only_who_filed", await refused.Problem(HttpStatusCode.Forbidden));
            using (var refused = await adviser.DeleteAsync($"{Api}/mailbox/about"))
                Assert.Equal("grievances.only_who_filed", await refused.Problem(HttpStatusCode.Forbidden));
            using (var archive = await Archives.Open(await adviser.GetAsync($"{Api}/mailbox/export")))
                Assert.DoesNotContain("under_18", await Archives.Text(archive, "case.json"), StringComparison.Ordinal);
            Assert.Null((await Browser(adviser).Page("/portal/mailbox")).QuerySelector($"a[href='{Page}']"));
        }
        using (var handler = server.Handler(tenant))
        {
            var part = (await GrievancesServer.Post(handler, $"/cases/{id}/split", new { summary = "Photo kept", whatHappened = "it kept my photo" })).GetProperty("id").GetGuid();
            using var inside = server.Anybody();
            inside.DefaultRequestHeaders.Authorization = new("Bearer", (await GrievancesServer.Post(person, $"/mailbox/parts/{part}/session", new { })).GetProperty("token").GetString());
            using var refused = await inside.GetAsync($"{Api}/mailbox/about");
            Assert.Equal("grievances.whole_case_only", await refused.Problem(HttpStatusCode.Conflict));
        }
        Assert.Equal("under_18", await server.Read(tenant, db => db.AboutPeople.Select(a => a.Age).SingleAsync()));

        var group = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "group", capacity = "group", members = new[] { new { name = "A", mandate = new { kind = "written" } } } });
        using var filer = await server.Mailbox(group.GetProperty("receipt").GetString()!);
        using (var refused = await filer.PutAsJsonAsync($"{Api}/mailbox/about", new { age = "18_to_29" }))
            Assert.Equal("grievances.about_several", await refused.Problem(HttpStatusCode.Conflict));
        using var groups = Browser(filer);
        Assert.Null((await groups.Page("/portal/mailbox")).QuerySelector($"a[href='{Page}']"));
        using var led = await groups.GetAsync(Page);
        Assert.Equal("/portal/mailbox", led.Headers.Location?.ToString());
    }

    [Fact]
    public void EveryCountryThatIsListed_BelongsToOnePartOfTheWorld_NamedInEveryLanguage()
    {
        Assert.All(HelpDirectory.Current.Countries, country => Assert.Matches("^[0-9]{3}$", Regions.Current.Of(country)));
        Assert.Equal(("015", "419", "202", "145", "145"), (Regions.Current.Of("eg"), Regions.Current.Of("MX"), Regions.Current.Of("NG"), Regions.Current.Of("PS"), Regions.Current.Of("145")));
        Assert.Null(Regions.Current.Of("XX"));
        var file = Regions.Current.File;
        Assert.True(file.Standard.Contains("unstats.un.org", StringComparison.Ordinal) && file.Source.StartsWith("https://", StringComparison.Ordinal) && file.Checked.Year >= 2026);
        Assert.All(file.Subregions, region => Assert.All(PortalLanguages.All, language => Assert.False(string.IsNullOrWhiteSpace(region.Names[language.Code]))));
        // Each code has its words.
        Assert.All(PortalLanguages.All, language => Assert.All(AboutPerson.Ages.Select(a => "about.age." + a).Concat(AboutPerson.Genders.Select(g => "about.gender." + g)).Concat(Questions.SelectMany(q => new[] { $"about.{q}_self", $"about.{q}_other" })),
            key => Assert.NotEqual("", PortalText.Words.Get(key, language.Culture))));
    }

    // Whatever could tell somebody of the organisation, or one of its systems, that something happened.
    private Task<(long, DateTimeOffset, int, int, int, int)> Traces(TestTenant tenant, Guid id) => server.Read(tenant, async db => (
        await db.Grievances.Where(g => g.Id == id).Select(g => g.Version).SingleAsync(), await db.Grievances.Where(g => g.Id == id).Select(g => g.ActiveAt).SingleAsync(),
        await db.Set<AuditLine>().CountAsync(), await db.Set<OutboxMessage>().CountAsync(), await db.Notices.CountAsync(), await db.Messages.CountAsync()));

    private static async Task Say(HttpClient person, object answers)
    {
        using var said = await person.PutAsJsonAsync($"{Api}/mailbox/about", answers);
        Assert.True(said.StatusCode == HttpStatusCode.NoContent, await said.Content.ReadAsStringAsync());
    }

    private static async Task<string?> Sent(HttpClient browser, string form, params (string Name, string Value)[] fields)
    {
        var shown = (IHtmlFormElement)(await browser.Page(Page)).QuerySelector("form#" + form)!;
        var given = shown.QuerySelectorAll("input[type=hidden], input:checked").Cast<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value ?? "");
        if (shown.QuerySelector("select") is IHtmlSelectElement region)
            given[region.Name!] = region.Value ?? "";
        foreach (var (name, value) in fields)
            given[name] = value;
        using var answer = await browser.PostAsync(shown.GetAttribute("action"), new FormUrlEncodedContent(given));
        return answer.Headers.Location?.ToString();
    }

    private HttpClient Browser(HttpClient person)
    {
        var browser = server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        return browser;
    }
}
