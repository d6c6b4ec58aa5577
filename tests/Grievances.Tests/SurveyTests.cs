using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Mail;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The person is asked how it was when the case is closed and ninety days later, says it once each, and those who handle the case read none of it.</summary>
public sealed class SurveyTests
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Twice_OnceEach_ChangeableForThirtyDays()
    {
        await using var server = await OwnServer.WithClock(Begin, mail: true);
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", ping = "me@home.example" });
        var receipt = filed.GetProperty("receipt").GetString()!;
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        Assert.Empty(await Asked(server, receipt));
        Assert.Equal("grievances.survey_not_open", await Answer(server, receipt, "closure", new { satisfied = 1 }));

        await server.Close(tenant, handler, id);
        Assert.Equal(["closure open"], await Asked(server, receipt));
        Assert.Equal("grievances.score_out_of_range", await Answer(server, receipt, "closure", new { satisfied = 6 }));
        Assert.Equal("grievances.survey_empty", await Answer(server, receipt, "closure", new { words = " " }));
        Assert.Equal("grievances.survey_unknown", await Answer(server, receipt, "later", new { satisfied = 1 }));
        Assert.Equal("grievances.survey_not_open", await Answer(server, receipt, "ninety_days", new { satisfied = 1 }));
        Assert.Null(await Answer(server, receipt, "closure", new { satisfied = 2, heard = 4, words = "They listened. Canary-9" }));
        await server.GoTo(Begin.AddDays(29), tenant);
        Assert.Null(await Answer(server, receipt, "closure", new { satisfied = 3, safe = 5 }));
        await server.GoTo(Begin.AddDays(31), tenant);
        Assert.Equal("grievances.survey_not_open", await Answer(server, receipt, "closure", new { satisfied = 5 }));
        var stored = await server.Read(tenant, db => db.Surveys.SingleAsync());
        Assert.Equal((3, null, 5, null, Begin), (stored.Satisfied, stored.Heard, stored.Safe, stored.Words, stored.AnsweredAt));

        await server.GoTo(Begin.AddDays(90), tenant);
        // The word that there is something new says nothing of what it is.
        Assert.True(await server.Read(tenant, db => db.Set<MailItem>().AnyAsync(m => m.CreatedAt >= Begin.AddDays(90))));
        Assert.Equal(["closure shut", "ninety_days open"], await Asked(server, receipt));
        using (var person = await server.Mailbox(receipt))
            Assert.Contains("survey", (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
        Assert.Null(await Answer(server, receipt, "ninety_days", new { remedied = 1 }));
        using (var person = await server.Mailbox(receipt))
            Assert.DoesNotContain("survey", (await person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    public async Task WhatSomebodySays_IsTheirsAlone_SealedAndGoneWithTheirPart()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "group", capacity = "group", members = new[] { new { name = "A", mandate = new { kind = "written" } }, new { name = "B", mandate = new { kind = "written" } } } });
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        await server.Close(tenant, handler, id);
        var (member, _) = await server.TakeOver(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        using var _m = member;
        Assert.Equal(HttpStatusCode.NoContent, (await member.PutAsJsonAsync($"{Api}/mailbox/surveys/closure", new { fair = 1, words = "Nobody asked me. Canary-9" })).StatusCode);
        var said = (await member.Get($"{Api}/mailbox/surveys"))[0].GetProperty("answers");
        Assert.Equal((1, "Nobody asked me. Canary-9"), (said.GetProperty("fair").GetInt32(), said.GetProperty("words").GetString()));
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.DoesNotContain("Canary-9", (await person.Get($"{Api}/mailbox/surveys")).GetRawText(), StringComparison.Ordinal);
        foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}/remedy" })
            Assert.DoesNotContain("Canary-9", (await handler.Get(Api + path)).GetRawText(), StringComparison.Ordinal);
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (adviser, _) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        using (adviser)
        {
            Assert.Equal(0, (await adviser.Get($"{Api}/mailbox/surveys")).GetArrayLength());
            using var refused = await adviser.PutAsJsonAsync($"{Api}/mailbox/surveys/closure", new { fair = 5 });
            Assert.Equal("grievances.decision_not_yours", await refused.Problem(HttpStatusCode.Forbidden));
        }
        await GrievancesServer.Post(member, "/mailbox/withdrawal", new { erase = true });
        Assert.False(await server.Read(tenant, db => db.Surveys.AnyAsync()));
    }

    private static async Task<List<string>> Asked(OwnServer server, string receipt)
    {
        using var person = await server.Mailbox(receipt);
        return [.. (await person.Get($"{Api}/mailbox/surveys")).EnumerateArray().Select(s => $"{s.GetProperty("moment").GetString()} {(s.GetProperty("open").GetBoolean() ? "open" : "shut")}")];
    }

    private static async Task<string?> Answer(OwnServer server, string receipt, string moment, object answers)
    {
        using var person = await server.Mailbox(receipt);
        using var answer = await person.PutAsJsonAsync($"{Api}/mailbox/surveys/{moment}", answers);
        if (answer.StatusCode == HttpStatusCode.NoContent)
            return null;
        var body = await answer.Json();
        return body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object ? errors.EnumerateObject().First().Value[0].GetProperty("code").GetString() : body.GetProperty("code").GetString();
    }
}
