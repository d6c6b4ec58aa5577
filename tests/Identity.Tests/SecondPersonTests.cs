using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Identity.Tests;

/// <summary>Nobody makes their own second person: not with an account they made, not with one they took over, not with a chain of either.</summary>
public sealed class SecondPersonTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1", Chosen = "a password that I know";

    [Theory]
    [InlineData("administrator"), InlineData("human-rights-lead")]
    public async Task Who_makes_a_second_account_with_a_password_they_know_confirms_nothing_with_it(string role)
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (_, puppetName) = await Make(admin, role);
        var (handler, handlerName) = await Make(admin, "case-handler");
        using var puppet = await SignIn(puppetName);

        using (var list = await puppet.GetAsync($"{Api}/handling-roles/waiting"))
            Assert.Equal("platform.forbidden", await list.Problem(HttpStatusCode.Forbidden));
        using (var accounts = await puppet.GetAsync($"{Api}/users"))
            Assert.Equal("platform.forbidden", await accounts.Problem(HttpStatusCode.Forbidden));
        using (var confirmed = await IdentityServer.Confirm(puppet, handler))
        {
            Assert.Equal("identity.confirmer_waits", await confirmed.Problem(HttpStatusCode.Forbidden));
            Assert.Contains("confirmed first", (await confirmed.Json()).ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, await PermissionsOf(handlerName));
        // What waits is told, so that a page can say so; it opens nothing.
        Assert.NotEqual(0, await PermissionsOf(handlerName, claim: "waiting_permission"));
        Assert.Single(await server.Audit(tenant.Id, $"account:{handler}"), "identity.confirmation_refused identity.confirmer_waits");
    }

    [Fact]
    public async Task A_chain_of_three_made_up_accounts_confirms_nothing_whoever_begins_it()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var made = new List<(Guid Id, string UserName)> { await Make(admin, "administrator"), await Make(admin, "human-rights-lead"), await Make(admin, "administrator") };
        foreach (var (id, _) in made)
            using (await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { })) { }
        made.Add(await Make(admin, "auditor"));
        var others = new List<(Guid Id, string UserName)> { await Make(admin, "administrator"), await Make(admin, "human-rights-lead") };
        made.AddRange(others);

        foreach (var (self, userName) in others)
        {
            using var puppet = await SignIn(userName);
            foreach (var (id, _) in made)
                using (var answer = await IdentityServer.Confirm(puppet, id))
                    Assert.Equal(id == self ? "identity.second_person_needed" : "identity.confirmer_waits", await answer.Problem(HttpStatusCode.Forbidden));
            using var more = await IdentityServer.Post(puppet, $"{Api}/users", Account("auditor", "u." + Guid.NewGuid().ToString("N")));
            Assert.Equal("platform.forbidden", await more.Problem(HttpStatusCode.Forbidden));
        }
        foreach (var (id, _) in made)
            using (var own = await IdentityServer.Confirm(admin, id))
                Assert.Equal("identity.second_person_needed", await own.Problem(HttpStatusCode.Forbidden));
        Assert.All(await Waiting(admin), account => Assert.Equal((false, true), (account.GetProperty("mayConfirm").GetBoolean(), account.GetProperty("operatorConfirms").GetBoolean())));
        Assert.Equal(made.Count, (await Waiting(admin)).Count);
    }

    [Theory]
    [InlineData("administrator"), InlineData("human-rights-lead"), InlineData("auditor")]
    public async Task Roles_changed_a_password_reset_and_an_account_let_in_again_each_wait_for_somebody_else(string role)
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, userName) = await Make(admin, "assessor");
        async Task SleepsAndIsConfirmed(string name, string password = Chosen)
        {
            Assert.True((await Get(admin, $"{Api}/users/{id}")).GetProperty("waitsForSecondPerson").GetBoolean());
            Assert.Equal(0, await PermissionsOf(name, password));
            using (var self = await IdentityServer.Confirm(admin, id))
                Assert.Equal("identity.second_person_needed", await self.Problem(HttpStatusCode.Forbidden));
            using (var second = await IdentityServer.Confirm(lead, id))
                Assert.Equal(HttpStatusCode.OK, second.StatusCode);
            Assert.NotEqual(0, await PermissionsOf(name, password));
        }

        using (await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { role } })) { }
        await SleepsAndIsConfirmed(userName);
        using var reset = await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { });
        var told = (await reset.Json()).GetProperty("initialPassword").GetString()!;
        await SleepsAndIsConfirmed(userName, told);
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }
        using (await admin.PostAsync($"{Api}/users/{id}/reactivate", null)) { }
        await SleepsAndIsConfirmed(userName, told);
    }

    [Fact]
    public async Task Who_knows_the_password_of_an_account_is_no_second_person_when_somebody_else_gives_it_a_role_later()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var deputy = await Deputy(admin);
        var (id, _) = await Make(admin, "assessor");
        using (await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "case-handler" } })) { }
        using (await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "assessor" } })) { }

        using (await deputy.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "case-handler" } })) { }

        foreach (var client in new[] { admin, deputy })
            using (var answer = await IdentityServer.Confirm(client, id))
                Assert.Equal("identity.second_person_needed", await answer.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_second_person_whose_account_is_taken_over_is_none_even_with_a_token_of_before()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (handler, _) = await Make(admin, "case-handler");
        var own = (await Get(lead, $"{Api}/me")).GetProperty("id").GetGuid();

        using (await IdentityServer.Post(admin, $"{Api}/users/{own}/password", new { })) { }

        using (var answer = await IdentityServer.Confirm(lead, handler))
            Assert.Equal("identity.confirmer_waits", await answer.Problem(HttpStatusCode.Forbidden));
        using (await admin.PostAsync($"{Api}/users/{own}/deactivate", null)) { }
        using var gone = await IdentityServer.Confirm(lead, handler);
        Assert.Equal("platform.forbidden", await gone.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Where_nobody_is_independent_the_operator_confirms_and_where_somebody_is_never()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var operation = await server.Operator();
        var (first, firstName) = await Make(admin, "human-rights-lead");

        var waiting = Assert.Single((await Get(operation, $"{Api}/tenants/{tenant.Id}/handling-roles/waiting")).GetProperty("items").EnumerateArray());
        Assert.Equal((first, "Administrator", true), (waiting.GetProperty("id").GetGuid(), waiting.GetProperty("givenBy")[0].GetString(), waiting.GetProperty("mayConfirm").GetBoolean()));
        foreach (var page in new[] { "/console/administration", $"/console/administration/{first}", "/console/confirmations" })
            Assert.Contains("operator has to confirm", await admin.GetStringAsync(page), StringComparison.Ordinal);
        using (var byAdmin = await IdentityServer.ConfirmIn(admin, tenant.Id, first))
            Assert.Equal("platform.forbidden", await byAdmin.Problem(HttpStatusCode.Forbidden));
        using (var confirmed = await IdentityServer.ConfirmIn(operation, tenant.Id, first))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Contains(("identity.handling_confirmed", "heed-operator"), await server.AuditActors(tenant.Id, $"account:{first}"));

        var (auditor, auditorName) = await Make(admin, "auditor");
        using (var refused = await IdentityServer.ConfirmIn(operation, tenant.Id, auditor))
            Assert.Equal("identity.organisation_confirms", await refused.Problem(HttpStatusCode.Forbidden));
        Assert.Single(await server.Audit(tenant.Id, $"account:{auditor}"), "identity.confirmation_refused identity.organisation_confirms");
        Assert.False(Assert.Single((await Get(operation, $"{Api}/tenants/{tenant.Id}/handling-roles/waiting")).GetProperty("items").EnumerateArray()).GetProperty("mayConfirm").GetBoolean());
        using var lead = await SignIn(firstName);
        using (var independent = await IdentityServer.Confirm(lead, auditor))
            Assert.Equal(HttpStatusCode.OK, independent.StatusCode);
        Assert.NotEqual(0, await PermissionsOf(auditorName));

        using (var unknown = await IdentityServer.ConfirmIn(operation, Guid.NewGuid(), auditor))
            Assert.Equal("identity.tenant_unknown", await unknown.Problem(HttpStatusCode.NotFound));
        using (var foreign = await IdentityServer.ConfirmIn(operation, (await server.Provision()).Id, auditor))
            Assert.Equal("identity.user_unknown", await foreign.Problem(HttpStatusCode.NotFound));
        using var cases = await operation.GetAsync($"{Api}/handling-roles/waiting");
        Assert.Equal("platform.forbidden", await cases.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Of_two_administrators_each_confirms_what_the_other_gave_and_neither_their_own()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var deputy = await Deputy(admin);

        foreach (var (giver, second) in new[] { (admin, deputy), (deputy, admin) })
        {
            var (id, userName) = await Make(giver, "ombuds");
            using (var own = await IdentityServer.Confirm(giver, id))
                Assert.Equal("identity.second_person_needed", await own.Problem(HttpStatusCode.Forbidden));
            using (var confirmed = await IdentityServer.Confirm(second, id))
                Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
            Assert.NotEqual(0, await PermissionsOf(userName));
        }
    }

    [Fact]
    public async Task The_operator_lets_nobody_in_past_people_who_can_be_asked()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        using var operation = await server.Operator();
        var (own, path) = ((await Get(admin, $"{Api}/me")).GetProperty("id").GetGuid(), $"{Api}/tenants/{tenant.Id}/administrators");

        using var reset = await IdentityServer.Post(operation, path, new { userName = tenant.Administrator, displayName = "Ignored" });
        using var made = await IdentityServer.Post(operation, path, new { userName = "more@" + tenant.Slug, displayName = "More" });
        var (initial, extra) = ((await reset.Json()).GetProperty("initialPassword").GetString()!, (await made.Json()).GetProperty("id").GetGuid());

        Assert.Equal(0, await PermissionsOf(tenant.Administrator, initial));
        foreach (var account in new[] { own, extra })
        {
            using (var itself = await IdentityServer.ConfirmIn(operation, tenant.Id, account))
                Assert.Equal("identity.second_person_needed", await itself.Problem(HttpStatusCode.Forbidden));
            using var confirmed = await IdentityServer.Confirm(lead, account);
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        }
        Assert.NotEqual(0, await PermissionsOf(tenant.Administrator, initial));
    }

    private static object Account(string role, string userName) => new { userName, displayName = "Made up", roles = new[] { role }, password = Chosen };

    private static async Task<(Guid Id, string UserName)> Make(HttpClient admin, string role)
    {
        var userName = "u." + Guid.NewGuid().ToString("N");
        using var created = await IdentityServer.Post(admin, $"{Api}/users", Account(role, userName));
        return ((await created.Json()).GetProperty("id").GetGuid(), userName);
    }

    // A second administrator who is a person of their own: the operator asked them.
    private async Task<HttpClient> Deputy(HttpClient admin)
    {
        var (id, userName) = await Make(admin, "administrator");
        await server.OperatorConfirms(admin, id);
        return await SignIn(userName);
    }

    private async Task<HttpClient> SignIn(string userName) => server.With(await CodeFlow.AccessToken(server, userName, Chosen));

    private async Task<int> PermissionsOf(string userName, string password = Chosen, string claim = "permission") =>
        CodeFlow.Part(await CodeFlow.AccessToken(server, userName, password), 1).TryGetProperty(claim, out var held) ? held.ValueKind == JsonValueKind.Array ? held.GetArrayLength() : 1 : 0;

    private static async Task<List<JsonElement>> Waiting(HttpClient client) => [.. (await Get(client, $"{Api}/handling-roles/waiting")).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }
}
