using System.Net;
using System.Text;
using Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Messaging;
using Platform.Tenancy;

namespace Identity.Tests;

public sealed class TenantTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task Each_change_of_a_tenant_is_published_and_recorded()
    {
        var tenant = await server.Provision();
        using var client = await server.Operator();
        foreach (var verb in new[] { "suspend", "suspend", "resume" })
            using (await client.PostAsync($"/api/identity/v1/tenants/{tenant.Id}/{verb}", null)) { }

        var (all, lines) = await Stored(tenant.Id);
        var events = all.Where(e => e.Contains("slug", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, events.Count);
        Assert.Contains("\"version\":3", events[^1], StringComparison.Ordinal);
        Assert.Contains("\"active\":true", events[^1], StringComparison.Ordinal);
        Assert.All(events, e => Assert.Contains(tenant.Slug, e, StringComparison.Ordinal));
        Assert.Equal(["identity.account_created", "identity.role_given", "identity.tenant_created", "identity.tenant_resumed", "identity.tenant_suspended"], lines.Order());
    }

    [Fact]
    public async Task A_repeated_request_gives_the_same_tenant_and_password_and_another_body_is_refused()
    {
        using var client = await server.Operator();
        var (key, slug) = (Guid.NewGuid().ToString(), "t" + Guid.NewGuid().ToString("N")[..10]);
        object Body(string name) => new { slug, name, administrator = new { userName = "root@" + slug, displayName = "Root" } };

        using var first = await IdentityServer.Post(client, "/api/identity/v1/tenants", Body("One"), key);
        using var again = await IdentityServer.Post(client, "/api/identity/v1/tenants", Body("One"), key);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal((await first.Json()).ToString(), (await again.Json()).ToString());
        using var other = await IdentityServer.Post(client, "/api/identity/v1/tenants", Body("Two"), key);
        Assert.Equal("platform.idempotency_key_reused", await other.Problem(HttpStatusCode.UnprocessableEntity));
        using var taken = await IdentityServer.Post(client, "/api/identity/v1/tenants", Body("Three"));
        Assert.Equal("identity.slug_taken", await taken.Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("{\"slug\":\"mailbox\",\"name\":\"M\",\"administrator\":{\"userName\":\"mail.admin\",\"displayName\":\"A\"}}", "/slug", "identity.slug_reserved")]
    [InlineData("{\"slug\":\"Up Per\",\"name\":\"M\",\"administrator\":{\"userName\":\"mail.admin\",\"displayName\":\"A\"}}", "/slug", "identity.slug_malformed")]
    [InlineData("{\"slug\":\"mercy\",\"name\":\"\",\"administrator\":{\"userName\":\"mail.admin\",\"displayName\":\"A\"}}", "/name", "identity.name_malformed")]
    [InlineData("{\"slug\":\"mercy\",\"name\":\"M\",\"administrator\":{\"userName\":\"mail.admin\",\"displayName\":\"A\",\"password\":\"short\"}}", "/administrator/password", "identity.password_weak")]
    [InlineData("{\"slug\":\"mercy\",\"name\":\"M\",\"admin\":{}}", "/admin", "platform.unknown_field")]
    public async Task A_bad_tenant_is_refused_and_leaves_nothing(string body, string pointer, string code)
    {
        using var client = await server.Operator();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/identity/v1/tenants") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());

        using var answer = await client.SendAsync(request);

        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(code, (await answer.Json()).GetProperty("errors").GetProperty(pointer)[0].GetProperty("code").GetString());
        using var list = await client.GetAsync("/api/identity/v1/tenants?limit=200");
        Assert.DoesNotContain((await list.Json()).GetProperty("items").EnumerateArray(), t => t.GetProperty("slug").GetString() is "mercy" or "mailbox");
    }

    [Fact]
    public async Task A_missing_key_an_unknown_tenant_and_an_administrator_are_refused()
    {
        using var client = await server.Operator();
        const string body = "{\"slug\":\"mercy\",\"name\":\"M\",\"administrator\":{\"userName\":\"abc\",\"displayName\":\"A\"}}";
        using var missing = await client.PostAsync("/api/identity/v1/tenants", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal("platform.idempotency_key_missing", await missing.Problem(HttpStatusCode.BadRequest));
        using var unknown = await client.PostAsync($"/api/identity/v1/tenants/{Guid.NewGuid()}/suspend", null);
        Assert.Equal("identity.tenant_unknown", await unknown.Problem(HttpStatusCode.NotFound));

        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        using var suspend = await admin.PostAsync($"/api/identity/v1/tenants/{tenant.Id}/suspend", null);
        Assert.Equal("platform.forbidden", await suspend.Problem(HttpStatusCode.Forbidden));
        using var users = await client.GetAsync("/api/identity/v1/users");
        Assert.Equal("platform.forbidden", await users.Problem(HttpStatusCode.Forbidden));
    }

    private async Task<(List<string> Events, List<string> Actions)> Stored(Guid tenant)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<IdentityDb>>().Read(async () =>
            (await db.Set<OutboxMessage>().OrderBy(m => m.Id).Select(m => m.Body).ToListAsync(), await db.Set<AuditLine>().Select(l => l.Action).ToListAsync()));
    }
}
