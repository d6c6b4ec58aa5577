using System.Collections.Concurrent;

namespace Benchmarks;

/// <summary>
/// Filings a second over HTTP beside raw inserts with the same sealing work, in turns, so that whatever else the machine does meets
/// both. The medians of the repetitions count.
/// </summary>
public static class IntakeBenchmark
{
    private static readonly int[] ClientCounts = [1, 8, 32, 128];

    /// <summary>Runs it; whether everything held that must.</summary>
    public static async Task<bool> Run(Options options)
    {
        using var report = new Report("intake", options);
        await using var service = await GrievancesService.Start(options.Connection);
        var body = FilingBody.Of(service);
        using var http = GrievancesService.Client(service.Address, ClientCounts.Max());
        var receipts = new ConcurrentBag<string> { await FilingBody.File(service, http, body) };
        var sample = await FiledRows.Read(service.Servers.Database);
        await using var floor = await RawInserts.Create(service.Servers, sample, service.Secrets, "floor", "grievances", "receipts", "outbox");
        await using var every = await RawInserts.Create(service.Servers, sample, service.Secrets, "every", [.. sample.Rows.Select(row => row.Table).Distinct()]);
        Report.Say($"a filing: {body.Length} bytes of JSON, {sample.Rows.Count} rows of {sample.Bytes} bytes, {floor.Seals} envelopes; floor {floor.RowCount} rows, every row {every.RowCount} rows");
        report.Line(new { what = "filing", bytes = body.Length, rows = sample.Rows.Count, rowBytes = sample.Bytes, envelopes = floor.Seals, floorRows = floor.RowCount, everyRows = every.RowCount, pool = 40 });

        (string Name, Func<int, Task> Work)[] sides =
        [
            ("filing", async _ => receipts.Add(await FilingBody.File(service, http, body))),
            ("floor", _ => floor.Insert()),
            ("every-row", _ => every.Insert()),
        ];
        // Until the compiler has seen what is hot, a process is slower than it will ever be again.
        foreach (var (name, work) in sides)
            await ClosedLoop.Run(8, TimeSpan.FromSeconds(name == "filing" ? 15 : 4), work);
        var (measured, discarded, quiet) = (new List<Measured>(), new List<LoopResult>(), new QuietMachine(service.Watched));
        for (var repetition = 1; repetition <= options.Repetitions; repetition++)
            foreach (var clients in ClientCounts)
                foreach (var (name, work) in repetition % 2 == 0 ? sides.Reverse() : sides)
                {
                    // Whoever comes next must not pay for events that the filings before it left to be sent.
                    await service.Servers.Zero(Unsent, TimeSpan.FromMinutes(2));
                    var (result, cpu) = await quiet.Measure(() => ClosedLoop.Run(clients, TimeSpan.FromSeconds(options.Seconds), work), discarded.Add);
                    measured.Add(new Measured(name, clients, result, cpu));
                    report.Line(Line(measured[^1], repetition));
                }
        Table(report, measured);
        Report.Say($"taken again since something else ran: {quiet.Discarded}; kept although it did: {quiet.Disturbed} of {measured.Count}");
        report.Line(new { what = "quiet", quiet.Discarded, quiet.Disturbed, of = measured.Count });
        return await Reconcile(report, service, receipts, [.. measured.Select(m => m.Result), .. discarded]);
    }

    private const string Unsent = "select count(*) from outbox where sent_at is null";

    private sealed record Measured(string Side, int Clients, LoopResult Result, CpuUse Cpu)
    {
        public double Micros(Func<CpuUse, double> part) => part(Cpu) * 1e6 / Math.Max(1, Result.Operations);
    }

    private static object Line(Measured m, int repetition) => new
    {
        what = m.Side, m.Clients, repetition, m.Result.Operations, m.Result.Seconds, m.Result.PerSecond, p50Ms = m.Result.P50, p99Ms = m.Result.P99, failures = m.Result.Faults.Count, faults = m.Result.Faults.Distinct().Take(3),
        cpuMicros = new { service = m.Micros(c => c.Service), client = m.Micros(c => c.Client), database = m.Micros(c => c.Database), broker = m.Micros(c => c.Broker) }, foreignPercent = 100 * m.Cpu.ForeignPart,
    };

    private static void Table(Report report, List<Measured> measured)
    {
        Report.Say($"{"",9} {"clients",7} {"per s",8} {"/floor",6} {"/every",6} {"p50 ms",8} {"p99 ms",8} {"fail",4}   CPU µs: {"service",7} {"client",6} {"database",8} {"broker",6}   foreign CPU");
        foreach (var group in measured.GroupBy(m => (m.Clients, m.Side)))
        {
            double Median(Func<Measured, double> value, string? side = null) => Percentile.Median(measured.Where(m => m.Clients == group.Key.Clients && m.Side == (side ?? group.Key.Side)).Select(value));
            var perSecond = Median(m => m.Result.PerSecond);
            var (toFloor, toEvery) = (perSecond / Median(m => m.Result.PerSecond, "floor"), perSecond / Median(m => m.Result.PerSecond, "every-row"));
            var (p50, p99, failures) = (Median(m => m.Result.P50), Median(m => m.Result.P99), group.Sum(m => m.Result.Faults.Count));
            var (service, client, database, broker) = (Median(m => m.Micros(c => c.Service)), Median(m => m.Micros(c => c.Client)), Median(m => m.Micros(c => c.Database)), Median(m => m.Micros(c => c.Broker)));
            var foreign = 100 * Median(m => m.Cpu.ForeignPart);
            Report.Say($"{group.Key.Side,9} {group.Key.Clients,7} {perSecond,8:0} {toFloor,6:0.00} {toEvery,6:0.00} {p50,8:0.00} {p99,8:0.0} {failures,4}           {service,7:0} {client,6:0} {database,8:0} {broker,6:0}   {foreign,4:0} %");
            report.Line(new { what = "median", side = group.Key.Side, group.Key.Clients, perSecond, toFloor, toEvery, p50Ms = p50, p99Ms = p99, failures, cpuMicros = new { service, client, database, broker }, foreignPercent = foreign });
        }
    }

    private static async Task<bool> Reconcile(Report report, GrievancesService service, ConcurrentBag<string> receipts, List<LoopResult> results)
    {
        var failures = results.Sum(r => r.Faults.Count);
        foreach (var fault in results.SelectMany(r => r.Faults).Distinct().Take(5))
            Report.Say($"fault: {fault}");
        var sent = await service.Servers.Zero(Unsent, TimeSpan.FromMinutes(2));
        var (cases, digests, events) = (await service.Servers.Count("select count(*) from grievances"), await service.Servers.Count("select count(distinct digest) from receipts"), await service.Servers.Count("select count(*) from outbox"));
        var distinct = receipts.Distinct(StringComparer.Ordinal).Count();
        return report.Holds(failures == 0, $"no operation failed ({failures})")
            & report.Holds(cases == receipts.Count && digests == receipts.Count && events == receipts.Count, $"{receipts.Count} filings were accepted: {cases} cases, {digests} receipts, {events} events are stored")
            & report.Holds(distinct == receipts.Count, $"all {receipts.Count} receipts differ")
            & report.Holds(sent, $"every event was confirmed by the broker");
    }
}
