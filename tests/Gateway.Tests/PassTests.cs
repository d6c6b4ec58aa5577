using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Gateway.Emergency;

namespace Gateway.Tests;

/// <summary>Passes of machines.</summary>
public sealed class PassTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances", Announce = "/api/grievances/v1/public/harbour/uploads";
    private const string Easy = "--Gateway:PassBits=8";

    [Fact]
    public async Task Work_done_lets_one_request_pass_and_no_second()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var work = await Emergencies.Read(await browser.Get("/api/gateway/v1/pass"));
        Assert.Equal(["bits", "challenge", "expiresAt"], work.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(18, work.GetProperty("bits").GetInt32());
        Assert.InRange(work.GetProperty("expiresAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(9), DateTimeOffset.UtcNow.AddMinutes(10));
        var pass = Emergencies.Solve(work.GetProperty("challenge").GetString()!, 18);
        Assert.Null((await (await browser.Post(Intake, (PassOfMachines.Header, pass))).Seen()).Header(PassOfMachines.Header));
        await (await browser.Post(Intake, (PassOfMachines.Header, pass))).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Announce, (PassOfMachines.Header, pass))).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Announce, (PassOfMachines.Header, await Emergencies.Solve(browser)))).Seen();
    }

    [Fact]
    public async Task Who_brings_no_pass_is_told_where_passes_are_and_costs_the_service_nothing()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        foreach (var path in new[] { Intake, Announce, "/API/grievances/v1/PUBLIC/harbour/GRIEVANCES/" })
        {
            var answer = await browser.Post(path);
            Assert.Equal("</api/gateway/v1/pass>; rel=\"heed-pass\"", answer.Headers.GetValues("Link").Single());
            Assert.Contains("/api/gateway/v1/pass", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await answer.IsProblem(428, "gateway.pass_needed");
        }
        Assert.DoesNotContain(gateway.Services.Paths, path => path.Contains("harbour", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_pass_that_is_not_quite_one_is_none()
    {
        await using var gateway = await GatewayUnderTest.Start(Easy);
        await using var elsewhere = await GatewayUnderTest.Start(Easy);
        using var browser = gateway.Browser();
        using var stranger = elsewhere.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var pass = await Emergencies.Solve(browser);
        var challenge = pass.Split('.')[0];
        var undone = Enumerable.Range(0, 10_000).Select(i => $"{challenge}.{i}").First(p => Emergencies.Bits(p) < 8);
        var other = (challenge[10] == 'A' ? 'B' : 'A').ToString();
        var forged = Emergencies.Solve(challenge[..10] + other + challenge[11..], 8);
        foreach (var wrong in new[]
        {
            "", "x", ".", challenge, challenge + ".", undone, forged, pass + "x", pass + ".1", "x" + pass, pass.Replace('.', ':'), challenge + ".-1", new string('a', 5000),
            await Emergencies.Solve(stranger), gateway.Of<Tickets>().New(),
        })
            await (await browser.Post(Intake, (PassOfMachines.Header, wrong))).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Intake, (PassOfMachines.Header, pass))).Seen();
    }

    [Fact]
    public async Task Work_is_worth_nothing_after_ten_minutes_and_is_forgotten_then()
    {
        await using var gateway = await GatewayUnderTest.Start(Easy);
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var (used, kept) = (await Emergencies.Solve(browser), await Emergencies.Solve(browser));
        await (await browser.Post(Intake, (PassOfMachines.Header, used))).Seen();
        Assert.Equal(1, gateway.Of<SpentPasses>().Count);
        gateway.Clock.By = TimeSpan.FromMinutes(11);
        await (await browser.Post(Intake, (PassOfMachines.Header, kept))).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Intake, (PassOfMachines.Header, used))).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Intake, (PassOfMachines.Header, await Emergencies.Solve(browser)))).Seen();
        Assert.Equal(1, gateway.Of<SpentPasses>().Count);
    }

    [Fact]
    public async Task One_pass_tried_many_times_at_once_passes_once()
    {
        await using var gateway = await GatewayUnderTest.Start(Easy);
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var pass = await Emergencies.Solve(browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => browser.Post(Intake, (PassOfMachines.Header, pass))));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(29, answers.Count(a => a.StatusCode == (HttpStatusCode)428));
    }

    [Theory]
    [InlineData("POST", "/api/grievances/v1/mailbox/session"), InlineData("POST", "/api/grievances/v1/mailbox/messages"), InlineData("POST", "/portal/mailbox?handler=Open"), InlineData("POST", "/portal/mailbox/files")]
    [InlineData("PATCH", "/api/grievances/v1/public/harbour/uploads/1"), InlineData("GET", "/api/grievances/v1/public/harbour/grievances"), InlineData("HEAD", "/portal/harbour/file"), InlineData("POST", "/portal/harbour/file/kept")]
    [InlineData("POST", "/portal/harbour/file/upload"), InlineData("GET", "/portal/harbour/file"), InlineData("GET", "/help"), InlineData("GET", "/"), InlineData("GET", "/portal/mailbox"), InlineData("POST", "/api/grievances/v1/operator/grievances")]
    [InlineData("POST", "/api/grievances/v1/product/grievances"), InlineData("POST", "/api/grievances/v1/cases/1/acknowledgement"), InlineData("GET", "/transparency/harbour"), InlineData("POST", "/connect/login")]
    public async Task Whatever_is_no_new_filing_notices_nothing(string method, string path)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        var answer = await browser.Send(method, path, method is "POST" or "PATCH" ? JsonContent.Create(new { a = 1 }) : null, ("Origin", gateway.Address));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(path.Split('?')[0], gateway.Services.Paths);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sqlite"), InlineData("Postgres")]
    public async Task A_pass_from_the_operator_is_good_for_twenty_grievances_and_their_files(string database)
    {
        await using var own = database == "Postgres" ? await PostgresOfItsOwn.Create() : null;
        await using var gateway = await GatewayUnderTest.Start(own?.Settings ?? []);
        using var browser = gateway.Browser();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(24));
        var made = await Emergencies.Read(await Make(gateway, browser, 3), HttpStatusCode.Created);
        var passes = made.GetProperty("passes").EnumerateArray().Select(p => p.GetString()!).ToList();
        Assert.Equal(3, passes.Distinct().Count());
        Assert.Equal((20, 400), (made.GetProperty("grievances").GetInt32(), made.GetProperty("uploads").GetInt32()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => browser.Post(Intake, (PassOfMachines.Header, passes[0]))));
        Assert.Equal(20, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        await (await browser.Post(Announce, (PassOfMachines.Header, passes[0]))).Seen();
        await (await browser.Post(Intake, (PassOfMachines.Header, passes[1]))).Seen();
        await gateway.Restart();
        await (await browser.Post(Intake, (PassOfMachines.Header, passes[0]))).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Intake, (PassOfMachines.Header, passes[1]))).Seen();
        gateway.Clock.By = TimeSpan.FromDays(31);
        await gateway.SwitchOn(browser, TimeSpan.FromHours(24));
        await (await browser.Post(Intake, (PassOfMachines.Header, passes[2]))).IsProblem(428, "gateway.pass_needed");
    }

    [Fact]
    public async Task Passes_are_made_once_for_a_request_and_no_file_holds_one()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var key = Guid.NewGuid().ToString();
        var first = await Emergencies.Read(await Make(gateway, browser, 5, "Hotline Nairobi", key), HttpStatusCode.Created);
        Assert.Equal(first.ToString(), (await Emergencies.Read(await Make(gateway, browser, 5, "Hotline Nairobi", key), HttpStatusCode.Created)).ToString());
        await (await Make(gateway, browser, 6, "Hotline Nairobi", key)).IsProblem(422, "platform.idempotency_key_reused");
        await (await Make(gateway, browser, 5, "another", key)).IsProblem(422, "platform.idempotency_key_reused");
        Assert.NotEqual(first.ToString(), (await Emergencies.Read(await Make(gateway, browser, 5), HttpStatusCode.Created)).ToString());
        await (await Make(gateway, browser, 5, key: "short")).IsProblem(400, "platform.idempotency_key_missing");
        foreach (var (count, note) in new[] { (0, "x"), (501, "x"), (1, " "), (1, new string('x', 201)) })
            await (await Make(gateway, browser, count, note)).IsProblem(400, "platform.invalid");
        foreach (var text in await gateway.Kept())
            Assert.All(first.GetProperty("passes").EnumerateArray(), pass => Assert.DoesNotContain(pass.GetString()!, text, StringComparison.Ordinal));
        Assert.All(first.GetProperty("passes").EnumerateArray(), pass => Assert.DoesNotContain(gateway.Log.All, line => line.Contains(pass.GetString()!, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Passes_are_counted_by_kind_and_by_nothing_else()
    {
        await using var gateway = await GatewayUnderTest.Start(Easy);
        using var browser = gateway.Browser();
        var counted = new ConcurrentQueue<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == PassCounts.Meter && instrument.Meter.Scope == gateway.Of<IMeterFactory>())
                l.EnableMeasurementEvents(instrument);
        } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
        await (await browser.Post(Intake)).Seen();
        await gateway.SwitchOn(browser, TimeSpan.FromHours(1));
        await (await browser.Post(Intake)).IsProblem(428, "gateway.pass_needed");
        await (await browser.Post(Intake, (PassOfMachines.Header, await Emergencies.Solve(browser)))).Seen();
        var made = await Emergencies.Read(await Make(gateway, browser, 1), HttpStatusCode.Created);
        await (await browser.Post(Intake, (PassOfMachines.Header, made.GetProperty("passes")[0].GetString()!))).Seen();
        await browser.Send("POST", "/portal/harbour/file", new FormUrlEncodedContent([]));
        gateway.Clock.By = TimeSpan.FromMinutes(1);
        await (await browser.Send("POST", "/portal/harbour/file", new FormUrlEncodedContent([]))).Seen();
        Assert.Equal(["none", "work", "handed_out", "told_to_wait", "ticket"], counted.Select(line => line.Split('=')[1]));
        Assert.All(counted, line => Assert.StartsWith("heed.gateway.passes 1 kind=", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_memory_of_passes_refuses_nobody()
    {
        var spent = new SpentPasses(TimeProvider.System);
        var until = DateTimeOffset.UtcNow.AddMinutes(10);
        var id = new byte[SpentPasses.IdBytes];
        for (var i = 0; i < 500_000; i++)
        {
            BitConverter.TryWriteBytes(id, i);
            Assert.True(spent.TrySpend(id, 1, until));
        }
        Assert.False(spent.TrySpend(id, 1, until));
        BitConverter.TryWriteBytes(id, 500_000);
        Assert.True(spent.TrySpend(id, 1, until));
        Assert.Equal(500_000, spent.Count);
    }

    private static Task<HttpResponseMessage> Make(GatewayUnderTest gateway, Browser browser, int count, string note = "Hotline", string? key = null) =>
        browser.Send("POST", "/api/gateway/v1/passes", JsonContent.Create(new { count, note }), gateway.AsOperator(), ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));
}
