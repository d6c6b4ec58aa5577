using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Bad input gets a problem document with a stable code, through the gateway, and nothing is stored.</summary>
public sealed class BadInputTests(SharedEmbedded embedded) : IAsyncLifetime
{
    private Tenant tenant = null!;
    private HttpClient publisher = null!;

    public async ValueTask InitializeAsync()
    {
        tenant = await Tenant.Create(embedded.Platform, "Strict Clinic");
        publisher = await tenant.Person("case-handler");
    }

    public ValueTask DisposeAsync()
    {
        publisher.Dispose();
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string, byte[], string, int, string> Bodies => new()
    {
        { "empty", [], "application/json", 400, "platform.body_empty" },
        { "malformed", "{\"language\":\"en\","u8.ToArray(), "application/json", 400, "platform.malformed_json" },
        { "an array", "[]"u8.ToArray(), "application/json", 400, "platform.invalid" },
        { "null", "null"u8.ToArray(), "application/json", 400, "platform.body_empty" },
        { "invalid UTF-8", [.. "{\"language\":\"en\",\"summary\":\""u8, 0xC3, 0x28, .. "\",\"whatHappened\":\"w\",\"affected\":\"self\"}"u8], "application/json", 400, "platform.invalid_utf8" },
        { "wrong type", Body("\"summary\":5"), "application/json", 400, "platform.invalid" },
        { "unknown field", Body("\"summary\":\"s\",\"tenantId\":\"x\""), "application/json", 400, "platform.invalid" },
        { "field twice", Body("\"summary\":\"s\",\"summary\":\"t\""), "application/json", 400, "platform.invalid" },
        { "unknown language", Body("\"summary\":\"s\"", "xx-nothing"), "application/json", 400, "platform.invalid" },
        { "unknown right", Body("\"summary\":\"s\",\"rights\":[\"HARM-99\"]"), "application/json", 400, "platform.invalid" },
        { "unknown system", Body("\"summary\":\"s\",\"systemId\":\"0192aaaa-0000-7000-8000-000000000000\""), "application/json", 400, "platform.invalid" },
        { "summary too long", Body($"\"summary\":\"{new string('x', 301)}\""), "application/json", 400, "platform.invalid" },
        { "wrong media type", Body("\"summary\":\"s\""), "text/plain", 415, "platform.media_type" },
        { "10 MB", Body($"\"summary\":\"{new string('x', 10_000_000)}\""), "application/json", 413, "platform.body_too_large" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task File_BadBody_IsRefusedAndStoresNothing(string what, byte[] body, string mediaType, int status, string code)
    {
        Assert.NotEmpty(what);
        using var answer = await Send(body, mediaType, Guid.NewGuid().ToString());
        await IsProblem(answer, status, code);
        Assert.Equal(0, (await publisher.Get("/api/grievances/v1/cases")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ARegister_PassesTheGatewayUpToItsSize_AndNoFurther()
    {
        using var lead = await tenant.Person("human-rights-lead");
        async Task<HttpResponseMessage> Bring(int rows, int signs)
        {
            var csv = "number,text,filed_at\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"{i},{new string('x', signs)},2026-01-01\n"));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/grievances/v1/imports") { Content = new StringContent(JsonSerializer.Serialize(new { register = "Old", language = "en", csv }), Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            return await lead.SendAsync(request);
        }

        using (var taken = await Bring(20, 100_000))
            Assert.True(taken.StatusCode == HttpStatusCode.Accepted, await taken.Content.ReadAsStringAsync());
        using var refused = await Bring(23, 1024 * 1024);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("has spaces in it and is long enough")]
    [InlineData("\"\"")]
    public async Task File_WithoutUsableIdempotencyKey_IsRefused(string? key)
    {
        using var answer = await Send(Body("\"summary\":\"s\""), "application/json", key);
        await IsProblem(answer, 400, "platform.idempotency_key_missing");
    }

    [Fact]
    public async Task File_SameKeyOtherBody_IsRefused_SameBodyReplays()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await Send(Body("\"summary\":\"s\""), "application/json", key);
        using var replay = await Send(Body("\"summary\":\"s\""), "application/json", $"\"{key}\"");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await replay.Content.ReadAsStringAsync());
        using var other = await Send(Body("\"summary\":\"another\""), "application/json", key);
        await IsProblem(other, 422, "platform.idempotency_key_reused");
        Assert.Equal(1, (await publisher.Get("/api/grievances/v1/cases")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task File_SameKeyFiftyTimesAtOnce_FilesOnce()
    {
        var key = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Send(Body("\"summary\":\"at once\""), "application/json", key)));
        var texts = await Task.WhenAll(answers.Where(a => a.StatusCode == HttpStatusCode.Created).Select(a => a.Content.ReadAsStringAsync()));
        Assert.Single(texts.Distinct());
        Assert.All(answers, a => Assert.Contains(a.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Equal(1, (await publisher.Get("/api/grievances/v1/cases")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/grievances/v1/public/nobody-of-this-name/grievances", 404, "platform.tenant_unknown")]
    [InlineData("/api/nothing/v1/x", 404, "platform.not_found")]
    public async Task Post_WhereNothingIs_IsAProblem(string address, int status, string code)
    {
        using var answer = await Send(Body("\"summary\":\"s\""), "application/json", Guid.NewGuid().ToString(), address);
        await IsProblem(answer, status, code);
    }

    [Fact]
    public async Task Delete_WhereOnlyPostIs_IsAProblem()
    {
        using var http = embedded.Platform.Anybody();
        using var answer = await http.DeleteAsync($"/api/grievances/v1/public/{tenant.Slug}/grievances");
        await IsProblem(answer, 405, "platform.method_not_allowed");
    }

    [Fact]
    public async Task Staff_WithoutToken_IsAProblem()
    {
        using var http = embedded.Platform.Anybody();
        using var answer = await http.GetAsync("/api/grievances/v1/cases");
        await IsProblem(answer, 401, "platform.unauthenticated");
    }

    [Fact]
    public async Task Lists_RefuseForeignCursorsAndLimits()
    {
        using var cursor = await publisher.GetAsync("/api/grievances/v1/cases?cursor=!!");
        await IsProblem(cursor, 400, "platform.cursor_invalid");
        using var limit = await publisher.GetAsync("/api/grievances/v1/cases?limit=201");
        await IsProblem(limit, 400, "platform.limit_invalid");
    }

    [Fact]
    public async Task Receipt_Mistyped_IsToldAtOnce_Unknown_GetsOneAnswer()
    {
        var filed = JsonDocument.Parse(await (await Send(Body("\"summary\":\"s\""), "application/json", Guid.NewGuid().ToString())).Content.ReadAsStringAsync()).RootElement;
        var receipt = filed.GetProperty("receipt").GetString()!;
        using var mistyped = await Open(receipt[..^1] + (char)('0' + (receipt[^1] - '0' + 1) % 10));
        await IsProblem(mistyped, 400, "grievances.receipt_mistyped");
        using var short19 = await Open(receipt[..^1]);
        await IsProblem(short19, 400, "grievances.receipt_malformed");
        // One of the ten last digits is the right check digit, and nobody has that receipt.
        var codes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async d => JsonDocument.Parse(await (await Open($"0000 0000 0000 0000 000{d}")).Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()));
        Assert.Equal(9, codes.Count(c => c == "grievances.receipt_mistyped"));
        Assert.Equal(1, codes.Count(c => c == "grievances.receipt_unknown"));
        // Arabic-Indic digits, spaces and hyphens are the same receipt.
        using var arabic = await Open(string.Concat(receipt.Select((d, i) => (i % 4 == 0 && i > 0 ? "-" : "") + (char)('\u0660' + (d - '0')))));
        Assert.Equal(HttpStatusCode.OK, arabic.StatusCode);
    }

    private Task<HttpResponseMessage> Open(string receipt)
    {
        var http = embedded.Platform.Anybody();
        return http.PostAsync("/api/grievances/v1/mailbox/session", new StringContent(JsonSerializer.Serialize(new { receipt }), Encoding.UTF8, "application/json"));
    }

    private async Task<HttpResponseMessage> Send(byte[] body, string mediaType, string? key, string? address = null)
    {
        using var http = embedded.Platform.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Post, address ?? $"/api/grievances/v1/public/{tenant.Slug}/grievances") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    private static async Task IsProblem(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }

    private static byte[] Body(string fields, string language = "en") =>
        Encoding.UTF8.GetBytes($"{{\"language\":\"{language}\",{fields},\"whatHappened\":\"w\",\"affected\":\"self\"}}");
}
