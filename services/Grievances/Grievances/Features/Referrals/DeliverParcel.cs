using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>Opens on one side what a parcel brings, and hands it to the other.</summary>
public sealed class DeliverParcel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseKeys keys, EraseCase erase, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Delivers one parcel of the current tenant, in units of work of its own; done again after a crash, it goes on.</summary>
    public async Task Run(Guid id, CancellationToken cancellation)
    {
        var (parcel, brought) = await unit.Read(() => Open(id, cancellation), cancellation);
        if (parcel is null)
            return;
        if (brought is not null)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(parcel.ToTenantId);
            await scope.ServiceProvider.GetRequiredService<TakeIn>().Run(brought, cancellation);
        }
        await unit.Write(async () =>
        {
            await db.Parcels.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.DeliveredAt, clock.GetUtcNow()), CancellationToken.None);
            // What was declined is told first, and then nothing is kept of it.
            if (brought?.Line is { Kind: SharedKind.Declined } && await db.Grievances.FirstOrDefaultAsync(g => g.Id == brought.CaseId, CancellationToken.None) is { Channel: FilingChannel.Referral } kase)
                await erase.Begin(kase, ErasureCause.Declined, kase.HandlerRole, CancellationToken.None);
        }, CancellationToken.None);
    }

    private async Task<(ShareParcel? Parcel, Brought? Brought)> Open(Guid id, CancellationToken cancellation)
    {
        if (await db.Parcels.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.DeliveredAt == null, cancellation) is not { } parcel)
            return (null, null);
        if (parcel.Content is ParcelContent.Withdraw)
            return (parcel, new Brought(parcel, null, Guid.Empty, null, null, null, null, null));
        // What was taken back or erased since brings nothing any more.
        if (await db.Shares.AsNoTracking().FirstOrDefaultAsync(s => s.Id == parcel.ShareId, cancellation) is not { } share || (!share.IsOpen && share.State is not ShareState.Declined)
            || await db.Grievances.AsNoTracking().FirstOrDefaultAsync(g => g.Id == share.CaseId, cancellation) is not { } kase
            || await keys.OpenForGroup(kase.Id, kase.HandledBy, cancellation) is not { } key)
            return (parcel, null);
        var sealer = new CaseSealer(kase.TenantId, kase.Id, key);
        var name = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstAsync(cancellation);
        if (parcel.Content is ParcelContent.Open)
            return (parcel, new Brought(parcel, share, kase.Id, kase, name, sealer.Open("share", share.Id, "text", share.Text), null, null));
        return await db.SharedEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == parcel.RowId, cancellation) is { } line
            ? (parcel, new Brought(parcel, share, kase.Id, kase, name, null, line, sealer.OpenIfAny("shared_entry", line.Id, "body", line.Body))) : (parcel, null);
    }
}

/// <summary>What a parcel brings, opened.</summary>
/// <param name="Parcel">The parcel.</param>
/// <param name="Share">The share of the side it comes from.</param>
/// <param name="CaseId">Case of that side.</param>
/// <param name="Case">The case of that side, for the language of the words.</param>
/// <param name="From">Name of that side.</param>
/// <param name="Text">What is shared.</param>
/// <param name="Line">A line, or null.</param>
/// <param name="Words">Its words, or null.</param>
public sealed record Brought(ShareParcel Parcel, CaseShare? Share, Guid CaseId, Grievance? Case, string? From, string? Text, SharedEntry? Line, string? Words);
