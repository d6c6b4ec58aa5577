using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Grievances.Help;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The help page as somebody in danger gets it, and the same for machines.</summary>
public sealed class HelpPageTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api + "/public/help";

    public static TheoryData<string> Languages => [.. PortalLanguages.All.Select(l => l.Code)];

    [Theory, MemberData(nameof(Languages))]
    public async Task ACountry_ShowsItsEmergencyNumberFirst_WithoutScriptAndSmall(string language)
    {
        using var person = server.Anybody();
        var stylesheet = await person.GetByteArrayAsync("/_content/Platform.Ui/heed.css");
        foreach (var code in HelpDirectory.Current.Countries)
        {
            using var answer = await person.GetAsync($"/help?country={code}&lang={language}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{code} {language}: {answer.StatusCode}");
            Assert.True(Encoding.UTF8.GetByteCount(text) + stylesheet.Length < 50_000, $"{code} {language}: {Encoding.UTF8.GetByteCount(text)} bytes beside {stylesheet.Length}");
            Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
        var page = await person.Page($"/help?country=EG&lang={language}");
        var first = page.QuerySelectorAll<IHtmlAnchorElement>("main a").First();
        Assert.Equal(("tel:122", "ltr"), (first.GetAttribute("href"), first.QuerySelector("bdi")!.GetAttribute("dir")));
        Assert.Equal("EG", page.QuerySelector<IHtmlSelectElement>("select[name=country]")!.Value);
        Assert.Equal(language == "ar" ? "rtl" : "ltr", page.DocumentElement.GetAttribute("dir"));
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Words_SayThatNoRightIsLost_AndWhatNotToSend(string language)
    {
        using var person = server.Anybody();
        var text = (await person.Page($"/help?country=KE&lang={language}")).Body!.TextContent;
        var culture = PortalLanguages.Find(language)!.Culture;
        foreach (var key in new[] { "help.channels_text", "help.safety.history", "help.child_images.never", "help.images.fault" })
            Assert.Contains(HelpText.Words.Get(key, culture), text, StringComparison.Ordinal);
        Assert.Contains("Office of the Data Protection Commissioner", text, StringComparison.Ordinal);
        Assert.DoesNotContain("!", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEntryThatNobodyCanDate_IsShownWithTheRequestToCheckIt()
    {
        using var person = server.Anybody();
        var page = await person.Page("/help?country=DE&lang=en");
        string Of(string name) => page.QuerySelectorAll("li").First(li => li.QuerySelector("strong")?.TextContent == name).TextContent;

        Assert.Contains("Check this before you rely on it: the page we read has no date.", Of("Hilfetelefon Gewalt gegen Frauen"), StringComparison.Ordinal);
        Assert.DoesNotContain("Check this", Of("Nummer gegen Kummer"), StringComparison.Ordinal);
        Assert.Contains("Mon–Sat 14:00–20:00", Of("Nummer gegen Kummer"), StringComparison.Ordinal);
        var sources = await person.Page(page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Single(h => h.Contains("sources=true", StringComparison.Ordinal)));
        Assert.Contains("childhelplineinternational.org, seen on 22 April 2026: Nummer gegen Kummer", sources.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QQ")]
    [InlineData("AQ")]
    [InlineData("<script>")]
    [InlineData("other")]
    public async Task ACountryWithoutAnEntry_IsSaidSo_AndStillGetsTheInternationalHelp(string country)
    {
        using var person = server.Anybody();
        var page = await person.Page($"/help?lang=en&country={Uri.EscapeDataString(country)}");
        Assert.Contains("We have no entry for this country yet", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("My country is not in this list", page.QuerySelector("select[name=country] option[selected]")?.TextContent);
        Assert.Contains(page.QuerySelectorAll("a"), a => a.GetAttribute("href") == "https://findahelpline.com/");
        Assert.DoesNotContain(page.QuerySelectorAll("a"), a => a.GetAttribute("href")!.StartsWith("tel:", StringComparison.Ordinal));

        using var answer = await person.GetAsync($"{Api}?country={Uri.EscapeDataString(country)}");
        Assert.Equal("grievances.country_unlisted", await answer.Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task WithoutACountry_NoneIsGuessed()
    {
        using var person = server.Anybody();
        var page = await person.Page("/help");
        Assert.Equal("", page.QuerySelector<IHtmlSelectElement>("select[name=country]")!.Value);
        Assert.Equal(["tel:112"], page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith("tel:", StringComparison.Ordinal)));
        Assert.Equal(("get", "/help"), (page.QuerySelector<IHtmlFormElement>("main form")!.Method, page.QuerySelector("main form")!.GetAttribute("action")));
    }

    [Fact]
    public async Task Bodies_StandUnderAHeadingForEachKind_AndWhereThereAreManyTheFirstOfEach()
    {
        using var person = server.Anybody();
        var page = await person.Page("/help?country=CA&lang=en");
        var kinds = page.QuerySelectorAll("main h4").Select(h => h.TextContent).ToList();
        Assert.Equal(["Data-protection authority", "Human-rights institution", "National Contact Point of the OECD"], kinds.Take(3));
        Assert.Equal(4, page.QuerySelector("main h4 + ul")!.Children.Length);
        Assert.DoesNotContain(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "https://www.edpb.europa.eu/");
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "https://equineteurope.org/");

        var folded = await person.Page("/help?country=NZ&lang=en");
        var courts = folded.QuerySelectorAll("main h4").First(h => h.TextContent == "Court you can go to without a lawyer");
        Assert.Equal("Human Rights Review Tribunal", courts.NextElementSibling!.QuerySelectorAll("a").Single().TextContent);
        var more = Assert.IsAssignableFrom<IElement>(courts.NextElementSibling.NextElementSibling);
        Assert.Equal(("DETAILS", "More of this kind (1)"), (more.TagName, more.QuerySelector("summary")!.TextContent));
        Assert.Contains("consumer rights", more.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACountryWithBodiesAlone_SaysThatItsNumbersAreMissing()
    {
        using var person = server.Anybody();
        var page = await person.Page("/help?country=kw&lang=en");
        Assert.Contains("We have no emergency number for this country yet", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("KW", page.QuerySelector<IHtmlSelectElement>("select[name=country]")!.Value);
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "https://www.citra.gov.kw/");
        Assert.Contains("citra.gov.kw, not read yet", (await person.Page("/help?country=KW&sources=true&lang=en")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_GetTheSame_WithSourceAndDate()
    {
        using var machine = server.Anybody();
        var everywhere = await machine.Get(Api);
        Assert.Contains(everywhere.GetProperty("countries").EnumerateArray(), c => c.GetString() == "SN");
        Assert.Equal(0, everywhere.GetProperty("emergency").GetArrayLength());

        var senegal = await machine.Get($"{Api}?country=sn");
        Assert.Equal("SN", senegal.GetProperty("country").GetString());
        var police = senegal.GetProperty("emergency")[0];
        Assert.False(police.GetProperty("needsCheck").GetBoolean());
        var entry = police.GetProperty("entry");
        Assert.Equal(("17", "police", "https://www.gov.uk/foreign-travel-advice/senegal", "2026-04-22", "confirmed"),
            (entry.GetProperty("number").GetString(), entry.GetProperty("services")[0].GetString(), entry.GetProperty("source").GetString(), entry.GetProperty("checked").GetString(), entry.GetProperty("confidence").GetString()));

        var body = senegal.GetProperty("channels")[0].GetProperty("entry");
        Assert.Equal(("sn-cdp", "data_protection", "https://www.cdp.sn/plainte", "privacy", "fr"),
            (body.GetProperty("id").GetString(), body.GetProperty("kind").GetString(), body.GetProperty("form").GetString(),
                body.GetProperty("takes")[0].GetString(), body.GetProperty("languages")[0].GetString()));
        var kuwait = await machine.Get($"{Api}?country=kw");
        Assert.Equal(("KW", 0, 1), (kuwait.GetProperty("country").GetString(), kuwait.GetProperty("emergency").GetArrayLength(), kuwait.GetProperty("channels").GetArrayLength()));
    }
}
