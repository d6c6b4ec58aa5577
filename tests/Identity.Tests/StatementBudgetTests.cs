using System.Net.Http.Json;
using ServiceTests;

namespace Identity.Tests;

/// <summary>No endpoint or page of this service costs more than eight statements, however many accounts there are.</summary>
public sealed class StatementBudgetTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1";

    [Fact]
    public async Task No_endpoint_costs_more_than_eight_statements()
    {
        using var statements = new StatementCounter();
        var tenant = await server.Provision();
        using var operation = await server.Operator();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        for (var i = 0; i < 30; i++)
            (await IdentityServer.Post(admin, $"{Api}/users", Account())).EnsureSuccessStatusCode();
        var other = (await (await IdentityServer.Post(admin, $"{Api}/users", Account())).Json()).GetProperty("id").GetGuid();
        var costs = new Dictionary<string, int>();
        async Task Cost(string what, HttpClient client, HttpRequestMessage request) => costs[what] = await statements.Of(client, request);

        var first = (await (await IdentityServer.Post(admin, $"{Api}/users", Account())).Json()).GetProperty("id").GetGuid();
        await Cost("list to confirm as operator", operation, new(HttpMethod.Get, $"{Api}/tenants/{tenant.Id}/handling-roles/waiting"));
        await Cost("confirm as operator", operation, Posting($"/tenants/{tenant.Id}/users/{first}/handling-roles/confirmation"));
        using var lead = await server.Lead(admin);
        await Cost("list users", admin, new(HttpMethod.Get, $"{Api}/users"));
        await Cost("one user", admin, new(HttpMethod.Get, $"{Api}/users/{other}"));
        await Cost("me", admin, new(HttpMethod.Get, $"{Api}/me"));
        await Cost("administration", admin, new(HttpMethod.Get, "/console/administration"));
        await Cost("form", admin, new(HttpMethod.Get, "/console/administration/new"));
        await Cost("create user", admin, Posting("/users", Account()));
        await Cost("create client", admin, Posting("/clients", new { name = "Machine", scopes = new[] { "transparency.read" } }));
        await Cost("list to confirm", lead, new(HttpMethod.Get, $"{Api}/handling-roles/waiting"));
        await Cost("page to confirm", lead, new(HttpMethod.Get, "/console/confirmations"));
        await Cost("confirm", lead, Posting($"/users/{other}/handling-roles/confirmation"));
        await Cost("page after a confirmation", lead, new(HttpMethod.Get, $"/console/confirmations?confirmed={other}"));
        await Cost("colleagues", lead, new(HttpMethod.Get, $"{Api}/colleagues?role=case-handler"));
        await Cost("ended access", lead, new(HttpMethod.Get, "/internal/identity/v1/ended-access"));
        await Cost("role held", lead, new(HttpMethod.Get, $"/internal/identity/v1/tenants/{tenant.Id}/roles/ombuds"));
        await Cost("deactivate user", admin, Posting($"/users/{other}/deactivate"));
        await Cost("reactivate user", admin, Posting($"/users/{other}/reactivate"));
        await Cost("reset password", admin, Posting($"/users/{other}/password"));
        await Cost("change roles", admin, new(HttpMethod.Put, $"{Api}/users/{other}/roles") { Content = JsonContent.Create(new { roles = new[] { "auditor", "publisher" }, reportingLine = "legal", revenueFor = new[] { Guid.NewGuid() } }) });
        var machine = (await (await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "transparency.read" } })).Json()).GetProperty("clientId").GetString();
        var guarded = new List<string>();
        for (var i = 0; i < 3; i++)
            guarded.Add((await (await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "grievances.read" } })).Json()).GetProperty("clientId").GetString()!);
        await Cost("machines to confirm", lead, new(HttpMethod.Get, $"{Api}/clients/waiting"));
        await Cost("machines to confirm as operator", operation, new(HttpMethod.Get, $"{Api}/tenants/{tenant.Id}/clients/waiting"));
        await Cost("confirm machine", lead, Posting($"/clients/{guarded[0]}/confirmation"));
        await Cost("page to confirm machines", lead, new(HttpMethod.Get, $"/console/confirmations?machine={guarded[0]}"));
        await Cost("rotate a guarded secret", admin, Posting($"/clients/{guarded[0]}/secret"));
        using var auditor = await Auditor(admin, lead);
        foreach (var path in new[] { $"{Api}/log?reference={tenant.Administrator}", $"{Api}/log/chain", $"{Api}/log/export", "/console/administration/log", "/console/administration/log?handler=Check" })
            await Cost(path, auditor, new(HttpMethod.Get, path));
        await Cost("list clients", admin, new(HttpMethod.Get, $"{Api}/clients"));
        await Cost("account page", admin, new(HttpMethod.Get, $"/console/administration/{other}"));
        await Cost("reset page", admin, new(HttpMethod.Get, $"/console/administration/{other}/password"));
        await Cost("reactivate page", admin, new(HttpMethod.Get, $"/console/administration/{other}/reactivate"));
        await Cost("revoke page", admin, new(HttpMethod.Get, $"/console/administration/machines/{machine}/revoke"));
        await Cost("list after a change and with a foreign cursor", admin, new(HttpMethod.Get, $"/console/administration?changed={other}&cursor=zzz"));
        await Cost("rotate secret", admin, Posting($"/clients/{machine}/secret"));
        await Cost("revoke client", admin, Posting($"/clients/{machine}/revoke"));
        await Cost("make administrator", operation, Posting($"/tenants/{tenant.Id}/administrators", new { userName = $"a{Guid.NewGuid():N}", displayName = "Administrator" }));
        await Cost("reissue administrator", operation, Posting($"/tenants/{tenant.Id}/administrators", new { userName = tenant.Administrator, displayName = "Administrator" }));
        await Cost("list tenants", operation, new(HttpMethod.Get, $"{Api}/tenants"));
        await Cost("create tenant", operation, Posting("/tenants", new { slug = "t" + Guid.NewGuid().ToString("N")[..12], name = "Clinic", administrator = new { userName = $"a{Guid.NewGuid():N}", displayName = "Administrator" } }));
        await Cost("suspend tenant", operation, Posting($"/tenants/{tenant.Id}/suspend"));
        await Cost("resume tenant", operation, Posting($"/tenants/{tenant.Id}/resume"));

        Assert.All(costs, cost => Assert.True(cost.Value <= 8, $"{cost.Key}: {cost.Value} statements"));
        Assert.All(costs.Where(c => c.Key is not ("me" or "form")), cost => Assert.True(cost.Value > 0, $"{cost.Key} wasn't counted"));
    }

    [Fact]
    public async Task Signing_in_costs_at_most_eight_statements_a_request()
    {
        using var statements = new StatementCounter();
        var tenant = await server.Provision();
        using var costs = new Costing(statements);
        using var flow = new CodeFlow(server, costs);
        var tokens = await flow.Tokens(tenant.Administrator, tenant.Password);
        using var refreshed = await flow.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        Assert.True(refreshed.IsSuccessStatusCode);

        Assert.Equal(["GET /connect/authorize", "GET /connect/login", "GET /connect/password", "POST /connect/login", "POST /connect/password", "POST /connect/token"], costs.Of.Keys.Order(StringComparer.Ordinal));
        Assert.All(costs.Of, cost => Assert.True(cost.Value <= 8, $"{cost.Key}: {cost.Value} statements"));
    }

    [Fact]
    public async Task Looking_at_accounts_reads_no_password_hash()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, _, _) = await AccountTests.CreateUser(admin, "assessor");
        using var texts = new StatementTexts();

        foreach (var path in new[] { $"{Api}/users", $"{Api}/users/{id}", $"{Api}/colleagues", $"{Api}/handling-roles/waiting", "/console/administration", "/console/confirmations", $"/console/administration/{id}" })
            await texts.Of(admin, path);

        Assert.NotEmpty(texts.Seen);
        Assert.DoesNotContain(texts.Seen, text => text.Contains("password_hash", StringComparison.Ordinal) || text.Contains("security_stamp", StringComparison.Ordinal));
    }

    private async Task<HttpClient> Auditor(HttpClient admin, HttpClient lead)
    {
        var (id, userName, password) = await AccountTests.CreateUser(admin, "auditor");
        (await IdentityServer.Confirm(lead, id)).EnsureSuccessStatusCode();
        return server.With(await CodeFlow.AccessToken(server, userName, password));
    }

    private static object Account() => new { userName = $"u{Guid.NewGuid():N}", displayName = "Handler", roles = new[] { "case-handler" } };

    private static HttpRequestMessage Posting(string path, object? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Api + path) { Content = JsonContent.Create(body ?? new { }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    /// <summary>Keeps the dearest of each kind of request.</summary>
    private sealed class Costing(StatementCounter statements) : DelegatingHandler
    {
        public Dictionary<string, int> Of { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var trace = statements.Mark(request);
            var answer = await base.SendAsync(request, cancellation);
            var kind = $"{request.Method} {request.RequestUri!.AbsolutePath}";
            Of[kind] = Math.Max(Of.GetValueOrDefault(kind), statements.Of(trace));
            return answer;
        }
    }
}
