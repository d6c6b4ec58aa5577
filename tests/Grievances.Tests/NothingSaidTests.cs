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
            (new { language = "en", whatWentWrong = nothing, whoWasResponsible = "The clinic.", howItIsFixed = "It is switched off." }, "/letter/whatWentWrong"),
            (new { language = "en", whatWentWrong = "It said no.", whoWasResponsible = nothing, howItIsFixed = "It is switched off." }, "/letter/whoWasResponsible"),
            (new { language = "en", whatWentWrong = "It said no.", whoWasResponsible = "The clinic.", howItIsFixed = nothing }, "/letter/howItIsFixed"),
            (new { language = "en", whatWentWrong = "It said no.", whoWasResponsible = "The clinic.", howItIsFixed = "It is switched off.", howToAppeal = nothing }, "/letter/howToAppeal"),
        })
        {
            using var refused = await handler.Post($"{Api}/cases/{id}/closure", new { outcome = "unsubstantiated", letter });
            Assert.Equal("grievances.letter_missing", await refused.Problem(HttpStatusCode.Conflict));
            Assert.Equal([field], (await refused.Json()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
        Assert.Null(await server.Read(tenant, db => db.Grievances.Select(g => g.ClosingLetter).SingleAsync()));
    }

    [Theory, InlineData("不可以。"), InlineData("لا"), InlineData("3.2."), InlineData("ㅎ")]
    public async Task AFewSignsOfAnyScript_AreWords_AndAPersonMayWriteASign(string words)
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/remedy/not-owed", new { reason = words });
        using var person = await server.Mailbox(receipt);
        foreach (var sign in new[] { ".", "😢", "?" })
            await GrievancesServer.Post(person, "/mailbox/messages", new { text = sign });
    }
}
