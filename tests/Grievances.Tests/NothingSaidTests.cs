using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Staff tell people why and how in words: a dot, a dash or a sign that shows as a gap is no letter, no reason and no promise.</summary>
public sealed class NothingSaidTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    public static TheoryData<string> Nothing => [".", " … ", "— / —", "\u2800", "\u3164", "\u3164\u115F.\u1160\uFFA0", "\u200B!"];

    [Theory, MemberData(nameof(Nothing))]
    public async Task ATextThatSaysNothing_IsRefusedAtItsField(string nothing)
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        foreach (var (path, body, field) in new (string, object, string)[]
        {
            ("admissibility", new { admissible = false, reason = "not_about_ai", text = nothing }, "/text"),
            ("admissibility", new { admissible = true, text = nothing }, "/text"),
            ("extension", new { until = DateTimeOffset.UtcNow.AddMonths(4), reason = nothing }, "/reason"),
            ("remedy/not-owed", new { reason = nothing }, "/reason"),
            ("remedy/measures", new { measure = "apology", text = nothing, ownerRole = "case-handler", signatory = "chief executive" }, "/text"),
            ("remedy/measures", new { measure = "human_review", text = nothing, ownerRole = "case-handler", dueOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9) }, "/text"),
            ($"meetings/{Guid.NewGuid()}/minutes", new { text = nothing }, "/text"),
            ($"appeals/{Guid.NewGuid()}/decision", new { decision = "dismissed", letter = nothing }, "/letter"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/{path}", body);
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest, $"{path}: {(int)refused.StatusCode} {await refused.Content.ReadAsStringAsync()}");
            Assert.True((await refused.Json()).GetProperty("errors").TryGetProperty(field, out _), path);
        }
        await server.Link(tenant, id);
        foreach (var (letter, field) in new (object, string)[]
        {
            (new { language = "en", whatWentWrong = nothing, whoWasResponsible = "The night clinic.", howItIsFixed = "It is switched off." }, "/letter/whatWentWrong"),
            (new { language = "en", whatWentWrong = "It told you no.", whoWasResponsible = nothing, howItIsFixed = "It is switched off." }, "/letter/whoWasResponsible"),
            (new { language = "en", whatWentWrong = "It told you no.", whoWasResponsible = "The night clinic.", howItIsFixed = nothing }, "/letter/howItIsFixed"),
            (new { language = "en", whatWentWrong = "It told you no.", whoWasResponsible = "The night clinic.", howItIsFixed = "It is switched off.", howToAppeal = nothing }, "/letter/howToAppeal"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "unsubstantiated", letter });
            Assert.Equal("grievances.letter_missing", await refused.Problem(HttpStatusCode.Conflict));
            Assert.Equal([field], (await refused.Json()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
        Assert.Null(await server.Read(tenant, db => db.Grievances.Select(g => g.ClosingLetter).SingleAsync()));
    }

    [Theory, InlineData("en", "x"), InlineData("en", "n/a"), InlineData("en", "None."), InlineData("en", "12 345 678 901"), InlineData("zh", "没有。"), InlineData("ar", "لا شيء")]
    public async Task APartOfALetterThatSaysTooLittle_IsRefusedAtItsField_AndAShortSentenceIsEnough(string language, string little)
    {
        var tenant = await server.Provisioned();
        await server.File(tenant, new { language, summary = "S", whatHappened = "W", affected = "self" });
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await server.Link(tenant, id);
        var (what, who, how) = GrievancesServer.LetterWords[language];
        foreach (var (letter, field) in new (object, string)[]
        {
            (new { language, whatWentWrong = little, whoWasResponsible = who, howItIsFixed = how }, "/letter/whatWentWrong"),
            (new { language, whatWentWrong = what, whoWasResponsible = little, howItIsFixed = how }, "/letter/whoWasResponsible"),
            (new { language, whatWentWrong = what, whoWasResponsible = who, howItIsFixed = little }, "/letter/howItIsFixed"),
            (new { language, whatWentWrong = what, whoWasResponsible = who, howItIsFixed = how, howToAppeal = little }, "/letter/howToAppeal"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "unsubstantiated", letter });
            Assert.Equal("grievances.letter_missing", await refused.Problem(HttpStatusCode.Conflict));
            var error = Assert.Single((await refused.Json()).GetProperty("errors").EnumerateObject());
            Assert.Equal((field, "grievances.letter_part_too_short"), (error.Name, error.Value[0].GetProperty("code").GetString()));
        }
        await GrievancesServer.Post(handler, $"/cases/{id}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter(language: language) });
    }

    [Theory, InlineData("zh", "不可以。"), InlineData("ar", "لا"), InlineData("en", "3.2."), InlineData("ko", "ㅎ")]
    public async Task AFewSignsOfAnyScript_AreWords_AndAPersonMayWriteASign(string language, string words)
    {
        var tenant = await server.Provisioned();
        var receipt = (await server.File(tenant, new { language, summary = "S", whatHappened = "W", affected = "self" })).GetProperty("receipt").GetString()!;
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/not-owed", new { reason = words });
        using var person = await server.Mailbox(receipt);
        foreach (var sign in new[] { ".", "😢", "?" })
            await GrievancesServer.Post(person, "/mailbox/messages", new { text = sign });
    }
}
