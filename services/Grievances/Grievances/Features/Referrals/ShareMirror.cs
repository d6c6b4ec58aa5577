using Grievances.Data;
using Grievances.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Clocks;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>
/// Brings parcels to the other side: opens on one side, seals on the other, each in a unit of work of its own tenant. A parcel is marked
/// delivered when the other side has it for good; after a crash it is brought again, which changes nothing. Of several instances one brings it: the
/// row is leased to it for longer than a large file takes.
/// </summary>
internal sealed class ShareMirror(SweptTable<GrievancesDb> table, IServiceScopeFactory scopes, CommitSignals signals, TimeProvider clock, ILogger<ShareMirror> log)
    : TenantSweep<GrievancesDb>(table, typeof(ShareParcel), signals, clock, log)
{
    internal static readonly SweptRows Rows = new("share_parcels", "delivered_at IS NULL", "due_at");

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    protected override TimeSpan LongestBackoff => TimeSpan.FromHours(1);

    protected override async Task<Swept> Settle(SweptRow row, CancellationToken stopping)
    {
        var now = Clock.GetUtcNow();
        if (!await Table.Lease(row, now, now + Lease))
            return Swept.Passed;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(row.Tenant);
            await scope.ServiceProvider.GetRequiredService<DeliverParcel>().Run(row.Id, stopping);
            return Swept.Done;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            await Table.GiveBack(row);
            throw new OperationCanceledException(stopping);
        }
        catch (Exception fault)
        {
            Log.LogError("A parcel was not delivered and will be brought again: {Fault}", fault.GetType().FullName);
            await Table.Postpone(row, Clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, 5 << Math.Min(row.Attempts, 10))));
            return Swept.Done;
        }
    }

    protected override async Task Tidy(DateTimeOffset now, CancellationToken stopping) =>
        await Table.Execute("DELETE FROM share_parcels WHERE delivered_at < @before", stopping, ("before", now.AddDays(-7)));
}
