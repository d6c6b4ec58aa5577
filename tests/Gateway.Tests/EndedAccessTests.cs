using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Session;
using Microsoft.IdentityModel.JsonWebTokens;
using Testing;

namespace Gateway.Tests;

/// <summary>What somebody may no longer do ends within seconds, not with their token.</summary>
public sealed class EndedAccessTests(StaffedPlatform platform) : IClassFixture<StaffedPlatform>
{
    private const string Users = "/api/identity/v1/users", Anything = "/api/assessments/v1/anything", Password = "Correct-Horse-7-Battery";

    [Fact]
    public async Task A_deactivated_account_is_refused_by_token_and_by_session_and_another_goes_on()
    {
        using var admin = await Administrator();
        var (id, session) = await Person(admin, "assessor");
        var (_, other) = await Person(admin, "assessor");
        var token = await TokenOf(session);
        using var machine = With(token);
        Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync(Anything)).StatusCode);

        using (var gone = await admin.PostAsync($"{Users}/{id}/deactivate", null))
            Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        // Whoever reads that it ended finds it ended: nobody has to look again.

        foreach (var address in new[] { Anything, "/api/identity/v1/me", "/api/gateway/v1/emergency", "/api/grievances/v1/public/harbour/anything" })
            await (await machine.GetAsync(address)).IsProblem(401, "gateway.access_ended");
        await (await machine.PostAsJsonAsync(Anything, new { a = 1 })).IsProblem(401, "gateway.access_ended");
        // The session is over: what comes through has no token, and a service refuses it; what was tried is kept as theirs.
        var kase = $"/api/grievances/v1/cases/{Guid.NewGuid()}";
        Assert.Null((await (await session.GetAsync(kase)).Seen()).Header("Authorization"));
        Assert.Single(platform.Tried, kase);
        await (await session.GetAsync("/api/identity/v1/me")).IsProblem(401, "platform.unauthenticated");
        Assert.NotNull(await TokenOf(other));
        Assert.NotNull(await TokenOf(admin));
        session.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Who_loses_a_role_goes_on_in_the_same_session_with_what_is_left()
    {
        using var admin = await Administrator();
        var (id, session) = await Person(admin, "assessor", "publisher");
        var before = await TokenOf(session);
        Assert.Contains("transparency.publish", PermissionsIn(before));
        using (var changed = await admin.PutAsJsonAsync($"{Users}/{id}/roles", new { roles = new[] { "assessor" } }))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await platform.Look();

        using var copied = With(before);
        await (await copied.GetAsync(Anything)).IsProblem(401, "gateway.access_ended");
        var after = await TokenOf(session);
        Assert.NotEqual(before, after);
        Assert.DoesNotContain("transparency.publish", PermissionsIn(after));
        Assert.Contains("assessments.assess", PermissionsIn(after));
        // Given after the end, in a second of its own: it counts for as long as any other.
        Assert.Equal(after, await TokenOf(session));
        session.Dispose();
    }

    [Fact]
    public async Task A_handler_whose_password_is_reset_reads_nothing_and_nor_does_whoever_has_the_new_one()
    {
        using var admin = await Administrator();
        var (leadId, lead) = await Person(admin, "human-rights-lead");
        await platform.Confirm((await admin.Get("/api/identity/v1/me")).GetProperty("tenant").GetGuid(), leadId);
        var (id, handler) = await Person(admin, "case-handler");
        Assert.Empty(PermissionsIn(await TokenOf(handler)));
        await lead.Confirm(id);
        await platform.Look();
        Assert.Contains("grievances.handle", PermissionsIn(await TokenOf(handler)));
        var userName = (await admin.Get($"{Users}/{id}")).GetProperty("userName").GetString()!;

        var told = (await admin.Post($"{Users}/{id}/password", new { })).GetProperty("initialPassword").GetString()!;
        await platform.Look();

        await (await handler.GetAsync("/api/identity/v1/me")).IsProblem(401, "platform.unauthenticated");
        using var taken = await platform.SignIn(userName, told);
        Assert.Empty(PermissionsIn(await TokenOf(taken)));
        lead.Dispose();
        handler.Dispose();
        Assert.NotEqual(leadId, id);
    }

    [Fact]
    public async Task A_rotated_secret_and_a_revoked_machine_end_the_tokens_of_before()
    {
        using var admin = await Administrator();
        var made = await admin.Post("/api/identity/v1/clients", new { name = "Machine", scopes = new[] { "transparency.read" } });
        var (client, secret) = (made.GetProperty("clientId").GetString()!, made.GetProperty("clientSecret").GetString()!);
        using var first = await platform.Machine(client, secret, "transparency.read");
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync(Anything)).StatusCode);

        var rotated = (await admin.Post($"/api/identity/v1/clients/{client}/secret", new { })).GetProperty("clientSecret").GetString()!;
        await platform.Look();
        await (await first.GetAsync(Anything)).IsProblem(401, "gateway.access_ended");
        // Tokens are dated in whole seconds.
        await Task.Delay(TimeSpan.FromMilliseconds(1001 - DateTimeOffset.UtcNow.Millisecond), TestContext.Current.CancellationToken);
        using var second = await platform.Machine(client, rotated, "transparency.read");
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(Anything)).StatusCode);

        await admin.Post($"/api/identity/v1/clients/{client}/revoke", new { });
        await platform.Look();
        await (await second.GetAsync(Anything)).IsProblem(401, "gateway.access_ended");
    }

    [Fact]
    public async Task A_suspended_tenant_ends_for_all_its_people_and_machines()
    {
        using var admin = await Administrator();
        using var other = await Administrator();
        var made = await admin.Post("/api/identity/v1/clients", new { name = "Machine", scopes = new[] { "transparency.read" } });
        using var machine = await platform.Machine(made.GetProperty("clientId").GetString()!, made.GetProperty("clientSecret").GetString()!, "transparency.read");
        var tenant = (await admin.Get("/api/identity/v1/me")).GetProperty("tenant").GetGuid();
        using var operation = await platform.Operator();

        await operation.Post($"/api/identity/v1/tenants/{tenant}/suspend", new { });
        await platform.Look();

        await (await machine.GetAsync(Anything)).IsProblem(401, "gateway.access_ended");
        await (await admin.GetAsync("/api/identity/v1/me")).IsProblem(401, "platform.unauthenticated");
        Assert.NotNull(await TokenOf(other));
    }

    [Fact]
    public async Task Nobody_reads_the_list_from_outside()
    {
        using var anybody = platform.Anybody();
        foreach (var path in new[] { EndedAccess.Path, EndedAccess.Path + "/", "/api/identity/v1/../../../internal/identity/v1/ended-access", "/api/identity/%2e%2e/%2e%2e/internal/identity/v1/ended-access" })
            Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task While_nobody_can_be_asked_what_was_known_stays_and_a_replica_that_starts_asks_first()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var token = ("Authorization", "Bearer " + gateway.Services.Issuer.MachineToken("assessments.read"));
        await (await browser.Get(Anything, token)).Seen();
        gateway.Services.Ended["operator-1"] = DateTimeOffset.UtcNow;
        await gateway.Of<EndedAccess>().Read(TestContext.Current.CancellationToken);
        await (await browser.Get(Anything, token)).IsProblem(401, "gateway.access_ended");
        await (await browser.Get(Anything, ("Authorization", "bearer  " + token.Item2["Bearer ".Length..]))).IsProblem(401, "gateway.access_ended");
        await using (var replica = await gateway.Replicate())
        {
            using var newcomer = replica.Browser();
            await (await newcomer.Get(Anything, token)).IsProblem(401, "gateway.access_ended");
        }

        gateway.Services.AnswersEndedAccess = false;
        await Emergencies.Until(() => Task.FromResult(gateway.Log.All.Any(line => line.Contains("can't be asked and stays as it was", StringComparison.Ordinal))));
        await (await browser.Get(Anything, token)).IsProblem(401, "gateway.access_ended");
        await (await browser.Get(Anything, ("Authorization", "Bearer no.token.at-all"))).Seen();
        gateway.Services.AnswersEndedAccess = true;
        gateway.Services.Ended.Clear();
        // A token that could be under it has long ended by then.
        gateway.Clock.By = TimeSpan.FromMinutes(16);
        await gateway.Of<EndedAccess>().Read(TestContext.Current.CancellationToken);
        await (await browser.Get(Anything, token)).Seen();
    }

    [Fact]
    public async Task What_somebody_tries_near_a_case_after_their_access_ended_is_told_and_nothing_else_is()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var (token, kase) = (("Authorization", "Bearer " + gateway.Services.Issuer.MachineToken("grievances.read")), Guid.NewGuid());
        await (await browser.Get($"/api/grievances/v1/cases/{kase}", token)).Seen();
        gateway.Services.Ended["operator-1"] = DateTimeOffset.UtcNow;
        await gateway.Of<EndedAccess>().Read(TestContext.Current.CancellationToken);

        foreach (var path in new[] { $"/api/grievances/v1/cases/{kase}?cursor=words", $"/console/grievances/{kase}/talk", Anything, "/api/grievances/v1/public/harbour/anything", "/api/grievances/v1/mailbox" })
            await (await browser.Get(path, token)).IsProblem(401, "gateway.access_ended");
        await (await browser.Get($"/api/grievances/v1/cases/{kase}")).Seen();
        Assert.Equal([($"/api/grievances/v1/cases/{kase}", token.Item2), ($"/console/grievances/{kase}/talk", token.Item2)], gateway.Services.Tried);
        // Where it can't be told, they are refused all the same, and somebody reads of it.
        gateway.Services.AnswersEndedAccess = false;
        await (await browser.Get($"/api/grievances/v1/cases/{kase}", token)).IsProblem(401, "gateway.access_ended");
        Assert.Contains(gateway.Log.All, line => line.Contains("is not in the audit log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_is_sent_without_end_does_not_fill_the_log()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var (token, path) = (("Authorization", "Bearer " + gateway.Services.Issuer.MachineToken("grievances.read")), $"/api/grievances/v1/cases/{Guid.NewGuid()}");
        gateway.Services.Ended["operator-1"] = DateTimeOffset.UtcNow;
        await gateway.Of<EndedAccess>().Read(TestContext.Current.CancellationToken);
        foreach (var some in Enumerable.Range(0, 1_020).Chunk(20))
            await Task.WhenAll(some.Select(async _ => await (await browser.Get(path, token)).IsProblem(401, "gateway.access_ended")));
        Assert.Equal(1_000, gateway.Services.Tried.Count);
    }

    [Fact]
    public async Task A_replica_that_never_could_ask_lets_no_token_through_and_people_who_file_all_the_same()
    {
        await using var gateway = await GatewayUnderTest.Start($"--Services:identity:http:0=http://127.0.0.1:{GatewayUnderTest.FreePort()}");
        using var browser = gateway.Browser();

        await (await browser.Get(Anything, ("Authorization", "Bearer " + gateway.Services.Issuer.MachineToken("assessments.read")))).IsProblem(502, "platform.upstream");
        await (await browser.Get("/portal/harbour")).Seen();
    }

    private async Task<HttpClient> Administrator()
    {
        var slug = "t" + Guid.NewGuid().ToString("N")[..12];
        using var operation = await platform.Operator();
        await operation.Post("/api/identity/v1/tenants", new { slug, name = "Harbour Hospitals", administrator = new { userName = $"administrator@{slug}", displayName = "Administrator", password = Password } });
        return await platform.SignIn($"administrator@{slug}", Password);
    }

    private async Task<(Guid Id, HttpClient Session)> Person(HttpClient admin, params string[] roles)
    {
        var userName = $"u.{Guid.NewGuid():N}";
        var account = await admin.Post(Users, new { userName, displayName = roles[0], password = Password, roles });
        return (account.GetProperty("id").GetGuid(), await platform.SignIn(userName, Password));
    }

    private HttpClient With(string? token)
    {
        var client = platform.Anybody();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The token that a service gets from a session.</summary>
    private static async Task<string?> TokenOf(HttpClient session) => (await (await session.GetAsync(Anything)).Seen()).Header("Authorization")?["Bearer ".Length..];

    private static List<string> PermissionsIn(string? token) => [.. new JsonWebTokenHandler().ReadJsonWebToken(token).Claims.Where(c => c.Type == "permission").Select(c => c.Value)];
}
