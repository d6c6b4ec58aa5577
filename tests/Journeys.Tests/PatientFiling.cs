using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Testing;

namespace Journeys.Tests;

/// <summary>
/// Clients that file the whole questionnaire with a file, as programs of people do when a line breaks: they ask how far an upload
/// came and go on from there, and send a filing again under the same key until it is answered.
/// </summary>
internal sealed class PatientFiling(PlatformUnderTest platform, Tenant tenant, int clients, int count) : IDisposable
{
    private const string Api = "/api/grievances/v1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = new Uri(platform.BaseUrl), Timeout = TimeSpan.FromSeconds(30) };
    private int broken;
    private int resumed;

    /// <summary>Number of the filing and its receipt, by reference.</summary>
    public ConcurrentDictionary<string, (int Number, string Receipt)> Answered { get; } = new();

    /// <summary>Answers that no broken line explains.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>Requests that got no answer, or one of a gateway whose service was away.</summary>
    public int Broken => broken;

    /// <summary>Uploads that went on from where they had come to, and not from the beginning.</summary>
    public int Resumed => resumed;

    /// <summary>What the file of a filing holds: 30 to 34 kB, different for each.</summary>
    public static byte[] Content(int number)
    {
        var bytes = new byte[30_000 + number % 4_000];
        new Random(number).NextBytes(bytes);
        // No kind that a cleaning knows: it comes back as it went.
        bytes[0] = 0xAF;
        return bytes;
    }

    public async Task Run()
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Faults.IsEmpty && Interlocked.Increment(ref next) is var number && number < count)
                await One(number);
        }));
    }

    private async Task One(int number)
    {
        var content = Content(number);
        var announced = await Until(() => Json(HttpMethod.Post, $"{Api}/public/{tenant.Slug}/uploads", new { name = $"recording-{number}.bin", length = content.Length }), Guid.NewGuid().ToString(), HttpStatusCode.Created);
        if (announced is not { } upload)
            return;
        var (id, token) = (upload.GetProperty("id").GetGuid(), upload.GetProperty("token").GetString()!);
        if (!await Send($"{Api}/public/{tenant.Slug}/uploads/{id}", token, content))
            return;
        var filed = await Until(() => Json(HttpMethod.Post, $"{Api}/public/{tenant.Slug}/grievances", Whole(number, id, token)), Guid.NewGuid().ToString(), HttpStatusCode.Created);
        if (filed is { } answer)
            Answered[answer.GetProperty("reference").GetString()!] = (number, answer.GetProperty("receipt").GetString()!);
    }

    private async Task<bool> Send(string path, string token, byte[] content)
    {
        var (offset, last) = (0L, "no answer");
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until;)
        {
            // In two parts, so that a kill finds uploads half way. Where all of it is there an empty part asks whether it is complete.
            var part = Math.Min(content.Length - (int)offset, 17_000);
            using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new ByteArrayContent(content, (int)offset, part) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Headers.Add("Upload-Token", token);
            request.Headers.Add("Upload-Offset", $"{offset}");
            var sent = await Try(request);
            last = sent is null ? "no answer" : $"{(int)sent.StatusCode} {sent.Body}";
            if (sent is { StatusCode: HttpStatusCode.OK, Body: var seen })
            {
                if (seen.GetProperty("complete").GetBoolean())
                    return true;
                offset = seen.GetProperty("received").GetInt64();
                continue;
            }
            using var ask = new HttpRequestMessage(HttpMethod.Head, path);
            ask.Headers.Add("Upload-Token", token);
            if (await Try(ask) is { StatusCode: HttpStatusCode.OK } far)
            {
                offset = far.Offset;
                if (offset > 0)
                    Interlocked.Increment(ref resumed);
            }
            else
                await Task.Delay(200);
        }
        Faults.Add($"{path} was not sent: {last}");
        return false;
    }

    private async Task<JsonElement?> Until(Func<HttpRequestMessage> ask, string key, HttpStatusCode expected)
    {
        string? last = null;
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(200))
        {
            using var request = ask();
            request.Headers.Add("Idempotency-Key", key);
            var answer = await Try(request);
            if (answer?.StatusCode == expected)
                return answer.Body;
            last = answer is null ? "no answer" : $"{(int)answer.StatusCode} {answer.Body}";
            // 409: the first attempt is still under way.
            if (answer is { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.Conflict })
                break;
        }
        Faults.Add(last ?? "no attempt");
        return null;
    }

    private async Task<Answer?> Try(HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500)
                Interlocked.Increment(ref broken);
            var offset = answer.Headers.TryGetValues("Upload-Offset", out var values) ? long.Parse(values.Single(), System.Globalization.CultureInfo.InvariantCulture) : 0;
            return new Answer(answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, offset);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
        {
            Interlocked.Increment(ref broken);
            return null;
        }
    }

    private static HttpRequestMessage Json(HttpMethod method, string path, object body) => new(method, path) { Content = JsonContent.Create(body) };

    private static object Whole(int number, Guid file, string token) => new
    {
        language = "en", summary = $"The assistant turned my mother away {number}", whatHappened = string.Concat(Enumerable.Repeat("It answered that no appointment was left, although there was one. ", 12)),
        affected = "other", systemDescription = "A box to type into on the hospital's page.", rights = new[] { "HARM-01", "EQUAL-01", "X-HEALTH" }, wants = new[] { "apology", "correction", "explanation", "non_repetition" },
        contact = new { kind = "email", value = $"daughter-{number}@example.org" }, capacity = "representative", mandate = new { kind = "written", words = "She signed a letter in October." },
        @unsafe = "Do not call the house in the evening.", consents = new[] { "join_similar" }, ping = $"daughter-{number}@example.org",
        answers = new Dictionary<string, string[]>
        {
            ["when"] = ["2026-10"], ["ongoing"] = ["yes"], ["where"] = ["Harbour clinic, second floor"], ["harm"] = ["harm", "equal", "other"], ["kind_harm"] = ["harm_01"], ["kind_equal"] = ["equal_01"],
            ["kind_other"] = ["x_health"], ["scale"] = ["badly"], ["scope"] = ["few"], ["remediable"] = ["partly"], ["at_risk"] = ["yes"],
        },
        files = new[] { new { id = file, token, original = true } },
    };

    public void Dispose() => http.Dispose();

    private sealed record Answer(HttpStatusCode StatusCode, JsonElement Body, long Offset);
}
