using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Benchmarks;

/// <summary>An answer to a receipt, as whoever asks can see it.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Shape">Status, every header with its value but the date, and the bytes of the body.</param>
/// <param name="Milliseconds">Until the last byte.</param>
public sealed record MailboxAnswer(int Status, string Shape, double Milliseconds)
{
    /// <summary>Asks with a receipt.</summary>
    public static async Task<MailboxAnswer> Ask(HttpClient client, string receipt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, GrievancesService.Api + "/mailbox/session") { Content = JsonContent.Create(new { receipt }) };
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        // The date is the second in which it was answered, whatever was asked.
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal);
        return new MailboxAnswer((int)answer.StatusCode, $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body}", milliseconds);
    }

    /// <summary>Has the case of a receipt erased, as the person does it.</summary>
    public static async Task Erase(HttpClient client, string receipt)
    {
        using var opened = await client.PostAsJsonAsync(GrievancesService.Api + "/mailbox/session", new { receipt });
        var token = JsonDocument.Parse(await opened.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, GrievancesService.Api + "/mailbox/withdrawal") { Content = JsonContent.Create(new { erase = true }) };
        request.Headers.Authorization = new("Bearer", token);
        using var erased = await client.SendAsync(request);
        if ((int)erased.StatusCode != 204)
            throw new HttpRequestException($"Erasing was answered with {(int)erased.StatusCode}: {await erased.Content.ReadAsStringAsync()}");
    }
}
