using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Figures;

/// <summary>
/// What the public page shows: everything up to the last month that has ended, behind disclosure control. Anybody may ask as
/// often as they like, and the count runs over all cases: so it is kept for half a minute, and one request counts at a time.
/// </summary>
public sealed class ReadFigures(TransparencyDb db, UnitOfWork<TransparencyDb> unit, CaseCounts counts, IMemoryCache cache, KeyTurns turns, TimeProvider clock)
{
    private const int ShownMonths = 12;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Reads outside any transaction: who waits for another's count holds no connection.</summary>
    public async Task<Outcome<PublicFigures>> Run(CancellationToken cancellation)
    {
        var (tenant, through) = (db.Tenant.Required, Month.LastClosed(clock.GetUtcNow()));
        if (Find(tenant, through) is { } kept)
            return kept;
        using var turn = await turns.Enter([.. "figures"u8, .. tenant.ToByteArray()], Patience, cancellation);
        if (turn is null)
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "platform.busy", RetryAfterSeconds: 5);
        if (Find(tenant, through) is { } counted)
            return counted;
        var figures = Protect(through, await unit.Read(() => counts.Through(through, cancellation), cancellation));
        cache.Set(Key(tenant), new Entry(figures, clock.GetUtcNow()), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Kept, Size = 1 });
        return figures;
    }

    private PublicFigures? Find(Guid tenant, Month through) =>
        cache.TryGetValue(Key(tenant), out Entry? entry) && entry!.Figures.Through == through && clock.GetUtcNow() - entry.CountedAt < Kept ? entry.Figures : null;

    private static PublicFigures Protect(Month through, RawCounts raw)
    {
        var filed = DisclosureControl.Protect(
            raw.Filed, new Breakdown(Grid.Acknowledgement, raw.ByAcknowledgement), new Breakdown(Grid.Headings, raw.ByRight, Overlapping: true));
        var closed = DisclosureControl.Protect(raw.Closed, new Breakdown(Grid.Outcomes, raw.ByOutcome), new Breakdown(Grid.Findings, raw.ByFindings));
        return new PublicFigures(
            through,
            filed.Total,
            [.. Shown(through, raw).Select(m => (m, DisclosureControl.Protect(raw.ByMonth.GetValueOrDefault(m.Number))))],
            filed.Tables[0],
            filed.Tables[1],
            closed.Total,
            closed.Tables[0],
            closed.Tables[1]);
    }

    // Before its start nothing was measured, and a zero would say that something was.
    private static IEnumerable<Month> Shown(Month through, RawCounts raw)
    {
        var oldest = through.Plus(1 - ShownMonths);
        return TenantStart.Of(raw.KnownFrom, raw.ByMonth.Keys.Select(m => (int?)m).Min()) is not { } start ? []
            : Month.Range(start.Number > oldest.Number ? start : oldest, through);
    }

    private static (Type, Guid) Key(Guid tenant) => (typeof(PublicFigures), tenant);

    private sealed record Entry(PublicFigures Figures, DateTimeOffset CountedAt);
}

/// <summary>The protected figures of a tenant.</summary>
/// <param name="Through">The last month that is counted.</param>
/// <param name="Filed">All grievances until then.</param>
/// <param name="ByMonth">Filed in each of the last twelve ended months, from the tenant's start on; each stands for itself.</param>
/// <param name="Acknowledged">Of all, by first reply.</param>
/// <param name="ByRight">Of all, by heading of right.</param>
/// <param name="Closed">All closed until then.</param>
/// <param name="ByOutcome">Of those, by outcome.</param>
/// <param name="Findings">Of those, by how the end stood to the day the findings were due.</param>
public sealed record PublicFigures(
    Month Through, Figure Filed, IReadOnlyList<(Month Month, Figure Filed)> ByMonth, IReadOnlyDictionary<string, Figure> Acknowledged,
    IReadOnlyDictionary<string, Figure> ByRight, Figure Closed, IReadOnlyDictionary<string, Figure> ByOutcome, IReadOnlyDictionary<string, Figure> Findings);
