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
/// One distributed platform. It starts without Assessments, Engagement and Transparency, takes 100 grievances, and only then
/// starts the rest: the topology was there first.
/// </summary>
public sealed class SharedDistributed : IAsyncLifetime
{
    public DistributedPlatform Platform { get; private set; } = null!;
    public Tenant EarlyTenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Platform = await DistributedPlatform.Start("identity", "grievances");
        EarlyTenant = await Tenant.Create(Platform, "Early Clinic");
        using var anybody = Platform.Anybody();
        for (var i = 0; i < 100; i++)
            await anybody.Post($"/api/grievances/v1/public/{EarlyTenant.Slug}/grievances", EarlyTenant.Grievance());
        await Platform.StartServices("assessments", "engagement", "transparency");
    }

    public ValueTask DisposeAsync() => Platform?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class LoopTests(SharedEmbedded embedded, SharedDistributed distributed)
{
    [Fact]
    public Task Loop_InOneProcess_Closes() => Loop.Run(embedded.Platform);

    [Fact]
    public Task Loop_OnPostgresAndRabbit_Closes() => Loop.Run(distributed.Platform);

    [Fact]
    public async Task GrievancesFiledBeforeTheOthersEverRan_ArriveOnceTheyDo()
    {
        using var publisher = await distributed.EarlyTenant.Person("publisher");
        await People.Eventually(() => publisher.Get("/api/transparency/v1/projection"), p => p.GetProperty("total").GetInt32() == 100, 60);
        await People.Eventually(() => distributed.Platform.Count("assessments", $"select count(*) from signals s join known_tenants t on t.id = s.tenant_id where t.slug = '{distributed.EarlyTenant.Slug}'"), signals => signals == 100, 60);
    }
}
