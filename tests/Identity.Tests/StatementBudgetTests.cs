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

        await Cost("list users", admin, new(HttpMethod.Get, $"{Api}/users"));
        await Cost("one user", admin, new(HttpMethod.Get, $"{Api}/users/{other}"));
        await Cost("me", admin, new(HttpMethod.Get, $"{Api}/me"));
        await Cost("administration", admin, new(HttpMethod.Get, "/console/administration"));
        await Cost("form", admin, new(HttpMethod.Get, "/console/administration/new"));
        await Cost("create user", admin, Posting("/users", Account()));
        await Cost("create client", admin, Posting("/clients", new { name = "Machine", scopes = new[] { "transparency.read" } }));
        await Cost("deactivate user", admin, Posting($"/users/{other}/deactivate"));
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

        Assert.Equal(["GET /connect/authorize", "GET /connect/login", "POST /connect/login", "POST /connect/token"], costs.Of.Keys.Order(StringComparer.Ordinal));
        Assert.All(costs.Of, cost => Assert.True(cost.Value <= 8, $"{cost.Key}: {cost.Value} statements"));
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
