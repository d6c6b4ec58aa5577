using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Platform.Ui.Localization;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>
/// Every page of the portal in every language, as a browser without JavaScript gets it on the way through: valid, translated,
/// small, usable at 320 pixels, at 200 % and by keys, without a fault that axe finds.
/// </summary>
public sealed class PortalPageTests(SharedEmbedded embedded, SharedBrowser chromium)
{
    private const int MostBytes = 50_000;
    private static readonly ConcurrentDictionary<PlatformUnderTest, Task<PortalStage>> Stages = new();

    public static TheoryData<string> Languages => [.. PortalLanguages.All.Select(l => l.Code)];

    [Theory, MemberData(nameof(Languages))]
    public async Task EveryPage_IsValid_Translated_Small_AndUsableByAnybody(string language)
    {
        var watch = Stopwatch.StartNew();
        var browser = await chromium.Open();
        var stage = await Stage(embedded.Platform);
        using var http = embedded.Platform.Anybody();
        var (styles, icon) = (await http.GetByteArrayAsync("/_content/Platform.Ui/heed.css"), await http.GetByteArrayAsync("/_content/Platform.Ui/heed.svg"));
        await using var copy = await Copy.Open(browser, embedded.Platform.BaseUrl, styles, icon);
        var copied = Task.FromResult<IEnumerable<string>>([]);
        var translations = new Translations(language);
        var faults = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        async Task Look(PortalPerson person, string name)
        {
            Assert.True(seen.Add(name), $"Two pages are called {name}.");
            var html = person.Html;
            IEnumerable<string> found = [.. HtmlRules.Faults(html), .. translations.Faults(html), .. Sent(person, styles.Length + icon.Length), .. await LayoutRules.Layout(person.Page)];
            faults.AddRange(found.Distinct().Select(fault => $"{language}, {name}: {fault}"));
            if (!AxeLooks(language, seen.Count))
                return;
            // While the person goes on to the next page.
            var before = copied;
            copied = Task.Run(async () => (await before).Concat((await copy.Look(html)).Select(fault => $"{language}, {name}: {fault}")));
            if (Environment.GetEnvironmentVariable("HEED_SHOTS") == "1")
                await Shots(person.Page, $"{language}-{seen.Count:000}-{name}");
        }

        await using var person = await PortalPerson.Enter(browser, embedded.Platform.BaseUrl, language, look: Look);
        if (await Record.ExceptionAsync(new PortalTour(person, stage).Everything) is { } stopped)
            faults.Add($"{language}: the way ended after {seen.Count} pages: {stopped}\n{await person.Page.Locator("main").InnerTextAsync()}");
        faults.AddRange(await copied);
        TestContext.Current.SendDiagnosticMessage($"{language}: {seen.Count} pages in {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(faults.Count == 0, $"{faults.Count} faults on {seen.Count} pages:\n{string.Join('\n', faults)}");
        Assert.True(seen.Count > 110, $"Only {seen.Count} pages were seen.");
    }

    // What axe and the keys find is in the markup, which is the same in each language but for its direction and its words: every page is looked at from
    // left to right, from right to left, and in one of the four other languages, in turn.
    private static bool AxeLooks(string language, int page) => language is "en" or "ar" || Array.IndexOf(Others, language) == page % Others.Length;

    private static readonly string[] Others = [.. PortalLanguages.All.Select(l => l.Code).Where(code => code is not ("en" or "ar"))];

    /// <summary>One set of organisations for all tests of the portal's pages.</summary>
    internal static Task<PortalStage> Stage(PlatformUnderTest platform) => Stages.GetOrAdd(platform, PortalStage.Set);

    private static IEnumerable<string> Sent(PortalPerson person, int beside)
    {
        var (html, headers) = (person.Html, person.Answer.Headers);
        if (Encoding.UTF8.GetByteCount(html) + beside >= MostBytes)
            yield return $"{Encoding.UTF8.GetByteCount(html)} bytes beside {beside}";
        if (html.Contains("<script", StringComparison.OrdinalIgnoreCase) || html.Contains("javascript:", StringComparison.OrdinalIgnoreCase))
            yield return "a script";
        var policy = headers.GetValueOrDefault("content-security-policy") ?? "";
        if (!policy.StartsWith("default-src 'none'; style-src 'self'", StringComparison.Ordinal) || policy.Contains("script-src", StringComparison.Ordinal))
            yield return $"policy: {policy}";
        if (headers.GetValueOrDefault("content-language") != PortalLanguages.Find(person.Language)!.Tag)
            yield return $"content-language {headers.GetValueOrDefault("content-language")}";
        if (!html.Contains($"dir=\"{(person.Language == "ar" ? "rtl" : "ltr")}\"", StringComparison.Ordinal))
            yield return "direction";
    }

    private static async Task Shots(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots", "portal"));
        foreach (var width in new[] { 800, 320 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'))}-{width}.png"), FullPage = true });
        }
    }

    /// <summary>A page of its own where scripts may run: shows what the server sent, so that axe can look at it.</summary>
    private sealed class Copy(IBrowserContext context, IPage page, string address) : IAsyncDisposable
    {
        private string html = "";

        public static async Task<Copy> Open(IBrowser browser, string baseUrl, byte[] styles, byte[] icon)
        {
            var context = await browser.NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = 640, Height = 900 } });
            // Its own way of running opens a page for each run, for the sake of frames; here are none.
            await context.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());
            var copy = new Copy(context, await context.NewPageAsync(), baseUrl + "/copy");
            await context.RouteAsync("**/*", route => route.FulfillAsync(route.Request.ResourceType switch
            {
                "document" => new() { Body = copy.html, ContentType = "text/html; charset=utf-8" },
                "stylesheet" => new() { BodyBytes = styles, ContentType = "text/css" },
                _ => new() { BodyBytes = icon, ContentType = "image/svg+xml" },
            }));
            return copy;
        }

        public async Task<IEnumerable<string>> Look(string sent)
        {
            html = sent;
            await page.GotoAsync(address);
            return [.. (await LayoutRules.Keys(page)).Concat(await LayoutRules.Axe(page)).Distinct()];
        }

        public async ValueTask DisposeAsync() => await context.DisposeAsync();
    }
}
