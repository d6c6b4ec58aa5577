using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Journeys.Tests;

/// <summary>
/// A browser with JavaScript on that notices what a page should not do. Each page is looked at twice as the server sent it: with its
/// policy, which also reports to us here, so that nothing was even tried; and without any policy, so that nothing would run where a
/// browser knows none. Text that runs springs the trap; text that loads asks a host that is nobody's.
/// </summary>
internal sealed class HostileWatch : IAsyncDisposable
{
    // What no page of ours has: elements that run or load, attributes that do, addresses that lead out.
    private const string Alive = """
        ([taken, host]) => {
          const found = [], name = e => e.outerHTML.slice(0, 200);
          const never = ['script', 'iframe', 'frame', 'object', 'embed', 'base', 'math', 'template', 'noscript',
            'audio', 'video', 'marquee', 'xmp', 'plaintext', 'listing', 'animate', 'set', 'foreignObject', 'image', 'img', 'x-y', 'canvas', 'applet'];
          for (const e of document.querySelectorAll('*')) {
            if ((never.includes(e.localName) && !e.matches('svg.chart foreignObject')) || (e.localName === 'style' && !taken) || e.shadowRoot) found.push(name(e));
            if (e.localName === 'meta' && e.httpEquiv && !(taken && e.httpEquiv === 'Content-Security-Policy')) found.push(name(e));
            if (e.localName === 'link' && !['stylesheet', 'icon', 'alternate', 'manifest'].includes(e.rel)) found.push(name(e));
            for (const a of e.attributes) {
              if (/^on/i.test(a.name) || ['style', 'srcdoc', 'background', 'ping', 'popover'].includes(a.name)) found.push(`${a.name} on ${name(e)}`);
              if (['href', 'xlink:href', 'src', 'action', 'formaction', 'data', 'poster', 'srcset'].includes(a.name)) {
                const to = new URL(a.value, document.baseURI);
                if (!['http:', 'https:', 'tel:', 'sms:', 'mailto:'].includes(to.protocol) || to.host.endsWith(host)) found.push(`${a.name}=${a.value}`);
              }
            }
          }
          return found;
        }
        """;

    private const string Words = "() => [document.title, document.documentElement.textContent, ...[...document.querySelectorAll('input, textarea')].map(e => e.value)].join('\\n')";

    private readonly string address;
    private readonly string reportTo;
    private readonly ConcurrentQueue<string> noticed = new();
    private IBrowserContext strict = null!;
    private IBrowserContext bare = null!;
    private (IPage Strict, IPage Bare) pages;
    private (string Html, string Policy) shown = ("", "");

    // Of the page's own origin: a browser asks before it lets a page that no server sent speak to another one of this machine.
    private HostileWatch(string address) => (this.address, reportTo) = (address, address + "/reports-of-the-policy");

    /// <summary>What was noticed since this was asked before.</summary>
    public IReadOnlyList<string> Noticed()
    {
        var all = new List<string>();
        while (noticed.TryDequeue(out var one))
            all.Add(one);
        return all;
    }

    public static async Task<HostileWatch> Open(IBrowser browser, string address)
    {
        var watch = new HostileWatch(address);
        (watch.strict, watch.bare) = (await watch.Context(browser, false), await watch.Context(browser, true));
        watch.pages = (await watch.strict.NewPageAsync(), await watch.bare.NewPageAsync());
        return watch;
    }

    /// <summary>Shows a page in both ways; what one reads on it, and everything wrong with it.</summary>
    /// <param name="path">Where it was found.</param>
    /// <param name="html">As the server sent it.</param>
    /// <param name="policy">Its policy; null for a page that somebody took along, which holds its own.</param>
    public async Task<(string Text, IReadOnlyList<string> Faults)> Look(string path, string html, string? policy)
    {
        shown = (html, policy ?? "");
        var (withPolicy, without) = (See(pages.Strict, path, policy is null), See(pages.Bare, path, policy is null));
        var (text, faults) = await withPolicy;
        return (text, [.. faults.Concat((await without).Faults).Concat(Noticed()).Distinct()]);
    }

    private async Task<(string Text, string[] Faults)> See(IPage page, string path, bool taken)
    {
        try
        {
            await page.GotoAsync(address + path, new() { WaitUntil = WaitUntilState.Load });
            // What had begun by then ends within a turn of the page's own work.
            await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 0))");
            return (await page.EvaluateAsync<string>(Words), await page.EvaluateAsync<string[]>(Alive, new object[] { taken, HostileText.Host }));
        }
        catch (PlaywrightException left)
        {
            return ("", [$"the page did not stay: {left.Message}"]);
        }
    }

    private async Task<IBrowserContext> Context(IBrowser browser, bool withoutPolicy)
    {
        var context = await browser.NewContextAsync(new() { BypassCSP = withoutPolicy, ViewportSize = new() { Width = 1280, Height = 900 } });
        var way = withoutPolicy ? "without policy" : "with policy";
        await context.ExposeFunctionAsync("__xss", (string line) => noticed.Enqueue($"{way}: line {line} ran"));
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error(`violates ${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`))");
        context.Console += (_, said) =>
        {
            if (said.Text.StartsWith("violates ", StringComparison.Ordinal))
                noticed.Enqueue($"{way}: {said.Text}");
        };
        context.Dialog += async (_, dialog) =>
        {
            noticed.Enqueue($"{way}: a dialog says {dialog.Message}");
            await dialog.DismissAsync();
        };
        context.Page += (_, page) => page.Popup += (_, _) => noticed.Enqueue($"{way}: another window was opened");
        await context.RouteAsync("**/*", route => Answer(route, withoutPolicy));
        return context;
    }

    private Task Answer(IRoute route, bool withoutPolicy)
    {
        var request = route.Request;
        if (request.Url == reportTo)
        {
            noticed.Enqueue($"report: {request.PostData}");
            return route.FulfillAsync(new() { Status = 204 });
        }
        if (!request.Url.StartsWith(address, StringComparison.Ordinal))
        {
            noticed.Enqueue($"{(withoutPolicy ? "without" : "with")} policy: asked for {request.Url}");
            return route.AbortAsync();
        }
        if (request.ResourceType != "document")
            return route.ContinueAsync();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!withoutPolicy && shown.Policy.Length > 0)
            headers["content-security-policy"] = $"{shown.Policy}; report-uri {reportTo}";
        return route.FulfillAsync(new() { Body = shown.Html, ContentType = "text/html; charset=utf-8", Headers = headers });
    }

    public async ValueTask DisposeAsync()
    {
        await strict.DisposeAsync();
        await bare.DisposeAsync();
    }
}
