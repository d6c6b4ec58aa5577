using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Identity.Tests;

/// <summary>The audit log of accounts and machines before the auditor: what was done, what was refused, and whether its chain holds.</summary>
public sealed class LogTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private const string Api = "/api/identity/v1", Console = "/console/administration/log";

    [Fact]
    public async Task An_auditor_reads_who_let_whom_in_and_what_was_refused_and_nobody_else_does()
    {
        var (tenant, other) = (await server.Provision(), await server.Provision());
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        using var auditor = await Auditor(admin, lead);
        var own = (await Get(admin, $"{Api}/me")).GetProperty("id").GetString();
        var (id, userName, password) = await AccountTests.CreateUser(admin, "case-handler");
        using var handler = server.With(await CodeFlow.AccessToken(server, userName, password));

        // What is done.
        using (await IdentityServer.Confirm(lead, id)) { }
        using (await IdentityServer.Post(admin, $"{Api}/users/{id}/password", new { })) { }
        using (await admin.PostAsync($"{Api}/users/{id}/deactivate", null)) { }
        using (await admin.PostAsync($"{Api}/users/{id}/reactivate", null)) { }
        using var made = await IdentityServer.Post(admin, $"{Api}/clients", new { name = "Machine", scopes = new[] { "grievances.read" } });
        var client = (await made.Json()).GetProperty("clientId").GetString();
        using (await lead.PostAsync($"{Api}/clients/{client}/confirmation", null)) { }
        using (await IdentityServer.Post(admin, $"{Api}/clients/{client}/secret", new { })) { }
        using (await admin.PostAsync($"{Api}/clients/{client}/confirmation", null)) { }
        using (await admin.PostAsync($"{Api}/clients/{client}/revoke", null)) { }
        // What is refused: to give oneself a role, to confirm oneself, and to do either without being an administrator.
        foreach (var roles in new[] { new[] { "administrator", "case-handler" }, ["case-handler"] })
            using (var granted = await admin.PutAsJsonAsync($"{Api}/users/{own}/roles", new { roles }))
                Assert.False(granted.IsSuccessStatusCode);
        using (await IdentityServer.Confirm(admin, id)) { }
        using (var granted = await handler.PutAsJsonAsync($"{Api}/users/{id}/roles", new { roles = new[] { "administrator" } }))
            Assert.Equal(HttpStatusCode.Forbidden, granted.StatusCode);

        var about = await Lines(auditor, $"reference={userName}");
        foreach (var line in new[] { "account_created administration", "account_deactivated administration", "account_reactivated administration", "handling_confirmed case-handler", "password_reset administration", "role_given case-handler" })
            Assert.Single(about, $"identity.{line}");
        Assert.Equal(["identity.client_confirmed grievances.read", "identity.client_created administration", "identity.client_revoked administration", "identity.client_secret_rotated administration",
            "identity.confirmation_refused identity.second_person_needed", "identity.scope_given grievances.read"], (await Lines(auditor, $"reference={client}")).Order());
        Assert.Equal(["identity.access_refused forbidden", "identity.confirmation_refused identity.second_person_needed"], (await Lines(auditor, $"reference={id}&group=refused")).Order());
        Assert.Equal(["identity.role_refused identity.own_administrator", "identity.role_refused identity.roles_conflict"], (await Lines(auditor, $"actor={own}&action=identity.role_refused")).Order());
        using (var unknown = await auditor.GetAsync($"{Api}/log?group=nothing"))
            Assert.Equal("platform.invalid", await unknown.Problem(HttpStatusCode.BadRequest));

        var page = await auditor.GetStringAsync($"{Console}?What=refused&Who={own}");
        Assert.Contains("Who let whom in, and who confirmed it", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Console}?Who={own}\" title=\"{own}\">{own![^8..]}<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Password reset", page, StringComparison.Ordinal);
        Assert.Contains(userName, await auditor.GetStringAsync($"{Console}?What=account"), StringComparison.Ordinal);

        Assert.Contains("· grievances.read<", WebUtility.HtmlDecode(await auditor.GetStringAsync($"{Console}?What=machine")), StringComparison.Ordinal);

        using var theirs = await server.Administrator(other);
        foreach (var path in new[] { $"{Api}/log", $"{Api}/log/chain", $"{Api}/log/export", Console, Console + "?handler=File", Console + "?handler=Check" })
            foreach (var reader in new[] { admin, lead, theirs })
                using (var refused = await reader.GetAsync(path))
                    Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var otherLead = await server.Lead(theirs);
        using var otherAuditor = await Auditor(theirs, otherLead);
        Assert.Empty(await Lines(otherAuditor, $"reference={id}"));
    }

    [Fact]
    public async Task The_chain_is_walked_and_computed_elsewhere()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        using var lead = await server.Lead(admin);
        using var auditor = await Auditor(admin, lead);
        JsonElement chain;
        for (var tries = 0; (chain = await Get(auditor, $"{Api}/log/chain")).GetProperty("waiting").GetInt32() > 0 && tries < 100; tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal((JsonValueKind.Null, true), (chain.GetProperty("firstBroken").ValueKind, chain.GetProperty("lines").GetInt64() > 5));
        Assert.Contains("The log holds, all", await auditor.GetStringAsync(Console + "?handler=Check"), StringComparison.Ordinal);
        var table = (await auditor.GetStringAsync($"{Api}/log/export")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var before = new byte[32];
        foreach (var cells in table.Skip(1).Select(line => line.Split(',')))
        {
            before = SHA256.HashData([.. before, .. cells[2..].SelectMany(cell => Encoding.UTF8.GetBytes(cell) is var bytes ? [.. BitConverter.GetBytes(bytes.Length), .. bytes] : bytes)]);
            Assert.Equal(Convert.ToHexStringLower(before), cells[1]);
        }
        Assert.Equal(chain.GetProperty("lines").GetInt64() + 1, table.Length);
        Assert.Single(await Lines(auditor, "group=export"));
    }

    private async Task<HttpClient> Auditor(HttpClient admin, HttpClient lead)
    {
        var (id, userName, password) = await AccountTests.CreateUser(admin, "auditor");
        using (var confirmed = await IdentityServer.Confirm(lead, id))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        return server.With(await CodeFlow.AccessToken(server, userName, password));
    }

    private static async Task<List<string>> Lines(HttpClient auditor, string query) =>
        [.. (await Get(auditor, $"{Api}/log?limit=200&{query}")).GetProperty("items").EnumerateArray().Select(l => $"{l.GetProperty("action").GetString()} {l.GetProperty("purpose").GetString()}")];

    private static async Task<JsonElement> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await answer.Json();
    }
}
