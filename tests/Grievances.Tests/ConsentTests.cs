using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What a person allows: each purpose for itself, taken back as easily as given.</summary>
public sealed class ConsentTests
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task HowAPersonCanBeReached_IsShownToHandlers_OnlyWhileTheyAllowIt()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", contact = new { kind = "email", value = "me@home.example" } });
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        async Task<string?> Seen() => (await handler.Get($"{Api}/cases/{id}")).GetProperty("contact").GetString();
        Assert.Null(await Seen());
        await Decide(person, "contact_outside", true);
        Assert.Equal("email: me@home.example", await Seen());
        await Decide(person, "contact_outside", false);
        Assert.Null(await Seen());
    }

    [Fact]
    public async Task EachPurpose_IsGivenAndTakenBackForItself_WithItsDay_AndALineOfTheAudit()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", consents = new[] { "contact_outside", "share_with_authority" } });
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal(
            [("contact_outside", true, Begin), ("share_with_supplier", false, null), ("share_with_authority", true, Begin), ("join_similar", false, null), ("publish_anonymised", false, null)],
            await Consents(person));

        server.Clock!.Advance(TimeSpan.FromMinutes(10));
        var later = server.Clock.GetUtcNow();
        await Decide(person, "contact_outside", false);
        await Decide(person, "join_similar", true);
        // Saying the same again changes nothing, not even the day.
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await Decide(person, "join_similar", true);
        Assert.Equal([("contact_outside", false, later), ("share_with_supplier", false, null), ("share_with_authority", true, Begin), ("join_similar", true, later), ("publish_anonymised", false, null)], await Consents(person));
        Assert.Equal(["share_with_authority", "join_similar"], (await handler.Get($"{Api}/cases/{id}")).GetProperty("consents").EnumerateArray().Where(c => c.GetProperty("byFiler").GetBoolean()).Select(c => c.GetProperty("purpose").GetString()));

        var lines = await server.Read(tenant, db => db.Set<AuditLine>().AsNoTracking().Where(l => l.Action.StartsWith("grievances.consent_")).ToListAsync());
        Assert.Equal([("grievances.consent_given", $"case:{id}", "join_similar"), ("grievances.consent_withdrawn", $"case:{id}", "contact_outside")], lines.Select(l => (l.Action, l.Subject, l.Purpose)).Order());
        using var unknown = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose = "everything", allowed = true });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    private static async Task Decide(HttpClient person, string purpose, bool allowed)
    {
        using var answer = await person.PutAsJsonAsync($"{Api}/mailbox/consents", new { purpose, allowed });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<List<(string?, bool, DateTimeOffset?)>> Consents(HttpClient person) => [.. (await person.Get($"{Api}/mailbox/consents")).EnumerateArray()
        .Select(c => (c.GetProperty("purpose").GetString(), c.GetProperty("allowed").GetBoolean(), c.GetProperty("since").ValueKind == System.Text.Json.JsonValueKind.Null ? default(DateTimeOffset?) : c.GetProperty("since").GetDateTimeOffset()))];
}
