using Grievances.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using ServiceTests;
using Transparency.Data;
using Transparency.Domain;

[assembly: AssemblyFixture(typeof(Transparency.Tests.TransparencyServer))]

namespace Transparency.Tests;

public class TransparencyServer : ServiceServer<TransparencyDb>
{
    // In the first hours of a month the one before can't be published yet: then these tests live a day later.
    private static readonly TimeSpan Ahead = Month.LastSettled(DateTimeOffset.UtcNow.AddHours(-1)) == Month.LastClosed(DateTimeOffset.UtcNow) ? TimeSpan.Zero : TimeSpan.FromDays(1);

    public static readonly Month LastMonth = Month.LastClosed(DateTimeOffset.UtcNow + Ahead);

    /// <summary>The clock of the service.</summary>
    public TestClock Clock { get; } = new() { Ahead = Ahead };

    protected override string Name => "transparency";
    protected override void Consume(Platform.Messaging.Consumers consumers) => consumers.AddTransparencyConsumers();

    protected override void Add(IHostApplicationBuilder builder)
    {
        builder.AddTransparency();
        builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    protected override void Map(IEndpointRouteBuilder routes) => routes.MapTransparency();

    public HttpClient Publisher(TestTenant tenant) => Staff(tenant, Permissions.TransparencyRead, Permissions.TransparencyPublish);

    /// <summary>Somebody who sees the counts, and neither leads nor publishes.</summary>
    public HttpClient Observer(TestTenant tenant) => Staff(tenant, Permissions.TransparencyRead);

    /// <summary>Puts cases into the projection, each as its newest event leaves it; heard of when they were filed, unless said.</summary>
    public Task Count(TestTenant tenant, IEnumerable<CaseSnapshot> cases, DateTimeOffset? heard = null) => Work(tenant, async db =>
    {
        foreach (var snapshot in cases)
            await db.Keep(snapshot, heard ?? snapshot.FiledAt, CancellationToken.None);
    });

    /// <summary>Makes the service know a tenant since a month.</summary>
    public Task Known(TestTenant tenant, Month since) => Work(tenant, db => db.StartAt(since.Start, CancellationToken.None));

    /// <summary>A tenant with twelve cases filed in each of the last months.</summary>
    public async Task<TestTenant> TenantWithMonths(int months)
    {
        var tenant = await NewTenant();
        await Count(tenant, Month.Range(LastMonth.Plus(1 - months), LastMonth).SelectMany(m => Enumerable.Range(0, 12).Select(_ => Case(m))));
        return tenant;
    }

    public static CaseSnapshot Case(Month filed, params string[] rights)
    {
        var at = filed.Start.AddHours(9);
        return new CaseSnapshot(Guid.CreateVersion7(), 1, "received", "self", rights, null, null, null, null, at, at.AddDays(7), null, null);
    }
}

/// <summary>The system's clock, so much ahead.</summary>
public sealed class TestClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow() + Ahead;
        return new DateTimeOffset(now.Ticks - now.Ticks % 10, TimeSpan.Zero);
    }

    /// <summary>Goes on from an instant.</summary>
    public void Set(DateTimeOffset now) => Ahead = now - System.GetUtcNow();
}
