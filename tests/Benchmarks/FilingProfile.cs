using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Benchmarks;

/// <summary>What one filing costs: each statement it sends and how long that takes, one filing after another; and what it costs that all belong to one pattern.</summary>
public static class FilingProfile
{
    private const int Filings = 500;

    /// <summary>Runs it; whether everything held that must.</summary>
    public static async Task<bool> Run(Options options)
    {
        using var report = new Report("profile", options);
        await using var service = await GrievancesService.Start(options.Connection);
        using var statements = new Statements();
        var address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        await using (var inside = service.Build(address, services => services.ConfigureDbContext<GrievancesDb>(o => o.AddInterceptors(statements))))
        {
            await inside.StartAsync();
            using var client = GrievancesService.Client(address);
            var body = FilingBody.Of(service);
            for (var i = 0; i < Filings; i++)
                await FilingBody.File(service, client, body);
            statements.Times.Clear();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Filings; i++)
                await FilingBody.File(service, client, body);
            Tell(report, statements, Stopwatch.GetElapsedTime(began).TotalMilliseconds / Filings);
            await inside.StopAsync();
        }
        return await Patterns(report, service, options);
    }

    private static void Tell(Report report, Statements statements, double whole)
    {
        var rows = statements.Times.GroupBy(t => (t.Text, t.OfRequest)).Select(g => (g.Key.Text, g.Key.OfRequest, Each: g.Count() / (double)Filings, Milliseconds: g.Sum(t => t.Milliseconds) / Filings))
            .Where(r => r.Each >= 0.5).OrderByDescending(r => r.OfRequest).ThenByDescending(r => r.Milliseconds).ToList();
        var (waited, trips) = (rows.Where(r => r.OfRequest).Sum(r => r.Milliseconds), rows.Where(r => r.OfRequest).Sum(r => r.Each));
        Report.Say($"one filing at a time: {whole:0.00} ms, of which {waited:0.00} ms wait for {trips:0.0} answers of the database");
        foreach (var (text, ofRequest, each, milliseconds) in rows)
        {
            Report.Say($"  {(ofRequest ? "request" : "beside"),-7} {each,5:0.0} x  {milliseconds,6:0.000} ms  {text}");
            report.Line(new { what = "statement", ofRequest, each, milliseconds, text });
        }
        report.Line(new { what = "one", milliseconds = whole, databaseMilliseconds = waited, roundTrips = trips });
    }

    private static async Task<bool> Patterns(Report report, GrievancesService service, Options options)
    {
        using var http = GrievancesService.Client(service.Address, 32);
        await ClosedLoop.Run(8, TimeSpan.FromSeconds(10), _ => FilingBody.File(service, http, FilingBody.Of(service)));
        var (good, quiet) = (true, new QuietMachine(service.Watched));
        foreach (var pattern in new[] { false, true, false, true })
        {
            var body = FilingBody.Of(service, pattern);
            var (result, cpu) = await quiet.Measure(() => ClosedLoop.Run(32, TimeSpan.FromSeconds(options.Seconds), _ => FilingBody.File(service, http, body)));
            Report.Say($"32 clients, {(pattern ? "all of one pattern" : "of no pattern"),-18}: {result.PerSecond,6:0} a second, p50 {result.P50:0.0} ms, p99 {result.P99:0.0} ms, foreign CPU {100 * cpu.ForeignPart:0} %");
            report.Line(new { what = "pattern", pattern, result.PerSecond, p50Ms = result.P50, p99Ms = result.P99, failures = result.Faults.Count });
            good &= report.Holds(result.Faults.Count == 0, $"no filing failed ({string.Join("; ", result.Faults.Distinct().Take(2))})");
        }
        return good;
    }

    // What Npgsql itself says it sends, also what no interceptor of EF Core sees; a commit is no command to it.
    private sealed class Statements : DbTransactionInterceptor, IDisposable
    {
        private readonly ActivityListener listener;

        public Statements()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = Note,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ConcurrentQueue<(string Text, bool OfRequest, double Milliseconds)> Times { get; } = new();

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Times.Enqueue(("COMMIT", Activity.Current is not null, eventData.Duration.TotalMilliseconds));
            return Task.CompletedTask;
        }

        public void Dispose() => listener.Dispose();

        private void Note(Activity activity)
        {
            var text = (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) as string ?? activity.DisplayName;
            var line = string.Join(' ', text.Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));
            var inserts = text.Split("INSERT INTO ").Length - 1;
            Times.Enqueue(($"{(inserts > 1 ? $"[{inserts} inserts] " : "")}{(line.Length > 100 ? line[..100] + "…" : line)}", activity.ParentSpanId != default, activity.Duration.TotalMilliseconds));
        }
    }
}
