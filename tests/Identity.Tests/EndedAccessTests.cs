using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Identity.OpenId;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Platform.Tenancy;

namespace Identity.Tests;

/// <summary>What the gateway is told of access that has ended.</summary>
public sealed class EndedAccessTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1", Ended = "/internal/identity/v1/ended-access";

    [Fact]
    public async Task Every_change_that_takes_something_ends_what_tokens_of_before_allow_and_nothing_else_does()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, _, _) = await AccountTests.CreateUser(admin, "assessor");
        using var created = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "transparency.read" } });
        var client = (await created.Json()).GetProperty("clientId").GetString()!;
        using var operation = await server.Operator();
        async Task<int> Times(string subject) => (await List()).GetProperty("items").EnumerateArray().Count(e => e.GetProperty("subject").GetString() == subject);
        async Task Ends(string subject, Func<Task<HttpResponseMessage>> change, int times = 1)
        {
            var before = await Times(subject);
            using var answer = await change();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(before + times, await Times(subject));
        }

        var account = id.ToString();
        Assert.Equal((0, 0), (await Times(account), await Times(client)));
        await Ends(account, () => admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "auditor" } }));
        await Ends(account, () => admin.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "auditor" } }), times: 0);
        await Ends(account, () => IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { }));
        await Ends(account, () => admin.PostAsync($"{Api}/users/{id}/deactivate", null));
        await Ends(account, () => admin.PostAsync($"{Api}/users/{id}/deactivate", null), times: 0);
        await Ends(client, () => IdentityServer.Post(admin, $"{Api}/clients/{client}/secret", new { }));
        await Ends(client, () => IdentityServer.Post(admin, $"{Api}/clients/{client}/revoke", new { }));
        await Ends(tenant.Id.ToString(), () => operation.PostAsync($"{Api}/tenants/{tenant.Id}/suspend", null));
        await Ends(tenant.Id.ToString(), () => operation.PostAsync($"{Api}/tenants/{tenant.Id}/resume", null), times: 0);
    }

    [Fact]
    public async Task The_list_holds_ids_and_times_alone_and_a_cursor_that_misses_nothing()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, _, _) = await AccountTests.CreateUser(admin, "assessor");
        var before = await List();
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }

        var after = await List(before.GetProperty("next").GetInt64());
        var entry = Assert.Single(after.GetProperty("items").EnumerateArray(), e => e.GetProperty("subject").GetString() == id.ToString());
        Assert.Equal(["subject", "at"], entry.EnumerateObject().Select(p => p.Name));
        // What was committed late begins before what was seen: the next question asks for it again.
        Assert.InRange(after.GetProperty("next").GetInt64(), before.GetProperty("next").GetInt64(), entry.GetProperty("at").GetInt64() - 1);
        Assert.False(after.GetProperty("more").GetBoolean());
    }

    [Fact]
    public async Task A_person_who_changes_their_password_ends_tokens_of_before_and_the_first_own_password_ends_none()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        var subject = CodeFlow.Part((await flow.Tokens(tenant.Administrator, tenant.Password)).GetProperty("access_token").GetString()!, 1).GetProperty("sub").GetString();
        async Task<int> Times() => (await List()).GetProperty("items").EnumerateArray().Count(e => e.GetProperty("subject").GetString() == subject);
        Assert.Equal(0, await Times());

        using (await flow.Choose("/connect/password", "another one of my own", current: flow.Own(tenant.Administrator, tenant.Password))) { }

        Assert.Equal(1, await Times());
    }

    [Fact]
    public async Task An_entry_goes_when_no_token_can_be_under_it()
    {
        var clock = new Ahead();
        await using var own = await IdentityServer.Start([], services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        using var admin = await own.Administrator(await own.Provision());
        var (id, _, _) = await AccountTests.CreateUser(admin, "assessor");
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }
        using var client = own.Browser();
        async Task<int> Listed() => (await client.GetFromJsonAsync<JsonElement>(Ended)).GetProperty("items").GetArrayLength();
        var pruning = own.Services.GetServices<IHostedService>().OfType<EndedAccessPruning>().Single();

        clock.By = TimeSpan.FromMinutes(14);
        await pruning.Prune(TestContext.Current.CancellationToken);
        Assert.Equal(1, await Listed());
        clock.By = TimeSpan.FromMinutes(16);
        await pruning.Prune(TestContext.Current.CancellationToken);
        clock.By = TimeSpan.Zero;
        Assert.Equal(0, await Listed());
    }

    private async Task<JsonElement> List(long since = 0)
    {
        using var client = server.Browser();
        return await client.GetFromJsonAsync<JsonElement>($"{Ended}?since={since}");
    }

    private sealed class Ahead : TimeProvider
    {
        private readonly MicrosecondClock clock = new();

        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + By;
    }
}
