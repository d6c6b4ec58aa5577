using Microsoft.Playwright;
using Xunit;

namespace Journeys.Tests;

/// <summary>What "back", "forward" and "reload" of a real browser do while somebody files, without JavaScript.</summary>
public sealed class GoingBackTests(SharedEmbedded embedded, SharedBrowser chromium)
{
    private static readonly Dictionary<string, Given[]> Answers = new()
    {
        ["who"] = [new Given("affected", "self")],
        ["what"] = [new Given("what", "It told me to take two tablets.")],
        ["summary"] = [new Given("summary", "Wrong advice")],
    };

    [Fact]
    public async Task Back_ShowsThePageBefore_WithWhatWasTyped_AllTheWayAndForwardAgain()
    {
        await using var person = await PortalPerson.Enter(await chromium.Open(), embedded.Platform.BaseUrl, "en");
        var page = person.Page;
        var steps = new List<string>();
        await person.Begin("harbour", "full");
        for (var step = await person.Step(); step != "review"; step = await person.Step())
        {
            steps.Add(step);
            // An answer that does not fit lies on the way back like any other page.
            if (step == "what")
                await person.Continue(null);
            await person.Continue(null, Answers.GetValueOrDefault(step) ?? []);
        }
        foreach (var step in Enumerable.Reverse(steps))
        {
            await person.Leads(() => page.GoBackAsync(), null);
            if (step == "what")
            {
                Assert.Equal("It told me to take two tablets.", await page.InputValueAsync("[name='q.what']"));
                if (await page.Locator(".error-summary").CountAsync() == 0 && page.Url.Contains("as=checked", StringComparison.Ordinal))
                    await person.Leads(() => page.GoBackAsync(), null);
            }
            while (await person.Step() is var now && now != step)
                await person.Leads(() => page.GoBackAsync(), null);
        }
        Assert.True(await page.IsCheckedAsync("[name='q.affected'][value=self]"));
        while (await person.Step() != "review")
            await person.Leads(() => page.GoForwardAsync(), null);
        Assert.Contains("It told me to take two tablets.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await person.Go("send");
        var receipt = await person.Receipt();
        await person.Leads(() => page.ReloadAsync(), null);
        Assert.Equal(receipt, await person.Receipt());
        await person.Leads(() => page.GoBackAsync(), null);
        Assert.Equal(receipt, await person.Receipt());
        await page.FillAsync("[name=Typed]", receipt);
        await person.Press("main form .button");
        await person.Leads(() => page.GoBackAsync(), null);
        Assert.Equal(0, await page.Locator(".receipt-number").CountAsync());
        Assert.Equal(1, await page.Locator("main .notice a[href*='/portal/mailbox']").CountAsync());
    }

    [Fact]
    public async Task AfterTheQuickExit_BackShowsNothing()
    {
        await using var person = await PortalPerson.Enter(await chromium.Open(), embedded.Platform.BaseUrl, "ar");
        var page = person.Page;
        await person.Begin("harbour", "full");
        await person.Until("summary", "full", Answers);
        // The neutral page itself need not be there.
        var left = await page.RunAndWaitForResponseAsync(() => page.Locator(".quick-exit").ClickAsync(), answer => answer.Status == 303);
        Assert.Equal("https://www.wikipedia.org/", left.Headers["location"]);
        for (var i = 0; i < 100 && page.Url.StartsWith(embedded.Platform.BaseUrl, StringComparison.Ordinal); i++)
            await Task.Delay(100);
        Assert.DoesNotContain(embedded.Platform.BaseUrl, page.Url, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            await person.Leads(() => page.GoBackAsync(), null);
            Assert.DoesNotContain("two tablets", person.Html, StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("[name^='q.']").CountAsync());
        }
    }
}
