using System.Net;
using System.Text;
using Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Security;
using Platform.Tenancy;

namespace Identity.Tests;

/// <summary>Requests that are sent twice, and requests that somebody else was faster with.</summary>
public sealed class RaceTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1";

    [Fact]
    public async Task What_answers_with_a_secret_wants_a_key_and_answers_the_same_to_the_same()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, _, _) = await AccountTests.CreateUser(admin, "assessor");
        using var machine = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "transparency.read" } });
        var client = (await machine.Json()).GetProperty("clientId").GetString();
        using var operation = await server.Operator();
        (HttpClient By, string Path, string Body)[] requests =
        [
            (admin, "/users", $$"""{"userName":"u.{{Guid.NewGuid():N}}","displayName":"X","roles":["assessor"]}"""),
            (admin, "/clients", """{"name":"Machine","scopes":["transparency.read"]}"""),
            (admin, $"/users/{id}/password", "{}"),
            (admin, $"/clients/{client}/secret", "{}"),
            (operation, $"/tenants/{tenant.Id}/administrators", $$"""{"userName":"a.{{Guid.NewGuid():N}}","displayName":"X"}"""),
        ];
        foreach (var (by, path, body) in requests)
        {
            using var missing = await Send(by, path, body, null);
            Assert.Equal("platform.idempotency_key_missing", await missing.Problem(HttpStatusCode.BadRequest));
            using var malformed = await Send(by, path, body, "short");
            Assert.Equal("platform.idempotency_key_missing", await malformed.Problem(HttpStatusCode.BadRequest));
            var key = Guid.NewGuid().ToString();
            using var first = await Send(by, path, body, key);
            using var second = await Send(by, path, body, key);
            Assert.True(first.IsSuccessStatusCode, $"{path}: {await first.Content.ReadAsStringAsync()}");
            Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
            if (body == "{}")
                continue;
            using var other = await Send(by, path, body.Replace('X', 'Y').Replace("Machine", "Engine", StringComparison.Ordinal), key);
            Assert.Equal("platform.idempotency_key_reused", await other.Problem(HttpStatusCode.UnprocessableEntity));
        }
    }

    [Fact]
    public async Task A_key_older_than_its_record_makes_no_second_tenant_and_no_fault()
    {
        using var client = await server.Operator();
        var key = Guid.NewGuid().ToString();
        object Body(string slug) => new { slug, name = "One", administrator = new { userName = "root@" + slug, displayName = "Root" } };
        var slug = "t" + Guid.NewGuid().ToString("N")[..10];
        using var first = await IdentityServer.Post(client, $"{Api}/tenants", Body(slug), key);
        var tenant = (await first.Json()).GetProperty("id").GetGuid();
        await using (var scope = server.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            await scope.ServiceProvider.GetRequiredService<UnitOfWork<IdentityDb>>().Write(() =>
                db.Set<IdempotencyRecord>().ExecuteUpdateAsync(set => set.SetProperty(r => r.ExpiresAt, DateTimeOffset.UtcNow.AddMinutes(-1))));
        }

        using var other = await IdentityServer.Post(client, $"{Api}/tenants", Body("t" + Guid.NewGuid().ToString("N")[..10]), key);
        Assert.Equal("platform.idempotency_key_reused", await other.Problem(HttpStatusCode.UnprocessableEntity));
        using var same = await IdentityServer.Post(client, $"{Api}/tenants", Body(slug), key);
        Assert.Equal("identity.slug_taken", await same.Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("tenants", 1, null)]
    [InlineData("tenants", 99, "identity.slug_taken")]
    [InlineData("accounts", 1, null)]
    [InlineData("accounts", 99, "identity.user_name_taken")]
    public async Task Whoever_loses_a_race_for_a_name_is_told_or_tries_again(string table, int times, string? code)
    {
        var rival = new Rival(table);
        await using var own = await IdentityServer.Start([], services => services.ConfigureDbContext<IdentityDb>(options => options.AddInterceptors(rival)));
        using var client = await own.Operator();
        var slug = "t" + Guid.NewGuid().ToString("N")[..10];
        rival.Times = times;

        using var answer = await IdentityServer.Post(client, $"{Api}/tenants", new { slug, name = "One", administrator = new { userName = "root@" + slug, displayName = "Root" } });

        if (code is null)
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        else
            Assert.Equal(code, await answer.Problem(HttpStatusCode.Conflict));
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>Takes the same name a moment before whoever is saving it, as another replica would after both had looked.</summary>
    private sealed class Rival(string table) : SaveChangesInterceptor
    {
        public int Times { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            var db = (IdentityDb)eventData.Context!;
            if (Times == 0 || db.ChangeTracker.Entries<RegisteredTenant>().SingleOrDefault(e => e.State == EntityState.Added)?.Entity is not { } tenant)
                return result;
            Times--;
            var account = db.ChangeTracker.Entries<Account>().Single().Entity;
            var id = Guid.NewGuid();
            var slug = table == "tenants" ? tenant.Slug : "r" + tenant.Slug;
            await db.Database.ExecuteSqlAsync($"insert into tenants (id, slug, name, active, version, created_at) values ({id}, {slug}, 'Rival', 1, 1, '2026-01-01')", cancellationToken);
            if (table == "accounts")
                await db.Database.ExecuteSqlAsync($"""
                    insert into accounts (id, home_tenant, display_name, roles, revenue_for, active, must_change_password, created_at, user_name, normalized_user_name, two_factor_enabled, lockout_enabled, access_failed_count)
                    values ({Guid.NewGuid()}, {id}, 'Rival', '[]', '[]', 1, 0, '2026-01-01', {account.UserName}, {account.NormalizedUserName}, 0, 1, 0)
                    """, cancellationToken);
            return result;
        }
    }
}
