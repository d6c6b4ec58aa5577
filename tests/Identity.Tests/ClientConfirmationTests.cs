using System.Net;
using System.Text.Json;
using Identity.Features.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Tests;

/// <summary>Nobody lets a machine at grievances alone, as nobody lets a person at them alone.</summary>
public sealed class ClientConfirmationTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1";

    [Theory]
    [InlineData("grievances.read"), InlineData("grievances.import"), InlineData("grievances.file_for_others")]
    public async Task A_machine_that_comes_close_to_grievances_gets_no_token_before_somebody_else_has_confirmed_it(string scope)
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, secret) = await Create(admin, waits: true, scope, "transparency.read");

        foreach (var asked in new[] { null, scope, "transparency.read" })
            using (var refused = await server.MachineToken(id, secret, asked))
            {
                var said = await refused.Json();
                Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client", "identity.client_waits"), (refused.StatusCode, said.GetProperty("error").GetString(), said.GetProperty("code").GetString()));
                Assert.Contains("waits for a second person", said.GetProperty("error_description").GetString(), StringComparison.Ordinal);
            }
        Assert.Contains("before another administrator or a human-rights lead has confirmed it", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);
        using (var self = await Confirm(admin, id))
            Assert.Equal("identity.second_person_needed", await self.Problem(HttpStatusCode.Forbidden));
        var waiting = Assert.Single((await Get(lead, $"{Api}/clients/waiting")).GetProperty("items").EnumerateArray());
        Assert.Equal((id, scope, "Administrator", true), (waiting.GetProperty("clientId").GetString(), waiting.GetProperty("scopes")[0].GetString(), waiting.GetProperty("givenBy")[0].GetString(), waiting.GetProperty("mayConfirm").GetBoolean()));
        using (var second = await Confirm(lead, id))
            Assert.False((await second.Json()).GetProperty("waitsForSecondPerson").GetBoolean());
        using (var again = await Confirm(lead, id))
            Assert.Equal("identity.nothing_to_confirm", await again.Problem(HttpStatusCode.Conflict));

        using var token = await server.MachineToken(id, secret);
        Assert.Contains(scope, CodeFlow.Part((await token.Json()).GetProperty("access_token").GetString()!, 1).GetProperty("permission").ToString(), StringComparison.Ordinal);
        var lines = await server.AuditActors(tenant.Id, $"client:{id}");
        Assert.Equal(["identity.client_confirmed", "identity.client_created", "identity.confirmation_refused", "identity.confirmation_refused", "identity.scope_given", "identity.scope_given"], lines.Select(l => l.Action).Order());
        Assert.NotEqual(lines.Single(l => l.Action == "identity.client_created").Actor, lines.Single(l => l.Action == "identity.client_confirmed").Actor);
    }

    [Fact]
    public async Task A_machine_that_does_what_anybody_may_needs_nobody_and_one_that_is_seeded_counts_at_once()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var made = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Product", scopes = new[] { "grievances.file_from_product", "assessments.read" }, systemId = Guid.NewGuid() });
        var product = await made.Json();
        Assert.False(product.GetProperty("waitsForSecondPerson").GetBoolean());
        using (var token = await server.MachineToken(product.GetProperty("clientId").GetString()!, product.GetProperty("clientSecret").GetString()!))
            Assert.Equal(HttpStatusCode.OK, token.StatusCode);

        var (id, secret) = ($"seeded-{Guid.NewGuid():N}", ClientCreation.NewSecret());
        await using (var scope = server.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ClientCreation>().Create(tenant.Id, id, secret, ["grievances.read"]);
        using var seeded = await server.MachineToken(id, secret);
        Assert.Equal(HttpStatusCode.OK, seeded.StatusCode);
        Assert.Empty((await Get(admin, $"{Api}/clients/waiting")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Whoever_is_told_a_new_secret_is_no_second_person_and_the_machine_waits_for_one()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (deputyId, deputyName, deputyPassword) = await AccountTests.CreateUser(admin, "administrator");
        using (await IdentityServer.Confirm(lead, deputyId)) { }
        using var deputy = server.With(await CodeFlow.AccessToken(server, deputyName, deputyPassword));
        var (id, _) = await Create(admin, waits: true, "grievances.read");
        using (var confirmed = await Confirm(deputy, id))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);

        using var rotated = await IdentityServer.Post(deputy, $"{Api}/clients/{id}/secret", new { });
        var (secret, waits) = ((await rotated.Json()).GetProperty("clientSecret").GetString()!, (await rotated.Json()).GetProperty("waitsForSecondPerson").GetBoolean());
        Assert.True(waits);
        using (var refused = await server.MachineToken(id, secret))
            Assert.Equal("identity.client_waits", (await refused.Json()).GetProperty("code").GetString());
        using (var self = await Confirm(deputy, id))
            Assert.Equal("identity.second_person_needed", await self.Problem(HttpStatusCode.Forbidden));
        using (var second = await Confirm(lead, id))
            Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        using (var token = await server.MachineToken(id, secret))
            Assert.Equal(HttpStatusCode.OK, token.StatusCode);

        using (await IdentityServer.Post(admin, $"{Api}/clients/{id}/secret", new { })) { }
        using (await IdentityServer.Post(admin, $"{Api}/clients/{id}/revoke", new { })) { }
        Assert.Empty((await Get(lead, $"{Api}/clients/waiting")).GetProperty("items").EnumerateArray());
        using var gone = await Confirm(lead, id);
        Assert.Equal("identity.client_revoked", await gone.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Where_nobody_is_independent_the_operator_confirms_and_strangers_machines_and_plain_staff_never()
    {
        var (tenant, other) = (await server.Provision(), await server.Provision());
        using var admin = await server.Administrator(tenant);
        using var stranger = await server.Administrator(other);
        using var operation = await server.Operator();
        var (id, secret) = await Create(admin, waits: true, "grievances.read");
        Task<HttpResponseMessage> AsOperator(HttpClient client) => client.PostAsync($"{Api}/tenants/{tenant.Id}/clients/{id}/confirmation", null);

        using (var foreign = await Confirm(stranger, id))
            Assert.Equal("identity.client_unknown", await foreign.Problem(HttpStatusCode.NotFound));
        using (var byAdmin = await AsOperator(admin))
            Assert.Equal("platform.forbidden", await byAdmin.Problem(HttpStatusCode.Forbidden));
        var (plainId, plainSecret) = await Create(admin, waits: false, "transparency.read");
        using (var token = await server.MachineToken(plainId, plainSecret))
        using (var machine = server.With((await token.Json()).GetProperty("access_token").GetString()!))
        using (var byMachine = await Confirm(machine, id))
            Assert.Equal("platform.forbidden", await byMachine.Problem(HttpStatusCode.Forbidden));
        Assert.True(Assert.Single((await Get(operation, $"{Api}/tenants/{tenant.Id}/clients/waiting")).GetProperty("items").EnumerateArray()).GetProperty("mayConfirm").GetBoolean());
        Assert.Contains("operator has to confirm", await admin.GetStringAsync("/console/confirmations"), StringComparison.Ordinal);
        using (var confirmed = await AsOperator(operation))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        using (var works = await server.MachineToken(id, secret))
            Assert.Equal(HttpStatusCode.OK, works.StatusCode);

        using var lead = await server.Lead(admin);
        (id, _) = await Create(admin, waits: true, "grievances.import");
        using var refused = await AsOperator(operation);
        Assert.Equal("identity.organisation_confirms", await refused.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_lead_confirms_a_machine_by_one_button()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        var (id, secret) = await Create(admin, waits: true, "grievances.read");
        async Task<HttpResponseMessage> Press(HttpClient client) => await client.PostAsync("/console/confirmations?handler=Machine", new FormUrlEncodedContent(
            [new("ClientId", id), new("__RequestVerificationToken", CodeFlow.Hidden(await client.GetStringAsync("/console/confirmations"), "__RequestVerificationToken"))]));

        var page = await lead.GetStringAsync("/console/confirmations");
        Assert.Contains("See the queue of grievances, without their content", page, StringComparison.Ordinal);
        Assert.Contains("Somebody else has to confirm this", await admin.GetStringAsync("/console/confirmations"), StringComparison.Ordinal);
        using var pressed = await Press(lead);
        Assert.Equal((HttpStatusCode.Redirect, $"/console/confirmations?machine={id}"), (pressed.StatusCode, pressed.Headers.Location?.OriginalString));
        Assert.Contains("Confirmed for Machine", await lead.GetStringAsync(pressed.Headers.Location), StringComparison.Ordinal);
        using var token = await server.MachineToken(id, secret);
        Assert.Equal(HttpStatusCode.OK, token.StatusCode);
    }

    private static Task<HttpResponseMessage> Confirm(HttpClient client, string id) => client.PostAsync($"{Api}/clients/{id}/confirmation", null);

    private static async Task<(string Id, string Secret)> Create(HttpClient admin, bool waits, params string[] scopes)
    {
        using var created = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes });
        var body = await created.Json();
        Assert.Equal(waits, body.GetProperty("waitsForSecondPerson").GetBoolean());
        return (body.GetProperty("clientId").GetString()!, body.GetProperty("clientSecret").GetString()!);
    }

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await answer.Json();
    }
}
