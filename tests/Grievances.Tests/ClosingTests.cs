using System.Net;
using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Closing needs the letter in the person's language, the link to the impact and the state of the remedy; nobody is asked for a right in return.</summary>
public sealed class ClosingTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task WithoutLetter_LinkOrRemedy_NothingCloses()
    {
        var (tenant, handler, id, _) = await Case("en");
        using var _h = handler;
        var full = GrievancesServer.Letter("We are sorry.");
        await Refused(handler, id, new { outcome = "substantiated" }, HttpStatusCode.Conflict, "grievances.letter_missing", "/letter/language", "/letter/whatWentWrong", "/letter/whoWasResponsible", "/letter/howItIsFixed");
        await Refused(handler, id, new { outcome = "substantiated", letter = new { language = "en", whatWentWrong = "We are sorry.", howItIsFixed = " \u200b " } }, HttpStatusCode.Conflict, "grievances.letter_missing", "/letter/whoWasResponsible", "/letter/howItIsFixed");
        foreach (var outcome in new[] { "substantiated", "partly", "unsubstantiated" })
            await Refused(handler, id, new { outcome, letter = full }, HttpStatusCode.Conflict, "grievances.link_missing");
        await Refused(handler, id, new { outcome = "inadmissible", letter = full }, HttpStatusCode.Conflict, "grievances.not_inadmissible");

        // A link alone is enough where the person was not right; where they were, it has to be rated too.
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ImpactId, Guid.NewGuid())));
        await Refused(handler, id, new { outcome = "partly", letter = full }, HttpStatusCode.Conflict, "grievances.link_missing");
        await server.Link(tenant, id);
        foreach (var state in new[] { RemedyState.None, RemedyState.Planned, RemedyState.Offered, RemedyState.Countered })
        {
            await server.Work(tenant, db => db.Grievances.Where(g => g.Id == id).ExecuteUpdateAsync(g => g.SetProperty(x => x.Remedy, state)));
            await Refused(handler, id, new { outcome = "substantiated", letter = full }, HttpStatusCode.Conflict, "grievances.remedy_open");
        }
        Assert.Equal("received", (await handler.Get($"{Api}/cases/{id}")).GetProperty("case").GetProperty("state").GetString());
        Assert.False(await server.Read(tenant, db => db.Decisions.AnyAsync(d => d.CaseId == id)));
    }

    [Fact]
    public async Task WhatWasNotTakenUp_EndsWithNoFinding_AndNothingIsOfferedInIt_UntilItIsTakenUp()
    {
        var (tenant, handler, id, _) = await Case("en");
        using var _h = handler;
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{id}/admissibility", new { admissible = false, reason = "not_about_ai", text = "No system wrote it." });
        await server.Link(tenant, id);
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        await Refused(handler, id, "remedy/offers", new { }, HttpStatusCode.Conflict, "grievances.not_taken_up");
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/not-owed", new { reason = "It is not about us." });
        foreach (var outcome in new[] { "substantiated", "partly", "unsubstantiated" })
            await Refused(handler, id, new { outcome, letter = GrievancesServer.Letter() }, HttpStatusCode.Conflict, "grievances.not_taken_up");
        await GrievancesServer.Post(handler, $"/cases/{id}/admissibility", new { admissible = true });
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter() });
    }

    [Fact]
    public async Task TheLetter_IsInTheLanguageOfTheCase_WhateverTheRegion()
    {
        var (tenant, handler, id, person) = await Case("pt-BR");
        using var _h = handler;
        using var _p = person;
        await server.Link(tenant, id);
        await Refused(handler, id, new { outcome = "unsubstantiated", letter = GrievancesServer.Letter(language: "en") }, HttpStatusCode.Conflict, "grievances.letter_language", "/letter/language");
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter("Lamentamos muito.", "pt") });
        var letter = (await person.Get($"{Api}/mailbox")).GetProperty("letter");
        // The product has no words of its own in Portuguese.
        Assert.Equal(("pt", "Lamentamos muito.", RemedyText.In("letter.appeal_words", "en")), (letter.GetProperty("language").GetString(), letter.GetProperty("whatWentWrong").GetString(), letter.GetProperty("howToAppeal").GetString()));
    }

    [Theory]
    [InlineData("en", "In return you waive all claims against us.")]
    [InlineData("fr", "En contrepartie, vous renoncez à tout recours contre nous.")]
    [InlineData("es", "A cambio, usted renuncia a cualquier reclamación contra nosotros.")]
    [InlineData("ar", "وبذلك تتنازل عن جميع مطالباتك ضدنا.")]
    [InlineData("ru", "Взамен вы отказываетесь от всех претензий к нам.")]
    [InlineData("zh", "作为交换，您放弃一切索赔权利。")]
    public async Task AWaiverClause_IsRefused_InEachLanguageAndPart_WithoutTheText(string language, string clause)
    {
        var (tenant, handler, id, _) = await Case(language);
        using var _h = handler;
        await server.Link(tenant, id);
        var words = GrievancesServer.LetterWords[language];
        foreach (var part in new[] { "whatWentWrong", "whoWasResponsible", "howItIsFixed", "howToAppeal" })
        {
            var letter = new Dictionary<string, string> { ["language"] = language, ["whatWentWrong"] = words.What, ["whoWasResponsible"] = words.Who, ["howItIsFixed"] = words.How, ["howToAppeal"] = words.What, [part] = clause };
            using var answer = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "unsubstantiated", letter });
            Assert.Equal("grievances.waiver_clause", await answer.Problem(HttpStatusCode.BadRequest));
            var body = await answer.Json();
            Assert.Equal("/letter/" + part, Assert.Single(body.GetProperty("errors").EnumerateObject()).Name);
            Assert.DoesNotContain(clause, body.GetRawText(), StringComparison.Ordinal);
        }
        await Refused(handler, id, "remedy/not-owed", new { reason = clause }, HttpStatusCode.BadRequest, "grievances.waiver_clause", "/reason");
        await Refused(handler, id, "remedy/measures", new { measure = "compensation", text = clause, ownerRole = "case-handler", dueOn = "2033-01-01" }, HttpStatusCode.BadRequest, "grievances.waiver_clause", "/text");
        await Refused(handler, id, "remedy/offers", new { words = clause }, HttpStatusCode.BadRequest, "grievances.waiver_clause", "/words");
    }

    [Theory]
    [InlineData("en", "This decision is final. There is no appeal.")]
    [InlineData("fr", "Aucun recours n'est possible contre cette décision.")]
    [InlineData("es", "Esta decisión no se puede recurrir.")]
    [InlineData("ar", "لا يمكن الاستئناف.")]
    [InlineData("ru", "Решение обжалованию не подлежит.")]
    [InlineData("zh", "本决定不可上诉。")]
    public async Task ThatThereIsNoAppeal_IsNotTold(string language, string denial)
    {
        var (tenant, handler, id, _) = await Case(language);
        using var _h = handler;
        await server.Link(tenant, id);
        var (what, who, how) = GrievancesServer.LetterWords[language];
        var letter = new { language, whatWentWrong = what, whoWasResponsible = who, howItIsFixed = how, howToAppeal = denial };
        await Refused(handler, id, new { outcome = "unsubstantiated", letter }, HttpStatusCode.BadRequest, "grievances.denies_appeal", "/letter/howToAppeal");
        await Refused(handler, id, "admissibility", new { admissible = false, reason = "not_about_ai", text = denial }, HttpStatusCode.BadRequest, "grievances.denies_appeal", "/text");
        await Refused(handler, id, "messages", new { text = denial }, HttpStatusCode.BadRequest, "grievances.denies_appeal", "/text");
    }

    [Fact]
    public async Task ATextInAnotherLanguageThanThePersons_IsRefused_WhateverItsTagSays()
    {
        var (tenant, handler, id, _) = await Case("fr");
        using var _h = handler;
        await server.Link(tenant, id);
        const string English = "We read the log of the chat. The answer you were given was wrong, and you lost three weeks because of it.";
        const string French = "Nous avons lu la conversation. La réponse que vous avez reçue était fausse : “You should not take the medicine.” Nous le regrettons.";
        const string Code = "grievances.letter_in_other_language";
        await Refused(handler, id, new { outcome = "unsubstantiated", letter = new { language = "fr", whatWentWrong = English, whoWasResponsible = "La clinique.", howItIsFixed = French, howToAppeal = English } },
            HttpStatusCode.BadRequest, Code, "/letter/whatWentWrong", "/letter/howToAppeal");
        await Refused(handler, id, "admissibility", new { admissible = false, reason = "not_about_ai", text = English }, HttpStatusCode.BadRequest, Code, "/text");
        await Refused(handler, id, "remedy/offers", new { words = English }, HttpStatusCode.BadRequest, Code, "/words");
        await Refused(handler, id, "remedy/measures", new { measure = "compensation", text = English, ownerRole = "case-handler", dueOn = "2033-01-01" }, HttpStatusCode.BadRequest, Code, "/text");
        // No tag makes up for a language that the person doesn't read; a letter in theirs that quotes another goes out.
        await Refused(handler, id, "remedy/measures", new { measure = "apology", text = English, language = "en", ownerRole = "case-handler", signatory = "chief executive" }, HttpStatusCode.BadRequest, "grievances.measure_language", "/language");
        await Refused(handler, id, "remedy/measures", new { measure = "compensation", text = English, language = "fr-CA", ownerRole = "case-handler", dueOn = "2033-01-01" }, HttpStatusCode.BadRequest, Code, "/text");
        await Refused(handler, id, "remedy/not-owed", new { reason = English }, HttpStatusCode.BadRequest, Code, "/reason");
        await Refused(handler, id, "extension", new { until = DateTimeOffset.UtcNow.AddMonths(4), reason = English }, HttpStatusCode.BadRequest, Code, "/reason");
        await Refused(handler, id, "referrals", new { organisation = "north-clinic", text = "Part of it", why = English }, HttpStatusCode.BadRequest, Code, "/why");
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter(French, "fr") });
    }

    [Theory]
    [InlineData("ar", "We found nothing wrong with the chatbot.", "Nobody was responsible.", "Nothing is done.", "Write to us again.", 4)]
    [InlineData("ar", "Мы ничего не нашли.", "Никто не отвечает.", "Ничего не делается.", null, 3)]
    [InlineData("ar", "我们没有发现问题。", "没有人负责。", "不需要做什么。", null, 3)]
    [InlineData("en", "Мы ничего не нашли.", "Никто не отвечает.", "Ничего не делается.", null, 3)]
    [InlineData("en", "لم نجد أي خطأ.", "لا أحد مسؤول عن ذلك.", "لا شيء يُفعل هنا.", null, 3)]
    [InlineData("en", "Wir haben nichts gefunden.", "Niemand war verantwortlich.", "Es ist nichts zu tun.", null, 2)]
    public async Task AShortLetterInAnotherLanguage_IsRefusedPartByPart(string language, string what, string who, string how, string? appeal, int parts)
    {
        var (tenant, handler, id, _) = await Case(language);
        using var _h = handler;
        await server.Link(tenant, id);
        using var answer = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "unsubstantiated", letter = new { language, whatWentWrong = what, whoWasResponsible = who, howItIsFixed = how, howToAppeal = appeal } });
        Assert.Equal("grievances.letter_in_other_language", await answer.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(parts, (await answer.Json()).GetProperty("errors").EnumerateObject().Count());
        await Refused(handler, id, "admissibility", new { admissible = false, reason = "not_about_ai", text = what }, HttpStatusCode.BadRequest, "grievances.letter_in_other_language", "/text");
    }

    [Fact]
    public async Task TheLetter_IsReadInItsParts_AndItsArrivalIsToldOnce_ByThePersonAlone()
    {
        var (tenant, handler, id, person) = await Case("fr");
        using var _h = handler;
        using var _p = person;
        await server.Close(tenant, handler, id, letter: GrievancesServer.Letter("Nous n’avons rien trouvé.", "fr", "Il n’y a rien à réparer."));
        var remedy = await handler.Get($"{Api}/cases/{id}/remedy");
        Assert.Equal((JsonValueKind.Null, "not_owed", Features.Remedy.RemedyText.In("said.not_confirmed", "fr")), (remedy.GetProperty("letterReadAt").ValueKind, remedy.GetProperty("remedy").GetProperty("state").GetString(), remedy.GetProperty("remedy").GetProperty("notOwedReason").GetString()));
        Assert.Contains("Ce qui s’est mal passé\nNous n’avons rien trouvé.", (await handler.Get($"{Api}/cases/{id}")).GetProperty("closingLetter").GetString(), StringComparison.Ordinal);

        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        using (var adviser = (await server.TakeOver(added.GetProperty("receipt").GetString()!)).Client)
            Assert.Equal("Nous n’avons rien trouvé.", (await adviser.Get($"{Api}/mailbox")).GetProperty("letter").GetProperty("whatWentWrong").GetString());
        Assert.Empty(await Arrivals(tenant, id));
        await person.Get($"{Api}/mailbox");
        var shown = await person.Get($"{Api}/mailbox");
        Assert.Equal(RemedyText.In("letter.appeal_words", "fr"), shown.GetProperty("letter").GetProperty("howToAppeal").GetString());
        Assert.Equal(["complainant"], await Arrivals(tenant, id));
        Assert.NotEqual(JsonValueKind.Null, (await handler.Get($"{Api}/cases/{id}/remedy")).GetProperty("letterReadAt").ValueKind);
        var decision = await server.Read(tenant, db => db.Decisions.SingleAsync(d => d.CaseId == id));
        Assert.Equal((DecisionKind.Outcome, "unsubstantiated"), (decision.Kind, decision.Decided));
    }

    [Fact]
    public void ALetterOfAnEarlierVersion_IsStillReadWhole()
    {
        Assert.Equal(("", "We are sorry.\nIt was us."), Assert.Single(LetterView.Of("We are sorry.\nIt was us.").Parts()));
        Assert.Equal("We are sorry.", LetterView.Plain("We are sorry."));
        Assert.Null(LetterView.Plain(null));
    }

    [Fact]
    public async Task AnInadmissibleCase_ClosesAsThat_WithoutALink()
    {
        var (tenant, handler, id, person) = await Case("en");
        using var _h = handler;
        using var _p = person;
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        await GrievancesServer.Post(handler, $"/cases/{id}/admissibility", new { admissible = false, reason = "not_about_ai", text = "It is about a letter, and no system wrote it." });
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "inadmissible", letter = GrievancesServer.Letter() });
        Assert.Equal(("closed", "inadmissible", "none"), await State(person));
        Assert.Contains("appeal", (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
    }

    private Task<List<string>> Arrivals(TestTenant tenant, Guid id) => server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Subject == $"case:{id}" && l.Action == "grievances.letter_read").Select(l => l.Role).ToListAsync());

    private static async Task<(string?, string?, string?)> State(HttpClient person)
    {
        var box = await person.Get($"{Api}/mailbox");
        return (box.GetProperty("state").GetString(), box.GetProperty("outcome").GetString(), box.GetProperty("remedy").GetString());
    }

    private async Task<(TestTenant Tenant, HttpClient Handler, Guid Id, HttpClient Person)> Case(string language)
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language, summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
        return (tenant, server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle), await server.CaseOf(tenant), await server.Mailbox(filed.GetProperty("receipt").GetString()!));
    }

    private static Task Refused(HttpClient handler, Guid id, object body, HttpStatusCode status, string code, params string[] fields) => Refused(handler, id, "closure", body, status, code, fields);

    private static async Task Refused(HttpClient handler, Guid id, string path, object body, HttpStatusCode status, string code, params string[] fields)
    {
        using var answer = await handler.Post($"{Api}/cases/{id}/{path}", body);
        Assert.Equal(code, await answer.Problem(status));
        if (fields.Length > 0)
            Assert.Equal(fields.Order(), (await answer.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }
}
