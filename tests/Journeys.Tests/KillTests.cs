using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>kill -9 in full load, then a start on the same folder: every answered 201 is there, and reaches the projection.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task KilledUnderLoad_LosesNothingThatWasAnswered()
    {
        await using var platform = await EmbeddedPlatform.Start();
        var tenant = await Tenant.Create(platform, "Killed Clinic");
        var stop = new CancellationTokenSource();
        var load = Filing.Run(platform, tenant, 32, 5_000, "kill", stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await platform.Process.Kill();
        await stop.CancelAsync();
        var answered = (await load).Answered;
        Assert.True(answered.Count > 100, $"Only {answered.Count} were answered before the kill.");

        await platform.Restart();
        foreach (var receipt in answered.Values)
        {
            using var mailbox = await Loop.Mailbox(platform, receipt);
            var seen = await mailbox.Get("/api/grievances/v1/mailbox");
            Assert.Contains("kill", seen.GetProperty("whatHappened").GetString(), StringComparison.Ordinal);
        }
        using var administrator = await platform.SignIn($"administrator@{tenant.Slug}", Tenant.Password);
        using var publisher = await tenant.Person("publisher");
        await People.Eventually(() => Filing.Projected(publisher), total => total >= answered.Count, 60);
    }
}
