using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Security;
using Testing;

namespace Benchmarks;

/// <summary>
/// Whether a receipt nobody ever had and one whose case was erased can be told apart, by answer, size or time. Two thousand of
/// each, mixed; the erased ones were filed and erased the way a person does it.
/// </summary>
public static class ReceiptBenchmark
{
    private const int Count = 2_000;
    private const int Right = 200;
    private const int AtOnce = 64;

    /// <summary>Runs it; whether everything held that must.</summary>
    public static async Task<bool> Run(Options options)
    {
        using var report = new Report("receipts", options);
        await using var service = await GrievancesService.Start(options.Connection);
        using var http = GrievancesService.Client(service.Address, AtOnce);
        var filed = await Filed(service, http);
        var (erased, right) = (filed[..Count], filed[Count..]);
        await InTurns(erased, receipt => MailboxAnswer.Erase(http, receipt));
        var removed = report.Holds(await service.Servers.Zero($"select abs(count(*) - {Right}) from grievances", TimeSpan.FromMinutes(5)), $"{Count} of {Count + Right} cases were erased and their rows removed");
        var mixed = Mixed(erased);

        var without = await Without(service, mixed);
        var good = removed & Compare(report, "work alone", without);
        good &= report.Holds(Percentile.Median(without.Select(a => a.Answer.Milliseconds)) < UnwaitedClock.Pause.TotalMilliseconds / 4, $"the pause was taken out of the measurement of the work alone");
        var used = CpuMeter.Start(service.Watched);
        var with = new ConcurrentBag<Asked>();
        await InTurns(mixed, async one => with.Add(one with { Answer = await MailboxAnswer.Ask(http, one.Receipt) }));
        var cpu = used().Service * 1000 / mixed.Length;
        good &= Compare(report, "with the pause", [.. with]);
        good &= report.Holds(cpu <= 1, $"a wrong attempt costs the service {cpu:0.00} ms of CPU, at most 1");
        return good & await ReceiptStorm.Run(report, service, right, options.Repetitions);
    }

    private sealed record Asked(string Receipt, bool Erased)
    {
        public MailboxAnswer Answer { get; init; } = null!;
    }

    private static async Task<string[]> Filed(GrievancesService service, HttpClient http)
    {
        var (body, receipts) = (FilingBody.Of(service), new ConcurrentBag<string>());
        await InTurns(Enumerable.Range(0, Count + Right), async _ => receipts.Add(await FilingBody.File(service, http, body)));
        return [.. receipts];
    }

    private static Asked[] Mixed(string[] erased)
    {
        Asked[] mixed = [.. erased.Select(receipt => new Asked(receipt, true)), .. Enumerable.Range(0, Count).Select(_ => new Asked(Receipt.New().Digits, false))];
        Random.Shared.Shuffle(mixed);
        return mixed;
    }

    // One after another, in a host whose pause is over at once. First, while no erased receipt has been asked for since it was erased.
    private static async Task<IReadOnlyCollection<Asked>> Without(GrievancesService service, Asked[] mixed)
    {
        var address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        await using var inside = service.Build(address, services => services.AddSingleton<TimeProvider, UnwaitedClock>());
        await inside.StartAsync();
        using var client = GrievancesService.Client(address);
        for (var i = 0; i < 1_000; i++)
            await MailboxAnswer.Ask(client, Receipt.New().Digits);
        var asked = new List<Asked>(mixed.Length);
        foreach (var one in mixed)
            asked.Add(one with { Answer = await MailboxAnswer.Ask(client, one.Receipt) });
        await inside.StopAsync();
        return asked;
    }

    private static bool Compare(Report report, string how, IReadOnlyCollection<Asked> asked)
    {
        double[] Times(bool erased) => [.. asked.Where(a => a.Erased == erased).Select(a => a.Answer.Milliseconds).Order()];
        var (unknown, erased) = (Times(false), Times(true));
        var shapes = asked.Select(a => a.Answer.Shape).Distinct(StringComparer.Ordinal).ToList();
        var (p, medianUnknown, medianErased) = (MannWhitney.P(unknown, erased), Percentile.Of(unknown, 0.5), Percentile.Of(erased, 0.5));
        var micros = (medianErased - medianUnknown) * 1000;
        var part = Math.Abs(micros) / (medianUnknown * 1000);
        report.Line(new { what = how, unknown = unknown.Length, erased = erased.Length, shapes, p, medianUnknownMs = medianUnknown, medianErasedMs = medianErased, p95UnknownMs = Percentile.Of(unknown, 0.95), p95ErasedMs = Percentile.Of(erased, 0.95), deltaMicros = micros });
        return report.Holds(shapes.Count == 1 && asked.First().Answer.Status == 404, $"{how}: {asked.Count} wrong receipts got {shapes.Count} kind of answer: status, headers and body")
            & report.Holds(p > 0.01 || Math.Abs(micros) < 50 || part < 0.02, $"{how}: median {medianUnknown:0.000} ms unknown, {medianErased:0.000} ms erased, {micros:+0;-0} µs ({part:P1}), Mann-Whitney p = {p:0.000}");
    }

    private static Task InTurns<T>(IEnumerable<T> all, Func<T, Task> one) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await one(item));
}
