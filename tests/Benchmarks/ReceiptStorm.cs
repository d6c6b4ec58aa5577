using System.Diagnostics;
using Platform.Security;

namespace Benchmarks;

/// <summary>A thousand wrong guesses from one place, and how long right receipts take meanwhile.</summary>
public static class ReceiptStorm
{
    private const int Guesses = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Quiet and storms in turns; whether right receipts were served, and as fast.</summary>
    public static async Task<bool> Run(Report report, GrievancesService service, string[] right, int repetitions)
    {
        using var guesser = GrievancesService.Client(service.Address, Guesses);
        using var person = GrievancesService.Client(service.Address, 32);
        var (quiet, steady, burst) = (new List<double>(), new List<double>(), new List<double>());
        var (refused, quietMachine) = (0, new QuietMachine(service.Watched));
        for (var repetition = 0; repetition <= repetitions; repetition++)
        {
            // The first turn warms up.
            var (calm, _) = await quietMachine.Measure(() => Rights(person, right, Task.Delay(TimeSpan.FromSeconds(5))));
            var (slow, _) = await quietMachine.Measure(() => Rights(person, right, Storm(guesser, 64)));
            var (sudden, _) = await quietMachine.Measure(() => Rights(person, right, Storm(guesser, Guesses)));
            refused += calm.Refused + slow.Refused + sudden.Refused;
            if (repetition == 0)
                continue;
            quiet.Add(calm.P95);
            steady.Add(slow.P95);
            burst.Add(sudden.P95);
            report.Line(new { what = "storm", repetition, quietP95Ms = calm.P95, steadyP95Ms = slow.P95, burstP95Ms = sudden.P95 });
        }
        var (calmly, slowly, suddenly) = (Percentile.Median(quiet), Percentile.Median(steady), Percentile.Median(burst));
        report.Line(new { what = "storms", quietP95Ms = calmly, steadyP95Ms = slowly, burstP95Ms = suddenly, quietMachine.Discarded, quietMachine.Disturbed });
        Report.Say($"right receipts, 95th percentile: quiet {calmly:0.00} ms, during {Guesses} wrong guesses {slowly:0.00} ms, during {Guesses} in one instant {suddenly:0.00} ms");
        return report.Holds(refused == 0, $"every right receipt was served ({refused} refused)")
            & report.Holds(slowly <= 1.5 * calmly, $"{Guesses} wrong guesses from one place: right receipts take {slowly / calmly:0.00} times as long, at most 1.5");
    }

    // At a fixed pace, whatever the answers do: somebody who comes while it is slow is measured too.
    private static async Task<(double P95, int Refused)> Rights(HttpClient person, string[] right, Task until)
    {
        var (asked, watch) = (new List<Task<MailboxAnswer>>(), Stopwatch.StartNew());
        while (!until.IsCompleted)
        {
            asked.Add(MailboxAnswer.Ask(person, right[asked.Count % right.Length]));
            if (Interval * asked.Count - watch.Elapsed is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait);
        }
        await until;
        var answers = await Task.WhenAll(asked);
        return (Percentile.Of([.. answers.Select(a => a.Milliseconds).Order()], 0.95), answers.Count(a => a.Status != 200));
    }

    private static Task Storm(HttpClient guesser, int atOnce) =>
        Parallel.ForEachAsync(Enumerable.Range(0, Guesses), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (_, _) =>
        {
            if (await MailboxAnswer.Ask(guesser, Receipt.New().Digits) is { Status: not (404 or 429) } odd)
                throw new InvalidOperationException($"A wrong guess was answered with {odd.Status}.");
        });
}
