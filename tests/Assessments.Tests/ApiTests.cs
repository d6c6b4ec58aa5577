using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assessments.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Messaging;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

public class ApiTests(AssessmentsServer server)
{
    [Fact]
    public async Task Impacts_are_paged_the_worst_first()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, _) = await Impact(assessor, title: "moderate");
        foreach (var (title, g, s, r, likelihood) in new[] { ("low", 1, 1, 1, 2), ("critical", 5, 5, 5, 2), ("high", 4, 3, 3, 2), ("high, rarer", 4, 3, 3, 1) })
            await Sent(assessor, $"{Api}/impacts", new { systemId = system, right = "PRIV-02", group = "Users", title, scale = g, scope = s, irremediability = r, likelihood });
        await Sent(assessor, $"{Api}/impacts", new { systemId = system, right = "X-JUST", group = "Users", title = "unrated" });

        var (titles, cursor) = (new List<string>(), "");
        for (var pages = 0; pages == 0 || cursor.Length > 0; pages++)
        {
            var page = await assessor.Get($"{Api}/impacts?limit=2&cursor={cursor}");
            titles.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!));
            cursor = page.GetProperty("next").GetString() ?? "";
            Assert.True(pages < 5);
        }
        Assert.Equal(["critical", "high", "high, rarer", "moderate", "low", "unrated"], titles);
        Assert.Equal(2, (await assessor.Get($"{Api}/impacts?band=high&system={system}&status=open")).GetProperty("items").GetArrayLength());
        foreach (var query in new[] { "?band=grave", "?status=x", "?limit=0", "?cursor=%21" })
        {
            using var answer = await assessor.GetAsync($"{Api}/impacts{query}");
            Assert.StartsWith("platform.", await answer.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rating_needs_the_tag_it_was_read_with()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        using var read = await assessor.GetAsync($"{Api}/impacts/{impact}");
        var tag = read.Headers.ETag!.ToString();
        var rating = new { scale = 5, scope = 1, irremediability = 5, likelihood = (int?)null, actual = false };
        using var none = await Rate(assessor, impact, null, rating);
        Assert.Equal("assessments.if_match_missing", await none.Problem(HttpStatusCode.PreconditionRequired));
        using var first = await Rate(assessor, impact, tag, rating);
        Assert.Equal("critical", (await first.Json()).GetProperty("band").GetString());
        Assert.NotEqual(tag, first.Headers.ETag!.ToString());
        using var lost = await Rate(assessor, impact, tag, rating);
        Assert.Equal("platform.precondition", await lost.Problem(HttpStatusCode.PreconditionFailed));
        using var wrong = await Rate(assessor, impact, first.Headers.ETag.ToString(), new { scale = 6, scope = 1, irremediability = 5, likelihood = 1, actual = false });
        Assert.Equal("platform.invalid", await wrong.Problem(HttpStatusCode.BadRequest));
        using var reopening = await Rate(assessor, impact, first.Headers.ETag.ToString(), new { scale = 1, scope = 1, irremediability = 5, likelihood = 1, actual = false, status = "reopened" });
        Assert.Equal("platform.invalid", await reopening.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(2, (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("version").GetInt32());
        Assert.Equal(2, await server.Read(tenant, db => db.Set<OutboxMessage>().CountAsync(m => m.Type == Outbox.WireName(typeof(ImpactRated)))));
    }

    [Fact]
    public async Task A_system_is_published_by_event_and_the_same_again_says_nothing()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var id = (await Sent(assessor, $"{Api}/systems", new { name = "Inside tool", role = "developer" })).GetProperty("id").GetGuid();
        Assert.Equal(0, await Announced(tenant));
        foreach (var published in new[] { true, true, false })
        {
            using var answer = await assessor.PutAsJsonAsync($"{Api}/systems/{id}/publication", new { published });
            Assert.Equal(published, (await answer.Json()).GetProperty("published").GetBoolean());
        }
        Assert.Equal(2, await Announced(tenant));
        Assert.Equal(3, (await assessor.Get($"{Api}/systems/{id}")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Creating_twice_with_one_key_creates_once()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (key, body) = (Guid.NewGuid().ToString(), new { name = "Twice", role = "integrator" });
        using var first = await assessor.Post($"{Api}/systems", body, key);
        using var again = await assessor.Post($"{Api}/systems", body, key);
        Assert.Equal((await first.Json()).GetProperty("id").GetGuid(), (await again.Json()).GetProperty("id").GetGuid());
        Assert.Equal(1, (await assessor.Get($"{Api}/systems")).GetProperty("items").GetArrayLength());
        using var keyless = await assessor.PostAsJsonAsync($"{Api}/systems", body);
        Assert.Equal("platform.idempotency_key_missing", await keyless.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Records_are_imported_once_corrected_and_refused_one_by_one()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var killed = Records.Of("AVID-2026-V001", "A robot killed a person", "", "P0402: Physical safety");
        var riddle = Records.Of("AVID-2026-V002", "A model fails at riddles", "", "P0204: Accuracy");
        var first = await Sent(assessor, $"{Api}/incidents/import", new[] { killed, riddle, Records.Parse("""{"data_type":"AVID"}"""), killed });
        Assert.Equal(["AVID-2026-V001 imported X-LIFE", "AVID-2026-V002 imported ", " refused assessments.record_without_id", "AVID-2026-V001 unchanged X-LIFE"], Lines(first));

        var corrected = Records.Of("AVID-2026-V001", "A robot injured a person", "", "P0402: Physical safety");
        Assert.Equal(["AVID-2026-V001 imported X-HEALTH", "AVID-2026-V002 unchanged "], Lines(await Sent(assessor, $"{Api}/incidents/import", new[] { corrected, riddle })));

        var library = (await assessor.Get($"{Api}/incidents")).GetProperty("items");
        Assert.Equal(["AVID-2026-V002", "AVID-2026-V001"], library.EnumerateArray().Select(i => i.GetProperty("sourceId").GetString()));
        Assert.True(library[0].GetProperty("unmapped").GetBoolean());
        Assert.Contains("injured", library[1].GetProperty("mapping")[0].GetProperty("basis").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await assessor.Get($"{Api}/incidents?code=X-HEALTH")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await assessor.Get($"{Api}/incidents?code=X-LIFE")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await assessor.Get($"{Api}/incidents?unmapped=true")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await assessor.Get($"{Api}/incidents?q=RIDDLES")).GetProperty("items").GetArrayLength());
        var page = await assessor.Get($"{Api}/incidents?limit=1");
        Assert.Equal("AVID-2026-V001", (await assessor.Get($"{Api}/incidents?limit=1&cursor={page.GetProperty("next").GetString()}")).GetProperty("items")[0].GetProperty("sourceId").GetString());

        using var many = await assessor.Post($"{Api}/incidents/import", Enumerable.Repeat(riddle, 101));
        Assert.Equal("assessments.too_many_records", await many.Problem(HttpStatusCode.BadRequest));
        using var large = await assessor.Post($"{Api}/incidents/import", new[] { Records.Of("AVID-2026-V003", "Large", new string('x', 300_000)) });
        Assert.Equal("platform.body_too_large", await large.Problem(HttpStatusCode.RequestEntityTooLarge));
        using var stranger = server.Assessor(await server.NewTenant());
        Assert.Equal(0, (await stranger.Get($"{Api}/incidents")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_40_published_records_are_imported_in_one_call_and_unchanged_in_the_next()
    {
        if (Records.Published() is not { } files)
        {
            Assert.Skip("The published records do not lie beside this checkout.");
            return;
        }
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var records = files.Select(f => Records.Parse(File.ReadAllText(f))).ToList();
        var first = await Sent(assessor, $"{Api}/incidents/import", records);
        Assert.Equal((40, 0, 0), (first.GetProperty("imported").GetInt32(), first.GetProperty("unchanged").GetInt32(), first.GetProperty("refused").GetInt32()));
        var second = await Sent(assessor, $"{Api}/incidents/import", records);
        Assert.Equal((0, 40), (second.GetProperty("imported").GetInt32(), second.GetProperty("unchanged").GetInt32()));
        var library = (await assessor.Get($"{Api}/incidents?limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(40, library.Count);
        Assert.All(library, i => Assert.Equal(i.GetProperty("codes").GetArrayLength() == 0, i.GetProperty("unmapped").GetBoolean()));
        Assert.Equal(first.GetProperty("unmapped").GetInt32(), library.Count(i => i.GetProperty("unmapped").GetBoolean()));
    }

    [Fact]
    public async Task Readers_cannot_write_and_bad_input_stores_nothing()
    {
        var tenant = await server.NewTenant();
        using var reader = server.Staff(tenant, Permissions.AssessmentsRead);
        using var forbidden = await reader.Post($"{Api}/systems", new { name = "X", role = "deployer" });
        Assert.Equal("platform.forbidden", await forbidden.Problem(HttpStatusCode.Forbidden));
        using var assessor = server.Assessor(tenant);
        var (system, impact) = await Impact(assessor);
        foreach (var body in new object[]
        {
            new { systemId = system, right = "HARM-99", group = "G", title = "T" }, new { systemId = system, right = "HARM-01", group = " ", title = "T" },
            new { systemId = Guid.NewGuid(), right = "HARM-01", group = "G", title = "T" }, new { systemId = system, right = "HARM-01", group = "G", title = "T", scale = 0 },
            new { systemId = system, right = "HARM-01", group = "G", title = "T", unknown = 1 }, new { systemId = system, right = "HARM-01", group = "G", title = new string('t', 301) },
        })
        {
            using var answer = await assessor.Post($"{Api}/impacts", body);
            Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
        }
        Assert.Equal(1, (await assessor.Get($"{Api}/impacts")).GetProperty("items").GetArrayLength());
        using var stranger = server.Assessor(await server.NewTenant());
        using var unknown = await stranger.GetAsync($"{Api}/impacts/{impact}");
        Assert.Equal("assessments.impact_unknown", await unknown.Problem(HttpStatusCode.NotFound));
        using var rated = await Rate(stranger, impact, "\"1\"", new { scale = 1, scope = 1, irremediability = 1, likelihood = 1, actual = false });
        Assert.Equal("assessments.impact_unknown", await rated.Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task No_request_needs_more_than_eight_statements()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsAssess, Permissions.AssessmentsLead);
        var (system, impact) = await Impact(assessor);
        await server.Keep(tenant, Story.Of(impact, 10, system: system));
        foreach (var path in new[] { $"{Api}/impacts", $"{Api}/impacts/{impact}", $"{Api}/signals?impact={impact}", $"{Api}/incidents", $"{Api}/systems", "/console/assessments", $"/console/assessments/impacts/{impact}", "/console/assessments/systems", "/console/assessments/incidents", "/console/assessments/impacts/new" })
            Assert.InRange(await server.Statements(assessor, new HttpRequestMessage(HttpMethod.Get, path)), 1, 8);
        Assert.InRange(await server.Statements(assessor, Answers.Posting($"{Api}/impacts", new { systemId = system, right = "HARM-04", group = "Visitors", title = "T" })), 2, 8);
        Assert.InRange(await server.Statements(assessor, Answers.Posting($"{Api}/incidents/import", new[] { Records.Of("AVID-2026-V009", "T", "") })), 2, 8);
    }

    private Task<int> Announced(TestTenant tenant) =>
        server.Read(tenant, db => db.Set<OutboxMessage>().CountAsync(m => m.Type == Outbox.WireName(typeof(AiSystemPublished))));

    private static IEnumerable<string> Lines(JsonElement result) => result.GetProperty("records").EnumerateArray().Select(r =>
        $"{r.GetProperty("id").GetString()} {r.GetProperty("outcome").GetString()} {r.GetProperty("reason").GetString() ?? string.Join(',', r.GetProperty("codes").EnumerateArray().Select(c => c.GetString()))}");
}
