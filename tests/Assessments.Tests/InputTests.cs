using System.Net;
using System.Net.Http.Json;
using System.Text;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

/// <summary>What machines send that is no text, no tag, or no key.</summary>
public class InputTests(AssessmentsServer server)
{
    [Fact]
    public async Task A_bad_record_is_refused_by_itself()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        static string Record(string id, string title, string category = "P0204: Accuracy", string url = "https://example.org/a") =>
            $$$"""{"data_type":"AVID","metadata":{"vuln_id":"{{{id}}}"},"problemtype":{"description":{"value":"{{{title}}}"}},"references":[{"url":"{{{url}}}"}],"impact":{"avid":{"sep_view":["{{{category}}}"]} } }""";
        string[] records =
        [
            Record("AVID-2026-V001", "Sound"), Record("AVID-2026-V002", "Half \\ud800 a character"), Record("AVID-2026-V003", "Nothing \\u0000 here"),
            Record("AVID-2026-V004\\n", "An id with a line behind it"), Record("AVID-2026-V005", "Two categories in one", "P0204\\nP0402: Physical safety"),
            Record("AVID-2026-V006", "A long category", new string('x', 301)), Record("\\udc00", "No id"), Record("AVID-2026-V007", "An address of two lines", url: "https://example.org/a\\nb"),
        ];
        using var answer = await Raw(assessor, $"{Api}/incidents/import", $"[{string.Join(',', records)}]");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            ["AVID-2026-V001 imported ", "AVID-2026-V002 refused assessments.record_bad_text", "AVID-2026-V003 refused assessments.record_bad_text", " refused assessments.record_without_id",
                "AVID-2026-V005 refused assessments.record_malformed_list", "AVID-2026-V006 refused assessments.record_malformed_list", " refused assessments.record_bad_text", "AVID-2026-V007 imported "],
            (await answer.Json()).GetProperty("records").EnumerateArray().Select(r => $"{r.GetProperty("id").GetString()} {r.GetProperty("outcome").GetString()} {r.GetProperty("reason").GetString()}"));
        var library = (await assessor.Get($"{Api}/incidents")).GetProperty("items");
        Assert.Equal(["AVID-2026-V007", "AVID-2026-V001"], library.EnumerateArray().Select(i => i.GetProperty("sourceId").GetString()));
        Assert.Equal(0, library[0].GetProperty("references").GetArrayLength());
    }

    [Fact]
    public async Task A_field_whose_name_is_no_text_is_refused_without_a_fault()
    {
        using var assessor = server.Assessor(await server.NewTenant());
        using var answer = await Raw(assessor, $"{Api}/incidents/import", """[{"\ud800":1,"data_type":"AVID"}]""");
        Assert.True((int)answer.StatusCode is 200 or 400, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("systems", """{"name":"Half \ud800","role":"deployer"}""")]
    [InlineData("systems", """{"name":"Nothing \u0000","role":"deployer"}""")]
    [InlineData("systems", """{"name":"Name","role":"deployer","\udfff":1}""")]
    [InlineData("impacts", """{"systemId":"01234567-89ab-cdef-0123-456789abcdef","right":"HARM-04","group":"Patients","title":"Half \udc00"}""")]
    [InlineData("impacts", """{"systemId":"01234567-89ab-cdef-0123-456789abcdef","right":"\ud83d","group":"Patients","title":"T"}""")]
    public async Task Half_a_character_is_the_callers_mistake_not_ours(string path, string body)
    {
        using var assessor = server.Assessor(await server.NewTenant());
        using var answer = await Raw(assessor, $"{Api}/{path}", body);
        Assert.StartsWith("platform.", await answer.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_needs_a_key_and_answers_alike_when_it_is_sent_again()
    {
        using var assessor = server.Assessor(await server.NewTenant());
        var records = new[] { Records.Of("AVID-2026-V001", "A riddle", "") };
        using var keyless = await assessor.PostAsJsonAsync($"{Api}/incidents/import", records);
        Assert.Equal("platform.idempotency_key_missing", await keyless.Problem(HttpStatusCode.BadRequest));
        var key = Guid.NewGuid().ToString();
        using var first = await assessor.Post($"{Api}/incidents/import", records, key);
        using var again = await assessor.Post($"{Api}/incidents/import", records, key);
        Assert.Equal(1, (await first.Json()).GetProperty("imported").GetInt32());
        Assert.Equal(1, (await again.Json()).GetProperty("imported").GetInt32());
        using var other = await assessor.Post($"{Api}/incidents/import", records.Append(records[0]), key);
        Assert.Equal("platform.idempotency_key_reused", await other.Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("W/\"1\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("1")]
    public async Task A_tag_that_is_none_of_ours_is_called_malformed(string tag)
    {
        using var assessor = server.Assessor(await server.NewTenant());
        var (_, impact) = await Impact(assessor);
        using var answer = await Rate(assessor, impact, tag, new { scale = 1, scope = 1, irremediability = 1, likelihood = 1, actual = false });
        Assert.Equal("assessments.if_match_malformed", await answer.Problem(HttpStatusCode.BadRequest));
    }

    private static async Task<HttpResponseMessage> Raw(HttpClient client, string path, string json)
    {
        using var request = Answers.Posting(path);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.SendAsync(request);
    }
}
