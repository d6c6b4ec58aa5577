using System.Net;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Cases that belong together: related, handled with another, split in two; and what each person sees of it.</summary>
public sealed class RelationTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task ARelation_StandsAtBothCases_AndIsTakenBack()
    {
        var tenant = await server.Provisioned();
        var (first, second) = (await Filed(tenant), await Filed(tenant));
        var hidden = await Filed(tenant);
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == hidden.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, CaseKeys.Ombuds)));
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{first.Id}/relations", new { otherId = second.Id, kind = "recurrence" });
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var relation = Assert.Single((await handler.Get($"{Api}/cases/{one.Id}/relations")).EnumerateArray());
            Assert.Equal((other.Id, "recurrence"), (relation.GetProperty("id").GetGuid(), relation.GetProperty("kind").GetString()));
        }
        using (var twice = await handler.Post($"{Api}/cases/{second.Id}/relations", new { otherId = first.Id, kind = "recurrence" }))
            Assert.Equal("grievances.already_related", await twice.Problem(HttpStatusCode.Conflict));
        using (var merged = await handler.Post($"{Api}/cases/{second.Id}/relations", new { otherId = first.Id, kind = "merged" }))
            Assert.Equal(HttpStatusCode.BadRequest, merged.StatusCode);
        using (var self = await handler.Post($"{Api}/cases/{first.Id}/relations", new { otherId = first.Id }))
            Assert.Equal(HttpStatusCode.BadRequest, self.StatusCode);
        // That the other group has a case is not to be found out this way.
        using (var theirs = await handler.Post($"{Api}/cases/{first.Id}/relations", new { otherId = hidden.Id }))
        using (var unknown = await handler.Post($"{Api}/cases/{first.Id}/relations", new { otherId = Guid.NewGuid() }))
            Assert.Equal(Shape(await unknown.Content.ReadAsStringAsync()), Shape(await theirs.Content.ReadAsStringAsync()));
        using (var undone = await handler.DeleteAsync($"{Api}/cases/{second.Id}/relations/{first.Id}?kind=recurrence"))
            Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
        Assert.Equal(0, await server.Read(tenant, db => db.Relations.CountAsync()));

        static string Shape(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("errors").GetRawText();
    }

    [Fact]
    public async Task AMergedCase_StandsBehindTheOneItIsHandledWith_AndEachPersonKeepsTheirOwn()
    {
        var tenant = await server.Provisioned();
        var (lead, merged, third) = (await Filed(tenant, "Turned away at night"), await Filed(tenant, "Turned away at noon"), await Filed(tenant));
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{merged.Id}/merge", new { into = lead.Id });
        var queue = (await handler.Get($"{Api}/cases?state=open")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([lead.Id, third.Id], queue.Select(row => row.GetProperty("id").GetGuid()).Order());
        var row = queue.Single(r => r.GetProperty("id").GetGuid() == lead.Id);
        Assert.Equal((1, true), (row.GetProperty("with").GetInt32(), row.GetProperty("othersWait").GetBoolean()));
        Assert.Equal(merged.Id, Assert.Single((await handler.Get($"{Api}/cases?state=open&relation=merged")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        using (var chain = await handler.Post($"{Api}/cases/{lead.Id}/merge", new { into = third.Id }))
            Assert.Equal("grievances.merge_chain", await chain.Problem(HttpStatusCode.Conflict));
        using (var chain = await handler.Post($"{Api}/cases/{third.Id}/merge", new { into = merged.Id }))
            Assert.Equal("grievances.merge_chain", await chain.Problem(HttpStatusCode.Conflict));

        // An answer in one is for its own people, and so is everything else.
        await GrievancesServer.Post(handler, $"/cases/{lead.Id}/messages", new { text = "For the one at night." });
        using var night = await server.Mailbox(lead.Receipt);
        using var noon = await server.Mailbox(merged.Receipt);
        var (theirs, own) = (await night.GetStringAsync($"{Api}/mailbox"), await noon.GetStringAsync($"{Api}/mailbox"));
        Assert.Contains("For the one at night.", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("noon", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("night", own, StringComparison.Ordinal);
        Assert.Equal("received", JsonDocument.Parse(own).RootElement.GetProperty("state").GetString());

        // Behind a lead that is closed nobody would find it, nor while somebody is being punished.
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == lead.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Closed).SetProperty(x => x.AwaitsAnswer, false)));
        Assert.Contains(merged.Id, await Queue(handler));
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == lead.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.State, CaseState.Received)));
        Assert.DoesNotContain(merged.Id, await Queue(handler));
        await GrievancesServer.Post(noon, "/mailbox/retaliation", new { text = "They cut my shifts." });
        Assert.Contains(merged.Id, await Queue(handler));

        using (var undone = await handler.DeleteAsync($"{Api}/cases/{merged.Id}/merge"))
            Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
        Assert.Equal((0, null), await server.Read(tenant, async db => (await db.Relations.CountAsync(), await db.Grievances.Where(g => g.Id == merged.Id).Select(g => g.MergedIntoId).SingleAsync())));
    }

    [Fact]
    public async Task CasesOfTwoGroups_AreNeverHandledTogether()
    {
        var tenant = await server.Provisioned();
        var (team, ombuds) = (await Filed(tenant), await Filed(tenant));
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == ombuds.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, CaseKeys.Ombuds)));
        using var handler = server.Handler(tenant);
        foreach (var (one, other) in new[] { (team, ombuds), (ombuds, team) })
        {
            using var refused = await handler.Post($"{Api}/cases/{one.Id}/merge", new { into = other.Id });
            Assert.InRange((int)refused.StatusCode, 400, 404);
        }
    }

    [Fact]
    public async Task WhenTheLeadIsErased_WhatWasHandledWithIt_StandsInTheQueueByItself()
    {
        var tenant = await server.Provisioned();
        var (lead, merged) = (await Filed(tenant), await Filed(tenant));
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{merged.Id}/merge", new { into = lead.Id });
        await Erase(lead.Receipt);
        Assert.Contains(merged.Id, await Queue(handler));
        Assert.Null(await server.Read(tenant, db => db.Grievances.Where(g => g.Id == merged.Id).Select(g => g.MergedIntoId).SingleAsync()));
    }

    [Theory, InlineData("ar"), InlineData("fr"), InlineData("sw")]
    public async Task APart_IsACaseOfItsOwn_ThatTheSameReceiptOpens_AndThePersonIsToldInTheirLanguage(string language)
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language, summary = "Two things", whatHappened = "The chatbot said no, and it kept my photo.", affected = "self", @unsafe = "Never call me", rights = new[] { "PRIV-04" } });
        var id = await server.CaseOf(tenant);
        var (reference, receipt) = (filed.GetProperty("reference").GetString()!, filed.GetProperty("receipt").GetString()!);
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/acknowledgement", new { });
        var part = await GrievancesServer.Post(handler, $"/cases/{id}/split", new { summary = "Photo kept", whatHappened = "it kept my photo" });
        var (partId, partReference) = (part.GetProperty("id").GetGuid(), part.GetProperty("reference").GetString()!);
        Assert.NotEqual(reference, partReference);

        // By its right the queue finds both.
        Assert.Equal(new[] { reference, partReference }.Order(), (await handler.Get($"{Api}/cases?right=PRIV-04")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("reference").GetString()).Order());
        var opened = await handler.Get($"{Api}/cases/{partId}");
        Assert.Equal(("it kept my photo", "Never call me", "acknowledged"), (opened.GetProperty("whatHappened").GetString(), opened.GetProperty("unsafe").GetString(), opened.GetProperty("case").GetProperty("state").GetString()));
        var clocks = await server.Read(tenant, db => db.Grievances.Select(g => new { g.FiledAt, g.AcknowledgeBy, g.AcknowledgedAt, g.FindingsDueAt, g.DueAt }).Distinct().ToListAsync());
        Assert.Single(clocks);
        Assert.Contains(await server.Events<GrievanceFiled>(tenant), e => e.GetProperty("case").GetProperty("caseId").GetGuid() == partId && e.GetProperty("case").GetProperty("reference").GetString() == partReference && e.GetProperty("case").GetProperty("splitFrom").GetGuid() == id);

        await GrievancesServer.Post(handler, $"/cases/{partId}/messages", new { text = "We deleted the photo." });
        using var person = await server.Mailbox(receipt);
        var box = await person.Get($"{Api}/mailbox");
        var seen = Assert.Single(box.GetProperty("parts").EnumerateArray());
        Assert.Equal((partReference, "acknowledged", "Photo kept"), (seen.GetProperty("reference").GetString(), seen.GetProperty("state").GetString(), seen.GetProperty("summary").GetString()));
        Assert.Equal("We deleted the photo.", Assert.Single(seen.GetProperty("messages").EnumerateArray()).GetProperty("text").GetString());
        var told = Assert.Single(box.GetProperty("messages").EnumerateArray()).GetProperty("text").GetString()!;
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, PortalText.Words.Get("split.message", System.Globalization.CultureInfo.GetCultureInfo(language)), partReference), told);
        Assert.InRange(await server.Statements(person, new HttpRequestMessage(HttpMethod.Get, $"{Api}/mailbox")), 1, 8);
        foreach (var (one, lead) in new[] { (partId, id), (id, partId) })
            using (var merged = await handler.Post($"{Api}/cases/{one}/merge", new { into = lead }))
                Assert.Equal("grievances.part_not_merged", await merged.Problem(HttpStatusCode.Conflict));
        using (var again = await handler.Post($"{Api}/cases/{partId}/split", new { summary = "S", whatHappened = "W" }))
            Assert.Equal("grievances.part_of_another", await again.Problem(HttpStatusCode.Conflict));
        // Nothing else opens it: another's mailbox shows no part.
        var stranger = await server.File(tenant);
        using var other = await server.Mailbox(stranger.Receipt);
        Assert.Equal(JsonValueKind.Null, (await other.Get($"{Api}/mailbox")).GetProperty("parts").ValueKind);

        await Erase(receipt);
        Assert.Equal((2, 0), await server.Read(tenant, async db =>
            (await db.Tombstones.CountAsync(t => t.CaseId == id || t.CaseId == partId), await db.Wraps.CountAsync(w => w.CaseId == id || w.CaseId == partId))));
        using (var gone = await handler.GetAsync($"{Api}/cases/{partId}"))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task WhoMustNotSeeTheFirst_DoesNotSeeThePart_AndWhoHasIt_HasThePart()
    {
        var (tenant, mine, excluded) = (await server.Provisioned(), Guid.NewGuid(), Guid.NewGuid());
        var filed = await Filed(tenant);
        using var handler = Account(tenant, mine);
        using var hidden = Account(tenant, excluded);
        using var third = Account(tenant, Guid.NewGuid());
        await GrievancesServer.Post(hidden, $"/cases/{filed.Id}/recusal", new { reason = "A relative" });
        await server.Work(tenant, async db =>
        {
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = filed.Id, AccountId = mine, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
            await db.Grievances.Where(g => g.Id == filed.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.AssigneeId, mine));
            await db.SaveChangesAsync();
        });
        var part = (await GrievancesServer.Post(handler, $"/cases/{filed.Id}/split", new { summary = "S", whatHappened = "The chatbot said no." })).GetProperty("id").GetGuid();
        await handler.Get($"{Api}/cases/{part}");
        foreach (var client in new[] { hidden, third })
        {
            using var refused = await client.GetAsync($"{Api}/cases/{part}");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        Assert.DoesNotContain(part, await Queue(hidden));
    }

    private async Task Erase(string receipt)
    {
        using var person = await server.Mailbox(receipt);
        using var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true });
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    private async Task<(Guid Id, string Receipt)> Filed(TestTenant tenant, string summary = "Turned away")
    {
        var filed = await server.File(tenant, new { language = "en", summary, whatHappened = "The chatbot said no.", affected = "self" });
        return (await server.CaseOf(tenant, filed.GetProperty("reference").GetString()), filed.GetProperty("receipt").GetString()!);
    }

    private HttpClient Account(TestTenant tenant, Guid account) =>
        server.Staff(tenant, new Dictionary<string, object> { ["sub"] = account.ToString(), ["role"] = "case-handler" }, Permissions.GrievancesRead, Permissions.GrievancesHandle);

    private static async Task<List<Guid>> Queue(HttpClient handler) => [.. (await handler.Get($"{Api}/cases?state=open")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];
}
