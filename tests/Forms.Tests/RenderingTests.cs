using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Forms.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Ui;
using Platform.Ui.Localization;
using Testing;
using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>Pages of a form as a browser gets them: through Razor, over HTTP, in the reader's language, and back.</summary>
public sealed class RenderingTests
{
    private static readonly FormAnswers Child = Answers(("who", ["child"]), ("guardian", ["no"]), ("signs", ["screen"]));

    [Fact]
    public async Task OneQuestion_IsTheHeadingOfItsPage()
    {
        await using var site = await Site.Start(Intake, Child);
        var page = await site.Get("story");
        var label = page.QuerySelector("h1.label-heading > label")!;
        Assert.Equal("What happened?", label.TextContent.Trim());
        var area = page.QuerySelector("textarea")!;
        Assert.Equal(("q_story", "q.story", "q_story"), (area.Id, area.GetAttribute("name"), label.GetAttribute("for")));
        Assert.Equal("In your own words.", page.GetElementById(area.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.Single(page.QuerySelectorAll("h1"));
        // An answer is a must here, and not knowing is none: no box for it.
        Assert.Empty(page.QuerySelectorAll("input[type=checkbox], .optional"));
        Sound(page);
    }

    [Fact]
    public async Task AChoice_IsAFieldsetWithALegend_AndNotKnowingComesLast()
    {
        await using var site = await Site.Start(Intake, Child);
        var page = await site.Get("about");
        Assert.Equal("Who was harmed?", page.QuerySelector("fieldset.field > legend > h1")!.TextContent.Trim());
        Assert.Equal(["self", "child", "other", "unknown"], page.QuerySelectorAll("input[type=radio][name='q.who']").Select(radio => radio.GetAttribute("value")));
        Assert.Equal(FormText.Unknown, page.QuerySelectorAll(".choice > label")[^1].TextContent);
        Assert.Equal("child", page.QuerySelector("input[checked]")!.GetAttribute("value"));
        Assert.Equal("Under 18.", page.GetElementById(page.QuerySelector("input[value=child]")!.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.Equal("q_who", page.QuerySelector("input[type=radio]")!.Id);
        // The stylesheet makes every .choice a target of 44 pixels.
        Assert.All(page.QuerySelectorAll("input[type=radio]"), radio => Assert.Equal("choice", radio.ParentElement!.ClassName));
        Sound(page);
        Assert.Equal(["yes", "no", "unknown"], (await site.Get("guardian")).QuerySelectorAll("input[type=radio]").Select(radio => radio.GetAttribute("value")));
    }

    [Fact]
    public async Task SeveralQuestions_StandUnderTheTitleOfTheirPage()
    {
        await using var site = await Site.Start(Intake, Child);
        var page = await site.Get("product");
        Assert.Equal("Which product?", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("Take your time.", page.QuerySelector("h1 + p.lead")!.TextContent);
        Assert.Equal("About products", page.QuerySelector("h2")!.TextContent);
        Assert.Equal(["First line.", "Second line."], page.QuerySelectorAll("h2 ~ p").Select(line => line.TextContent));
        // The names of systems belong to no language of the page: each keeps its own direction.
        Assert.Equal(["Advisor", "مساعد"], page.QuerySelectorAll("input[name='q.system'] + label > bdi").Select(name => name.TextContent));
        Assert.Equal(["0192-a", "0192-b", "not_listed", "unknown"], page.QuerySelectorAll("input[name='q.system']").Select(radio => radio.GetAttribute("value")));
        Assert.Equal(["sound", "screen", "letter", "unknown"], page.QuerySelectorAll("input[type=checkbox][name='q.signs']").Select(box => box.GetAttribute("value")));
        Assert.Equal(("decimal", "ltr"), (page.GetElementById("q_times")!.GetAttribute("inputmode"), page.GetElementById("q_times")!.GetAttribute("dir")));
        Assert.Equal(3, page.QuerySelectorAll(".optional").Length);
        Sound(page);
    }

    [Fact]
    public async Task AnArabicPage_IsArabic_AndMarksWhatIsNot()
    {
        await using var site = await Site.Start(Intake, Child);
        var page = await site.Get("about", "ar");
        Assert.Equal(("ar", "rtl"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Equal("من تضرر؟", page.QuerySelector("legend h1")!.TextContent.Trim());
        Assert.Null(page.QuerySelector("legend h1 [lang]"));
        var foreign = Assert.Single(page.QuerySelectorAll(".choice [lang]"));
        Assert.Equal(("Somebody else", "en", "ltr"), (foreign.TextContent, foreign.GetAttribute("lang"), foreign.GetAttribute("dir")));
        Assert.Equal("لا أعرف، أو أفضّل عدم الإجابة", page.QuerySelectorAll(".choice > label")[^1].TextContent);
        Sound(page);
    }

    [Fact]
    public async Task AnEnglishPage_MarksArabicWords()
    {
        await using var site = await Site.Start(new FormDefinition([new("p", LocalText.Of("ar", "عنوان"), [new("q", QuestionKind.Text, LocalText.Of("ar", "سؤال"), LocalText.Of("ar", "تلميح")), Question("r")], LocalText.Of("ar", "مقدمة"))]), FormAnswers.None);
        var page = await site.Get("p");
        Assert.Equal(["عنوان", "مقدمة", "سؤال", "تلميح"], page.QuerySelectorAll("span[lang=ar][dir=rtl]").Select(words => words.TextContent));
    }

    [Fact]
    public async Task ARefusedAnswer_ComesBackWithItsError_AndTheSummaryLeadsToIt()
    {
        await using var site = await Site.Start(Intake, Child);
        var page = await site.Post("product", "ar", ("q.signs", "screen"), ("q.signs", "unknown"), ("q.times", "كثير"), ("q.system", "gone"));
        Assert.Equal(["#q_system", "#q_signs", "#q_times"], page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll(".error-summary a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        var number = page.GetElementById("q_times")!;
        Assert.Equal(("كثير", "true", "q_times-error"), (number.GetAttribute("value"), number.GetAttribute("aria-invalid"), number.GetAttribute("aria-describedby")));
        Assert.EndsWith("اكتب عددًا بالأرقام، مثل 12", page.GetElementById("q_times-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("q_signs-error", page.GetElementById("q_signs")!.Closest("fieldset")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(["screen", "unknown"], page.QuerySelectorAll("input[type=checkbox][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal(3, page.QuerySelectorAll(".field.has-error").Length);
        Sound(page);
    }

    [Theory]
    [InlineData("en", "27", "3", "2024", "2024-03-27")]
    [InlineData("ar", "٢٧", "03", "٢٠٢٤", "2024-03-27")]
    [InlineData("fr", "", "5", "2024", "2024-05")]
    [InlineData("zh", "", "", "2024", "2024")]
    public async Task ADate_IsAskedInParts_AndKeptAsFarAsItIsKnown(string language, string day, string month, string year, string stored)
    {
        await using var site = await Site.Start(Intake, Answers(("day", [stored])));
        Assert.Equal([stored], (await site.Answers("time", language, ("q.day.day", day), ("q.day.month", month), ("q.day.year", year)))["day"]);
        var page = await site.Get("time", language);
        var boxes = page.QuerySelectorAll("fieldset input[type=text], fieldset select");
        Assert.Equal(language == "zh" ? ["q.day.year", "q.day.month", "q.day.day"] : new[] { "q.day.day", "q.day.month", "q.day.year" }, boxes.Select(box => box.GetAttribute("name")));
        Assert.Equal("q_day", boxes[0].Id);
        Assert.Equal(stored.Split('-')[0], page.QuerySelector("[name='q.day.year']")!.GetAttribute("value"));
        Assert.Equal(13, page.QuerySelectorAll("select > option").Length);
        Assert.Equal(PortalLanguages.Find(language)!.Culture.DateTimeFormat.GetMonthName(3), page.QuerySelector("option[value='03']")!.TextContent);
        Assert.Equal(stored.Length > 4 ? stored[5..7] : "", page.QuerySelector("option[selected]")!.GetAttribute("value"));
        Sound(page);
    }

    [Theory]
    [InlineData("31", "02", "2024")]
    [InlineData("3", "", "2024")]
    [InlineData("", "05", "")]
    [InlineData("", "", "last year")]
    public async Task ADate_ThatIsNone_ComesBackAsItWasTyped(string day, string month, string year)
    {
        await using var site = await Site.Start(Intake, FormAnswers.None);
        var page = await site.Post("time", "en", ("q.day.day", day), ("q.day.month", month), ("q.day.year", year));
        Assert.Single(page.QuerySelectorAll(".error-summary a[href='#q_day']"));
        Assert.Equal(year, page.QuerySelector("[name='q.day.year']")!.GetAttribute("value"));
        Assert.Equal(month, page.QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal(day, page.QuerySelector("[name='q.day.day']")!.GetAttribute("value")!.TrimStart('0'));
    }

    [Fact]
    public async Task ARequiredDate_OffersNotKnowing_AsABox()
    {
        await using var site = await Site.Start(Intake, FormAnswers.None);
        var page = await site.Get("time");
        Assert.Equal("q.day.unknown", page.QuerySelector("input[type=checkbox]")!.GetAttribute("name"));
        Assert.Equal(["unknown"], (await site.Answers("time", "en", ("q.day.unknown", "true"), ("q.day.day", ""), ("q.day.year", " ")))["day"]);
        var both = await site.Post("time", "en", ("q.day.unknown", "true"), ("q.day.year", "2024"));
        Assert.NotNull(both.QuerySelector("#q_day-error"));
        Assert.NotNull(both.QuerySelector("input[type=checkbox][checked]"));
        Assert.Equal("2024", both.QuerySelector("[name='q.day.year']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task APost_ReadsThisPageOnly_AndKeepsTheRest()
    {
        await using var site = await Site.Start(Intake, Child.With("times", "3"));
        var answers = await site.Answers("product", "en", ("q.signs", "sound"), ("q.signs", "letter"), ("q.times", "١٢,٥"), ("q.who", "self"), ("q.invented", "x"), ("q.intro", "x"), ("times", "9"));
        Assert.Equal(Child.With("signs", "sound", "letter").With("times", "12.5"), answers);
        // What was cleared is gone.
        Assert.Equal(Child.With("signs"), await site.Answers("product", "en", ("q.times", "")));
    }

    [Fact]
    public async Task WhatPeopleWrite_NeverBecomesMarkup()
    {
        const string evil = "\"></textarea><script>alert(1)</script><b onclick=x>";
        var form = new FormDefinition([new("p", LocalText.Of("en", evil),
        [
            new("a", QuestionKind.LongText, LocalText.Of("en", evil), LocalText.Of("e\"n", evil)), new("b", QuestionKind.Text, LocalText.Of("ar\" x", evil)),
            new("c", QuestionKind.OneOf, LocalText.Name(evil), Options: [new(evil, LocalText.Of("fr", evil), LocalText.Of("en", evil))]),
        ], LocalText.Of("en", evil))]);
        await using var site = await Site.Start(form, Answers(("a", [evil]), ("b", [evil]), ("c", [evil])));
        var page = await site.Get("p");
        Assert.Empty(page.QuerySelectorAll("main script, main b, [onclick]"));
        Assert.Equal(evil, page.QuerySelector("textarea")!.TextContent);
        Assert.Equal(evil, page.GetElementById("q_b")!.GetAttribute("value"));
        Assert.Equal(evil, page.QuerySelector("input[type=radio][checked]")!.GetAttribute("value"));
        Sound(page);
    }

    [Fact]
    public async Task ALineBreakAtTheStart_SurvivesTheTripThroughAPage()
    {
        await using var site = await Site.Start(Intake, Answers(("story", ["\nSecond line"])));
        Assert.Equal("\nSecond line", (await site.Get("story")).QuerySelector("textarea")!.TextContent);
    }

    /// <summary>What holds for every page: no script or style of its own, ids once, a label for every control, nothing that remembers on a shared device.</summary>
    private static void Sound(IDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("script, style, [style]"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var control in page.QuerySelectorAll("main input, main textarea, main select"))
        {
            Assert.Single(page.QuerySelectorAll("label"), label => label.GetAttribute("for") == control.Id);
            Assert.True(control.GetAttribute("type") is "radio" or "checkbox" || control.GetAttribute("autocomplete") == "off", control.OuterHtml);
        }
        foreach (var described in page.QuerySelectorAll("[aria-describedby]"))
            Assert.All(described.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
    }

    private sealed class Site(WebApplication app, HttpClient client) : IAsyncDisposable
    {
        public static async Task<Site> Start(FormDefinition definition, FormAnswers before)
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(new AskedForm(definition, before, Systems));
            builder.Services.AddPlatformUi();
            builder.Services.AddRazorPages();
            var address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
            builder.WebHost.UseUrls(address);
            var app = builder.Build();
            app.UseHeedLanguage();
            app.MapRazorPages();
            await app.StartAsync();
            return new Site(app, new HttpClient { BaseAddress = new Uri(address) });
        }

        public async Task<IDocument> Get(string page, string language = "en") => Parse(await client.GetStringAsync($"/ask/{page}?lang={language}"));

        public async Task<IDocument> Post(string page, string language, params (string Name, string Value)[] fields) => Parse(await (await Send(page, language, fields)).Content.ReadAsStringAsync());

        public async Task<FormAnswers> Answers(string page, string language, params (string Name, string Value)[] fields) =>
            (await (await Send(page, language, fields)).Content.ReadFromJsonAsync<FormAnswers>())!;

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.DisposeAsync();
        }

        private async Task<HttpResponseMessage> Send(string page, string language, (string Name, string Value)[] fields)
        {
            using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            var answer = await client.PostAsync($"/ask/{page}?lang={language}", content);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return answer;
        }

        private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
    }
}
