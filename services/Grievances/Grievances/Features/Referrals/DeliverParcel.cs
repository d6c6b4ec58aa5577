using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>Opens on one side what a parcel brings, and hands it to the other.</summary>
public sealed class DeliverParcel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseKeys keys, EraseCase erase, SharedPart shared, IServiceScopeFactory scopes, TimeProvider clock)
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
        await unit.Repeat(async () =>
        {
            // What has moved on meanwhile is told again, and for that given back: of two parcels on their way at once the older may have come last.
            if (brought is { Remedy: { } told, Case: { } of } && await db.Grievances.AnyAsync(g => g.Id == of.Id && g.Remedy != told.State, CancellationToken.None))
            {
                await db.Parcels.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.NextAttemptAt, clock.GetUtcNow()), CancellationToken.None);
                return true;
            }
            // A yes that was taken back while it was on its way may have been told before there was anything to take back.
            if (brought is not null && parcel.Content is ParcelContent.Open && !await db.Shares.AnyAsync(s => s.Id == parcel.ShareId && s.State != ShareState.Withdrawn, CancellationToken.None))
            {
                shared.Send(parcel.ShareId, parcel.ToTenantId, ParcelContent.Withdraw, null);
                await db.SaveChangesAsync(CancellationToken.None);
            }
            var now = clock.GetUtcNow();
            await db.Parcels.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.DeliveredAt, now).SetProperty(x => x.NextAttemptAt, now), CancellationToken.None);
            // What was declined is told first, and then nothing is kept of it.
            if (brought is { Line.Kind: SharedKind.Declined, Case: { } declined } && await db.Grievances.FirstOrDefaultAsync(g => g.Id == declined.Id, CancellationToken.None) is { Channel: FilingChannel.Referral } kase)
                await erase.Begin(kase, ErasureCause.Declined, kase.HandlerRole, CancellationToken.None);
            return true;
        }, _ => true, CancellationToken.None);
    }

    private async Task<(ShareParcel? Parcel, Brought? Brought)> Open(Guid id, CancellationToken cancellation)
    {
        if (await db.Parcels.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.DeliveredAt == null, cancellation) is not { } parcel)
            return (null, null);
        if (parcel.Content is ParcelContent.Withdraw)
            return (parcel, new Brought(parcel));
        // What was taken back or erased since brings nothing any more; that we don't take it is told all the same.
        if (await db.Shares.AsNoTracking().FirstOrDefaultAsync(s => s.Id == parcel.ShareId, cancellation) is not { } share || !(share.IsOpen || share is { Given: false, State: ShareState.Declined })
            || await db.Grievances.AsNoTracking().FirstOrDefaultAsync(g => g.Id == share.CaseId, cancellation) is not { } kase
            || await keys.OpenForGroup(kase.Id, kase.HandledBy, cancellation) is not { } key)
            return (parcel, null);
        var sealer = new CaseSealer(kase.TenantId, kase.Id, key);
        var name = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstAsync(cancellation);
        return (parcel, await Fill(new Brought(parcel, share, kase, name), sealer, cancellation));
    }

    // What it brings is as it is now, not as it was when it was sent; null where there is nothing to bring any more.
    private async Task<Brought?> Fill(Brought brought, CaseSealer sealer, CancellationToken cancellation)
    {
        var (share, row) = (brought.Share!, brought.Parcel.RowId);
        switch (brought.Parcel.Content)
        {
            case ParcelContent.Open:
                return brought with { Text = SharedText.Open(share, sealer) };
            case ParcelContent.Entry:
                return await db.SharedEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == row, cancellation) is { } line
                    ? brought with { Line = line, Words = sealer.OpenIfAny("shared_entry", line.Id, "body", line.Body) } : null;
            case ParcelContent.Measure:
                return await db.Measures.AsNoTracking().FirstOrDefaultAsync(m => m.Id == row && m.CaseId == share.CaseId, cancellation) is { } measure
                    ? brought with { Measure = BroughtMeasure.Of(measure, sealer) } : null;
            case ParcelContent.File:
                return await SharedFile.Sharable(db, share.CaseId).AsNoTracking().FirstOrDefaultAsync(f => f.Id == row, cancellation) is { } file
                    ? brought with { File = new BroughtFile(file, sealer) } : null;
            case ParcelContent.Remedy:
                var theirs = await db.Measures.AsNoTracking().Where(m => m.CaseId == share.CaseId && m.ByTenant == share.OtherTenantId).OrderBy(m => m.Id).ToListAsync(cancellation);
                var offer = await db.Offers.Where(o => o.CaseId == share.CaseId).MaxAsync(o => (int?)o.Number, cancellation);
                return brought with { Remedy = new BroughtRemedy(brought.Case!.Remedy, offer ?? 0, [.. theirs.Select(m => BroughtMeasure.Of(m, sealer))]) };
            default:
                throw new InvalidOperationException($"Nothing fills a parcel of {brought.Parcel.Content}.");
        }
    }
}
