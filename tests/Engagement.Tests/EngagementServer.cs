using Engagement.Data;
using Grievances.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using ServiceTests;

[assembly: AssemblyFixture(typeof(Engagement.Tests.EngagementServer))]

namespace Engagement.Tests;

public sealed class EngagementServer : ServiceServer<EngagementDb>
{
    protected override string Name => "engagement";
    protected override void Consume(Platform.Messaging.Consumers consumers) => consumers.AddEngagementConsumers();
    protected override void Add(IHostApplicationBuilder builder) => builder.AddEngagement();
    protected override void Map(IEndpointRouteBuilder routes) => routes.MapEngagement();

    public HttpClient Lead(TestTenant tenant) => Staff(tenant, Permissions.EngagementRead, Permissions.EngagementWork);

    /// <summary>A grievance filed some days ago.</summary>
    public static CaseSnapshot Filed(int daysAgo)
    {
        var now = DateTimeOffset.UtcNow;
        var at = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero).AddDays(-daysAgo);
        return new CaseSnapshot(Guid.CreateVersion7(), 1, "received", "self", [], null, null, null, null, at, at.AddDays(7), null, null, Guid.NewGuid().ToString("N")[..10].ToUpperInvariant());
    }

    /// <summary>Takes events in, as the consumers do, in one unit of work.</summary>
    public Task Follow(TestTenant tenant, params CaseEvent[] events) => Work(tenant, async db =>
    {
        foreach (var one in events)
            await db.Follow(one.Case, one.Told, one.Case.FiledAt, CancellationToken.None);
    });
}

/// <summary>An event as the follow-ups see it.</summary>
public sealed record CaseEvent(CaseSnapshot Case, Domain.Writing? Told = null);
