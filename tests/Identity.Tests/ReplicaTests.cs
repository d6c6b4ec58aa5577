using System.Net;
using System.Net.Http.Headers;

namespace Identity.Tests;

/// <summary>Two replicas on one PostgreSQL, where nothing but the database stands between two requests that arrive together.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private const string Api = "/api/identity/v1";
    private IdentityServer? one, two;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HEED_SERVERS_JSON")), "infra/servers.sh up starts PostgreSQL; HEED_SERVERS_JSON names its addresses.");
        one = await IdentityServer.Start(["--Database:Provider=Postgres"]);
        two = await IdentityServer.Start(["--Database:Provider=Postgres", $"--Issuer={one.Address.ToString().TrimEnd('/')}", $"--Keys:Directory={Path.Combine(one.DataFolder, "keys")}"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (two is not null)
            await two.DisposeAsync();
        if (one is not null)
            await one.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_who_want_one_name_at_once_one_gets_it_and_the_other_is_told()
    {
        using var first = await one!.Operator();
        using var second = At(two!, first);
        for (var round = 0; round < 8; round++)
        {
            var slug = "t" + Guid.NewGuid().ToString("N")[..12];
            object Body(string user) => new { slug, name = "One", administrator = new { userName = $"{user}@{slug}", displayName = "Root" } };
            await OneOf("identity.slug_taken", IdentityServer.Post(first, $"{Api}/tenants", Body("a")), IdentityServer.Post(second, $"{Api}/tenants", Body("b")));
        }
    }

    [Fact]
    public async Task Of_two_accounts_of_one_name_one_is_made()
    {
        using var first = await one!.Administrator(await one.Provision());
        using var second = At(two!, first);
        for (var round = 0; round < 8; round++)
        {
            var body = new { userName = $"u.{Guid.NewGuid():N}", displayName = "X", roles = new[] { "assessor" } };
            await OneOf("identity.user_name_taken", IdentityServer.Post(first, $"{Api}/users", body), IdentityServer.Post(second, $"{Api}/users", body));
        }
    }

    [Fact]
    public async Task One_key_at_two_replicas_makes_one_tenant_and_one_password()
    {
        using var first = await one!.Operator();
        using var second = At(two!, first);
        for (var round = 0; round < 8; round++)
        {
            var (key, slug) = (Guid.NewGuid().ToString(), "t" + Guid.NewGuid().ToString("N")[..12]);
            var body = new { slug, name = "One", administrator = new { userName = $"root@{slug}", displayName = "Root" } };
            var answers = await Task.WhenAll(IdentityServer.Post(first, $"{Api}/tenants", body, key), IdentityServer.Post(second, $"{Api}/tenants", body, key));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
            Assert.Equal(await answers[0].Content.ReadAsStringAsync(), await answers[1].Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Guesses_at_two_replicas_are_all_counted_and_the_whole_life_of_an_account_works()
    {
        var tenant = await one!.Provision();
        using var admin = await one.Administrator(tenant);
        var (id, userName, password) = await AccountTests.CreateUser(admin, "case-handler");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async guess =>
        {
            using var flow = new CodeFlow(guess % 2 == 0 ? one : two!);
            using var answer = await flow.SubmitAt("/connect/login", userName, $"wrong password {guess}", "");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }));
        using (var flow = new CodeFlow(one))
        using (var rests = await flow.SubmitForm(userName, password))
            Assert.Equal(HttpStatusCode.OK, rests.StatusCode);

        using var reset = await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { });
        Assert.NotEmpty(await CodeFlow.AccessToken(one, userName, (await reset.Json()).GetProperty("initialPassword").GetString()!));
        foreach (var verb in new[] { "deactivate", "reactivate" })
            using (var answer = await admin.PostAsync($"{Api}/users/{id}/{verb}", null))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using (var waiting = await admin.GetAsync($"{Api}/handling-roles/waiting"))
            Assert.True((await waiting.Json()).GetProperty("items")[0].GetProperty("operatorConfirms").GetBoolean());
        await one.OperatorConfirms(admin, id);
        var (deputy, _, _) = await AccountTests.CreateUser(admin, "administrator");
        using (var answer = await admin.PostAsync($"{Api}/users/{deputy}/deactivate", null))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Can sign in", await admin.GetStringAsync($"/console/administration/{id}"), StringComparison.Ordinal);
        using var machine = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "transparency.read" } });
        var client = (await machine.Json()).GetProperty("clientId").GetString();
        foreach (var verb in new[] { "secret", "revoke" })
            using (var answer = await IdentityServer.Post(admin, $"{Api}/clients/{client}/{verb}", new { }))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var list = await admin.GetAsync($"{Api}/clients");
        Assert.False((await list.Json()).GetProperty("items")[0].GetProperty("active").GetBoolean());
        Assert.Contains("2 people can sign in", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);
    }

    private static HttpClient At(IdentityServer server, HttpClient who)
    {
        var client = server.Browser();
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(who.DefaultRequestHeaders.Authorization!.ToString());
        return client;
    }

    private static async Task OneOf(string code, params Task<HttpResponseMessage>[] requests)
    {
        var answers = await Task.WhenAll(requests);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(code, await answers.Single(answer => answer.StatusCode != HttpStatusCode.Created).Problem(HttpStatusCode.Conflict));
    }
}
