using Microsoft.Playwright;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>
/// The pictures of <c>docs/walkthrough-filing.md</c>: one person files, comes back and looks after the case. Written to artifacts/screenshots
/// at both widths, and where HEED_WRITE_DOCS is 1 to the folder of the document, each at the width it is shown in.
/// </summary>
public sealed class WalkthroughTests(SharedEmbedded embedded, SharedBrowser chromium)
{
    private static readonly Dictionary<string, int> Shown = new()
    {
        ["01-start"] = 800, ["02-help"] = 320, ["03-ways"] = 800, ["04-question"] = 320, ["05-wrong"] = 320, ["06-file"] = 800, ["07-review"] = 320, ["08-receipt"] = 800, ["09-asked-back"] = 320,
        ["10-mailbox"] = 800, ["11-consents"] = 320, ["12-data"] = 800,
    };

    private static readonly Dictionary<string, (string What, string Summary, string System, string Message, string Answer, string Owner)> Words = new()
    {
        ["en"] = ("I asked the chatbot of the hospital whether I could take both tablets. It said yes. I was ill for two days.", "Wrong advice about my medicine", "The chat on the hospital’s website",
            "Is anybody looking at this?", "We are sorry that you waited. We are checking what the assistant told you.", "Patient on ward 3"),
        ["ar"] = ("سألت روبوت المحادثة في المستشفى إن كان بإمكاني تناول القرصين معًا فقال نعم. مرضتُ يومين.", "نصيحة خاطئة بشأن دوائي", "المحادثة في موقع المستشفى",
            "هل ينظر أحد في هذا؟", "نأسف لأنك انتظرت. نتحقق مما قاله لك المساعد.", "Patient on ward 3"),
    };

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task APerson_FilesComesBackAndLooksAfterTheCase_AndEveryStepHasItsPicture(string language)
    {
        var stage = await PortalPageTests.Stage(embedded.Platform);
        var words = Words[language];
        var taken = new List<string>();
        await using var person = await PortalPerson.Enter(await chromium.Open(), embedded.Platform.BaseUrl, language, 800, async (who, name) =>
        {
            taken.Add(name);
            await Picture(who.Page, name, language);
        });
        var page = person.Page;
        await person.Open("/?q=Brackwater", "01-start");
        await person.Open("/help?country=FR", "02-help");
        await person.Open($"/portal/{stage.Slug}/file", "03-ways");
        await person.Press("button[name=Way][value=full]", "04-question");
        await person.Continue("05-wrong");
        var answers = new Dictionary<string, Given[]>
        {
            ["who"] = [new Given("affected", "self")], ["system"] = [new Given("system", "none"), new Given("system_words", words.System)], ["what"] = [new Given("what", words.What)],
            ["summary"] = [new Given("summary", words.Summary)], ["when"] = [new Given("when.day", "14"), new Given("when.month", "03"), new Given("when.year", "2026"), new Given("ongoing", "no")],
            ["harm"] = [new Given("harm", "harm")], ["kind_harm"] = [new Given("kind_harm", "harm_04")], ["wants"] = [new Given("wants", "apology", "non_repetition")], ["consents"] = [new Given("consent_join_similar", "yes")],
        };
        await person.Until("files", language, answers);
        await page.SetInputFilesAsync("#file-input", new FilePayload { Name = "IMG_2041.jpg", MimeType = "image/jpeg", Buffer = Photograph.Of(words.Owner) });
        await person.Press("button[form=upload]", "06-file");
        Assert.Contains("54", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await person.Press(".button[value=stay]");
        await person.Until("review", language, answers);
        await person.Look("07-review");
        await person.Go("send", "08-receipt");
        var (reference, receipt) = (await page.Locator("main .number").First.InnerTextAsync(), await person.Receipt());
        await page.FillAsync("[name=Typed]", "1111 1111 1111 1111 1111");
        await person.Press("main form .button", "09-asked-back");
        await page.FillAsync("[name=Typed]", receipt);
        await person.Press("main form .button");

        await person.Mailbox(receipt);
        await page.FillAsync("[name=Text]", words.Message);
        await person.Press("form[action*=Write] .button");
        await stage.Miss(reference);
        var id = await stage.Case(reference);
        using (var opened = await stage.Handler.GetAsync($"/api/grievances/v1/cases/{id}"))
            opened.EnsureSuccessStatusCode();
        await stage.Handle(id, "acknowledgement", new { });
        await stage.Handle(id, "messages", new { text = words.Answer });
        await person.Open("/portal/mailbox", "10-mailbox");
        Assert.Contains(words.Answer, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await person.Open("/portal/mailbox/consents", "11-consents");
        await person.Open("/portal/mailbox/data", "12-data");
        Assert.Equal(Shown.Keys.Order(), taken.Where(Shown.ContainsKey).Order());
    }

    private static async Task Picture(IPage page, string name, string language)
    {
        if (!Shown.TryGetValue(name, out var width))
            return;
        foreach (var at in new[] { 800, 320 })
        {
            await page.SetViewportSizeAsync(at, at == 800 ? 900 : 700);
            // What is below is said by the words beside the picture.
            var high = Math.Min(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), at == 800 ? 1100 : 1000);
            var picture = await page.ScreenshotAsync(new() { FullPage = true, Clip = new() { X = 0, Y = 0, Width = at, Height = high }, Animations = ScreenshotAnimations.Disabled });
            await Write(Path.Combine("artifacts", "screenshots"), $"walkthrough-{name}-{language}-{at}.png", picture);
            if (at == width && Environment.GetEnvironmentVariable("HEED_WRITE_DOCS") == "1")
                await Write(Path.Combine("docs", "images", "filing"), $"{name}-{language}.png", picture);
        }
        await page.SetViewportSizeAsync(800, 900);
    }

    private static Task Write(string folder, string name, byte[] picture) =>
        File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, folder)).FullName, name), picture);
}
