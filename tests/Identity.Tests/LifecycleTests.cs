using System.Net;
using System.Net.Http.Json;

namespace Identity.Tests;

/// <summary>What becomes of an account after it was made.</summary>
public sealed class LifecycleTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1";

    [Fact]
    public async Task A_reset_ends_sessions_and_a_rest_and_its_password_is_told_once_and_to_be_changed()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, userName, password) = await AccountTests.CreateUser(admin, "case-handler");
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(userName, password);
        for (var guess = 0; guess < 5; guess++)
            using (await flow.SubmitAt("/connect/login", userName, $"wrong password {guess}", "")) { }
        var key = Guid.NewGuid().ToString();

        using var reset = await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { }, key);
        using var again = await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { }, key);
        var initial = (await reset.Json()).GetProperty("initialPassword").GetString()!;
        Assert.Equal(initial, (await again.Json()).GetProperty("initialPassword").GetString());

        using var refresh = await flow.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal("invalid_grant", (await refresh.Json()).GetProperty("error").GetString());
        using var cookie = await flow.Browser.GetAsync(flow.AuthorizePath());
        Assert.StartsWith("/connect/login", cookie.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var old = await flow.SubmitForm(userName, password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        using var login = await flow.SubmitForm(userName, initial);
        using var next = await flow.Browser.GetAsync(login.Headers.Location);
        Assert.StartsWith("/connect/password", next.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("an administrator has replaced it", await flow.Browser.GetStringAsync(next.Headers.Location), StringComparison.Ordinal);
        Assert.Single(await server.Audit(tenant.Id, $"account:{id}"), "identity.password_reset administration");
    }

    [Fact]
    public async Task Nobody_resets_their_own_password_unasked_or_a_strangers()
    {
        var (a, b) = (await server.Provision(), await server.Provision());
        using var admin = await server.Administrator(a);
        using var other = await server.Administrator(b);
        var (id, _, _) = await AccountTests.CreateUser(other, "assessor");

        using var own = await IdentityServer.Post(admin, $"{Api}/users/{await Own(admin)}/password", new { });
        Assert.Equal("identity.own_password", await own.Problem(HttpStatusCode.Conflict));
        foreach (var path in new[] { "password", "reactivate" })
            using (var foreign = await IdentityServer.Post(admin, $"{Api}/users/{id}/{path}", new { }))
                Assert.Equal("identity.user_unknown", await foreign.Problem(HttpStatusCode.NotFound));
        using var roles = await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "auditor" } });
        Assert.Equal("identity.user_unknown", await roles.Problem(HttpStatusCode.NotFound));
        foreach (var page in new[] { "", "/password", "/reactivate" })
            using (var foreign = await admin.GetAsync($"/console/administration/{id}{page}"))
                Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task A_deactivated_account_comes_back_with_its_password_but_not_its_sessions()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, userName, password) = await AccountTests.CreateUser(admin, "publisher");
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(userName, password);
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }

        using var back = await admin.PostAsync($"{Api}/users/{id}/reactivate", null);
        Assert.True((await back.Json()).GetProperty("active").GetBoolean());

        using var refresh = await flow.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal("invalid_grant", (await refresh.Json()).GetProperty("error").GetString());
        using var cookie = await flow.Browser.GetAsync(flow.AuthorizePath());
        Assert.StartsWith("/connect/login", cookie.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.NotEmpty(await CodeFlow.AccessToken(server, userName, password));
        Assert.Equal(["identity.account_deactivated administration", "identity.account_reactivated administration"],
            (await server.Audit(tenant.Id, $"account:{id}")).Where(l => l.Contains("activated", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Changed_roles_are_in_the_next_token_and_each_difference_in_the_audit_log()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, userName, password) = await AccountTests.CreateUser(admin, "case-handler");
        var system = Guid.NewGuid();
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(userName, password);

        using (var changed = await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "assessor", "publisher" }, reportingLine = "legal", revenueFor = new[] { system } }))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        using var refreshed = await flow.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        var claims = CodeFlow.Part((await refreshed.Json()).GetProperty("access_token").GetString()!, 1);
        Assert.Equal(["assessor", "publisher"], claims.GetProperty("role").EnumerateArray().Select(r => r.GetString()).Order());
        Assert.Equal(("legal", system.ToString()), (claims.GetProperty("reporting_line").GetString(), claims.GetProperty("revenue_for").GetString()));
        var lines = await server.Audit(tenant.Id, $"account:{id}");
        foreach (var line in new[] { "identity.role_given case-handler", "identity.role_given assessor", "identity.role_given publisher", "identity.role_taken case-handler", "identity.reporting_line_set legal", $"identity.revenue_given system:{system}" })
            Assert.Single(lines, line);
        using var bad = await admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "administrator", "case-handler" } });
        Assert.Equal("identity.roles_conflict", (await bad.Json()).GetProperty("errors").GetProperty("/roles")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_tenant_never_loses_its_last_administrator()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var own = await Own(admin);
        using (var self = await admin.PutAsJsonAsync($"{Api}/users/{own}/roles", new { roles = new[] { "auditor" } }))
            Assert.Equal("identity.own_administrator", await self.Problem(HttpStatusCode.Conflict));
        var (id, userName, password) = await AccountTests.CreateUser(admin, "administrator");
        await server.OperatorConfirms(admin, id);
        using var second = server.With(await CodeFlow.AccessToken(server, userName, password));
        await AccountTests.CreateUser(admin, "administrator");
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }

        // One whose role sleeps manages nothing, so it does not count. The second one's token still works for a while.
        using (var deactivate = await second.PostAsync($"{Api}/users/{own}/deactivate", null))
            Assert.Equal("identity.last_administrator", await deactivate.Problem(HttpStatusCode.Conflict));
        using (var demote = await second.PutAsJsonAsync($"{Api}/users/{own}/roles", new { roles = new[] { "auditor" } }))
            Assert.Equal("identity.last_administrator", await demote.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_operator_lets_an_administrator_in_again_and_touches_nobody_else()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (_, handler, _) = await AccountTests.CreateUser(admin, "case-handler");
        using var client = await server.Operator();
        var path = $"{Api}/tenants/{tenant.Id}/administrators";

        using var reset = await IdentityServer.Post(client, path, new { userName = tenant.Administrator.ToUpperInvariant(), displayName = "Ignored" });
        var initial = (await reset.Json()).GetProperty("initialPassword").GetString()!;
        using var claims = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, initial));
        Assert.Equal(await Own(admin), await Own(claims));
        using var made = await IdentityServer.Post(client, path, new { userName = "second@" + tenant.Slug, displayName = "Second" });
        // Somebody is there who can be asked.
        using (var confirmed = await IdentityServer.Confirm(claims, (await made.Json()).GetProperty("id").GetGuid()))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        var token = CodeFlow.Part(await CodeFlow.AccessToken(server, "second@" + tenant.Slug, (await made.Json()).GetProperty("initialPassword").GetString()!), 1);
        Assert.Equal((tenant.Id.ToString(), "administrator"), (token.GetProperty("tenant").GetString(), token.GetProperty("role").GetString()));

        using var taken = await IdentityServer.Post(client, path, new { userName = handler, displayName = "X" });
        Assert.Equal("identity.user_name_taken", await taken.Problem(HttpStatusCode.Conflict));
        using var unknown = await IdentityServer.Post(client, $"{Api}/tenants/{Guid.NewGuid()}/administrators", new { userName = "any.name", displayName = "X" });
        Assert.Equal("identity.tenant_unknown", await unknown.Problem(HttpStatusCode.NotFound));
        using var byAdmin = await IdentityServer.Post(admin, path, new { userName = "third.one", displayName = "X" });
        Assert.Equal("platform.forbidden", await byAdmin.Problem(HttpStatusCode.Forbidden));
        Assert.Single(await server.Audit(tenant.Id, $"account:{await Own(claims)}"), "identity.password_reset operation");
    }

    private static async Task<string> Own(HttpClient client)
    {
        using var me = await client.GetAsync($"{Api}/me");
        return (await me.Json()).GetProperty("id").GetString()!;
    }
}
