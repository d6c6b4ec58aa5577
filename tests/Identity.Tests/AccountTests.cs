using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Identity.Tests;

public sealed class AccountTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task An_administrator_adds_a_colleague_whose_token_carries_roles_and_lines()
    {
        var tenant = await server.Provision();
        using var admin = await Administrator(tenant);
        var (system, userName) = (Guid.NewGuid(), $"rev.{Guid.NewGuid():N}");

        using var created = await IdentityServer.Post(admin, "/api/identity/v1/users", new
        {
            userName, displayName = "Rita Reviewer", roles = new[] { "independent-reviewer", "case-handler" }, reportingLine = "legal", revenueFor = new[] { system },
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var lead = await server.Lead(admin);
        using (var confirmed = await IdentityServer.Confirm(lead, (await created.Json()).GetProperty("id").GetGuid()))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        var claims = CodeFlow.Part(await CodeFlow.AccessToken(server, userName, (await created.Json()).GetProperty("initialPassword").GetString()!), 1);

        Assert.Equal(["case-handler", "independent-reviewer"], claims.GetProperty("role").EnumerateArray().Select(r => r.GetString()).Order());
        Assert.Equal(["assessments.read", "grievances.assign", "grievances.handle", "grievances.learn", "grievances.read", "transparency.read"],
            claims.GetProperty("permission").EnumerateArray().Select(p => p.GetString()).Order());
        Assert.Equal("legal", claims.GetProperty("reporting_line").GetString());
        Assert.Equal(system.ToString(), claims.GetProperty("revenue_for").GetString());
    }

    [Fact]
    public async Task Accounts_of_another_tenant_do_not_exist_here()
    {
        var (a, b) = (await server.Provision(), await server.Provision());
        using var adminA = await Administrator(a);
        using var adminB = await Administrator(b);
        var (id, userName, password) = await CreateUser(adminB, "assessor");

        using var read = await adminA.GetAsync($"/api/identity/v1/users/{id}");
        Assert.Equal("identity.user_unknown", await read.Problem(HttpStatusCode.NotFound));
        using var deactivate = await adminA.PostAsync($"/api/identity/v1/users/{id}/deactivate", null);
        Assert.Equal("identity.user_unknown", await deactivate.Problem(HttpStatusCode.NotFound));
        using var page = await adminA.GetAsync($"/console/administration/{id}/deactivate");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        using var list = await adminA.GetAsync("/api/identity/v1/users");
        Assert.Equal([a.Administrator], (await list.Json()).GetProperty("items").EnumerateArray().Select(u => u.GetProperty("userName").GetString()));
        Assert.NotEmpty(await CodeFlow.AccessToken(server, userName, password));
    }

    [Fact]
    public async Task Lists_are_paged_by_a_cursor()
    {
        var tenant = await server.Provision();
        using var admin = await Administrator(tenant);
        for (var n = 0; n < 4; n++)
            await CreateUser(admin, "contributor");

        var (seen, next) = (new List<string>(), "");
        do
        {
            using var answer = await admin.GetAsync($"/api/identity/v1/users?limit=2{(next.Length > 0 ? "&cursor=" + next : "")}");
            var page = await answer.Json();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("userName").GetString()!));
            next = page.GetProperty("next").GetString() ?? "";
        }
        while (next.Length > 0);

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Select(s => s.ToUpperInvariant()).Order(StringComparer.Ordinal), seen.Select(s => s.ToUpperInvariant()));
        using var foreign = await admin.GetAsync("/api/identity/v1/users?cursor=zzz");
        Assert.Equal("platform.cursor_invalid", await foreign.Problem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("{\"userName\":\"x\",\"displayName\":\"X\",\"roles\":[\"assessor\"]}", "/userName", "identity.user_name_malformed")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\" \",\"roles\":[\"assessor\"]}", "/displayName", "identity.name_malformed")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[]}", "/roles", "identity.roles_missing")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"root\"]}", "/roles", "identity.role_unknown")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"administrator\",\"case-handler\"]}", "/roles", "identity.roles_conflict")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"password\":\"short\"}", "/password", "identity.password_weak")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"password\":\"aaaaaaaaaaaaaaaa\"}", "/password", "identity.password_weak")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"reportingLine\":\"Legal Dept\"}", "/reportingLine", "identity.reporting_line_malformed")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"tenant\":\"11111111-1111-1111-1111-111111111111\"}", "/tenant", "platform.unknown_field")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\"}", "/roles", "platform.field_missing")]
    [InlineData("{\"userName\":\"good.name\\n\",\"displayName\":\"X\",\"roles\":[\"assessor\"]}", "/userName", "identity.user_name_malformed")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"reportingLine\":\"legal\\n\"}", "/reportingLine", "identity.reporting_line_malformed")]
    [InlineData("{\"userName\":\"good.long.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"password\":\"Good.Long.Name\"}", "/password", "identity.password_is_name")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[null]}", "/roles/0", "platform.wrong_type")]
    [InlineData("{\"userName\":\"good.name\",\"displayName\":\"X\",\"roles\":[\"assessor\"],\"revenueFor\":[null]}", "/revenueFor/0", "platform.wrong_type")]
    public async Task A_bad_account_is_refused_with_a_pointer_and_not_stored(string body, string pointer, string code)
    {
        var tenant = await server.Provision();
        using var admin = await Administrator(tenant);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/identity/v1/users") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await admin.SendAsync(request);

        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(code, (await answer.Json()).GetProperty("errors").GetProperty(pointer)[0].GetProperty("code").GetString());
        using var list = await admin.GetAsync("/api/identity/v1/users");
        Assert.Equal(1, (await list.Json()).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("case-handler", "ombuds", "One person can't be case handler and ombuds at the same time.")]
    [InlineData("human-rights-lead", "identity-custodian", "One person can't be identity custodian and human-rights lead at the same time.")]
    public async Task Roles_that_exclude_each_other_are_named_in_the_answer(string one, string other, string words)
    {
        using var admin = await Administrator(await server.Provision());

        using var made = await IdentityServer.Post(admin, "/api/identity/v1/users", new { userName = $"u.{Guid.NewGuid():N}", displayName = "X", roles = new[] { one, "publisher", other } });
        var (id, _, _) = await CreateUser(admin, "publisher");
        using var changed = await admin.PutAsJsonAsync($"/api/identity/v1/users/{id}/roles", new { roles = new[] { one, other } });

        foreach (var answer in new[] { made, changed })
        {
            var wrong = (await answer.Json()).GetProperty("errors").GetProperty("/roles")[0];
            Assert.Equal(("identity.roles_conflict", words), (wrong.GetProperty("code").GetString(), wrong.GetProperty("detail").GetString()));
        }
    }

    [Fact]
    public async Task A_taken_user_name_is_a_conflict_and_an_administrator_keeps_their_own_account()
    {
        var (tenant, other) = (await server.Provision(), await server.Provision());
        using var admin = await Administrator(tenant);

        using var taken = await IdentityServer.Post(admin, "/api/identity/v1/users", new { userName = other.Administrator.ToUpperInvariant(), displayName = "X", roles = new[] { "assessor" } });
        Assert.Equal("identity.user_name_taken", await taken.Problem(HttpStatusCode.Conflict));
        using var me = await admin.GetAsync("/api/identity/v1/me");
        using var own = await admin.PostAsync($"/api/identity/v1/users/{(await me.Json()).GetProperty("id").GetString()}/deactivate", null);
        Assert.Equal("identity.own_account", await own.Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("grievances.handle")]
    [InlineData("identity.administer")]
    [InlineData("platform.operate")]
    public async Task No_machine_gets_what_an_administrator_must_not_give(string scope)
    {
        using var admin = await Administrator(await server.Provision());

        using var answer = await IdentityServer.Post(admin, "/api/identity/v1/clients", new { name = "Machine", scopes = new[] { scope } });

        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Only_administrators_reach_accounts()
    {
        var tenant = await server.Provision();
        using var admin = await Administrator(tenant);
        using var lead = await server.Lead(admin);

        using var list = await lead.GetAsync("/api/identity/v1/users");
        Assert.Equal("platform.forbidden", await list.Problem(HttpStatusCode.Forbidden));
        using var console = await lead.GetAsync("/console/administration");
        Assert.Equal(HttpStatusCode.Forbidden, console.StatusCode);
        using var nobody = server.Browser();
        using var anonymous = await nobody.GetAsync("/api/identity/v1/users");
        Assert.Equal("platform.unauthenticated", await anonymous.Problem(HttpStatusCode.Unauthorized));
    }

    internal static async Task<(Guid Id, string UserName, string Password)> CreateUser(HttpClient admin, string role)
    {
        var userName = $"u.{Guid.NewGuid():N}";
        using var created = await IdentityServer.Post(admin, "/api/identity/v1/users", new { userName, displayName = "Una User", roles = new[] { role } });
        var body = await created.Json();
        Assert.True(created.StatusCode == HttpStatusCode.Created, body.ToString());
        return (body.GetProperty("id").GetGuid(), userName, body.GetProperty("initialPassword").GetString()!);
    }

    private Task<HttpClient> Administrator(Provisioned tenant) => server.Administrator(tenant);
}
