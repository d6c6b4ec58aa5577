using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gateway.Emergency;
using Gateway.Guards;
using Platform.Ui.Localization;

namespace Gateway.Tests;

/// <summary>People without a script, and with a slow phone.</summary>
public sealed class WaitingRoomTests
{
    private const string Path = "/portal/harbour/file";

    private static readonly (string Name, string Value)[] Typed =
    [
        ("Draft", "1234 5678 9012 3456 7890"), ("Step", "what"), ("text", "كتبتُ: «مرحبًا»\r\nسطر ثانٍ\t& <b>"), ("text", "我说：“你好”\r\n'第二行' \\ %41 + ☂️ 👩‍👩‍👧"),
        ("quote\"name", "\" ' < > & &amp; &#13; \r\n\r\n  spaces  "), ("empty", ""), ("zero-width", "a\u200f\u202bb\u00a0"), ("Go", "next"),
    ];

    [Theory]
    [InlineData("ar", "rtl"), InlineData("zh", "ltr"), InlineData("en", "ltr"), InlineData("es", "ltr"), InlineData("fr", "ltr"), InlineData("ru", "ltr")]
    public async Task What_was_typed_waits_on_the_page_and_arrives_byte_for_byte(string language, string direction)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var sent = await new FormUrlEncodedContent(Typed.Select(f => KeyValuePair.Create(f.Name, f.Value))).ReadAsStringAsync();
        var answer = await browser.Send("POST", $"{Path}?lang={language}", Form(sent));
        var page = await Page(answer);
        Assert.Equal(language, answer.Content.Headers.ContentLanguage.Single().Split('-')[0]);
        Assert.Equal(direction, page.DocumentElement.GetAttribute("dir"));
        Assert.Contains("30", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter!.Delta);
        Assert.DoesNotContain(Path, gateway.Services.Paths);

        var form = page.QuerySelector<IHtmlFormElement>("form#wait")!;
        Assert.Equal($"{Path}?lang={language}", form.GetAttribute("action"));
        Assert.Equal("post", form.Method);
        gateway.Clock.By = TimeSpan.FromSeconds(31);
        var seen = await (await browser.Send("POST", form.GetAttribute("action")!, await Submit(form))).Seen();
        Assert.Equal($"{Path}?lang={language}", seen.Path);
        Assert.Equal(sent, seen.Form[..seen.Form.LastIndexOf('&')]);
        Assert.StartsWith("&HeedPass=", seen.Form[seen.Form.LastIndexOf('&')..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_works_without_a_script_offers_the_exit_and_other_languages()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var answer = await browser.Send("POST", Path + "?handler=Language&lang=fr", new FormUrlEncodedContent([KeyValuePair.Create("text", "bonjour")]));
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var html = await answer.Content.ReadAsStringAsync();
        foreach (var forbidden in new[] { "<script", " style=", " onclick", "<img", "http-equiv" })
            Assert.DoesNotContain(forbidden, html, StringComparison.OrdinalIgnoreCase);
        Assert.True(html.Length < 10_000);
        var page = await Page(answer);
        Assert.NotNull(page.QuerySelector("a.quick-exit[rel~=noreferrer]"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(page.QuerySelector("h1")!.TextContent, page.Title);
        Assert.Equal("button", page.QuerySelector("form#wait .actions button")!.LocalName);
        var languages = page.QuerySelectorAll("nav.languages button[form=wait]").ToList();
        Assert.Equal(PortalLanguages.All.Count, languages.Count);
        var arabic = languages.Single(l => l.GetAttribute("lang") == "ar").GetAttribute("formaction")!;
        var again = await browser.Send("POST", Path + arabic, await Submit(page.QuerySelector<IHtmlFormElement>("form#wait")!));
        Assert.Equal("ar", (await Page(again)).DocumentElement.GetAttribute("lang"));
        Assert.Contains("bonjour", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_presses_early_keeps_their_place_and_what_they_typed()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var first = await Page(await browser.Send("POST", Path, Form("text=one")));
        gateway.Clock.By = TimeSpan.FromSeconds(20);
        var answer = await browser.Send("POST", Path, await Submit(first.QuerySelector<IHtmlFormElement>("form#wait")!));
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        var second = await Page(answer);
        Assert.Equal(Ticket(first), Ticket(second));
        Assert.Equal("one", second.QuerySelector<IHtmlInputElement>("input[name=text]")!.Value);
        Assert.Single(second.QuerySelectorAll("input[name=HeedPass]"));
        gateway.Clock.By = TimeSpan.FromSeconds(31);
        await (await browser.Send("POST", Path, await Submit(second.QuerySelector<IHtmlFormElement>("form#wait")!))).Seen();
    }

    [Fact]
    public async Task A_person_waits_once_for_a_whole_filing()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(12));
        var answer = await browser.Send("POST", Path, Form("text=one"));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("heed-pass=", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; max-age=7200; path=/portal/harbour/file; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        gateway.Clock.By = TimeSpan.FromSeconds(31);
        for (var step = 0; step < 40; step++)
        {
            var seen = await (await browser.Send("POST", Path, Form("text=" + step))).Seen();
            Assert.Null(seen.Header("Cookie"));
        }
        // The cookie is no business of any other page, and no other organisation's.
        Assert.Empty(browser.Cookies.GetCookies(new Uri(gateway.Address + "/portal/mailbox")));
        await Page(await browser.Send("POST", "/portal/other/file", Form("text=one")));
        gateway.Clock.By = TimeSpan.FromHours(2) + TimeSpan.FromSeconds(40);
        await Page(await browser.Send("POST", Path, Form("text=late")));
    }

    [Fact]
    public async Task Without_cookies_the_field_is_enough()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var ticket = Ticket(await Page(await browser.Send("POST", Path, Form("text=one"))));
        gateway.Clock.By = TimeSpan.FromSeconds(31);
        using var bare = gateway.Browser();
        await (await bare.Send("POST", Path, Form("text=one&HeedPass=" + ticket))).Seen();
        Assert.Empty(bare.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task A_ticket_that_is_passed_around_ends_and_its_bearer_waits_again()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        await Page(await browser.Send("POST", Path, Form("text=one")));
        gateway.Clock.By = TimeSpan.FromSeconds(31);
        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => browser.Send("POST", Path, Form("text=two"))));
        Assert.Equal(100, answers.Count(a => a.Content.Headers.ContentType!.MediaType == "application/json"));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
    }

    [Theory]
    [InlineData(""), InlineData("x"), InlineData("AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_ticket_is_none(string ticket)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var page = await Page(await browser.Send("POST", Path, Form("text=one&HeedPass=" + ticket), ("Cookie", "heed-pass=" + ticket)));
        Assert.NotEqual(ticket, Ticket(page));
        var challenge = gateway.Of<Challenges>().New().Challenge;
        await Page(await browser.Send("POST", Path, Form("HeedPass=" + challenge)));
    }

    [Fact]
    public async Task A_form_as_long_as_it_may_be_waits_and_arrives()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var sent = "text=" + new string('x', BodyLimit.MostOfForm - 5);
        var page = await Page(await browser.Send("POST", Path, Form(sent)));
        gateway.Clock.By = TimeSpan.FromSeconds(31);
        Assert.StartsWith(sent, (await (await browser.Send("POST", Path, await Submit(page.QuerySelector<IHtmlFormElement>("form#wait")!))).Seen()).Form, StringComparison.Ordinal);
        await (await browser.Send("POST", Path, Form(sent + new string('x', 200)))).IsProblem(413, "platform.body_too_large");
        await (await browser.Send("POST", Path, Form(string.Join('&', Enumerable.Repeat("a", 1025))), ("Cookie", "heed-pass=none"))).Seen();
        using var other = gateway.Browser();
        await (await other.Send("POST", Path, Form(string.Join('&', Enumerable.Repeat("a", 1025))))).IsProblem(400, "platform.bad_request");
        await (await other.Send("POST", Path, FileDoorTests.Body(100, "text/plain"))).IsProblem(400, "platform.bad_request");
    }

    [Fact]
    public async Task Another_sites_form_is_refused_and_does_not_wait()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        await (await browser.Send("POST", Path, Form("text=one"), ("Origin", "http://evil.example"))).IsProblem(403, "platform.cross_site");
    }

    [Fact]
    public void Every_word_exists_in_every_language()
    {
        var words = new StringCatalogue(typeof(WaitingPage).Assembly, "wait");
        Assert.Equal(PortalLanguages.All.Select(l => l.Code).Order(), words.Languages);
        foreach (var language in PortalLanguages.All)
        {
            Assert.Equal(words.Keys("en").Order(), words.Keys(language.Code).Order());
            Assert.Equal(StringCatalogue.PluralFormsIn(language.Code), words.Get("wait.seconds", language.Culture).Split('|').Length);
            if (language != PortalLanguages.English)
                Assert.All(words.Keys("en"), key => Assert.NotEqual(words.Get(key, PortalLanguages.English.Culture), words.Get(key, language.Culture)));
        }
    }

    private static StringContent Form(string body) => new(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));

    private static string Ticket(IDocument page) => page.QuerySelector<IHtmlInputElement>("input[name=HeedPass]")!.Value;

    /// <summary>What a browser sends when the button of a form is pressed.</summary>
    private static async Task<StringContent> Submit(IHtmlFormElement form) => Form(await new FormUrlEncodedContent(form.Elements.OfType<IHtmlInputElement>()
        .Select(input => KeyValuePair.Create(input.Name!, input.Value))).ReadAsStringAsync());

    private static async Task<IDocument> Page(HttpResponseMessage answer)
    {
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var html = await answer.Content.ReadAsStringAsync();
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
    }
}
