using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Emergency;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests;

/// <summary>The switch itself.</summary>
public sealed class EmergencyTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances";

    [Fact]
    public async Task It_is_off_until_the_operator_switches_it_on_and_says_who_did()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var off = await gateway.Emergency(browser);
        Assert.False(off.GetProperty("on").GetBoolean());
        Assert.Equal(JsonValueKind.Null, off.GetProperty("by").ValueKind);
        await (await browser.Post(Intake)).Seen();

        var on = await gateway.SwitchOn(browser, TimeSpan.FromHours(6));
        Assert.True(on.GetProperty("on").GetBoolean());
        Assert.Equal("operator-1", on.GetProperty("by").GetString());
        Assert.InRange(on.GetProperty("since").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.InRange(on.GetProperty("until").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddHours(6).AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(6));
        Assert.Equal(on.ToString(), (await gateway.Emergency(browser)).ToString());
        await (await browser.Post(Intake)).IsProblem(428, "gateway.pass_needed");

        Assert.False((await gateway.SwitchOff(browser)).GetProperty("on").GetBoolean());
        await (await browser.Post(Intake)).Seen();
        Assert.Equal(["on", "off"], gateway.Log.All.Where(line => line.Contains("emergency switch is", StringComparison.Ordinal))
            .Select(line => line.Contains("is off, switched by operator-1", StringComparison.Ordinal) ? "off" : line.Contains("switched by operator-1", StringComparison.Ordinal) ? "on" : line));
    }

    [Fact]
    public async Task Nobody_but_the_operator_touches_it()
    {
        await using var gateway = await GatewayUnderTest.Start();
        var issuer = gateway.Services.Issuer;
        using var staff = await gateway.SignedIn();
        using var browser = gateway.Browser();
        foreach (var (method, path) in new[] { ("GET", "emergency"), ("PUT", "emergency"), ("POST", "passes") })
        {
            Task<HttpResponseMessage> With(Browser who, string? token) => who.Send(method, "/api/gateway/v1/" + path, method == "GET" ? null : JsonContent.Create(new { on = false, count = 1, note = "x" }),
                token is null ? [("Origin", gateway.Address)] : [("Authorization", "Bearer " + token)]);
            await (await With(browser, null)).IsProblem(401, "platform.unauthenticated");
            await (await With(staff, null)).IsProblem(401, "platform.unauthenticated");
            await (await With(browser, issuer.MachineToken("grievances.read"))).IsProblem(403, "platform.forbidden");
            await (await With(browser, issuer.MachineToken("platform.operate", audience: "another"))).IsProblem(401, "platform.unauthenticated");
            await (await With(browser, issuer.MachineToken("platform.operate", type: "JWT"))).IsProblem(401, "platform.unauthenticated");
            await (await With(browser, new Issuer(gateway.Address).MachineToken("platform.operate"))).IsProblem(401, "platform.unauthenticated");
            Assert.NotEqual(HttpStatusCode.Unauthorized, (await With(browser, issuer.MachineToken("platform.operate"))).StatusCode);
        }
    }

    [Theory]
    [InlineData("{\"on\":true}", "platform.field_missing"), InlineData("{\"on\":true,\"until\":\"2020-01-01T00:00:00Z\"}", "gateway.emergency_end_passed")]
    [InlineData("{\"on\":true,\"until\":\"2999-01-01T00:00:00Z\"}", "gateway.emergency_too_long"), InlineData("{\"on\":\"yes\"}", "platform.wrong_type"), InlineData("{\"until\":null}", "platform.field_missing")]
    public async Task It_has_an_end_within_a_day_or_is_not_switched(string body, string code)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var answer = await browser.Send("PUT", Emergencies.Switch, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), gateway.AsOperator());
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await answer.IsProblem(400, "platform.invalid");
        await (await browser.Post(Intake)).Seen();
    }

    [Fact]
    public async Task It_goes_off_by_itself_and_can_be_prolonged_before()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var since = (await gateway.SwitchOn(browser, TimeSpan.FromHours(1))).GetProperty("since").GetDateTimeOffset();
        gateway.Clock.By = TimeSpan.FromMinutes(59);
        Assert.Equal(since, (await gateway.SwitchOn(browser, TimeSpan.FromHours(2))).GetProperty("since").GetDateTimeOffset());
        gateway.Clock.By = TimeSpan.FromMinutes(178);
        await (await browser.Post(Intake)).IsProblem(428, "gateway.pass_needed");
        gateway.Clock.By = TimeSpan.FromMinutes(180);
        await (await browser.Post(Intake)).Seen();
        Assert.False((await gateway.Emergency(browser)).GetProperty("on").GetBoolean());
        var anew = await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        Assert.True(anew.GetProperty("since").GetDateTimeOffset() > since.AddHours(2));
    }

    [Theory]
    [InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Replicas_follow_one_switch_and_a_new_one_knows_it_from_its_first_request(string database)
    {
        await using var own = database == "Postgres" ? await PostgresOfItsOwn.Create() : null;
        await using var gateway = await GatewayUnderTest.Start(own?.Settings ?? []);
        await using var second = await gateway.Replicate();
        using var browser = gateway.Browser();
        using var other = second.Browser();
        await (await other.Post(Intake)).Seen();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        await Emergencies.Until(async () => (await other.Post(Intake)).StatusCode == (HttpStatusCode)428);
        await using var third = await gateway.Replicate();
        using var newcomer = third.Browser();
        await (await newcomer.Post(Intake)).IsProblem(428, "gateway.pass_needed");
        // Work set by one is accepted by another.
        await (await other.Post(Intake, (PassOfMachines.Header, await Emergencies.Solve(browser)))).Seen();
        await gateway.SwitchOff(browser);
        await Emergencies.Until(async () => (await other.Post(Intake)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_database_is_ill_it_stays_as_it_was_and_says_so_once()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "gateway.db")}");
        await connection.OpenAsync();
        async Task Sql(string text)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            await command.ExecuteNonQueryAsync();
        }
        await Sql("ALTER TABLE emergency RENAME TO away");
        int Lines() => gateway.Log.All.Count(line => line.Contains("can't be read and stays as it was", StringComparison.Ordinal));
        await Emergencies.Until(() => Task.FromResult(Lines() > 0));
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.Equal(1, Lines());
        await (await browser.Post(Intake)).IsProblem(428, "gateway.pass_needed");
        await (await browser.Get("/api/gateway/v1/emergency", gateway.AsOperator())).IsProblem(500, "platform.fault");
        await Sql("ALTER TABLE away RENAME TO emergency");
        Assert.True((await gateway.Emergency(browser)).GetProperty("on").GetBoolean());
    }
}
