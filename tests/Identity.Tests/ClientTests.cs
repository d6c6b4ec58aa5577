using System.Net;
using System.Text.Json;

namespace Identity.Tests;

/// <summary>Machines' accounts after they were made.</summary>
public sealed class ClientTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1";

    [Fact]
    public async Task Machines_are_listed_page_by_page_and_a_strangers_are_unknown()
    {
        var (tenant, other) = (await server.Provision(), await server.Provision());
        using var admin = await server.Administrator(tenant);
        using var stranger = await server.Administrator(other);
        var made = new List<string>();
        for (var n = 0; n < 3; n++)
            made.Add((await Create(admin)).Id);
        var foreign = (await Create(stranger)).Id;

        var first = await Get(admin, $"{Api}/clients?limit=2");
        var second = await Get(admin, $"{Api}/clients?limit=2&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(made.Order(StringComparer.Ordinal), first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(c => c.GetProperty("clientId").GetString()!));
        Assert.Equal("transparency.read", first.GetProperty("items")[0].GetProperty("scopes")[0].GetString());
        foreach (var client in new[] { foreign, "heed-operator", "heed-console" })
            foreach (var verb in new[] { "revoke", "secret" })
                using (var answer = await IdentityServer.Post(admin, $"{Api}/clients/{client}/{verb}", new { }))
                    Assert.Equal("identity.client_unknown", await answer.Problem(HttpStatusCode.NotFound));
        using var page = await admin.GetAsync($"/console/administration/machines/{foreign}/revoke");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task A_new_secret_ends_the_old_one_and_a_repeated_request_tells_the_same()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, secret) = await Create(admin);
        var key = Guid.NewGuid().ToString();

        using var rotated = await IdentityServer.Post(admin, $"{Api}/clients/{id}/secret", new { }, key);
        using var again = await IdentityServer.Post(admin, $"{Api}/clients/{id}/secret", new { }, key);

        var next = (await rotated.Json()).GetProperty("clientSecret").GetString()!;
        Assert.Equal(next, (await again.Json()).GetProperty("clientSecret").GetString());
        using var old = await server.MachineToken(id, secret);
        Assert.Equal("invalid_client", (await old.Json()).GetProperty("error").GetString());
        using var works = await server.MachineToken(id, next, "transparency.read");
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
        Assert.Equal(["identity.client_created administration", "identity.scope_given transparency.read", "identity.client_secret_rotated administration"], await server.Audit(tenant.Id, $"client:{id}"));
    }

    [Fact]
    public async Task A_revoked_machine_gets_no_token_and_stays_in_the_list()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, secret) = await Create(admin);
        var list = await admin.GetStringAsync("/console/administration");
        Assert.Contains($"href=\"/console/administration/machines/{id}/revoke\"", list, StringComparison.Ordinal);

        using var revoked = await ConsoleTests.Submit(admin, $"/console/administration/machines/{id}/revoke");
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);

        using var token = await server.MachineToken(id, secret);
        Assert.False(token.IsSuccessStatusCode);
        Assert.Contains("gets no token any more", await admin.GetStringAsync(revoked.Headers.Location), StringComparison.Ordinal);
        var row = (await Get(admin, $"{Api}/clients")).GetProperty("items")[0];
        Assert.Equal((id, false), (row.GetProperty("clientId").GetString(), row.GetProperty("active").GetBoolean()));
        foreach (var verb in new[] { "revoke", "secret" })
            using (var twice = await IdentityServer.Post(admin, $"{Api}/clients/{id}/{verb}", new { }))
                Assert.Equal("identity.client_revoked", await twice.Problem(HttpStatusCode.Conflict));
        Assert.Contains("identity.client_revoked administration", await server.Audit(tenant.Id, $"client:{id}"));
    }

    [Fact]
    public async Task A_scope_that_is_none_is_refused_with_a_code()
    {
        using var admin = await server.Administrator(await server.Provision());

        using var answer = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new string?[] { null } });

        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
    }

    private static async Task<(string Id, string Secret)> Create(HttpClient admin)
    {
        using var created = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "transparency.read" } });
        var body = await created.Json();
        return (body.GetProperty("clientId").GetString()!, body.GetProperty("clientSecret").GetString()!);
    }

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await answer.Json();
    }
}
