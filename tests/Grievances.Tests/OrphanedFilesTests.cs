using Grievances.Features.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Files;

namespace Grievances.Tests;

/// <summary>Chunks that no row names go; those of cases, uploads, tombstones and other installations stay.</summary>
public sealed class OrphanedFilesTests
{
    [Fact]
    public async Task ASweep_RemovesWhatNoRowNames_AndNothingElse()
    {
        await using var server = await OwnServer.WithClock(DateTimeOffset.UtcNow);
        var tenant = await server.Tenant();
        using var person = server.Anybody();
        var sent = await Uploads.Whole(person, tenant, "sent.txt", "sent"u8.ToArray());
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", files = new[] { sent } });
        await Uploads.Whole(person, tenant, "waits.txt", "waits"u8.ToArray());
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        var named = await Uploads.Stored(blobs, tenant);
        var (orphan, foreign, tombstone) = ($"{tenant.Id:N}/{Guid.NewGuid():N}/original-000000-abcdef", $"{Guid.NewGuid():N}/{Guid.NewGuid():N}/original-000000-abcdef", $"tombstones/{Guid.NewGuid():N}");
        foreach (var name in new[] { orphan, foreign, tombstone })
            await blobs.Put(name, new byte[] { 1 });
        var sweep = server.Services.GetServices<IHostedService>().OfType<OrphanedFiles>().Single();

        Assert.Equal(0, (await sweep.Sweep(CancellationToken.None)).Removed);
        server.Clock!.Advance(TimeSpan.FromHours(49));
        // The clock may have let the service do it first.
        Assert.Equal((3, false), await sweep.Sweep(CancellationToken.None) is var swept ? (swept.Known, swept.Withheld) : default);
        Assert.Equal(named, await Uploads.Stored(blobs, tenant));
        Assert.Null(await blobs.Get(orphan, new byte[10]));
        Assert.Equal((1, 1), (await blobs.Get(foreign, new byte[10]), await blobs.Get(tombstone, new byte[10])));
        using var mailbox = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal("sent"u8.ToArray(), await mailbox.GetByteArrayAsync($"{GrievancesServer.Api}/mailbox/files/{sent.Id}"));
    }

    [Fact]
    public async Task ItRunsByItself_EachDay()
    {
        await using var server = await OwnServer.WithClock(DateTimeOffset.UtcNow.AddDays(3));
        var tenant = await server.Tenant();
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        for (var day = 0; day < 2; day++)
        {
            var orphan = $"{tenant.Id:N}/{Guid.NewGuid():N}/original-000000-abcdef";
            await blobs.Put(orphan, new byte[] { 1 });
            await server.Until(() => blobs.Get(orphan, new byte[10]), length => length is null, TimeSpan.FromMinutes(10));
        }
    }
}
