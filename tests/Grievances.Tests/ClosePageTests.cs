using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The letter that ends a case is written on a page of its own, read as the person will read it, and only then sent; nothing typed is lost on the way.</summary>
public sealed class ClosePageTests(GrievancesServer server)
{
    private static readonly (string, string)[] Arabic =
        [("Outcome", "Unsubstantiated"), ("Letter.Language", "ar"), ("Letter.WhatWentWrong", "نظرنا في الأمر.\r\nولم نجد شيئًا."), ("Letter.WhoWasResponsible", "المؤسسة هي المسؤولة."), ("Letter.HowItIsFixed", "لا شيء يحتاج إلى إصلاح.")];

    [Fact]
    public async Task TheLetter_IsReadAsThePersonWill_GoesBackWhole_AndIsSentOnlyThen()
    {
        var (tenant, id, handler) = await Filed("ar");
        using var _ = handler;
        await server.Link(tenant, id);
        var page = Page(id);
        var read = await Read(handler.Submit(page, Form("Preview"), Arabic));
        var letter = read.QuerySelector("#letter")!;
        Assert.Equal(("ar", "rtl"), (letter.GetAttribute("lang"), letter.GetAttribute("dir")));
        var arabic = System.Globalization.CultureInfo.GetCultureInfo("ar");
        foreach (var words in new[] { "ولم نجد شيئًا.", "المؤسسة هي المسؤولة.", PortalText.Words.Get("box.outcome.unsubstantiated", arabic), Grievances.Features.Remedy.RemedyText.In("letter.how", "ar") })
            Assert.Contains(words, letter.TextContent, StringComparison.Ordinal);
        Assert.Equal((CaseState.Received, 0), await server.Read(tenant, async db => ((await db.Grievances.SingleAsync()).State, await db.Decisions.CountAsync())));

        var back = read.QuerySelectorAll("button[formaction]").Single(b => b.TextContent == "Back to the letter");
        var written = await Read(Sent(handler, Form("Close")(read), back.GetAttribute("formaction")!));
        foreach (var (name, value) in Arabic)
            Assert.Equal(value.Replace("\r\n", "\n", StringComparison.Ordinal), Value(written, name));
        using var closed = await Sent(handler, Form("Close")(read));
        Assert.Equal($"/console/grievances/{id}?done=closed", closed.Headers.Location?.ToString());
        Assert.Equal(CaseOutcome.Unsubstantiated, await server.Read(tenant, db => db.Grievances.Select(g => g.Outcome).SingleAsync()));
    }

    [Fact]
    public async Task NoFormOfTheCasePage_HoldsTheLetter_AndThePageSaysWhatIsStillMissing()
    {
        var (tenant, id, handler) = await Filed();
        using var _ = handler;
        var kase = await handler.Page($"/console/grievances/{id}");
        Assert.Empty(kase.QuerySelectorAll("[name^='Letter.']"));
        var missing = kase.QuerySelectorAll("h2").Single(h => h.TextContent == "Close the case").NextElementSibling!.NextElementSibling!;
        foreach (var words in new[] { "Link the impact it shows", "Set the severity band", "Plan and offer a remedy", "The letter to the person" })
            Assert.Contains(words, missing.TextContent, StringComparison.Ordinal);
        Assert.Contains($"/console/grievances/{id}/close", missing.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        await server.Link(tenant, id);
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/not-owed", new { reason = "Nothing happened." });
        Assert.Equal(["The letter to the person"], (await handler.Page($"/console/grievances/{id}")).QuerySelectorAll("h2").Single(h => h.TextContent == "Close the case").NextElementSibling!.NextElementSibling!.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.InRange(await server.Statements(handler, new HttpRequestMessage(HttpMethod.Get, Page(id))), 1, 8);
    }

    [Fact]
    public async Task WhatIsMissing_IsNamedPartByPart_WhatStandsInTheWay_IsSaidBeforeTheLetterIsRead_AndTheTextStays()
    {
        var (tenant, id, handler) = await Filed();
        using var _ = handler;
        var bare = await Read(handler.Submit(Page(id), Form("Preview"), ("Outcome", "Unsubstantiated"), ("Letter.Language", "en")), HttpStatusCode.Conflict);
        var said = bare.QuerySelectorAll(".error-summary a").Select(a => a.TextContent).ToList();
        Assert.Equal(["What went wrong:", "Who was responsible:", "How it is fixed:"], said.Select(words => words[..(words.IndexOf(':', StringComparison.Ordinal) + 1)]));
        (string, string)[] whole = [("Outcome", "Unsubstantiated"), ("Letter.Language", "en"), ("Letter.WhatWentWrong", "We looked at it."), ("Letter.WhoWasResponsible", "Nobody was to blame."), ("Letter.HowItIsFixed", "Nothing has to be.")];
        var unlinked = await Read(handler.Submit(Page(id), Form("Preview"), whole), HttpStatusCode.Conflict);
        Assert.Null(unlinked.QuerySelector("#letter"));
        Assert.Equal("We looked at it.", Value(unlinked, "Letter.WhatWentWrong"));
        var french = await Read(handler.Submit(Page(id), Form("Preview"), [.. whole[..3], ("Letter.WhoWasResponsible", "Nous avons cherché qui était responsable de ce qui vous est arrivé, et nous n’avons trouvé personne dans notre organisation."), whole[4]]), HttpStatusCode.BadRequest);
        Assert.Contains("Who was responsible: This text is written in another language", french.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(CaseState.Received, await server.Read(tenant, db => db.Grievances.Select(g => g.State).SingleAsync()));
    }

    [Fact]
    public async Task ATemplatesWords_StandBesideWhatWasTyped_InTheLetterAndInTheReasons()
    {
        var (tenant, id, handler) = await Filed();
        using var _ = handler;
        using var lead = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        var none = await handler.Page("/console/grievances/templates");
        Assert.Contains("The human-rights lead adds them", none.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var ids = new Dictionary<string, string>();
        foreach (var kind in new[] { "outcome", "inadmissible", "message" })
            ids[kind] = (await GrievancesServer.Post(lead, "/templates", new { kind, language = "en", title = kind, text = $"Words for {kind}, {{organisation}}." })).GetProperty("id").GetString()!;
        var page = await handler.Page(Page(id));
        Assert.Equal([ids["outcome"]], page.QuerySelectorAll("select[name=Template] option").Select(o => o.GetAttribute("value")!));
        var button = page.QuerySelectorAll("button[formaction]").Single();
        var put = await Read(Sent(handler, Form("Preview")(page), button.GetAttribute("formaction")!, ("Letter.WhatWentWrong", "Typed."), ("Letter.HowItIsFixed", "Typed too."), ("Template", ids["outcome"]), ("Into", "HowItIsFixed")));
        Assert.Equal(("Typed.", "Typed too.\n\nWords for outcome, Harbour Hospitals."), (Value(put, "Letter.WhatWentWrong"), Value(put, "Letter.HowItIsFixed")));

        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        var kase = await handler.Page($"/console/grievances/{id}");
        Assert.Equal(["", ids["inadmissible"]], kase.QuerySelectorAll("select[name=ReasonTemplate] option").Select(o => o.GetAttribute("value")!));
        var reasons = await Read(Sent(handler, Form("Admissibility")(kase), Form("Admissibility")(kase).QuerySelector("button[formaction]")!.GetAttribute("formaction")!, ("Admissible", "NotAboutAi"), ("AdmissibilityText", "Typed."), ("ReasonTemplate", ids["inadmissible"])));
        Assert.Equal(("NotAboutAi", "Typed.\n\nWords for inadmissible, Harbour Hospitals."), (((IHtmlSelectElement)reasons.QuerySelector("#Admissible")!).Value, Value(reasons, "AdmissibilityText")));
        Assert.Contains($"/console/grievances/{id}#answer", (await handler.Page($"/console/grievances/{id}/talk")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }

    [Theory, InlineData("We look into it."), InlineData(null)]
    public async Task WhetherItWasTakenUp_StaysReadable_OnceTheCaseHasMovedOn_AndIsClosed(string? text)
    {
        var (tenant, id, handler) = await Filed();
        using var _ = handler;
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{id}/admissibility", new { admissible = true, text });
        await GrievancesServer.Post(handler, $"/cases/{id}/attributions", new { lines = new[] { new { party = "developer", involvement = "directly_linked", name = "Model Works", evidence = "The log" } } });
        await Shown(CaseState.Assessed);
        await server.Close(tenant, handler, id);
        await Shown(CaseState.Closed);

        async Task Shown(CaseState state)
        {
            Assert.Equal(state, await server.Read(tenant, db => db.Grievances.Select(g => g.State).SingleAsync()));
            var main = (await handler.Page($"/console/grievances/{id}")).QuerySelector("main")!;
            Assert.Null(main.QuerySelector("form[action*='handler=Admissibility']"));
            Assert.Contains("It was taken up.", main.TextContent, StringComparison.Ordinal);
            Assert.Contains(text ?? "", main.TextContent, StringComparison.Ordinal);
        }
    }

    private async Task<(TestTenant Tenant, Guid Id, HttpClient Handler)> Filed(string language = "en")
    {
        var tenant = await server.Provisioned();
        await server.File(tenant, new { language, summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
        return (tenant, await server.CaseOf(tenant), server.Handler(tenant));
    }

    private static string Page(Guid id) => $"/console/grievances/{id}/close";

    private static Func<IHtmlDocument, IHtmlFormElement> Form(string handler) => page => (IHtmlFormElement)page.QuerySelector($"form[action*='handler={handler}']")!;

    private static string? Value(IHtmlDocument page, string name) => page.QuerySelector($"[name='{name}']") switch
    {
        IHtmlSelectElement select => select.Value,
        IHtmlInputElement input => input.Value,
        var area => area?.TextContent.TrimStart('\n'),
    };

    private static Task<HttpResponseMessage> Sent(HttpClient client, IHtmlFormElement form, string? where = null, params (string Name, string Value)[] more)
    {
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in more)
            fields[name] = value;
        return client.PostAsync((where ?? form.GetAttribute("action")!).Split('#')[0], new FormUrlEncodedContent(fields));
    }

    private static async Task<IHtmlDocument> Read(Task<HttpResponseMessage> sent, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return await new HtmlParser().ParseDocumentAsync(text);
    }
}
