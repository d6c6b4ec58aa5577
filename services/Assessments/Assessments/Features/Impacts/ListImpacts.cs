using Assessments.Contracts;
using Assessments.Data;
using Assessments.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Features.Impacts;

/// <summary>Which impacts to list; all where null.</summary>
public sealed record ImpactFilter(Guid? System = null, string? Band = null, string? Status = null);

/// <summary>Impacts in the order of salience: the worst first.</summary>
public sealed class ListImpacts(AssessmentsDb db)
{
    public async Task<Outcome<Page<ImpactSummary>>> Run(ImpactFilter filter, int? limit, string? cursor, CancellationToken cancellation)
    {
        var (size, place) = (Cursor.Limit(limit), Cursor.Read<Key>(cursor));
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;
        var impacts = db.Impacts.AsNoTracking();
        if (filter.System is { } system)
            impacts = impacts.Where(i => i.SystemId == system);
        if (filter.Band is { } bandCode)
        {
            if (!Codes.TryRead<Band>(bandCode, out var band))
                return Refusal.Field("platform.invalid", "/band", "assessments.band_unknown");
            impacts = impacts.Where(i => i.Band == band);
        }
        if (filter.Status is { } statusCode)
        {
            if (!Codes.TryRead<ImpactStatus>(statusCode, out var status))
                return Refusal.Field("platform.invalid", "/status", "assessments.status_unknown");
            impacts = impacts.Where(i => i.Status == status);
        }
        if (place.Value is { Rank: var rank, Id: var id })
            impacts = impacts.Where(i => i.Rank < rank || (i.Rank == rank && i.Id > id));
        var rows = await impacts.OrderByDescending(i => i.Rank).ThenBy(i => i.Id).Take(size.Value + 1).Select(i => new Row(
            i.Id, i.SystemId, i.System!.Name, i.Right, i.Group, i.Title, i.Band, i.Provisional, i.Actual, i.Status, i.Rank)).ToListAsync(cancellation);
        var page = Cursor.Page(rows, size.Value, r => new Key(r.Rank, r.Id));
        return new Page<ImpactSummary>([.. page.Items.Select(r => new ImpactSummary(
            r.Id, r.SystemId, r.SystemName, r.Right, r.Group, r.Title, Codes.Of(r.Band), r.Provisional, r.Actual, Codes.Of(r.Status)))], page.Next);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/impacts", async (ListImpacts list, Guid? system, string? band, string? status, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(new ImpactFilter(system, band, status), limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ListImpacts").WithSummary("Impacts, the worst first")
            .Produces<Page<ImpactSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record Key(long Rank, Guid Id);

    private sealed record Row(
        Guid Id, Guid SystemId, string SystemName, string Right, string Group, string Title, Band Band, bool Provisional, bool Actual, ImpactStatus Status, long Rank);
}
