using System.Net;
using AngleSharp.Html.Dom;
using Platform.Contracts;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

public class PageTests(AssessmentsServer server)
{
    private const string Console = "/console/assessments";

    [Fact]
    public async Task The_overview_says_what_is_true_and_keeps_its_filter_in_the_address()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var empty = await assessor.Page(Console);
        Assert.Equal("No impact is recorded yet", empty.QuerySelector("h1")!.TextContent);
        Assert.Contains("Add the AI system first", empty.QuerySelector("p.empty")!.TextContent, StringComparison.Ordinal);

        var (system, impact) = await Impact(assessor, title: "Wrong dose");
        await Sent(assessor, $"{Api}/impacts", new { systemId = system, right = "CHILD-01", group = "Children", title = "Images of abuse", scale = 5, scope = (int?)null, irremediability = 5 });
        await server.Keep(tenant, Story.Of(impact, 10, band: "critical"));
        var page = await assessor.Page(Console);
        Assert.Equal("1 critical impact is open", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Images of abuse", "Wrong dose"], page.QuerySelectorAll("main > .table-region tbody th a").Select(a => a.TextContent));
        Assert.Equal(["band band-critical", "band band-moderate"], page.QuerySelectorAll("main > .table-region tbody .band").Select(b => b.ClassName));
        Assert.Contains("provisional", page.QuerySelector("main > .table-region tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("figure svg.chart"));
        Assert.NotNull(page.QuerySelector(".notice-warning a[href='/console/assessments?status=reopened']"));

        var filtered = await assessor.Page($"{Console}?system={system}&band=critical&status=open");
        Assert.Equal("Images of abuse", Assert.Single(filtered.QuerySelectorAll("main > .table-region tbody th a")).TextContent);
        Assert.Equal("critical", ((IHtmlSelectElement)filtered.QuerySelector("select[name=band]")!).Value);
    }

    [Fact]
    public async Task An_impact_is_recorded_and_rated_by_plain_forms()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        using var added = await Send(assessor, $"{Console}/systems", "form[action*='handler=Add']", new() { ["Name"] = "Ward assistant", ["Role"] = "deployer", ["Stage"] = "pilot", ["Published"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var system = (await assessor.Get($"{Api}/systems")).GetProperty("items")[0];
        Assert.True(system.GetProperty("published").GetBoolean());

        using var wrong = await Send(assessor, $"{Console}/impacts/new", "main form", new() { ["SystemId"] = system.GetProperty("id").GetString()!, ["Group"] = "Patients" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Choose the kind of risk.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var recorded = await Send(assessor, $"{Console}/impacts/new", "main form", new()
        {
            ["SystemId"] = system.GetProperty("id").GetString()!, ["Right"] = "HARM-04", ["Group"] = "Patients", ["Title"] = "Wrong dose", ["Form.Scale"] = "4", ["Form.Confidence"] = "low",
        });
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        var address = recorded.Headers.Location!.ToString().Split('?')[0];
        var page = await assessor.Page(address);
        Assert.Equal("Wrong dose", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("provisional", page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("64 of 125", page.QuerySelector(".split table")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(7, page.QuerySelectorAll("td.number").Count(c => c.TextContent == "fewer than 3"));

        var rating = new Dictionary<string, string> { ["Version"] = "1", ["Form.Scale"] = "2", ["Form.Scope"] = "1", ["Form.Irremediability"] = "2", ["Form.Status"] = "mitigated", ["Form.Confidence"] = "high" };
        using var rated = await Send(assessor, address, "main form", rating);
        Assert.Equal($"{address}?done=rated", rated.Headers.Location!.ToString());
        using var lost = await Send(assessor, address, "main form", rating);
        Assert.Equal(HttpStatusCode.PreconditionFailed, lost.StatusCode);
        Assert.Contains("Somebody changed this in the meantime.", await lost.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var after = await assessor.Page(address);
        Assert.Equal(["Rated: low, mitigated", "Recorded: critical"], after.QuerySelectorAll(".event-title").Select(e => e.TextContent));
        Assert.Equal("2", ((IHtmlSelectElement)after.QuerySelector("select[name='Form.Scale']")!).Value);
        Assert.Equal("high", ((IHtmlSelectElement)after.QuerySelector("select[name='Form.Confidence']")!).Value);
    }

    [Fact]
    public async Task A_reader_sees_no_form_and_may_send_none_and_the_lead_alone_learns_why()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        await server.Keep(tenant, Story.Of(impact, 10, band: "critical"));
        using var reader = server.Staff(tenant, Permissions.AssessmentsRead);
        var page = await reader.Page($"{Console}/impacts/{impact}");
        Assert.Null(page.QuerySelector("main form"));
        Assert.Equal("Opened again: substantiated grievances show that it happens", page.QuerySelector(".event-title")!.TextContent);
        Assert.DoesNotContain("Single critical cases", page.Body!.TextContent, StringComparison.Ordinal);
        using var refused = await reader.GetAsync($"{Console}/impacts/new");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var lead = server.Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsLead);
        var seen = await lead.Page($"{Console}/impacts/{impact}");
        Assert.Equal("Opened again: a substantiated grievance of critical severity", seen.QuerySelector(".event-title")!.TextContent);
        Assert.Contains("Single critical cases", seen.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_library_shows_the_basis_and_says_how_to_fill_it()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        Assert.Contains($"import-incidents DIR --tenant {tenant.Slug}", (await assessor.Page($"{Console}/incidents")).QuerySelector("p.empty")!.TextContent, StringComparison.Ordinal);
        await Sent(assessor, $"{Api}/incidents/import", new[]
        {
            Records.Of("AVID-2026-V001", "A robot killed <b>a person</b>", "", "P0402: Physical safety"), Records.Of("AVID-2026-V002", "A riddle", "", "P0204: Accuracy"),
        });
        var page = await assessor.Page($"{Console}/incidents");
        Assert.Equal("2 known incidents, 1 of them unmapped", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("the words say that people died", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("tbody b"));
        var unmapped = await assessor.Page($"{Console}/incidents?mapped=no");
        Assert.Equal("AVID-2026-V002", Assert.Single(unmapped.QuerySelectorAll("tbody tr small code")).TextContent);
        Assert.Single((await assessor.Page($"{Console}/incidents?q=robot&code=X-LIFE&mapped=yes")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_double_click_adds_and_records_once_and_a_changed_form_says_what_to_do()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var fields = new Dictionary<string, string> { ["Name"] = "Ward assistant", ["Role"] = "deployer", ["Stage"] = "pilot" };
        using var first = await Send(assessor, $"{Console}/systems", "form[action*='handler=Add']", fields);
        using var again = await Send(assessor, $"{Console}/systems", "form[action*='handler=Add']", fields);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode));
        var system = Assert.Single((await assessor.Get($"{Api}/systems")).GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!;

        var impact = new Dictionary<string, string> { ["SystemId"] = system, ["Right"] = "HARM-04", ["Group"] = "Patients", ["Title"] = "Wrong dose", ["Form.Confidence"] = "low" };
        using var recorded = await Send(assessor, $"{Console}/impacts/new", "main form", impact);
        using var repeated = await Send(assessor, $"{Console}/impacts/new", "main form", impact);
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal(recorded.Headers.Location, repeated.Headers.Location);
        Assert.Equal(1, (await assessor.Get($"{Api}/impacts")).GetProperty("items").GetArrayLength());

        impact["Title"] = "Another dose";
        using var changed = await Send(assessor, $"{Console}/impacts/new", "main form", impact);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await changed.Content.ReadAsStringAsync());
        Assert.NotEqual(impact["Key"], ((IHtmlInputElement)page.QuerySelector("main form input[name=Key]")!).Value);
        Assert.Equal("Another dose", ((IHtmlInputElement)page.QuerySelector("main form input[name=Title]")!).Value);
    }

    [Fact]
    public async Task A_rating_that_is_none_is_refused_with_400()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        foreach (var (field, value) in new[] { ("Form.Scale", "grave"), ("Form.Status", "reopened"), ("Form.Status", "finished") })
        {
            using var answer = await Send(assessor, $"{Console}/impacts/{impact}", "main form", new() { ["Form.Confidence"] = "low", [field] = value });
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.Equal(1, (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("?cursor=%21", HttpStatusCode.BadRequest, "platform.cursor_invalid")]
    [InlineData("?band=grave", HttpStatusCode.BadRequest, "platform.invalid")]
    [InlineData("/incidents?code=HARM-99", HttpStatusCode.BadRequest, "platform.invalid")]
    [InlineData("/systems?cursor=%21", HttpStatusCode.BadRequest, "platform.cursor_invalid")]
    [InlineData("/impacts/01234567-89ab-cdef-0123-456789abcdef", HttpStatusCode.NotFound, "assessments.impact_unknown")]
    public async Task A_refused_page_keeps_its_code(string path, HttpStatusCode status, string code)
    {
        using var assessor = server.Assessor(await server.NewTenant());
        using var machine = await assessor.GetAsync(Console + path);
        Assert.Equal(code, await machine.Problem(status));
        assessor.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var person = await assessor.GetAsync(Console + path);
        Assert.Equal((status, "text/html"), (person.StatusCode, person.Content.Headers.ContentType?.MediaType));
        Assert.Contains(code, await person.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, string selector, Dictionary<string, string> fields)
    {
        var form = (IHtmlFormElement)(await client.Page(path)).QuerySelector(selector)!;
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
            fields.TryAdd(hidden.Name!, hidden.Value);
        return await client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }
}
