using Microsoft.Playwright;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>
/// The pictures of <c>docs/walkthrough-remedy.md</c>: one case from the queue to a remedy that the person confirmed, and the risk that opened
/// again. Written to artifacts/screenshots, and where HEED_WRITE_DOCS is 1 to the folder of the document, each at the width it is shown in.
/// </summary>
public sealed class WalkthroughRemedyTests(SharedEmbedded embedded, SharedBrowser chromium)
{
    private const int Console = Staff.Wide;

    // How wide each is, from which words on, and how high; from its top and to its end where nothing is said.
    private static readonly Dictionary<string, (int Width, string? From, int High)> Shown = new()
    {
        ["01-queue"] = (Console, null, 800), ["02-given"] = (Console, null, 700), ["03-case"] = (Console, null, 1000),
        ["04-triage"] = (Console, "h2:text-is('Triage')", 1000), ["05-responsibility"] = (Console, null, 930),
        ["06-plan"] = (Console, null, 920), ["07-waits"] = (320, null, 820), ["08-offered"] = (320, null, 1000), ["09-accepted"] = (320, null, 900),
        ["10-done"] = (Console, null, 880), ["11-confirm"] = (320, ".review >> nth=1", 1000),
        ["12-confirmed"] = (320, null, 1000), ["13-letter"] = (Console, "h2:text-is('Read it as the person will')", 1000), ["14-closed"] = (800, null, 1090),
        ["15-survey"] = (320, null, 940), ["16-critical"] = (Console, null, 1000),
        ["17-reopened"] = (Console, null, 930), ["18-criteria"] = (Console, null, 800),
    };

    private const string End =
        "Math.ceil(Math.max(...[...document.querySelectorAll('main > *, .side-wide > *')].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().bottom)) + 24)";

    private readonly List<string> taken = [];
    private string spoken = "";

    private PlatformUnderTest Platform => embedded.Platform;

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task ACase_IsPutRight_ThePersonConfirmsIt_AndTheRiskIsOpenAgain(string language)
    {
        var words = RemedyStory.In(spoken = language);
        var tenant = await Tenant.Create(Platform, "Fenmoor Hospital");
        using var lead = await tenant.Person("human-rights-lead");
        var (system, impact) = await Assessed(tenant);
        var (id, receipt) = await Filed(tenant, words, language, system, lead);
        await using var handling = await Staff.Enter(await chromium.Open(), tenant, lead, "case-handler", "Case handler 1", "/console/grievances");
        await using var leading = await Staff.Enter(await chromium.Open(), tenant, lead, "human-rights-lead", "Human-rights lead 2", $"/console/grievances/{id}/assign");
        await using var person = await PortalPerson.Enter(await chromium.Open(), Platform.BaseUrl, language, 320);
        var (console, handler) = ($"/console/grievances/{id}", handling.Page);

        await handling.Open("/console/grievances");
        await Picture(handling, "01-queue");
        Assert.Equal(3, await handler.Locator("tbody tr").CountAsync());
        await leading.Page.SelectOptionAsync("[name=Account]", new SelectOptionValue { Label = "Case handler 1" });
        await leading.Press("form:has(select[name=Account]) .button");
        await Says(leading, "handles it");
        await Picture(leading, "02-given");

        await handling.Open(console);
        await handling.Press("form[action*=Acknowledge] .button");
        await Says(handling, "Acknowledged. The person sees it in their mailbox.", words.Summary);
        await handler.FillAsync("[name=Text]", words.Answer);
        await handling.Press("#answer .button");
        await Picture(handling, "03-case");
        await Triaged(handling, console, impact, words);
        await handling.Open(console + "/responsibility");
        await Part(handling.Page, 0, "Deployer", "Contributed", "60", "The chat was allowed to answer questions on medicines.");
        await Part(handling.Page, 1, "Developer", "Contributed", "40", "The report of its tests names no case of two medicines.");
        await handling.Press("form[action*=Record] .button");
        await Says(handling, "60 %", "40 %");
        await Picture(handling, "05-responsibility");

        await Planned(handling, console, words);
        await person.Mailbox(receipt);
        await Says(person, words.Answer, words.TakenUp);
        await Picture(person, "07-waits");
        await person.Open("/portal/mailbox/remedy");
        await Says(person, words.Apology, words.Measure, words.Offer);
        await Picture(person, "08-offered");
        await person.Page.CheckAsync("[name=Apology][value=yes]");
        await person.Page.CheckAsync("[name=Answer][value=accept]");
        await person.Page.FillAsync("[name=Text]", words.Accepts);
        await person.Press("#answer .button");
        await Picture(person, "09-accepted");

        await handling.Open(console + "/remedy");
        await Says(handling, "The person accepted the remedy", words.Accepts);
        await handling.Press(".review:has(h3:text-is('A human being decides anew')) a[href*=carry]");
        await handler.FillAsync("[name=Evidence]", words.Evidence);
        await handling.Press("#carry .button");
        await Says(handling, "All is done and waits for the person’s word", words.Evidence);
        await Picture(handling, "10-done");
        await person.Open("/portal/mailbox/remedy");
        await Says(person, words.Evidence);
        await person.Page.FillAsync("form[action*=Confirm] textarea", words.Confirms);
        await Picture(person, "11-confirm");
        await person.Press("form[action*=Confirm] [name=AsPromised][value=true]");
        await Says(person, words.Confirms);
        await Picture(person, "12-confirmed");
        Assert.Equal("verified", await State(receipt));

        await Closed(handling, console, words);
        await person.Open("/portal/mailbox");
        await Says(person, words.Wrong, words.Responsible, words.Fixed);
        await Picture(person, "14-closed");
        await person.Open("/portal/mailbox/survey");
        await person.Page.CheckAsync("[name=satisfied][value='4']");
        await Picture(person, "15-survey");
        await person.Press("#survey .button");

        await OpenAgain(leading, impact);
        Assert.Equal(Shown.Keys.Order(), taken.Order());
    }

    private static async Task<(Guid System, Guid Impact)> Assessed(Tenant tenant)
    {
        using var assessor = await tenant.Person("assessor");
        var added = await assessor.Post("/api/assessments/v1/systems", new { name = "Website chat", role = "deployer", description = "Answers patients", stage = "production", published = true });
        var system = added.GetProperty("id").GetGuid();
        var other = (await assessor.Post("/api/assessments/v1/systems", new { name = "Triage by phone", role = "deployer", description = "Sorts calls", stage = "production", published = true })).GetProperty("id").GetGuid();
        object Impact(string right, string group, string title, int scale, int scope, Guid? of = null) =>
            new { systemId = of ?? system, right, group, title, description = "", scale, scope, irremediability = 2, likelihood = 2, actual = false };
        await assessor.Post("/api/assessments/v1/impacts", Impact("EQUAL-01", "Patients who write no English", "Answers in other languages say less", 2, 3));
        var impact = await assessor.Post("/api/assessments/v1/impacts", Impact("HARM-04", "Patients", "Wrong advice on medicines is followed", 4, 2));
        // What is graver elsewhere stands behind what the case is about.
        await assessor.Post("/api/assessments/v1/impacts", Impact("HARM-04", "Callers", "A call that is urgent waits", 4, 4, other));
        return (system, impact.GetProperty("id").GetGuid());
    }

    private async Task<(Guid Case, string Receipt)> Filed(Tenant tenant, RemedyStory words, string language, Guid system, HttpClient lead)
    {
        using var anybody = Platform.Anybody();
        var address = $"/api/grievances/v1/public/{tenant.Slug}/grievances";
        foreach (var (spoken, affected) in new[] { ("fr", "other"), ("ru", "group") })
            await anybody.Post(address, new { language = spoken, summary = "S", whatHappened = "W", affected });
        var filed = await anybody.Post(address, new
        {
            language, summary = words.Summary, whatHappened = words.Account, affected = "self", systemId = system, rights = new[] { "HARM-04" }, wants = new[] { "apology", "non_repetition" },
        });
        var reference = filed.GetProperty("reference").GetString();
        var queue = (await lead.Get("/api/grievances/v1/cases")).GetProperty("items");
        return (queue.EnumerateArray().Single(row => row.GetProperty("reference").GetString() == reference).GetProperty("id").GetGuid(), filed.GetProperty("receipt").GetString()!);
    }

    private async Task Triaged(PortalPerson handling, string console, Guid impact, RemedyStory words)
    {
        var page = handling.Page;
        await page.SelectOptionAsync("[name=Band]", "Critical");
        await page.SelectOptionAsync("[name=ImpactId]", impact.ToString());
        Assert.Equal(["Website chat", "Triage by phone"], await page.Locator("[name=ImpactId] optgroup").EvaluateAllAsync<string[]>("all => all.map(one => one.label)"));
        await handling.Press("form[action*=Triage] .button");
        // Critical, and nobody says why: refused.
        Assert.Equal(1, await page.Locator(".error-summary a").CountAsync());
        await handling.Open(console);
        await page.SelectOptionAsync("[name=Band]", "Critical");
        await page.FillAsync("[name=BandReason]", "A patient followed a wrong dose and was ill for two days; it can happen to everybody who asks the same.");
        await page.SelectOptionAsync("[name=ImpactId]", impact.ToString());
        await Picture(handling, "04-triage");
        await handling.Press("form[action*=Triage] .button");
        await Says(handling, "Triage saved.", "Wrong advice on medicines is followed");
        await page.SelectOptionAsync("[name=Admissible]", "yes");
        await page.FillAsync("[name=AdmissibilityText]", words.TakenUp);
        await handling.Press("form[action*=Admissibility] .button");
        await Says(handling, "Decided. The person reads it in their mailbox.");
    }

    private static async Task Part(IPage page, int line, string party, string part, string share, string evidence)
    {
        await page.SelectOptionAsync($"[name='Lines[{line}].Party']", party);
        await page.SelectOptionAsync($"[name='Lines[{line}].Involvement']", part);
        await page.FillAsync($"[name='Lines[{line}].Share']", share);
        await page.FillAsync($"[name='Lines[{line}].Evidence']", evidence);
    }

    private async Task Planned(PortalPerson handling, string console, RemedyStory words)
    {
        var page = handling.Page;
        await handling.Open(console + "/remedy");
        foreach (var (measure, text, role) in new[] { ("HumanReview", words.Measure, "product-owner"), ("Apology", words.Apology, "case-handler") })
        {
            await page.SelectOptionAsync("[name=Measure]", measure);
            await page.FillAsync("[name=Text]", text);
            await page.SelectOptionAsync("[name=OwnerRole]", role);
            if (measure == "Apology")
                await page.FillAsync("[name=Signatory]", words.Signatory);
            else
                await page.FillAsync("[name=DueOn]", DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            await handling.Press("form[action*=Add] .button");
        }
        // The apology came second and stands first.
        Assert.Equal(["Apology", "A human being decides anew"], await page.Locator("main .review h3").AllInnerTextsAsync());
        await Picture(handling, "06-plan");
        await page.FillAsync("[name=Words]", words.Offer);
        await handling.Press("form[action*=Offer] .button");
        await Says(handling, "Offered. Saying nothing accepts nothing.", "A remedy is before the person");
    }

    private async Task Closed(PortalPerson handling, string console, RemedyStory words)
    {
        var page = handling.Page;
        await handling.Open(console);
        await Says(handling, "The letter to the person");
        await handling.Open(console + "/close");
        await page.SelectOptionAsync("[name=Outcome]", "Substantiated");
        foreach (var (field, text) in new[] { ("WhatWentWrong", words.Wrong), ("WhoWasResponsible", words.Responsible), ("HowItIsFixed", words.Fixed) })
            await page.FillAsync($"[name='Letter.{field}']", text);
        await handling.Press("form[action*=Preview] > .button");
        await Says(handling, words.Wrong, words.Responsible, words.Fixed);
        await Picture(handling, "13-letter");
        await handling.Press("form[action*=Close] .button:not(.button-secondary)");
        await Says(handling, "Closed. The person reads your letter in their mailbox.", "Substantiated");
    }

    private async Task OpenAgain(PortalPerson leading, Guid impact)
    {
        await leading.Open("/console/grievances/critical");
        await Says(leading, "Substantiated", "A patient followed a wrong dose");
        await Picture(leading, "16-critical");
        var address = $"/console/assessments/impacts/{impact}";
        for (var patience = 0; patience < 100; patience++)
        {
            await leading.Open(address);
            if (leading.Html.Contains("Grievances opened this impact again", StringComparison.Ordinal))
                break;
            await Task.Delay(100);
        }
        await Says(leading, "Grievances opened this impact again", "it happens", "By the rule of one grievance called critical");
        await Picture(leading, "17-reopened");
        await leading.Open("/console/grievances/effectiveness");
        await Says(leading, "Remedy confirmed by the person");
        await Picture(leading, "18-criteria");
    }

    private async Task<string?> State(string receipt)
    {
        using var mailbox = await Loop.Mailbox(Platform, receipt);
        return (await mailbox.Get("/api/grievances/v1/mailbox/remedy")).GetProperty("state").GetString();
    }

    private static async Task Says(PortalPerson who, params string[] words)
    {
        var text = await who.Page.Locator("main").InnerTextAsync();
        foreach (var said in words)
            Assert.Contains(said, text, StringComparison.Ordinal);
    }

    private async Task Picture(PortalPerson who, string name)
    {
        taken.Add(name);
        var ((width, from, most), page) = (Shown[name], who.Page);
        await page.SetViewportSizeAsync(width, most);
        await page.Locator(from ?? "body").First.EvaluateAsync("e => scrollTo(0, e === document.body ? 0 : e.getBoundingClientRect().top + scrollY - (innerWidth < 1000 ? 90 : 20))");
        // Down to the end of what the page says; what is below the edge is said by the words beside the picture.
        var end = await page.EvaluateAsync<int>(End);
        var picture = await page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = width, Height = Math.Min(end, most) }, Animations = ScreenshotAnimations.Disabled });
        await Write(Path.Combine("artifacts", "screenshots"), $"remedy-{name}-{spoken}.png", picture);
        // The console is in English; one of each is enough there.
        if (Environment.GetEnvironmentVariable("HEED_WRITE_DOCS") == "1" && who.Language == spoken)
            await Write(Path.Combine("docs", "images", "remedy"), $"{name}-{spoken}.png", picture);
    }

    private static Task Write(string folder, string name, byte[] picture) =>
        File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, folder)).FullName, name), picture);
}
