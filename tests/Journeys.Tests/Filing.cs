using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Testing;

namespace Journeys.Tests;

/// <summary>What a load of filings came to.</summary>
/// <param name="Answered">Receipts by reference, for every 201.</param>
/// <param name="Faults">Every other answer.</param>
/// <param name="PerSecond">Filings a second.</param>
/// <param name="P99">99th percentile of the answers, in milliseconds.</param>
public sealed record Load(IReadOnlyDictionary<string, string> Answered, IReadOnlyList<string> Faults, double PerSecond, double P99);

/// <summary>Many clients filing at once with one organisation.</summary>
public static class Filing
{
    /// <summary>Files <paramref name="count"/> grievances from <paramref name="clients"/> clients; unknown outcomes are kept apart.</summary>
    public static async Task<Load> Run(PlatformUnderTest platform, Tenant tenant, int clients, int count, string marker, CancellationToken stop = default)
    {
        var answered = new ConcurrentDictionary<string, string>();
        var faults = new ConcurrentBag<string>();
        var latencies = new ConcurrentBag<double>();
        var left = count;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = new Uri(platform.BaseUrl), Timeout = TimeSpan.FromSeconds(60) };
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            while (Interlocked.Decrement(ref left) >= 0 && !stop.IsCancellationRequested)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/grievances/v1/public/{tenant.Slug}/grievances") { Content = JsonContent.Create(tenant.Grievance($"{marker} {client}-{left}")) };
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                try
                {
                    var sent = Stopwatch.GetTimestamp();
                    using var answer = await http.SendAsync(request, CancellationToken.None);
                    latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                    if ((int)answer.StatusCode == 201 && JsonDocument.Parse(body).RootElement is var filed)
                        answered[filed.GetProperty("reference").GetString()!] = filed.GetProperty("receipt").GetString()!;
                    else
                        faults.Add($"{(int)answer.StatusCode} {body}");
                }
                catch (HttpRequestException fault)
                {
                    faults.Add(fault.Message);
                    if (stop.IsCancellationRequested || faults.Count > 200)
                        return;
                }
            }
        }));
        var seconds = watch.Elapsed.TotalSeconds;
        return new Load(answered, [.. faults], answered.Count / seconds, latencies.Order().ElementAtOrDefault(latencies.Count * 99 / 100));
    }

    /// <summary>How many cases the projection counts.</summary>
    public static async Task<int> Projected(HttpClient publisher) => (await publisher.Get("/api/transparency/v1/projection")).GetProperty("total").GetInt32();
}
