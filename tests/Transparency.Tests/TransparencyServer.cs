using Grievances.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using ServiceTests;
using Transparency.Data;
using Transparency.Domain;

[assembly: AssemblyFixture(typeof(Transparency.Tests.TransparencyServer))]

namespace Transparency.Tests;

public sealed class TransparencyServer : ServiceServer<TransparencyDb>
{
    public static readonly Month LastMonth = Month.LastClosed(DateTimeOffset.UtcNow);

    protected override string Name => "transparency";
    protected override void Consume(Platform.Messaging.Consumers consumers) => consumers.AddTransparencyConsumers();
    protected override void Add(IHostApplicationBuilder builder) => builder.AddTransparency();
    protected override void Map(IEndpointRouteBuilder routes) => routes.MapTransparency();

    public HttpClient Publisher(TestTenant tenant) => Staff(tenant, Permissions.TransparencyRead, Permissions.TransparencyPublish);

    /// <summary>Puts cases into the projection, each as its newest event leaves it.</summary>
    public Task Count(TestTenant tenant, IEnumerable<CaseSnapshot> cases) => Work(tenant, async db =>
    {
        foreach (var snapshot in cases)
            await db.Keep(snapshot, CancellationToken.None);
    });

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
