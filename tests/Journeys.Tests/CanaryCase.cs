using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grievances.Tests;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Grievances with a canary in every field, file, header and message, from the first page to the closing letter.</summary>
internal sealed class CanaryCase(PlatformUnderTest platform, Canary canary)
{
    private const string Api = "/api/grievances/v1";
    private readonly byte[] picture = Photograph.Of(canary.Word("owner"), canary.Word("title"));
    private Tenant tenant = null!;
    private HttpClient person = null!;

    private byte[] Notes => Encoding.UTF8.GetBytes(canary.Word("content") + "\n" + string.Concat(Enumerable.Repeat(canary.Word("content") + "\n", 4_000)));

    public async Task Live()
    {
        tenant = await Tenant.Create(platform, "Canary Clinic");
        using var handler = await tenant.Person("case-handler");
        using (person = Somebody())
        {
            var receipt = await Group();
            await Others();
            await Faulty();
            using var mailbox = await Mailbox(receipt);
            await InTheMailbox(mailbox);
            await Handled(handler, receipt);
            var changed = await Sent(HttpMethod.Post, mailbox, "/mailbox/receipt", new { });
            canary.Digits(changed.GetProperty("receipt").GetString()!);
        }
    }

    private HttpClient Somebody()
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(platform.BaseUrl) };
        foreach (var (name, value) in new (string, string)[]
        {
            ("User-Agent", canary.Word("agent")), ("Referer", $"https://{canary.Word("referer")}.example/page"), ("X-Forwarded-For", canary.Address), ("X-Real-IP", canary.Address),
            ("Forwarded", $"for={canary.Address}"), ("From", canary.Mail("from")), ("X-Request-Id", canary.Word("request")), ("X-Correlation-Id", canary.Word("correlation")),
            ("baggage", $"user={canary.Word("baggage")}"), ("tracestate", $"c={canary.Word("state")}"), ("Accept-Language", $"en, {canary.Word("language")}"), ("Cookie", $"other={canary.Word("cookie")}"),
        })
            Assert.True(http.DefaultRequestHeaders.TryAddWithoutValidation(name, value), name);
        canary.Also("the address", canary.Address);
        return http;
    }

    // The whole questionnaire, with files, saved in between.
    private async Task<string> Group()
    {
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin("full", ("Excerpt", canary.Word("excerpt")));
        var answers = new Dictionary<string, (string, string)[]>
        {
            ["who"] = [("affected", "group")], ["capacity"] = [("capacity", "group")], ["members"] = [("members", $"{canary.Word("member-one")}\n{canary.Word("member-two")}"), ("members_mandate", "written")],
            ["system"] = [("system", "none"), ("system_words", canary.Word("system"))], ["what"] = [("what", $"It called me {canary.Word("what")}. {new string('x', 3000)} {canary.Word("what")}")],
            ["summary"] = [("summary", canary.Word("summary"))], ["where"] = [("where", canary.Word("where"))], ["unsafe"] = [("at_risk", "yes"), ("unsafe", canary.Word("unsafe"))],
            ["contact"] = [("contact_kind", "email"), ("contact_value", canary.Mail("contact"))], ["ping"] = [("ping", canary.Mail("ping"))],
            ["consents"] = [("consent_contact_outside", "yes"), ("consent_share_with_authority", "yes")],
        };
        await walk.Until("files", answers);
        canary.Digits(walk.Draft!);
        await Upload(walk.Draft!, canary.Word("picture") + ".jpg", picture);
        await Upload(walk.Draft!, canary.Word("notes") + ".txt", Notes);
        await walk.Go("save");
        Assert.Contains(canary.Word("notes"), await Posted(walk, "stay"), StringComparison.Ordinal);
        await walk.Until("review", answers);
        var (reference, receipt) = await walk.Send();
        foreach (var member in System.Text.RegularExpressions.Regex.Matches(walk.Page, "name=\"MemberReceipts\" value=\"([0-9]{20})\"").Select(m => m.Groups[1].Value))
            canary.Digits(member);
        using var kept = await person.PostAsync($"/portal/{tenant.Slug}/file/kept", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Receipt"] = receipt, ["Reference"] = reference, ["AcknowledgeBy"] = "1800000000000", ["Typed"] = receipt, ["Draft"] = walk.Draft!,
        }));
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        return canary.Digits(receipt);
    }

    private async Task Others()
    {
        var speaking = new FilingWalk(person, tenant.Slug, "ar");
        await speaking.Begin();
        await speaking.Until("review", new Dictionary<string, (string, string)[]>
        {
            ["who"] = [("affected", "other")], ["capacity"] = [("capacity", "representative")], ["mandate"] = [("mandate_kind", "written"), ("mandate_words", canary.Word("mandate"))], ["what"] = [("what", canary.Word("what-else"))],
        });
        canary.Digits((await speaking.Send()).Receipt);
        var working = new FilingWalk(person, tenant.Slug);
        await working.Begin("worker");
        await working.Until("review", new Dictionary<string, (string, string)[]> { ["job"] = [("job", canary.Word("job")), ("employer", canary.Word("employer"))], ["what"] = [("what", canary.Word("work"))] });
        canary.Digits((await working.Send()).Receipt);
        // A draft that nobody sends, with a file.
        var left = new FilingWalk(person, tenant.Slug);
        await left.Begin();
        await left.Until("summary", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")], ["what"] = [("what", canary.Word("left"))] });
        canary.Digits(left.Draft!);
        await Upload(left.Draft!, canary.Word("left") + ".jpg", picture);
    }

    // What is refused is not written down either.
    private async Task Faulty()
    {
        using var query = await person.GetAsync($"/portal/{tenant.Slug}/file?way={canary.Word("query")}&q={canary.Word("query")}");
        using var search = await person.GetAsync($"/?q={canary.Word("search")}");
        using var path = await person.GetAsync($"/portal/{tenant.Slug}/{canary.Word("path")}");
        using var broken = await person.PostAsync($"{Api}/public/{tenant.Slug}/grievances", new StringContent($"{{\"summary\":\"{canary.Word("broken")}", Encoding.UTF8, "application/json"));
        using var unknown = await Raw(HttpMethod.Post, person, $"/public/{tenant.Slug}/grievances", new Dictionary<string, object> { ["language"] = canary.Word("tongue"), [canary.Word("field")] = 1 });
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (broken.StatusCode, unknown.StatusCode));
        using var many = await person.PostAsync($"/portal/{tenant.Slug}/file", new FormUrlEncodedContent(new Dictionary<string, string> { ["Draft"] = canary.Word("draft"), ["Step"] = canary.Word("step"), ["Go"] = canary.Word("go") }));
    }

    private async Task InTheMailbox(HttpClient mailbox)
    {
        await Sent(HttpMethod.Post, mailbox, "/mailbox/messages", new { text = canary.Word("message") });
        await Sent(HttpMethod.Post, mailbox, "/mailbox/retaliation", new { text = canary.Word("retaliation") });
        var adviser = await Sent(HttpMethod.Post, mailbox, "/mailbox/companions", new { role = "representative", name = canary.Word("companion"), mandate = new { kind = "written", words = canary.Word("companion-mandate") } });
        canary.Digits(adviser.GetProperty("receipt").GetString()!);
        await Sent(HttpMethod.Put, mailbox, "/mailbox/ping", new { address = canary.Mail("other-ping") });
        await Sent(HttpMethod.Put, mailbox, "/mailbox/consents", new { purpose = "join_similar", allowed = true });
        var announced = await Sent(HttpMethod.Post, person, $"/public/{tenant.Slug}/uploads", new { name = canary.Word("late") + ".txt", length = Notes.Length });
        var (id, token) = (announced.GetProperty("id").GetGuid(), announced.GetProperty("token").GetString()!);
        canary.Also("the token of an upload", token);
        using (var bytes = new HttpRequestMessage(HttpMethod.Patch, $"{Api}/public/{tenant.Slug}/uploads/{id}") { Content = new ByteArrayContent(Notes) })
        {
            bytes.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            bytes.Headers.Add("Upload-Token", token);
            bytes.Headers.Add("Upload-Offset", "0");
            using var sent = await person.SendAsync(bytes);
            Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        }
        var files = await Sent(HttpMethod.Post, mailbox, "/mailbox/files", new { files = new[] { new { id, token, original = true } } });
        Assert.Contains(canary.Word("late"), files.GetRawText(), StringComparison.Ordinal);
        using var export = await mailbox.GetAsync(Api + "/mailbox/export");
        Assert.Equal(HttpStatusCode.OK, export.StatusCode);
    }

    private async Task Handled(HttpClient handler, string receipt)
    {
        var row = (await handler.Get(Api + "/cases")).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetGuid()).ToList();
        var views = await Task.WhenAll(row.Select(id => handler.Get($"{Api}/cases/{id}")));
        // Every word arrived; were one not sent at all, it would be found nowhere either.
        var all = string.Join('\n', views.Select(view => view.GetRawText()));
        foreach (var place in new[] { "what", "summary", "where", "system", "unsafe", "contact", "excerpt", "mandate", "job", "employer", "picture", "notes" })
            Assert.Contains(canary.Word(place), all, StringComparison.Ordinal);
        var main = views.Single(view => view.GetRawText().Contains(canary.Word("summary"), StringComparison.Ordinal)).GetProperty("case").GetProperty("id").GetGuid();
        foreach (var (step, body) in new (string, object)[]
        {
            ("acknowledgement", new { }), ("messages", new { text = canary.Word("answer") }), ("retaliation", new { text = canary.Word("settled") }),
        })
            await Sent(HttpMethod.Post, handler, $"/cases/{main}/{step}", body);
        await PutRight(handler, receipt, main);
        using var mailbox = await Mailbox(receipt);
        var seen = await mailbox.GetStringAsync(Api + "/mailbox");
        foreach (var place in new[] { "message", "retaliation", "answer", "settled", "letter-what", "letter-who", "letter-how", "letter-appeal" })
            Assert.Contains(canary.Word(place), seen, StringComparison.Ordinal);
    }

    // A remedy offered, answered and carried out, the letter, a survey and an appeal.
    private async Task PutRight(HttpClient handler, string receipt, Guid id)
    {
        using (var assessor = await tenant.Person("assessor"))
        {
            var system = (await assessor.Post("/api/assessments/v1/systems", new { name = "Ward assistant", role = "deployer", published = false })).GetProperty("id").GetGuid();
            var impact = (await assessor.Post("/api/assessments/v1/impacts", new { systemId = system, right = "HARM-04", group = "g", title = "t", scale = 3, scope = 3, irremediability = 3 })).GetProperty("id").GetGuid();
            await Sent(HttpMethod.Post, handler, $"/cases/{id}/triage", new { band = "moderate", impactId = impact });
        }
        await Sent(HttpMethod.Post, handler, $"/cases/{id}/remedy/not-owed", new { reason = canary.Word("no-remedy") });
        await Sent(HttpMethod.Post, handler, $"/cases/{id}/remedy/measures", new { measure = "apology", text = canary.Word("apology"), ownerRole = "case-handler", signatory = "chief executive" });
        var measure = (await Sent(HttpMethod.Post, handler, $"/cases/{id}/remedy/measures", new { measure = "compensation", text = canary.Word("measure"), ownerRole = "case-handler", dueOn = "2033-01-01" })).GetProperty("id").GetGuid();
        await Sent(HttpMethod.Post, handler, $"/cases/{id}/remedy/offers", new { words = canary.Word("offer") });
        using var mailbox = await Mailbox(receipt);
        await Sent(HttpMethod.Post, mailbox, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true, words = canary.Word("offer-answer") });
        await Sent(HttpMethod.Post, handler, $"/cases/{id}/remedy/measures/{measure}/done", new { evidence = canary.Word("evidence") });
        await Sent(HttpMethod.Post, mailbox, $"/mailbox/remedy/measures/{measure}/answer", new { asPromised = false, words = canary.Word("remark") });
        await Sent(HttpMethod.Post, handler, $"/cases/{id}/closure", new
        {
            outcome = "substantiated",
            letter = new { language = "en", whatWentWrong = canary.Word("letter-what"), whoWasResponsible = canary.Word("letter-who"), howItIsFixed = canary.Word("letter-how"), howToAppeal = canary.Word("letter-appeal") },
        });
        await Sent(HttpMethod.Put, mailbox, "/mailbox/surveys/closure", new { fair = 2, words = canary.Word("survey") });
        var seen = await mailbox.GetStringAsync(Api + "/mailbox/remedy") + await mailbox.GetStringAsync(Api + "/mailbox/surveys");
        foreach (var place in new[] { "apology", "measure", "offer", "offer-answer", "evidence", "remark", "survey" })
            Assert.Contains(canary.Word(place), seen, StringComparison.Ordinal);
    }

    private async Task Upload(string draft, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(draft), "Draft" }, { new ByteArrayContent(content), "File", name } };
        using var answer = await person.PostAsync($"/portal/{tenant.Slug}/file/upload", form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(page.Contains(name, StringComparison.Ordinal), page);
    }

    private static async Task<string> Posted(FilingWalk walk, string go)
    {
        await walk.Go(go);
        return walk.Page;
    }

    private async Task<HttpClient> Mailbox(string receipt)
    {
        var http = Somebody();
        var session = await Sent(HttpMethod.Post, http, "/mailbox/session", new { receipt });
        var token = session.GetProperty("token").GetString()!;
        canary.Also("the token of a mailbox", token);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    private static async Task<JsonElement> Sent(HttpMethod method, HttpClient http, string path, object body)
    {
        using var answer = await Raw(method, http, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    private static async Task<HttpResponseMessage> Raw(HttpMethod method, HttpClient http, string path, object body)
    {
        using var request = new HttpRequestMessage(method, Api + path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await http.SendAsync(request);
    }
}
