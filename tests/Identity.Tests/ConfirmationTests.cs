using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Identity.Tests;

/// <summary>Nobody lets another person at grievances alone.</summary>
public sealed class ConfirmationTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1";

    [Theory]
    [InlineData("case-handler"), InlineData("ombuds"), InlineData("identity-custodian"), InlineData("human-rights-lead"), InlineData("auditor"), InlineData("administrator")]
    public async Task A_guarded_role_sleeps_until_a_second_person_confirms_it_and_both_stand_in_the_record(string role)
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, userName, password) = await AccountTests.CreateUser(admin, role);
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(userName, password);
        Assert.Equal((0, 0), Claims(tokens));

        using (var first = await IdentityServer.Confirm(admin, id))
            Assert.Equal("identity.second_person_needed", await first.Problem(HttpStatusCode.Forbidden));
        var waiting = Assert.Single((await Get(lead, $"{Api}/handling-roles/waiting")).GetProperty("items").EnumerateArray());
        Assert.Equal((id, "Administrator", true), (waiting.GetProperty("id").GetGuid(), waiting.GetProperty("givenBy")[0].GetString(), waiting.GetProperty("mayConfirm").GetBoolean()));
        using (var second = await IdentityServer.Confirm(lead, id))
            Assert.Equal(role, (await second.Json()).GetProperty("roles")[0].GetString());
        using (var again = await IdentityServer.Confirm(lead, id))
            Assert.Equal("identity.nothing_to_confirm", await again.Problem(HttpStatusCode.Conflict));

        var (roles, permissions) = Claims(await Refreshed(flow, tokens));
        Assert.True(roles == 1 && permissions > 0);
        Assert.Single(await server.Audit(tenant.Id, $"account:{id}"), $"identity.handling_confirmed {role}");
        Assert.Equal(["identity.account_created", "identity.confirmation_refused", "identity.confirmation_refused", "identity.handling_confirmed", "identity.role_given"], (await Actors(tenant, id)).Where(l => l.Actor != id.ToString()).Select(l => l.Action).Order());
        Assert.Equal(2, (await Actors(tenant, id)).Where(l => l.Actor != id.ToString()).Select(l => l.Actor).Distinct().Count());
    }

    [Fact]
    public async Task Every_way_to_hand_out_the_role_or_the_account_makes_it_sleep_again_and_taking_a_role_needs_nobody()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, _, _) = await AccountTests.CreateUser(admin, "assessor");
        async Task<bool> Waits() => (await Get(admin, $"{Api}/users/{id}")).GetProperty("waitsForSecondPerson").GetBoolean();
        async Task Roles(params string[] roles)
        {
            using var answer = await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        async Task SleepsAndIsConfirmed()
        {
            Assert.True(await Waits());
            using (var self = await IdentityServer.Confirm(admin, id))
                Assert.Equal("identity.second_person_needed", await self.Problem(HttpStatusCode.Forbidden));
            using var answer = await IdentityServer.Confirm(lead, id);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(await Waits());
        }

        using (await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { })) { }
        Assert.False(await Waits());
        await Roles("assessor", "case-handler");
        await SleepsAndIsConfirmed();
        await Roles("ombuds", "engagement-lead");
        await SleepsAndIsConfirmed();
        using (await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { })) { }
        await SleepsAndIsConfirmed();
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }
        using (await admin.PostAsync($"{Api}/users/{id}/reactivate", null)) { }
        await SleepsAndIsConfirmed();
        await Roles("ombuds");
        Assert.False(await Waits());
        await Roles("case-handler");
        await Roles("assessor");
        Assert.False(await Waits());
    }

    [Fact]
    public async Task Who_took_part_in_giving_it_never_confirms_it_nor_the_person_themselves_nor_a_stranger()
    {
        var (tenant, other) = (await server.Provision(), await server.Provision());
        using var admin = await server.Administrator(tenant);
        using var stranger = await server.Administrator(other);
        var (deputyId, deputyName, deputyPassword) = await AccountTests.CreateUser(admin, "administrator");
        await server.OperatorConfirms(admin, deputyId);
        using var deputy = server.With(await CodeFlow.AccessToken(server, deputyName, deputyPassword));
        using var created = await IdentityServer.Post(admin, $"{Api}/users", new { userName = $"both.{Guid.NewGuid():N}", displayName = "Both", roles = new[] { "human-rights-lead", "case-handler" } });
        var both = await created.Json();
        var id = both.GetProperty("id").GetGuid();
        using (await IdentityServer.Post(deputy, $"{Api}/users/{id}/password", new { })) { }
        using var reset = await IdentityServer.Post(deputy, $"{Api}/users/{id}/password", new { });
        using var self = server.With(await CodeFlow.AccessToken(server, both.GetProperty("userName").GetString()!, (await reset.Json()).GetProperty("initialPassword").GetString()!));

        foreach (var client in new[] { admin, deputy, self })
            using (var answer = await IdentityServer.Confirm(client, id))
                Assert.Equal("identity.second_person_needed", await answer.Problem(HttpStatusCode.Forbidden));
        using (var foreign = await IdentityServer.Confirm(stranger, id))
            Assert.Equal("identity.user_unknown", await foreign.Problem(HttpStatusCode.NotFound));
        Assert.Empty((await Get(stranger, $"{Api}/handling-roles/waiting")).GetProperty("items").EnumerateArray());
        var (_, readerName, readerPassword) = await AccountTests.CreateUser(admin, "assessor");
        using var reader = server.With(await CodeFlow.AccessToken(server, readerName, readerPassword));
        using (var without = await IdentityServer.Confirm(reader, id))
            Assert.Equal("platform.forbidden", await without.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_lead_confirms_by_one_button_and_only_what_was_shown()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, userName, _) = await AccountTests.CreateUser(admin, "case-handler");

        Assert.Contains("Waits for a second person", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);
        Assert.Contains("Another administrator or a human-rights lead has to", await admin.GetStringAsync($"/console/administration/{id}"), StringComparison.Ordinal);
        Assert.Contains("Somebody else has to confirm this", await admin.GetStringAsync("/console/confirmations"), StringComparison.Ordinal);
        var page = await lead.GetStringAsync("/console/confirmations");
        Assert.Contains(userName, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/confirmations\"", page, StringComparison.Ordinal);
        using (await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "ombuds" } })) { }
        using (var stale = await ConsoleTests.Submit(lead, "/console/confirmations", ("Id", id.ToString()), ("Seen", "case-handler")))
            Assert.Contains("error-summary", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var confirmed = await ConsoleTests.Submit(lead, "/console/confirmations", ("Id", id.ToString()), ("Seen", "ombuds"));
        Assert.Contains("Confirmed for Una User", await lead.GetStringAsync(confirmed.Headers.Location), StringComparison.Ordinal);
        Assert.DoesNotContain("Waits for a second person", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);
        Assert.Contains("No account waits for a second person.", await lead.GetStringAsync("/console/confirmations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colleagues_are_told_to_whoever_gives_work_with_the_roles_that_count_and_page_by_page()
    {
        var (tenant, other) = (await server.Provision(), await server.Provision());
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        using var stranger = await server.Administrator(other);
        await AccountTests.CreateUser(stranger, "case-handler");
        var handlers = new List<Guid>();
        for (var n = 0; n < 3; n++)
        {
            handlers.Add((await AccountTests.CreateUser(admin, "case-handler")).Id);
            using (await IdentityServer.Confirm(lead, handlers[n])) { }
        }
        var (asleep, _, _) = await AccountTests.CreateUser(admin, "case-handler");
        using (await admin.PostAsync($"{Api}/users/{handlers[2]}/deactivate", null)) { }

        var first = await Get(lead, $"{Api}/colleagues?role=case-handler&limit=1");
        var second = await Get(lead, $"{Api}/colleagues?role=case-handler&limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(handlers.Take(2).Order(), new[] { first, second }.Select(p => p.GetProperty("items")[0].GetProperty("id").GetGuid()).Order());
        Assert.Equal(["id", "name", "roles"], first.GetProperty("items")[0].EnumerateObject().Select(p => p.Name));
        var all = (await Get(admin, $"{Api}/colleagues")).GetProperty("items").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetGuid(), c => c.GetProperty("roles").GetArrayLength());
        Assert.Equal((5, 0), (all.Count, all[asleep]));
        using (var unknown = await lead.GetAsync($"{Api}/colleagues?role=root"))
            Assert.Equal("platform.invalid", await unknown.Problem(HttpStatusCode.BadRequest));
        var (_, name, password) = await AccountTests.CreateUser(admin, "assessor");
        using var assessor = server.With(await CodeFlow.AccessToken(server, name, password));
        using var refused = await assessor.GetAsync($"{Api}/colleagues");
        Assert.Equal("platform.forbidden", await refused.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Every_change_of_standing_or_of_the_roles_that_count_is_published_with_the_next_version()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, _, _) = await AccountTests.CreateUser(admin, "case-handler");
        using (await IdentityServer.Confirm(lead, id)) { }
        using (await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { })) { }
        using (await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { })) { }
        using (await IdentityServer.Confirm(lead, id)) { }
        using (await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "case-handler", "publisher" }, reportingLine = "legal" })) { }
        using (await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "case-handler", "publisher" }, reportingLine = "product" })) { }
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }
        using (await admin.PostAsync($"{Api}/users/{id}/reactivate", null)) { }

        Assert.Equal(
        [
            "1  True", "2 case-handler True", "3  True", "4 case-handler True", "5 case-handler,publisher True", "6 case-handler,publisher False", "7 publisher True",
        ], await server.Published(tenant.Id, "identity.account-changed.v1", e => e.GetProperty("accountId").GetGuid() != id ? null
            : $"{e.GetProperty("version").GetInt64()} {string.Join(',', e.GetProperty("roles").EnumerateArray().Select(r => r.GetString()))} {e.GetProperty("active").GetBoolean()}"));
    }

    private async Task<List<(string Action, string Actor)>> Actors(Provisioned tenant, Guid id) => await server.AuditActors(tenant.Id, $"account:{id}");

    private static (int Roles, int Permissions) Claims(JsonElement tokens)
    {
        var claims = CodeFlow.Part(tokens.GetProperty("access_token").GetString()!, 1);
        return (Count(claims, "role"), Count(claims, "permission"));
    }

    private static int Count(JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var value) ? 0 : value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 1;

    private static async Task<JsonElement> Refreshed(CodeFlow flow, JsonElement tokens)
    {
        using var answer = await flow.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        return await answer.Json();
    }

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }
}
