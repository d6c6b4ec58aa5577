using System.Net;
using System.Text.Json;

namespace Identity.Tests;

public sealed class OpenIdTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task Discovery_names_our_endpoints_and_S256_alone()
    {
        using var client = server.Browser();
        using var answer = await client.GetAsync("/.well-known/openid-configuration");
        var document = await answer.Json();

        Assert.Equal(["S256"], document.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(server.Address.ToString(), document.GetProperty("issuer").GetString());
        Assert.Equal(new Uri(server.Address, "/connect/token").ToString(), document.GetProperty("token_endpoint").GetString());
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"],
            document.GetProperty("grant_types_supported").EnumerateArray().Select(g => g.GetString()).Order());
        Assert.Equal(["code"], document.GetProperty("response_types_supported").EnumerateArray().Select(t => t.GetString()));
        using var keys = await client.GetAsync(document.GetProperty("jwks_uri").GetString());
        var key = Assert.Single((await keys.Json()).GetProperty("keys").EnumerateArray());
        Assert.Equal("EC", key.GetProperty("kty").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Fact]
    public async Task A_request_without_PKCE_or_with_plain_gets_no_code()
    {
        using var flow = new CodeFlow(server);

        foreach (var path in new[] { flow.AuthorizePath(pkce: false), flow.AuthorizePath(method: "plain") })
        {
            using var answer = await flow.Browser.GetAsync(path);
            Assert.Equal("platform.bad_request", await answer.Problem(HttpStatusCode.BadRequest));
            Assert.Null(answer.Headers.Location);
        }
    }

    [Fact]
    public async Task A_foreign_redirect_address_is_refused_without_going_there()
    {
        using var flow = new CodeFlow(server);
        var path = flow.AuthorizePath().Replace(Uri.EscapeDataString(flow.RedirectUri), Uri.EscapeDataString("https://evil.example/"), StringComparison.Ordinal);

        using var answer = await flow.Browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task A_code_needs_its_verifier_and_works_once()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        var code = await flow.Code(tenant.Administrator, tenant.Password);

        using var without = await flow.Exchange(code, withVerifier: false);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        using var first = await flow.Exchange(code);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var replay = await flow.Exchange(code);
        Assert.Equal("invalid_grant", (await replay.Json()).GetProperty("error").GetString());

        // Who replays a code may have stolen it, so what it gave is taken back.
        using var refresh = await flow.Refresh((await first.Json()).GetProperty("refresh_token").GetString()!);
        Assert.Equal("invalid_grant", (await refresh.Json()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_refreshed_token_carries_the_same_person()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(tenant.Administrator, tenant.Password);

        using var answer = await flow.Refresh(Refresh(tokens));

        var again = await answer.Json();
        Assert.NotEqual(Refresh(tokens), Refresh(again));
        Assert.Equal(Claim(tokens, "sub"), Claim(again, "sub"));
        Assert.Equal("administrator", Claim(again, "role"));
    }

    [Fact]
    public async Task Suspension_ends_refresh_and_sign_in_and_resuming_opens_both()
    {
        var tenant = await server.Provision();
        using var operatorClient = await server.Operator();
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(tenant.Administrator, tenant.Password);

        using (var suspended = await operatorClient.PostAsync($"/api/identity/v1/tenants/{tenant.Id}/suspend", null))
            Assert.False((await suspended.Json()).GetProperty("active").GetBoolean());

        using var refused = await flow.Refresh(Refresh(tokens));
        Assert.Equal("invalid_grant", (await refused.Json()).GetProperty("error").GetString());
        using var other = new CodeFlow(server);
        using var login = await other.SubmitForm(tenant.Administrator, tenant.Password);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);

        using (var resumed = await operatorClient.PostAsync($"/api/identity/v1/tenants/{tenant.Id}/resume", null))
            Assert.True((await resumed.Json()).GetProperty("active").GetBoolean());
        Assert.NotEmpty(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
    }

    [Fact]
    public async Task A_deactivated_account_can_neither_refresh_nor_sign_in()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        var (id, userName, password) = await AccountTests.CreateUser(admin, "case-handler");
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(userName, password);

        using (var answer = await admin.PostAsync($"/api/identity/v1/users/{id}/deactivate", null))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var refused = await flow.Refresh(Refresh(tokens));
        Assert.Equal("invalid_grant", (await refused.Json()).GetProperty("error").GetString());
        using var authorize = await flow.Browser.GetAsync(flow.AuthorizePath());
        Assert.StartsWith("/connect/login", authorize.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var login = await flow.SubmitForm(userName, password);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task A_machine_gets_what_its_scopes_say_and_nothing_else()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        using var created = await IdentityServer.Post(admin, "/api/identity/v1/clients", new { name = "Regulator", scopes = new[] { "transparency.read" } });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var client = await created.Json();
        var (clientId, secret) = (client.GetProperty("clientId").GetString()!, client.GetProperty("clientSecret").GetString()!);

        using var answer = await server.MachineToken(clientId, secret, "transparency.read");
        var token = await answer.Json();
        Assert.Equal((clientId, tenant.Id.ToString(), "transparency.read"), (Claim(token, "sub"), Claim(token, "tenant"), Claim(token, "permission")));

        using var more = await server.MachineToken(clientId, secret, "assessments.read");
        Assert.Equal(HttpStatusCode.BadRequest, more.StatusCode);
        using var wrong = await server.MachineToken(clientId, secret + "0");
        Assert.Equal("invalid_client", (await wrong.Json()).GetProperty("error").GetString());
        using var operating = await server.With(token.GetProperty("access_token").GetString()!).GetAsync("/api/identity/v1/tenants");
        Assert.Equal("platform.forbidden", await operating.Problem(HttpStatusCode.Forbidden));

        using (var operatorClient = await server.Operator())
        using (await operatorClient.PostAsync($"/api/identity/v1/tenants/{tenant.Id}/suspend", null))
        using (var suspended = await server.MachineToken(clientId, secret))
            Assert.Equal("invalid_grant", (await suspended.Json()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Many_who_come_at_once_all_get_their_token()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        using var created = await IdentityServer.Post(admin, "/api/identity/v1/clients", new { name = "Feed reader", scopes = new[] { "transparency.read" } });
        var client = await created.Json();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async n =>
        {
            if (n % 4 == 0)
                return (await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password)).Length > 0 ? HttpStatusCode.OK : HttpStatusCode.NoContent;
            using var answer = await server.MachineToken(client.GetProperty("clientId").GetString()!, client.GetProperty("clientSecret").GetString()!);
            return answer.StatusCode;
        }));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string? Claim(JsonElement tokens, string name) => CodeFlow.Part(tokens.GetProperty("access_token").GetString()!, 1).GetProperty(name).GetString();
}
