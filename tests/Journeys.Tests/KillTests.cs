using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>
/// 800 grievances (2,000 with <c>HEED_HEAVY=1</c>) with the whole questionnaire and a file each, from 32 clients, while processes are killed (SIGKILL) and started
/// again: each is there once, opens with its receipt, has its file byte for byte, and reaches the figures.
/// </summary>
public sealed class KillTests(SharedDistributed distributed) : OnDistributed(distributed)
{
    private const int Clients = 32;
    private static readonly int Count = Environment.GetEnvironmentVariable("HEED_HEAVY") == "1" ? 2_000 : 800;
    private static readonly int[] KillsAfter = [Count / 5, Count * 3 / 5];

    [Fact]
    public async Task Embedded_KilledUnderLoad_LosesNothing_AndFilesNothingTwice()
    {
        await using var platform = await EmbeddedPlatform.Start("--Gateway:UploadsPerMinute=0");
        await Run(platform, platform.Count, async () =>
        {
            await platform.Process.Kill();
            await platform.Restart();
        });
    }

    [Fact]
    public async Task Distributed_KilledUnderLoad_LosesNothing_AndFilesNothingTwice()
    {
        var platform = Distributed.Platform;
        await Run(platform, platform.Count, async () =>
        {
            await platform.Kill("grievances");
            await platform.StartServices("grievances");
        });
    }

    private static async Task Run(PlatformUnderTest platform, Func<string, string, Task<long>> count, Func<Task> kill)
    {
        var tenant = await Tenant.Create(platform, "Killed Clinic");
        var (cases, files) = (await count("grievances", "select count(*) from grievances"), await count("grievances", "select count(*) from case_files"));
        using var filing = new PatientFiling(platform, tenant, Clients, Count);
        var load = filing.Run();
        foreach (var after in KillsAfter)
        {
            await People.Eventually(() => Task.FromResult(filing.Answered.Count), answered => answered >= after || !filing.Faults.IsEmpty, 300);
            Assert.True(filing.Faults.IsEmpty, filing.Faults.FirstOrDefault());
            await kill();
        }
        await load;

        Assert.True(filing.Faults.IsEmpty, filing.Faults.FirstOrDefault());
        Assert.True(filing.Broken >= KillsAfter.Length, $"Only {filing.Broken} requests were broken: the kills met no load.");
        Assert.Equal(Count, filing.Answered.Count);
        Assert.Equal((Count, Count), (filing.Answered.Values.Select(a => a.Number).Distinct().Count(), filing.Answered.Values.Select(a => a.Receipt).Distinct().Count()));
        Assert.Equal(Count, await count("grievances", "select count(*) from grievances") - cases);
        Assert.Equal(Count, await count("grievances", "select count(*) from case_files") - files);
        TestContext.Current.SendDiagnosticMessage($"{platform.GetType().Name}: {filing.Broken} requests broken, {filing.Resumed} uploads resumed");

        await Parallel.ForEachAsync(filing.Answered.Values, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (filed, _) => await Opens(platform, filed.Number, filed.Receipt));
        using var publisher = await tenant.Person("publisher");
        await People.Eventually(() => Filing.Projected(publisher), total => total == Count, 120);
        await People.Eventually(() => count("grievances", "select count(*) from outbox where sent_at is null"), unsent => unsent == 0, 60);
    }

    private static async Task Opens(PlatformUnderTest platform, int number, string receipt)
    {
        using var mailbox = await Loop.Mailbox(platform, receipt);
        var seen = await mailbox.Get("/api/grievances/v1/mailbox");
        Assert.EndsWith($" {number}", seen.GetProperty("summary").GetString(), StringComparison.Ordinal);
        // Each tenth file: they are 64 MB together.
        if (number % 10 > 0)
            return;
        var file = (await mailbox.Get("/api/grievances/v1/mailbox/files"))[0].GetProperty("id").GetGuid();
        Assert.Equal(PatientFiling.Content(number), await mailbox.GetByteArrayAsync($"/api/grievances/v1/mailbox/files/{file}"));
    }
}
