using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Chromium, JavaScript off for everything an affected person sees: file, keep the receipt, come back, write.</summary>
public sealed class BrowserTests(SharedEmbedded embedded, SharedBrowser chromium)
{
    private static readonly Dictionary<string, Given[]> Answers = new()
    {
        ["who"] = [new Given("affected", "self")],
        ["system"] = [new Given("system", "none")],
        ["what"] = [new Given("what", "It told me to take two tablets.")],
        ["summary"] = [new Given("summary", "Wrong advice")],
        ["wants"] = [new Given("wants", "apology")],
    };

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("en", 320)]
    [InlineData("ar", 320)]
    public async Task Portal_WithoutScript_TakesAGrievanceAndItsMailboxAnswers(string language, int width)
    {
        await using var person = await PortalPerson.Enter(await chromium.Open(), embedded.Platform.BaseUrl, language, width);
        var page = person.Page;
        await person.Open("/portal/harbour");
        await Shot(page, $"portal-home-{language}-{width}");
        await person.Begin("harbour", "full");
        await person.Continue(null);
        Assert.Equal(1, await page.Locator(".error-summary a").CountAsync());
        await person.Until("review", "full", Answers);
        Assert.Contains("It told me to take two tablets.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Shot(page, $"portal-file-{language}-{width}");
        await person.Go("send");
        var receipt = await person.Receipt();
        Assert.Matches("^[0-9]{20}$", receipt);
        Assert.DoesNotContain(receipt, page.Url, StringComparison.Ordinal);
        await Shot(page, $"portal-receipt-{language}-{width}");
        await page.FillAsync("[name=Typed]", receipt);
        await person.Press("main form .button");
        Assert.DoesNotContain(receipt[..4], await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await person.Mailbox(receipt);
        await page.FillAsync("[name=Text]", "Is anybody there?");
        await person.Press("form[action*=Write] .button");
        Assert.Contains("Is anybody there?", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(receipt, page.Url, StringComparison.Ordinal);
        await Shot(page, $"portal-mailbox-{language}-{width}");
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
    }

    [Theory]
    [InlineData("/transparency/harbour")]
    [InlineData("/transparency/harbour?lang=ar")]
    public async Task TransparencyPages_PassAxe_AndCarryNoScript(string address)
    {
        await using var context = await (await chromium.Open()).NewContextAsync(new() { BypassCSP = true });
        var page = await context.NewPageAsync();
        var answer = await page.GotoAsync(embedded.Platform.BaseUrl + address);
        Assert.Equal(200, answer!.Status);
        Assert.StartsWith("default-src 'none'; style-src 'self'", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        var html = await answer.TextAsync();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        Assert.Empty(axe.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}"));
        await Shot(page, "public" + address.Replace('/', '-').Replace('?', '-').Replace('=', '-'));
    }

    [Theory]
    [InlineData("/console/grievances", "case-handler")]
    [InlineData("/console/assessments", "human-rights-lead")]
    [InlineData("/console/engagement", "engagement-lead")]
    [InlineData("/console/transparency", "publisher")]
    [InlineData("/console/administration", "administrator")]
    public async Task Console_PassesAxe_AndWorksWithoutScript(string address, string role)
    {
        var user = embedded.Platform.Demo.GetProperty("users").EnumerateArray().First(u => u.GetProperty("tenant").GetString() == "harbour" && u.GetProperty("role").GetString() == role);
        await using var context = await (await chromium.Open()).NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = 1280, Height = 1000 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(embedded.Platform.BaseUrl + address);
        await page.Locator("input[type=text], input[type=email]").First.FillAsync(user.GetProperty("userName").GetString()!);
        await page.FillAsync("input[type=password]", user.GetProperty("password").GetString()!);
        await page.ClickAsync("main button");
        Assert.EndsWith(address, new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        Assert.Empty(axe.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}"));
        await Shot(page, "console-" + role);
        if (role != "case-handler")
            return;
        await page.Locator("table tbody a").First.ClickAsync();
        Assert.Contains("What happened", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        var opened = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] } });
        Assert.Empty(opened.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}"));
        await page.FillAsync("[name=Text]", "We are looking into it.");
        await page.ClickAsync("form:has([name=Text]) button");
        Assert.Contains("Sent.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Shot(page, "console-case");
    }

    // What a row of the queue says has to be seen without reaching sideways for it, band and due day above all.
    [Fact]
    public async Task TheQueueAndThePatterns_AreWhollyInSight_OnTheNarrowestScreen()
    {
        var user = embedded.Platform.Demo.GetProperty("users").EnumerateArray().First(u => u.GetProperty("tenant").GetString() == "harbour" && u.GetProperty("role").GetString() == "case-handler");
        await using var context = await (await chromium.Open()).NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 320, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(embedded.Platform.BaseUrl + "/console/grievances?state=all");
        await page.Locator("input[type=text], input[type=email]").First.FillAsync(user.GetProperty("userName").GetString()!);
        await page.FillAsync("input[type=password]", user.GetProperty("password").GetString()!);
        await page.ClickAsync("main button");
        await Shot(page, "console-queue-320");
        var row = page.Locator("tbody tr").First;
        foreach (var label in new[] { "State", "Band", "Due", "Filed" })
            await InSight(row.Locator($"[data-label='{label}']"), label);
        await page.GotoAsync(embedded.Platform.BaseUrl + "/console/grievances/patterns");
        if (await page.Locator("section.review summary").CountAsync() == 0)
        {
            await page.FillAsync("[name=Title]", "The chatbot doubles doses");
            await page.FillAsync("[name=Description]", "We are changing the program.");
            await page.ClickAsync("form[action*='handler=Add'] button");
        }
        await page.Locator("section.review summary").Last.ClickAsync();
        await Shot(page, "console-patterns-320");
        foreach (var field in await page.Locator("section.review :is(select, textarea, button)").AllAsync())
            if (await field.IsVisibleAsync())
                await InSight(field, "a form of a pattern");
    }

    [Fact]
    public async Task TheFollowUps_AreWhollyInSight_OnTheNarrowestScreen()
    {
        var user = embedded.Platform.Demo.GetProperty("users").EnumerateArray().First(u => u.GetProperty("tenant").GetString() == "harbour" && u.GetProperty("role").GetString() == "engagement-lead");
        await using var context = await (await chromium.Open()).NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 320, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(embedded.Platform.BaseUrl + "/console/engagement");
        await page.Locator("input[type=text], input[type=email]").First.FillAsync(user.GetProperty("userName").GetString()!);
        await page.FillAsync("input[type=password]", user.GetProperty("password").GetString()!);
        await page.ClickAsync("main button");
        await Shot(page, "console-engagement-320");
        var row = page.Locator("tbody tr").First;
        foreach (var label in new[] { "Due", "What is owed", "Case", "State", "Action" })
            await InSight(row.Locator($"[data-label='{label}']"), label);
    }

    private static async Task InSight(ILocator place, string name)
    {
        var box = await place.BoundingBoxAsync();
        Assert.True(box is { Width: > 0, X: >= 0 } && box.X + box.Width <= 320, $"{name} lies at {box?.X} and is {box?.Width} wide.");
    }

    private static async Task Shot(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, name + ".png"), FullPage = true });
    }
}
