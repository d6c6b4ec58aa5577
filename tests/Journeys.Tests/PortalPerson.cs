using Microsoft.Playwright;
using Xunit;

namespace Journeys.Tests;

/// <summary>An answer to one question: what is picked or typed, by the end of the field's name (<c>when.year</c>).</summary>
internal sealed record Given(string Question, params string[] Values);

/// <summary>A person at a real browser without JavaScript: opens pages, answers, presses Enter or a button.</summary>
internal sealed class PortalPerson : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly string baseUrl;
    private IResponse? document;

    private PortalPerson(IBrowserContext context, IPage page, string baseUrl, string language)
    {
        (this.context, Page, this.baseUrl, Language) = (context, page, baseUrl, language);
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest && response.Frame == page.MainFrame)
                document = response;
        };
    }

    public IPage Page { get; }
    public string Language { get; }

    /// <summary>The page as the server sent it.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The answer it came with.</summary>
    public IResponse Answer => document!;

    /// <summary>Looks at each page that was given a name.</summary>
    public Func<string, Task> Look { get; init; } = _ => Task.CompletedTask;

    public static async Task<PortalPerson> Enter(IBrowser browser, string baseUrl, string language, int width = 320, Func<PortalPerson, string, Task>? look = null)
    {
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(15_000);
        PortalPerson person = null!;
        person = new(context, await context.NewPageAsync(), baseUrl, language) { Look = name => look?.Invoke(person, name) ?? Task.CompletedTask };
        return person;
    }

    /// <summary>Opens an address in the person's language.</summary>
    public Task Open(string address, string? name = null) =>
        Leads(() => Page.GotoAsync($"{baseUrl}{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={Language}"), name);

    /// <summary>Presses a button or a link that leads to another page.</summary>
    public Task Press(string selector, string? name = null) => Leads(() => Page.Locator(selector).First.ClickAsync(), name);

    /// <summary>Presses the button of the wizard that says where to go.</summary>
    public Task Go(string where, string? name = null) => Press($"main .button[name=Go][value='{where}'], main .link-button[name=Go][value='{where}']", name);

    /// <summary>Chooses a way on the first page of a filing.</summary>
    public async Task Begin(string slug, string way, string? name = null)
    {
        await Open($"/portal/{slug}/file");
        await Press($"button[name=Way][value={way}]", name);
    }

    /// <summary>Answers the questions of the page.</summary>
    public async Task Fill(params Given[] answers)
    {
        foreach (var answer in answers)
        {
            var fields = Page.Locator($"[name='q.{answer.Question}']");
            var first = fields.First;
            var kind = await first.GetAttributeAsync("type");
            foreach (var value in answer.Values)
                if (kind is "radio" or "checkbox")
                    await Page.Locator($"[name='q.{answer.Question}'][value='{value}']").CheckAsync();
                else if (await first.EvaluateAsync<string>("e => e.localName") == "select")
                    await first.SelectOptionAsync(value);
                else
                    await first.FillAsync(value);
        }
    }

    /// <summary>Answers, and goes on by Enter where the page has a field that sends a form by it, by the button otherwise.</summary>
    public async Task Continue(string? name, params Given[] answers)
    {
        await Fill(answers);
        var field = Page.Locator("main form#file input:is([type=text], [type=radio], [type=checkbox])");
        if (await field.CountAsync() == 0)
            await Go("next", name);
        else
        {
            await field.First.FocusAsync();
            await Leads(() => Page.Keyboard.PressAsync("Enter"), name);
        }
    }

    /// <summary>Where in the filing the page is.</summary>
    public async Task<string> Step() => await Page.Locator("input[type=hidden][name=Step]").First.GetAttributeAsync("value") ?? "";

    /// <summary>Goes on page by page; each gets its name.</summary>
    public async Task Until(string step, string way, IReadOnlyDictionary<string, Given[]> answers)
    {
        for (var before = await Step(); before != step; before = await Step())
        {
            await Continue(null, answers.GetValueOrDefault(before) ?? []);
            var now = await Step();
            Assert.True(now != before, $"{way}: {before} does not let go:\n{await Page.Locator("main").InnerTextAsync()}");
            await Look($"{way}: {now}");
        }
    }

    /// <summary>The digits on the receipt card.</summary>
    public async Task<string> Receipt() => string.Concat((await Page.Locator(".receipt-number").First.InnerTextAsync()).Where(char.IsAsciiDigit));

    /// <summary>Opens the mailbox of a receipt.</summary>
    public async Task Mailbox(string receipt, string? name = null)
    {
        await Open("/portal/mailbox");
        await Page.FillAsync("[name=Receipt]", receipt);
        await Leads(() => Page.PressAsync("[name=Receipt]", "Enter"), name);
    }

    /// <summary>Does something that leads to another page, and waits until that is there.</summary>
    public async Task Leads(Func<Task> act, string? name)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Done(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += Done;
        try
        {
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            Page.Load -= Done;
        }
        Html = await document!.TextAsync();
        if (name is not null)
            await Look(name);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
