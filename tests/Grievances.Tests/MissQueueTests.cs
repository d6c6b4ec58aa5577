using Grievances.Features.Mailbox;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Grievances.Tests;

/// <summary>A wrong receipt waits the one fixed time, whoever tries it; what does not fit into the queue is told to come back.</summary>
public sealed class MissQueueTests
{
    [Fact]
    public async Task EveryMiss_WaitsTheSameFixedTime()
    {
        var clock = new FakeTimeProvider();
        var queue = new MissQueue(clock);
        var misses = Enumerable.Range(0, 20).Select(_ => queue.Wait(CancellationToken.None)).ToList();
        clock.Advance(TimeSpan.FromMilliseconds(399));
        Assert.All(misses, m => Assert.False(m.IsCompleted));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.All(await Task.WhenAll(misses), Assert.True);
    }

    [Fact]
    public async Task TheQueue_IsBounded_AndEmptiesAgain()
    {
        var clock = new FakeTimeProvider();
        var queue = new MissQueue(clock);
        var waiting = Enumerable.Range(0, 200).Select(_ => queue.Wait(CancellationToken.None)).ToList();
        Assert.False(await queue.Wait(CancellationToken.None));
        clock.Advance(TimeSpan.FromMilliseconds(400));
        await Task.WhenAll(waiting);
        var next = queue.Wait(CancellationToken.None);
        clock.Advance(TimeSpan.FromMilliseconds(400));
        Assert.True(await next);
    }
}
