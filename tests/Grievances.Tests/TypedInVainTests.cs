using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ServiceTests;
using Testing;

namespace Grievances.Tests;

/// <summary>What somebody types into a form of a mailbox is not lost where the mailbox was closed meanwhile, whichever form it is.</summary>
public sealed partial class TypedInVainTests(GrievancesServer server)
{
    // What is no text for the organisation: a receipt, and what can only be read.
    private static readonly string[] NoText = ["Receipt", "Typed", "Ended"];

    [Fact]
    public async Task WhateverWasTyped_InAnyFormOfAClosedMailbox_IsShown_AndGivenBackWithTheReceipt()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = server.Anybody();
        var fields = Directory.GetFiles(Path.Combine(Repository.Root, "services/Grievances/Grievances/Areas/Grievances/Pages/Portal"), "*Mailbox*.cshtml").SelectMany(page => Fields(File.ReadAllText(page))).Distinct().ToList();
        Assert.True(fields.Count >= 15, string.Join('\n', fields));
        foreach (var (action, name) in fields)
        {
            var typed = $"Typed as {name} of {action}";
            var kept = await Sent(browser, action, name, typed);
            Assert.Equal((action, name, typed), (action, name, kept.QuerySelector("#open textarea[name=Text]")?.TextContent.Trim()));
            Assert.Contains("Nothing was sent.", kept.QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
        }
        var given = await Opened(browser, receipt, "They laughed at me.");
        Assert.Equal("They laughed at me.", given.QuerySelector("#write textarea[name=Text]")!.TextContent.Trim());
        Assert.Contains("was not sent", given.QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatSeveralFieldsHeld_IsKeptTogether_AlsoWhereTheReceiptWasChangedMeanwhile()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var browser = server.Anybody();
        using (var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt)])))
            browser.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        var form = (IHtmlFormElement)(await browser.Page("/portal/mailbox/meetings")).QuerySelector("#ask")!;
        var bound = form.QuerySelector("input[name=BoundTo]")!.GetAttribute("value")!;
        using (var person = await server.Mailbox(receipt))
            await GrievancesServer.Post(person, "/mailbox/receipt", new { });
        var sent = new[] { KeyValuePair.Create("BoundTo", bound), KeyValuePair.Create("Meeting.Way", "phone"), KeyValuePair.Create("Meeting.Time1", "2027-03-01T10:00"), KeyValuePair.Create("Meeting.Where", "At the library"), KeyValuePair.Create("Meeting.Words", "I bring my sister.") };
        using var gone = await browser.PostAsync("/portal/mailbox/meetings", new FormUrlEncodedContent(sent));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, gone.StatusCode);
        using var kept = await browser.PostAsync(gone.Headers.Location, new FormUrlEncodedContent(sent));
        var page = await new HtmlParser().ParseDocumentAsync(await kept.Content.ReadAsStringAsync());
        Assert.Equal("2027-03-01T10:00\n\nAt the library\n\nI bring my sister.", page.QuerySelector("#open textarea[name=Text]")!.TextContent.Trim().ReplaceLineEndings("\n"));
    }

    private static async Task<IHtmlDocument> Sent(HttpClient browser, string action, string name, string typed)
    {
        var fields = new[] { KeyValuePair.Create("BoundTo", "of-before"), KeyValuePair.Create("Key", Guid.NewGuid().ToString()), KeyValuePair.Create(name, typed) };
        using var answer = await browser.PostAsync(action, new FormUrlEncodedContent(fields));
        if (answer.StatusCode != HttpStatusCode.TemporaryRedirect)
            return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        using var kept = await browser.PostAsync(answer.Headers.Location, new FormUrlEncodedContent(fields));
        return await new HtmlParser().ParseDocumentAsync(await kept.Content.ReadAsStringAsync());
    }

    private static async Task<IHtmlDocument> Opened(HttpClient browser, string receipt, string typed)
    {
        using var opened = await browser.PostAsync("/portal/mailbox?handler=Open", new FormUrlEncodedContent([KeyValuePair.Create("Receipt", receipt), KeyValuePair.Create("Text", typed)]));
        return await new HtmlParser().ParseDocumentAsync(await opened.Content.ReadAsStringAsync());
    }

    // Every field of a page's forms in which somebody types, and where its form is sent.
    private static IEnumerable<(string Action, string Name)> Fields(string page)
    {
        foreach (var form in Form().Matches(page).Select(m => m.Value))
        {
            var action = Action().Match(form).Value;
            foreach (var field in Field().Matches(form).Select(m => m.Value).Where(field => !Chosen().IsMatch(field)))
            {
                var name = Name().Match(field);
                Assert.True(name.Success && action.Length > 0, $"Teach this test the name of {field} in {action}.");
                if (!NoText.Contains(name.Groups["name"].Value) && !action.EndsWith("handler=Open", StringComparison.Ordinal))
                    yield return (action, name.Groups["of"].Success ? $"{(name.Groups["of"].Value == "RemarkOf" ? "Remark" : name.Groups["name"].Value)}-{Guid.Empty:N}" : name.Groups["name"].Value);
            }
        }
    }

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"/portal/mailbox[\w/]*(\?handler=\w+)?")]
    private static partial Regex Action();

    [GeneratedRegex("<(heed-field|textarea|input) [^\n]*")]
    private static partial Regex Field();

    [GeneratedRegex("type=\"(select|hidden|file|radio|checkbox)\"")]
    private static partial Regex Chosen();

    [GeneratedRegex("(for=\"|name=\"|name=\"@\\w+\\.(?<of>FieldOf|RemarkOf)\\(\"?)(?<name>\\w[\\w.]*)")]
    private static partial Regex Name();
}
