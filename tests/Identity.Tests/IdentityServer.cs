using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Identity.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Hosting.Start;
using Platform.Messaging;
using Platform.Tenancy;

namespace Identity.Tests;

/// <summary>The identity host as it is, on a loopback port, with a database and keys of its own in a temporary folder.</summary>
public sealed class IdentityServer : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("identity-tests-");
    private readonly string address = $"http://localhost:{Testing.Ports.Free()}";
    private string[] settings = [];
    private Action<IServiceCollection>? adjust;
    private WebApplication app = null!;

    public IServiceProvider Services => app.Services;

    public Uri Address => new(address);

    public string DataFolder => folder.FullName;

    /// <summary>A server of its own with other settings.</summary>
    public static async Task<IdentityServer> Start(string[] settings, Action<IServiceCollection>? adjust = null)
    {
        var server = new IdentityServer { settings = settings, adjust = adjust };
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        app = await Build();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Stops the host and starts it again on the same folder, with other settings if so wished.</summary>
    public async Task Restart(params string[] others)
    {
        await app.DisposeAsync();
        settings = others;
        await InitializeAsync();
    }

    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    public HttpClient Browser(DelegatingHandler? watch = null)
    {
        HttpMessageHandler handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        if (watch is not null)
            (watch.InnerHandler, handler) = (handler, watch);
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>A client that carries a token.</summary>
    public HttpClient With(string token)
    {
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A token by client credentials.</summary>
    public async Task<HttpResponseMessage> MachineToken(string clientId, string secret, string? scope = null)
    {
        using var client = Browser();
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null)
            form["scope"] = scope;
        return await client.PostAsync("/connect/token", new FormUrlEncodedContent(form));
    }

    /// <summary>The operator's client, with the secret the first start wrote.</summary>
    public async Task<HttpClient> Operator()
    {
        using var answer = await MachineToken("heed-operator", (await File.ReadAllTextAsync(Path.Combine(DataFolder, "keys", "operator.secret"))).Trim());
        return With((await answer.Json()).GetProperty("access_token").GetString()!);
    }

    /// <summary>Creates a tenant through the API; the administrator's password is the generated one.</summary>
    public async Task<Provisioned> Provision(string? slug = null)
    {
        slug ??= "t" + Guid.NewGuid().ToString("N")[..12];
        using var client = await Operator();
        using var answer = await Post(client, "/api/identity/v1/tenants", new { slug, name = "Harbour Hospitals", administrator = new { userName = $"admin@{slug}", displayName = "Administrator" } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = await answer.Json();
        return new Provisioned(body.GetProperty("id").GetGuid(), slug, $"admin@{slug}", body.GetProperty("administrator").GetProperty("initialPassword").GetString()!);
    }

    /// <summary>Posts with an Idempotency-Key.</summary>
    public static async Task<HttpResponseMessage> Post(HttpClient client, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }

    /// <summary>An administrator of a tenant, signed in.</summary>
    public async Task<HttpClient> Administrator(Provisioned tenant) => With(await CodeFlow.AccessToken(this, tenant.Administrator, tenant.Password));

    /// <summary>A human-rights lead of a tenant, signed in: the second person where guarded roles are given. The operator confirmed them, since nobody else could.</summary>
    public async Task<HttpClient> Lead(HttpClient administrator)
    {
        var userName = $"lead.{Guid.NewGuid():N}";
        using var created = await Post(administrator, "/api/identity/v1/users", new { userName, displayName = "Human-rights lead", roles = new[] { "human-rights-lead" } });
        var lead = await created.Json();
        await OperatorConfirms(administrator, lead.GetProperty("id").GetGuid());
        return With(await CodeFlow.AccessToken(this, userName, lead.GetProperty("initialPassword").GetString()!));
    }

    /// <summary>The operator confirms an account where a tenant has nobody who can.</summary>
    public async Task OperatorConfirms(HttpClient administrator, Guid account)
    {
        using var me = await administrator.GetAsync("/api/identity/v1/me");
        using var operation = await Operator();
        using var confirmed = await ConfirmIn(operation, (await me.Json()).GetProperty("tenant").GetGuid(), account);
        Assert.True(confirmed.IsSuccessStatusCode, await confirmed.Content.ReadAsStringAsync());
    }

    /// <summary>Asks as the operator.</summary>
    public static Task<HttpResponseMessage> ConfirmIn(HttpClient operation, Guid tenant, Guid account) =>
        operation.PostAsync($"/api/identity/v1/tenants/{tenant}/users/{account}/handling-roles/confirmation", null);

    /// <summary>Confirms an account's guarded roles.</summary>
    public static Task<HttpResponseMessage> Confirm(HttpClient second, Guid account) => second.PostAsync($"/api/identity/v1/users/{account}/handling-roles/confirmation", null);

    /// <summary>Actions and purposes of a tenant's audit lines about one record, in order.</summary>
    public Task<List<string>> Audit(Guid tenant, string subject) => Inside(tenant, db =>
        db.Set<AuditLine>().Where(l => l.Subject == subject).OrderBy(l => l.At).ThenBy(l => l.Action).ThenBy(l => l.Purpose).Select(l => l.Action + " " + l.Purpose).ToListAsync());

    /// <summary>Actions and actors of a tenant's audit lines about one record.</summary>
    public Task<List<(string Action, string Actor)>> AuditActors(Guid tenant, string subject) => Inside(tenant, async db =>
        (await db.Set<AuditLine>().Where(l => l.Subject == subject).Select(l => new { l.Action, l.Actor }).ToListAsync()).ConvertAll(l => (l.Action, l.Actor)));

    /// <summary>Events of a tenant in their order, in words; those without words are left out.</summary>
    public Task<List<string>> Published(Guid tenant, string type, Func<JsonElement, string?> words) => Inside(tenant, async db =>
        (await db.Set<OutboxMessage>().Where(m => m.Type == type).OrderBy(m => m.Id).Select(m => m.Body).ToListAsync())
            .Select(body => words(JsonDocument.Parse(body).RootElement)).OfType<string>().ToList());

    private async Task<T> Inside<T>(Guid tenant, Func<IdentityDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<IdentityDb>>().Read(() => read(scope.ServiceProvider.GetRequiredService<IdentityDb>()));
    }

    private async Task<WebApplication> Build()
    {
        var builder = PlatformHost.CreateBuilder(
        [
            "--applicationName=Identity.Host", $"--urls={address}", $"--Issuer={address}", $"--Data:Folder={DataFolder}",
            $"--Keys:Directory={Path.Combine(DataFolder, "keys")}", "--Keys:Create=true", "--Bus:Transport=InMemory", "--Database:Provider=Sqlite",
            .. settings,
        ]);
        builder.AddPlatform("identity", consumers => consumers.AddIdentityConsumers());
        builder.AddIdentityModule();
        adjust?.Invoke(builder.Services);
        var host = builder.Build();
        host.UsePlatform();
        host.MapIdentity();
        host.MapPlatform();
        await host.Services.GetRequiredService<SchemaMigration>().Run();
        return host;
    }
}

/// <summary>A tenant made for a test.</summary>
public sealed record Provisioned(Guid Id, string Slug, string Administrator, string Password);

/// <summary>Reads answers.</summary>
public static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(text.StartsWith('{') || text.StartsWith('['), $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asserts a problem document and gives its code.</summary>
    public static async Task<string> Problem(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var body = await answer.Json();
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return body.GetProperty("code").GetString()!;
    }
}
