using Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Journeys.Tests.SharedEmbedded))]
[assembly: AssemblyFixture(typeof(Journeys.Tests.SharedDistributed))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Journeys.Tests;

/// <summary>One embedded platform with the demo for every test that does not kill it.</summary>
public sealed class SharedEmbedded : IAsyncLifetime
{
    public EmbeddedPlatform Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Platform = await EmbeddedPlatform.Start("demo");

    public ValueTask DisposeAsync() => Platform?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>
/// One distributed platform, started by the first test that asks for it. It starts without Assessments, Engagement and Transparency, takes 100
/// grievances, and only then starts the rest: the topology was there first.
/// </summary>
public sealed class SharedDistributed : IAsyncDisposable
{
    private readonly Lazy<Task<(DistributedPlatform Platform, Tenant Early)>> started = new(Start);

    public DistributedPlatform Platform => started.Value.Result.Platform;
    public Tenant EarlyTenant => started.Value.Result.Early;

    public Task Ready() => started.Value;

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated && started.Value.IsCompletedSuccessfully)
            await Platform.DisposeAsync();
    }

    private static async Task<(DistributedPlatform, Tenant)> Start()
    {
        var platform = await DistributedPlatform.Start("identity", "grievances");
        var early = await Tenant.Create(platform, "Early Clinic");
        using var anybody = platform.Anybody();
        for (var i = 0; i < 100; i++)
            await anybody.Post($"/api/grievances/v1/public/{early.Slug}/grievances", early.Grievance());
        await platform.StartServices("assessments", "engagement", "transparency");
        return (platform, early);
    }
}

/// <summary>Tests that need the distributed platform: it is there before the first of them runs.</summary>
public abstract class OnDistributed(SharedDistributed distributed) : IAsyncLifetime
{
    protected SharedDistributed Distributed => distributed;

    public async ValueTask InitializeAsync() => await distributed.Ready();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class LoopTests(SharedEmbedded embedded, SharedDistributed distributed) : OnDistributed(distributed)
{
    [Fact]
    public Task Loop_InOneProcess_Closes() => Loop.Run(embedded.Platform);

    [Fact]
    public Task Loop_OnPostgresAndRabbit_Closes() => Loop.Run(Distributed.Platform);

    [Fact]
    public async Task GrievancesFiledBeforeTheOthersEverRan_ArriveOnceTheyDo()
    {
        using var publisher = await Distributed.EarlyTenant.Person("publisher");
        await People.Eventually(() => publisher.Get("/api/transparency/v1/projection"), p => p.GetProperty("total").GetInt32() == 100, 60);
        await People.Eventually(() => Distributed.Platform.Count("assessments", $"select count(*) from signals s join known_tenants t on t.id = s.tenant_id where t.slug = '{Distributed.EarlyTenant.Slug}'"), signals => signals == 100, 60);
    }
}
