using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Identity.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Contracts;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Who may see a case: groups with keys of their own, colleagues kept out or stepping back, what the person decides, and the record of each attempt.</summary>
public sealed class AccessTests(GrievancesServer server)
{
    

    [Fact]
    public async Task ACaseKeptFromTheTeam_IsTheOmbudsAlone_AndNeverWrappedForTheTeam()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant, new { language = "en", summary = "The team itself", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler" } });
        var id = await server.CaseOf(tenant);
        Assert.Equal(["ombuds", "receipt"], await server.Read(tenant, db => Task.FromResult(db.Wraps.Where(w => w.CaseId == id).Select(w => w.Holder).Order().ToList())));

        using var handler = server.Handler(tenant);
        Assert.Equal("grievances.case_unknown", await Refused(handler, $"/cases/{id}", HttpStatusCode.NotFound));
        Assert.Empty((await handler.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases")).GetProperty("items").EnumerateArray());
        using var ombuds = Ombuds(tenant);
        Assert.Equal("They laughed.", (await ombuds.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases/{id}")).GetProperty("whatHappened").GetString());
        // An attempt is a line of the audit log, and no opening that the person would be shown.
        Assert.Equal(["not_found"], await Attempts(tenant, id));
    }

    [Fact]
    public async Task Filing_KeptFromEverybodyWhoCouldAnswer_IsRefused()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        using var answer = await person.Post($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances", new { language = "en", summary = "s", whatHappened = "w", affected = "self", exclude = new[] { "case-handler", "ombuds" } });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("grievances.nobody_left", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("/exclude")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task ThePerson_TakesTheTeamsKeyAway_AndGivesItBack()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var person = await server.Mailbox(receipt);
        using var handler = server.Handler(tenant);
        using var ombuds = Ombuds(tenant);
        Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);

        await Choose(person, "case-handler");
        Assert.Equal("ombuds", (await person.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/mailbox/readers")).GetProperty("handledBy").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ombuds.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        Assert.False(await server.Read(tenant, db => db.Wraps.AnyAsync(w => w.CaseId == id && w.Holder == CaseKeys.Team)));
        // Nobody but the person gives it back.
        using var back = await ombuds.PostAsync($"{GrievancesServer.Api}/cases/{id}/other-group", null);
        Assert.Equal("grievances.role_excluded", await CodeOf(back));

        await Choose(person);
        Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ombuds.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
    }

    [Fact]
    public async Task WhoeverStepsBack_OpensNothingOfTheCase_AndOnlySomebodyElseLetsThemIn()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var (id, account) = (await server.CaseOf(tenant), Guid.CreateVersion7());
        using var handler = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        using var colleague = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        Assert.Equal("grievances.impartial_reason_missing", await FieldOf(await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/recusal", new { reason = " " })));
        Assert.Equal(HttpStatusCode.NoContent, (await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/recusal", new { reason = "I know them." })).StatusCode);

        foreach (var path in new[] { "", "/messages" })
            Assert.Equal("grievances.excluded_from_case", await Refused(handler, $"/cases/{id}{path}", HttpStatusCode.Forbidden));
        Assert.Equal("grievances.excluded_from_case", await CodeOf(await handler.Post($"{GrievancesServer.Api}/cases/{id}/messages", new { text = "Hello" })));
        Assert.Empty((await handler.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases")).GetProperty("items").EnumerateArray());
        Assert.Equal("grievances.not_yourself", await CodeOf(await handler.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/exclusions/{account}")));
        Assert.Equal(4, (await Attempts(tenant, id)).Count);

        // A colleague who handles such cases does not undo it either.
        Assert.Equal("grievances.kept_out_by_others", await CodeOf(await colleague.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/exclusions/{account}")));
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        Assert.Equal(HttpStatusCode.NoContent, (await lead.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/exclusions/{account}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
    }

    [Fact]
    public async Task AnAssignedCase_IsOpenedByThatHandlerAlone_AndGoesBackWhenTheyLeave()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var (id, account) = (await server.CaseOf(tenant), Guid.CreateVersion7());
        using var handler = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var colleague = server.Handler(tenant);
        await server.Work(tenant, async db =>
        {
            var kase = await db.Grievances.SingleAsync(g => g.Id == id);
            kase.AssigneeId = account;
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.CreateVersion7(), CaseId = id, AccountId = account, Duty = AssignedDuty.Handler, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        Assert.Equal("grievances.assigned_to_another", await Refused(colleague, $"/cases/{id}", HttpStatusCode.Forbidden));

        await server.Send(tenant, new AccountChanged(account, 2, ["case-handler"], true), Guid.NewGuid());
        await server.Handled(tenant, 2);
        Assert.Equal("grievances.assigned_to_another", await Refused(colleague, $"/cases/{id}", HttpStatusCode.Forbidden));
        await server.Send(tenant, new AccountChanged(account, 3, [], false), Guid.NewGuid());
        await server.Handled(tenant, 3);
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        Assert.Equal(AssignmentEnd.Left, await server.Read(tenant, db => db.Assignments.Select(a => a.Ended).SingleAsync()));
    }

    [Fact]
    public async Task WhoeverHandlesCases_KeepsNobodyOutWhoHasIt_NorWhoWatches_NorTheLastOne_AndGivesNobodyElsesCaseAway()
    {
        Guid mine = Guid.CreateVersion7(), other = Guid.CreateVersion7(), third = Guid.CreateVersion7(), watching = Guid.CreateVersion7();
        await using var identity = await StandInIdentity.Start((mine, "case-handler"), (other, "case-handler"), (third, "case-handler"), (watching, "human-rights-lead"));
        await using var own = await OwnServer.WithClock(DateTimeOffset.UtcNow, identity: identity);
        var tenant = await own.Provisioned();
        await own.File(tenant);
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, mine, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        using var lead = own.Staff(tenant, watching, "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        await GrievancesServer.Post(lead, $"/cases/{id}/assignments", new { accountId = other });
        Assert.Equal("grievances.assigned_to_another", await Keeps(handler, other));
        Assert.Equal("grievances.assigned_to_another", await Keeps(handler, third));
        using (var given = await handler.Post($"{GrievancesServer.Api}/cases/{id}/assignments", new { accountId = third }))
            Assert.Equal("grievances.assigned_to_another", await given.Problem(HttpStatusCode.Forbidden));
        var page = await handler.Page($"/console/grievances/{id}/assign");
        Assert.Equal((0, 0), (page.QuerySelectorAll("select[name=Account]").Length, page.QuerySelectorAll("select[name=Kept]").Length));

        await GrievancesServer.Post(lead, $"/cases/{id}/assignments", new { accountId = mine, also = true });
        Assert.Equal("grievances.kept_out_by_others", await Keeps(handler, other));
        Assert.Equal("/accountId grievances.colleague_unknown", await Keeps(handler, watching));
        Assert.Null(await Keeps(handler, third));
        // Only they themselves and the one who has it too are left; who watches keeps out who has it, and not the last one.
        Assert.Null(await Keeps(lead, other));
        Assert.Equal("grievances.last_who_handles", await Keeps(lead, mine));
        using (var shut = await handler.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/exclusions/{other}"))
            Assert.Equal("grievances.kept_out_by_others", await shut.Problem(HttpStatusCode.Forbidden));
        using (var undone = await handler.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/exclusions/{third}"))
            Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
        Assert.Equal("forbidden forbidden forbidden forbidden forbidden", string.Join(' ', await own.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Action == RefusedAccess.Action && l.Actor == mine.ToString()).Select(l => l.Purpose).ToListAsync())));

        async Task<string?> Keeps(HttpClient client, Guid account)
        {
            using var kept = await client.Post($"{GrievancesServer.Api}/cases/{id}/exclusions", new { accountId = account, reason = "They know them." });
            if (kept.IsSuccessStatusCode)
                return null;
            var problem = await kept.Json();
            return problem.TryGetProperty("errors", out var errors) && errors.TryGetProperty("/accountId", out var field) ? $"/accountId {field[0].GetProperty("code").GetString()}" : problem.GetProperty("code").GetString();
        }
    }

    [Fact]
    public async Task ARequestSentAgain_IsAnsweredToNobodyElse_AndNotToWhoWasKeptOutSince()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var (id, account, key) = (await server.CaseOf(tenant), Guid.CreateVersion7(), Guid.NewGuid().ToString());
        using var handler = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var colleague = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        var note = await Noted(handler, HttpStatusCode.Created);
        Assert.Equal(note.ToString(), (await Noted(handler, HttpStatusCode.Created)).ToString());
        // The same key of somebody else is another.
        Assert.NotEqual(note.GetProperty("id").GetGuid(), (await Noted(colleague, HttpStatusCode.Created)).GetProperty("id").GetGuid());
        await GrievancesServer.Post(handler, $"/cases/{id}/recusal", new { reason = "I know them." });
        Assert.Equal("grievances.excluded_from_case", (await Noted(handler, HttpStatusCode.Forbidden)).GetProperty("code").GetString());
        Assert.Single(await Attempts(tenant, id));

        async Task<JsonElement> Noted(HttpClient client, HttpStatusCode status)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{GrievancesServer.Api}/cases/{id}/notes") { Content = JsonContent.Create(new { text = "CANARY only ours" }) };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await client.SendAsync(request);
            Assert.Equal(status, answer.StatusCode);
            return await answer.Json();
        }
    }

    [Fact]
    public async Task Nobody_TakesACaseFromAColleague_ToOpenItThemselves()
    {
        var (tenant, other) = (await server.Provisioned(), Guid.CreateVersion7());
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        await server.Work(tenant, async db =>
        {
            var kase = await db.Grievances.SingleAsync();
            kase.AssigneeId = other;
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.CreateVersion7(), CaseId = id, AccountId = other, Duty = AssignedDuty.Handler, AssignedBy = "x", AssignedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        using (var taken = await handler.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/assignments/{other}"))
            Assert.Equal("grievances.assigned_to_another", await taken.Problem(HttpStatusCode.Forbidden));
        using (var shut = await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}"))
            Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        // Whoever opens nothing takes it back, and whoever has it gives it back.
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        using (var back = await lead.DeleteAsync($"{GrievancesServer.Api}/cases/{id}/assignments/{other}"))
            Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Null(await server.Read(tenant, db => db.Grievances.Select(g => g.AssigneeId).SingleAsync()));
    }

    [Fact]
    public async Task Nobody_AssignsACaseToThemselves()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var (id, account) = (await server.CaseOf(tenant), Guid.CreateVersion7());
        using var handler = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);
        Assert.Equal("grievances.not_yourself", await CodeOf(await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/assignments", new { accountId = account })));
        // Without the identity service nobody is assigned on somebody's word.
        using var other = await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/assignments", new { accountId = Guid.CreateVersion7() });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, other.StatusCode);
        Assert.False(await server.Read(tenant, db => db.Assignments.AnyAsync()));
    }

    [Fact]
    public async Task HowAPersonCanBeReached_IsSeenByNobody_UntilACustodianLetsTheOneWhoAsked()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var id = await server.CaseOf(tenant);
        var account = Guid.CreateVersion7();
        using var handler = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var colleague = server.Handler(tenant);
        using var custodian = server.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesRead, Permissions.GrievancesCustody);
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal(JsonValueKind.Null, (await handler.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases/{id}")).GetProperty("contact").ValueKind);
        Assert.Equal("grievances.identity_not_granted", await Refused(handler, $"/cases/{id}/identity", HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.Forbidden, (await custodian.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        // The case's own key does not open it.
        Assert.DoesNotContain("identity", await server.Read(tenant, db => Task.FromResult(string.Join(' ', db.Grievances.Where(g => g.Contact != null).Select(g => g.Id)))), StringComparison.Ordinal);

        var asked = await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = "The hospital needs to call back.", hours = 2 });
        var row = (await custodian.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/identity-requests?waiting=true")).GetProperty("items")[0];
        Assert.Equal("The hospital needs to call back.", row.GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.PostAsJsonAsync($"{GrievancesServer.Api}/identity-requests/{asked.GetProperty("id").GetString()}/decision", new { grant = true })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await custodian.PostAsJsonAsync($"{GrievancesServer.Api}/identity-requests/{asked.GetProperty("id").GetString()}/decision", new { grant = true })).StatusCode);

        Assert.Equal("+44 20 7946 0000", (await handler.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/cases/{id}/identity")).GetProperty("value").GetString());
        Assert.Equal("grievances.identity_not_granted", await Refused(colleague, $"/cases/{id}/identity", HttpStatusCode.Forbidden));
        var shown = (await person.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/mailbox/readers")).GetProperty("requests")[0];
        Assert.Equal(("case-handler", "granted", "The hospital needs to call back."), (shown.GetProperty("role").GetString(), shown.GetProperty("state").GetString(), shown.GetProperty("reason").GetString()));
        Assert.NotEqual(JsonValueKind.Null, shown.GetProperty("seenAt").ValueKind);

        // The person says no, and the door is shut.
        Assert.Equal(HttpStatusCode.NoContent, (await person.PostAsync($"{GrievancesServer.Api}/mailbox/readers/requests/{shown.GetProperty("id").GetString()}/refusal", null)).StatusCode);
        Assert.Equal("grievances.identity_not_granted", await Refused(handler, $"/cases/{id}/identity", HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task AGrantThatIsOver_OpensNothing_AndItsKeyIsGone()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var tenant = await own.Tenant();
        await own.File(tenant, new { language = "en", summary = "s", whatHappened = "w", affected = "self", contact = new { kind = "phone", value = "+44 20 7946 0000" } });
        var id = await own.CaseOf(tenant);
        using var handler = own.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        using var custodian = own.Staff(tenant, Guid.CreateVersion7(), "identity-custodian", Permissions.GrievancesCustody);
        var asked = await GrievancesServer.Post(handler, $"/cases/{id}/identity-requests", new { reason = "To call back about the bed.", hours = 1 });
        await custodian.PostAsJsonAsync($"{GrievancesServer.Api}/identity-requests/{asked.GetProperty("id").GetString()}/decision", new { grant = true });
        Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}/identity")).StatusCode);

        own.Clock!.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("grievances.identity_not_granted", await Refused(handler, $"/cases/{id}/identity", HttpStatusCode.Forbidden));
        await own.Settled(tenant);
        Assert.False(await own.Read(tenant, db => db.Wraps.AnyAsync(w => w.Holder.StartsWith("grant-"))));
    }

    [Fact]
    public async Task WhyACaseIsCritical_IsForTheLeadAlone_AndNeeded()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.AssessmentsLead, Permissions.GrievancesRead);
        Assert.Equal("grievances.band_reason_missing", await FieldOf(await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/triage", new { band = "critical" })));
        Assert.Equal(HttpStatusCode.NoContent, (await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/triage", new { band = "critical", reason = "A life was at stake." })).StatusCode);
        Assert.Equal("A life was at stake.", (await lead.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/critical")).GetProperty("items")[0].GetProperty("reason").GetString());
        // Saved once more, it stays without being written again: whoever saves it can't read it.
        Assert.Equal(HttpStatusCode.NoContent, (await handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/triage", new { band = "critical", reason = " " })).StatusCode);
        Assert.Equal("A life was at stake.", (await lead.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/critical")).GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Contains("The reason you gave stays, unless you write another.", await handler.GetStringAsync($"/console/grievances/{id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.GetAsync($"{GrievancesServer.Api}/critical")).StatusCode);
        Assert.DoesNotContain("A life was at stake", await handler.GetStringAsync($"{GrievancesServer.Api}/cases/{id}"), StringComparison.Ordinal);
        Assert.True(await server.Read(tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Action == "grievances.band_reason_read")));
    }

    [Fact]
    public async Task WhyACaseIsCritical_StaysTheLeads_WhereTheOmbudsHasIt_WithNothingOfTheCase_UntilThePersonKeepsItFromThem()
    {
        var (tenant, impact) = (await server.Provisioned(), Guid.CreateVersion7());
        var (reference, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        await server.Work(tenant, async db =>
        {
            (await db.Grievances.SingleAsync()).ImpactId = impact;
            await db.SaveChangesAsync();
        });
        using var handler = server.Handler(tenant);
        await GrievancesServer.Post(handler, $"/cases/{id}/triage", new { band = "critical", reason = "A life was at stake." });
        await GrievancesServer.Post(handler, $"/cases/{id}/other-group", new { });
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.AssessmentsLead, Permissions.GrievancesRead);
        var listed = await lead.Get($"{GrievancesServer.Api}/critical");
        var told = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal(("A life was at stake.", impact), (told.GetProperty("reason").GetString(), told.GetProperty("impactId").GetGuid()));
        Assert.All(new[] { "reference", "filedAt", "state", "outcome" }, name => Assert.Equal(JsonValueKind.Null, told.GetProperty(name).ValueKind));
        Assert.Equal(0, told.GetProperty("rights").GetArrayLength());
        Assert.DoesNotContain(id.ToString(), listed.GetRawText(), StringComparison.Ordinal);
        var page = (await lead.Page("/console/grievances/critical")).Body!;
        Assert.Contains("A life was at stake.", page.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/console/assessments/impacts/{impact}']"));
        Assert.DoesNotContain(reference, page.InnerHtml, StringComparison.Ordinal);
        // The case itself they still don't find.
        Assert.Equal(0, (await lead.Get($"{GrievancesServer.Api}/cases")).GetProperty("items").GetArrayLength());

        using var person = await server.Mailbox(receipt);
        using (var chosen = await person.PutAsJsonAsync($"{GrievancesServer.Api}/mailbox/readers", new { roles = new[] { "human-rights-lead" } }))
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        Assert.Equal(0, (await lead.Get($"{GrievancesServer.Api}/critical")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task WhomACaseIsKeptFrom_IsToldWithIt_AndWhenItMoves()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        using var ombuds = Ombuds(tenant);
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(handler, $"/cases/{id}/other-group", new { });
        await GrievancesServer.Post(ombuds, $"/cases/{id}/other-group", new { });
        foreach (var roles in new[] { new[] { "case-handler" }, ["human-rights-lead"], [] })
            using (var chosen = await person.PutAsJsonAsync($"{GrievancesServer.Api}/mailbox/readers", new { roles }))
                Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        Assert.Equal([""], await KeptFrom<GrievanceFiled>(tenant));
        Assert.Equal(["team", "", "team,case-handler", "human-rights-lead", ""], await KeptFrom<CaseChanged>(tenant));

        var other = await server.Provisioned();
        await server.File(other, new { language = "en", summary = "About the team", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler" } });
        Assert.Equal(["team,case-handler"], await KeptFrom<GrievanceFiled>(other));
    }

    [Fact]
    public async Task KeysOfGroups_AreRotated_AndEveryCaseStillOpens()
    {
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var tenant = await own.Tenant();
        var (before, receipt) = await own.File(tenant);
        var id = await own.CaseOf(tenant, before);
        using var handler = own.Handler(tenant);
        using var lead = own.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesConfigure);
        Assert.Equal(HttpStatusCode.Accepted, (await lead.PostAsync($"{GrievancesServer.Api}/keys/rotation", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{id}")).StatusCode);
        var (after, _) = await own.File(tenant);
        await own.Settled(tenant);
        own.Clock!.Advance(TimeSpan.FromMinutes(20));
        await own.Settled(tenant);
        // Nothing is left of the old keys, and both cases open, for handlers and for the person.
        Assert.All(await own.Read(tenant, db => db.Set<Platform.Security.GroupKey>().Where(k => k.HandlingGroup != CaseKeys.Lessons).ToListAsync()), key => Assert.Equal((2, (DateTimeOffset?)null), (key.Version, key.ReplacedAt)));
        foreach (var reference in new[] { before, after })
            Assert.Equal(HttpStatusCode.OK, (await handler.GetAsync($"{GrievancesServer.Api}/cases/{await own.CaseOf(tenant, reference)}")).StatusCode);
        using var person = await own.Mailbox(receipt);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync($"{GrievancesServer.Api}/mailbox")).StatusCode);
    }

    [Fact]
    public async Task KeysChangeAgainAndAgain_WhileTwoServersFileAnswerAndAcknowledge_AndNothingIsLost()
    {
        await using var database = await OwnDatabase.Create();
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), database);
        await using var other = await OwnServer.Beside(own);
        var tenant = await own.Tenant();
        using var lead = own.Staff(tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesConfigure);
        using var stop = new CancellationTokenSource();
        var filed = new ConcurrentBag<(string Reference, string Receipt)>();
        async Task Work(OwnServer server)
        {
            using var handling = server.Handler(tenant);
            while (!stop.IsCancellationRequested)
            {
                var (reference, receipt) = await server.File(tenant);
                filed.Add((reference, receipt));
                await GrievancesServer.Post(handling, $"/cases/{await server.CaseOf(tenant, reference)}/acknowledgement", new { });
                using var writing = await server.Mailbox(receipt);
                await GrievancesServer.Post(writing, "/mailbox/messages", new { text = $"About {reference}." });
            }
        }

        var work = new[] { own, other, own, other }.Select(server => Task.Run(() => Work(server))).ToList();
        const int Times = 4;
        for (var time = 0; time < Times; time++)
        {
            var until = filed.Count + 5;
            Assert.Equal(HttpStatusCode.Accepted, (await lead.PostAsync($"{GrievancesServer.Api}/keys/rotation", null)).StatusCode);
            await own.Until(() => Task.FromResult(filed.Count), count => count >= until, TimeSpan.FromMilliseconds(10));
        }
        await stop.CancelAsync();
        await Task.WhenAll(work);
        await own.Settled(tenant);
        await own.Until(() => own.Read(tenant, async db => string.Join("; ", (await db.Set<Platform.Security.GroupKey>().Where(k => k.ReplacedAt != null).ToListAsync()).Select(k => $"{k.HandlingGroup} {k.Version} replaced {k.ReplacedAt:u}")
            .Concat((await db.Set<Platform.Clocks.DueDate>().Where(d => d.Kind == "keys" && d.SettledAt == null).ToListAsync()).Select(d => $"due {d.At:u}, next {d.NextAttemptAt:u}, attempts {d.Attempts}")))),
            left => !left.Contains("replaced", StringComparison.Ordinal), TimeSpan.FromMinutes(5));

        Assert.All(await own.Read(tenant, db => db.Wraps.Where(w => w.Holder == CaseKeys.Team).Select(w => w.KeyVersion).ToListAsync()), version => Assert.Equal(Times + 1, version));
        Assert.Equal(filed.Count, await own.Read(tenant, db => db.Grievances.CountAsync()));
        using var handler = own.Handler(tenant);
        foreach (var (reference, receipt) in filed)
        {
            var opened = await handler.GetStringAsync($"{GrievancesServer.Api}/cases/{await own.CaseOf(tenant, reference)}");
            Assert.Contains("The chatbot said no.", opened, StringComparison.Ordinal);
            using var person = await own.Mailbox(receipt);
            Assert.Contains($"About {reference}.", await person.GetStringAsync($"{GrievancesServer.Api}/mailbox"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AKeyThatWasDrawnInVain_IsNotTheOneThatSeals()
    {
        await using var database = await OwnDatabase.Create();
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), database);
        await using var other = await OwnServer.Beside(own);
        var tenant = await own.Tenant();
        await own.Work(tenant, db => db.Set<Platform.Security.GroupKey>().Where(k => k.HandlingGroup == CaseKeys.Lessons).ExecuteDeleteAsync());
        // A read is rolled back, and with it what it drew.
        await own.Read(tenant, db => Group(own, db));
        byte[]? sealing = null;
        await own.Work(tenant, async db => sealing = await Group(own, db));
        Assert.Equal(sealing, await other.Read(tenant, db => Group(other, db)));
        Assert.Equal(sealing, await own.Read(tenant, db => Group(own, db)));

        static async Task<byte[]> Group(OwnServer server, GrievancesDb db) =>
            (await server.Services.GetRequiredService<Platform.Security.TenantKeys>().Group(db, CaseKeys.Lessons, CancellationToken.None)).Value;
    }

    [Fact]
    public async Task AMigration_GivesWayToServersThatHoldTablesInAnotherOrder_AndTriesAgain()
    {
        // The database looks once for a knot, a second after somebody began to wait: on a busy machine the test is later than that, and is ended itself.
        for (var attempt = 1; !await Knotted(); attempt++)
            Assert.True(attempt < 5, "The migration was never the one that had to give way.");
    }

    private static async Task<bool> Knotted()
    {
        await using var database = await OwnDatabase.Create();
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), database);
        await using var source = Npgsql.NpgsqlDataSource.Create(database.Settings.Single(s => s.StartsWith("--ConnectionStrings:grievances-owner=", StringComparison.Ordinal)).Split('=', 2)[1]);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run("lock table webhook_events in access exclusive mode");
        var migration = own.Services.GetRequiredService<SchemaMigration>().Run();
        // The migration waits for that table and holds others by now: of the two who wait for each other the database ends the one that waited first.
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); !await Waits(); await Task.Delay(20))
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "The migration did not come to the table.");
        var gaveWay = true;
        try
        {
            await Run("lock table case_appeals in access exclusive mode");
            await transaction.CommitAsync();
        }
        catch (Npgsql.PostgresException late) when (late.SqlState == Npgsql.PostgresErrorCodes.DeadlockDetected)
        {
            gaveWay = false;
            await transaction.RollbackAsync();
        }
        await migration;
        return gaveWay;

        async Task Run(string sql)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        async Task<bool> Waits()
        {
            await using var command = source.CreateCommand("select count(*) from pg_locks where not granted and relation = 'webhook_events'::regclass");
            return (long)(await command.ExecuteScalarAsync())! > 0;
        }
    }

    [Fact]
    public async Task Admissibility_IsToldWithReasons_AndNeverWithAWaiver()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var id = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        Task<HttpResponseMessage> Decide(object body) => handler.PostAsJsonAsync($"{GrievancesServer.Api}/cases/{id}/admissibility", body);
        Assert.Equal("grievances.acknowledge_first", await CodeOf(await Decide(new { admissible = true })));
        await handler.PostAsync($"{GrievancesServer.Api}/cases/{id}/acknowledgement", null);
        Assert.Equal("grievances.reason_missing", await FieldOf(await Decide(new { admissible = false, text = "Not ours." })));
        Assert.Equal("grievances.waiver_clause", await FieldOf(await Decide(new { admissible = false, reason = "other_organisation", text = "You waive any right to sue us." })));
        // Nobody is sent away without somebody to turn to.
        Assert.Equal("grievances.nobody_sent_away", await CodeOf(await Decide(new { admissible = false, reason = "other_organisation", text = "The vendor runs this system." })));
        // A proposal that was taken back leaves nobody either.
        await server.Work(tenant, async db =>
        {
            db.Add(new CaseShare { TenantId = tenant.Id, Id = Guid.CreateVersion7(), CaseId = id, OtherTenantId = Guid.CreateVersion7(), OtherName = "Vendor", Given = true, State = ShareState.TakenBack, ProposedAt = DateTimeOffset.UtcNow, Version = 1 });
            await db.SaveChangesAsync();
        });
        Assert.Equal("grievances.nobody_sent_away", await CodeOf(await Decide(new { admissible = false, reason = "other_organisation", text = "The vendor runs this system." })));
        var body = global::Grievances.Help.HelpDirectory.Current.Bodies("FR", global::Grievances.Help.ChannelKind.DataProtection)[0];
        await GrievancesServer.Post(handler, $"/cases/{id}/legal", new { kind = "note", text = "They take such complaints.", body = body.Id });
        Assert.Equal(HttpStatusCode.NoContent, (await Decide(new { admissible = false, reason = "other_organisation", text = "The vendor runs this system." })).StatusCode);

        using var person = await server.Mailbox(receipt);
        var box = await person.GetFromJsonAsync<JsonElement>($"{GrievancesServer.Api}/mailbox");
        Assert.Equal(("inadmissible", $"The vendor runs this system.\n\nYou can turn to {body.Name}: {body.Web}"), (box.GetProperty("state").GetString(), box.GetProperty("admissibility").GetProperty("text").GetString()));
        Assert.Equal("other_organisation", box.GetProperty("admissibility").GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await Decide(new { admissible = true })).StatusCode);
    }

    private async Task<List<string>> KeptFrom<TEvent>(TestTenant tenant) => [.. (await server.Events<TEvent>(tenant)).Select(e => e.GetProperty("case"))
        .OrderBy(kase => kase.GetProperty("version").GetInt64()).Select(kase => string.Join(',', kase.GetProperty("keptFrom").EnumerateArray()))];

    private HttpClient Ombuds(TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "ombuds", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesHear);

    private static async Task Choose(HttpClient person, params string[] roles) =>
        Assert.Equal(HttpStatusCode.NoContent, (await person.PutAsJsonAsync($"{GrievancesServer.Api}/mailbox/readers", new { roles })).StatusCode);

    private Task<List<string>> Attempts(TestTenant tenant, Guid id) =>
        server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Subject == $"case:{id}" && l.Action == RefusedAccess.Action).Select(l => l.Purpose).ToListAsync());

    private static async Task<string> Refused(HttpClient client, string path, HttpStatusCode status)
    {
        using var answer = await client.GetAsync(GrievancesServer.Api + path);
        return await answer.Problem(status);
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    private static async Task<string?> FieldOf(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().First().Value[0].GetProperty("code").GetString();
}
