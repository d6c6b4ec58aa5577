using Assessments.Data;
using Assessments.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Features.Incidents;

/// <summary>A known incident in the library.</summary>
/// <param name="Id">Id of the row.</param>
/// <param name="SourceId">For example AVID-2023-V028.</param>
/// <param name="Title">Title of the record.</param>
/// <param name="Description">Its description.</param>
/// <param name="Categories">Its own categories.</param>
/// <param name="References">Addresses of its sources.</param>
/// <param name="PublishedOn">When it was published.</param>
/// <param name="Codes">Codes of the taxonomy.</param>
/// <param name="Unmapped">Whether the record's words and categories allow no code.</param>
/// <param name="Mapping">Each code with the rule that gave it and why.</param>
public sealed record IncidentSummary(
    Guid Id, [Public] string SourceId, [Public] string Title, [Public] string Description, [Public] IReadOnlyList<string> Categories,
    [Public] IReadOnlyList<string> References, DateOnly? PublishedOn, [Coarse] IReadOnlyList<string> Codes, bool Unmapped, IReadOnlyList<MappedCode> Mapping);

/// <summary>Which incidents to list; all where null.</summary>
public sealed record IncidentFilter(string? Code = null, bool? Unmapped = null, string? Words = null);

/// <summary>The library of known incidents, the newest id first.</summary>
public sealed class ListIncidents(AssessmentsDb db)
{
    public const int MostWords = 100;

    public async Task<Outcome<Page<IncidentSummary>>> Run(IncidentFilter filter, int? limit, string? cursor, CancellationToken cancellation)
    {
        var (size, place) = (Cursor.Limit(limit), Cursor.Read<Key>(cursor));
        if ((size.Refusal ?? place.Refusal) is { } refusal)
            return refusal;
        var incidents = db.Incidents.AsNoTracking();
        if (filter.Code is { } code)
        {
            if (Taxonomy.Current.Find(code) is null)
                return Refusal.Field("platform.invalid", "/code", "assessments.right_unknown");
            incidents = incidents.Where(i => i.Codes.Any(c => c.Code == code));
        }
        if (filter.Unmapped is { } unmapped)
            incidents = incidents.Where(i => i.Unmapped == unmapped);
        if (filter.Words is { Length: > 0 } words)
        {
            if (words.Length > MostWords)
                return Refusal.Field("platform.invalid", "/q", "platform.too_long");
            var sought = words.Trim().ToLowerInvariant();
            incidents = incidents.Where(i => i.SearchText.Contains(sought));
        }
        if (place.Value is { SourceId: var before })
#pragma warning disable CA1309 // The database compares, by the collation it also sorts by; a comparison named here has no translation.
            incidents = incidents.Where(i => string.Compare(i.SourceId, before) < 0);
#pragma warning restore CA1309
        var rows = await incidents.Include(i => i.Codes).OrderByDescending(i => i.SourceId).Take(size.Value + 1).ToListAsync(cancellation);
        var page = Cursor.Page(rows, size.Value, i => new Key(i.SourceId));
        return new Page<IncidentSummary>([.. page.Items.Select(Summary)], page.Next);
    }

    /// <summary>How many there are, and how many of them have no code.</summary>
    public async Task<(int All, int Unmapped)> Count(CancellationToken cancellation)
    {
        var counts = await db.Incidents.GroupBy(i => i.Unmapped).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        return (counts.Sum(c => c.Count), counts.Where(c => c.Key).Sum(c => c.Count));
    }

    private static IncidentSummary Summary(KnownIncident i)
    {
        var codes = i.Codes.OrderBy(c => c.Code, StringComparer.Ordinal).ToList();
        return new IncidentSummary(i.Id, i.SourceId, i.Title, i.Description, Lines(i.Categories), Lines(i.References), i.PublishedOn,
            codes.ConvertAll(c => c.Code), i.Unmapped, codes.ConvertAll(c => new MappedCode(c.Code, c.Rule, c.Basis)));
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/incidents", async (ListIncidents list, string? code, bool? unmapped, string? q, int? limit, string? cursor, CancellationToken cancellation) =>
                (await list.Run(new IncidentFilter(code, unmapped, q), limit, cursor, cancellation)).ToResult(page => TypedResults.Ok(page)))
            .RequirePermission(Permissions.AssessmentsRead)
            .WithName("Assessments_ListIncidents").WithSummary("Known incidents, the newest first")
            .Produces<Page<IncidentSummary>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record Key(string SourceId);
}
