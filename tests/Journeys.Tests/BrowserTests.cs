using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Chromium, JavaScript off for everything an affected person sees: file, keep the receipt, come back, write.</summary>
public sealed partial class BrowserTests(SharedEmbedded embedded) : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HEED_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("en", 320)]
    [InlineData("ar", 320)]
    public async Task Portal_WithoutScript_TakesAGrievanceAndItsMailboxAnswers(string language, int width)
    {
        await using var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{embedded.Platform.BaseUrl}/portal/harbour?lang={language}");
        await Shot(page, $"portal-home-{language}-{width}");
        await page.GotoAsync($"{embedded.Platform.BaseUrl}/portal/harbour/file?lang={language}");
        await page.ClickAsync("main button");
        Assert.True(await page.Locator(".error-summary a").CountAsync() >= 3);
        await page.FillAsync("[name=WhatHappened]", "It told me to take two tablets.");
        await page.FillAsync("[name=Summary]", "Wrong advice");
        await page.CheckAsync("[name=Affected][value=self]");
        await page.CheckAsync("[name=SystemChoice][value=unknown]");
        await page.CheckAsync("[name=Wants][value=apology]");
        await Shot(page, $"portal-file-{language}-{width}");
        await page.ClickAsync("main button");
        var receipt = Digits().Replace(await page.Locator(".receipt-card").InnerTextAsync(), "");
        Assert.Matches("[0-9]{20}", receipt);
        receipt = Regex.Match(receipt, "[0-9]{20}").Value;
        Assert.DoesNotContain(receipt, page.Url, StringComparison.Ordinal);
        await Shot(page, $"portal-receipt-{language}-{width}");

        await page.GotoAsync($"{embedded.Platform.BaseUrl}/portal/mailbox?lang={language}");
        await page.FillAsync("[name=Receipt]", receipt);
        await page.ClickAsync("main button");
        await page.FillAsync("[name=Text]", "Is anybody there?");
        await page.ClickAsync("form[action*=Write] button");
        Assert.Contains("Is anybody there?", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Shot(page, $"portal-mailbox-{language}-{width}");
        Assert.Equal(width, await page.Locator("html").EvaluateAsync<int>("e => Math.min(e.scrollWidth, 100000)") is var wide && wide <= width ? width : wide);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/portal/harbour")]
    [InlineData("/portal/harbour/file")]
    [InlineData("/portal/harbour/file?lang=ar")]
    [InlineData("/portal/mailbox")]
    [InlineData("/transparency/harbour")]
    [InlineData("/transparency/harbour?lang=ar")]
    public async Task PublicPages_PassAxe_CarryNoScript_AndAreSmall(string address)
    {
        await using var context = await browser.NewContextAsync(new() { BypassCSP = true });
        var page = await context.NewPageAsync();
        var answer = await page.GotoAsync(embedded.Platform.BaseUrl + address);
        Assert.Equal(200, answer!.Status);
        Assert.StartsWith("default-src 'none'; style-src 'self'", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        var html = await answer.TextAsync();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
        using var http = embedded.Platform.Anybody();
        var styles = await http.GetByteArrayAsync("/_content/Platform.Ui/heed.css");
        Assert.InRange(styles.Length, 5_000, 40_000);
        Assert.True(html.Length + styles.Length < 50_000 || address.StartsWith("/transparency", StringComparison.Ordinal), $"{html.Length + styles.Length} bytes");
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
        await using var context = await browser.NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = 1280, Height = 1000 } });
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
        await page.Locator("table a").First.ClickAsync();
        Assert.Contains("What happened", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        var opened = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] } });
        Assert.Empty(opened.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}"));
        await page.FillAsync("[name=Text]", "We are looking into it.");
        await page.ClickAsync("form:has([name=Text]) button");
        Assert.Contains("Sent.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await Shot(page, "console-case");
    }

    private static async Task Shot(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, name + ".png"), FullPage = true });
    }

    [GeneratedRegex("[^0-9]")]
    private static partial Regex Digits();
}
