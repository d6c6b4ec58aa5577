using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Ui.Charts;
using Platform.Ui.Layout;
using Transparency.Data;
using Transparency.Domain;
using Transparency.Features.Feeds;
using Transparency.Features.Releases;

namespace Transparency.Areas.Transparency.Pages.Public;

/// <summary>One release as a page: the same numbers as in the feed, with what is needed to check them.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[TenantFromPath<TransparencyDb>]
public sealed class ReleaseModel(ReadRelease read) : PageModel
{
    public Release Release { get; private set; } = null!;
    public MonthlyFigures Figures { get; private set; } = null!;
    public string Slug { get; private set; } = "";
    public string TenantName { get; private set; } = "";

    public string Heading => ReleaseTitle.Of(Figures.Month);

    public IReadOnlyList<FeedLink> Feeds =>
    [
        new(Words.Get("release.json"), $"/feeds/v1/{Slug}/releases/{Release.Id}"),
        .. FeedLinks.Of(Slug),
    ];

    public IReadOnlyList<FigureTable> Tables =>
    [
        new(Words.Get("count.heading"), Words.Get("table.number"), [(Words.Get("release.filed"), Figures.Filed), (Words.Get("release.closed"), Figures.Closed)]),
        Table("affected", Grid.Affected, Figures.ByAffected),
        Table("acknowledged", Grid.Acknowledgement, Figures.Acknowledged),
        .. Figures.Findings is { } findings ? [Table("findings", Grid.Findings, findings)] : Array.Empty<FigureTable>(),
        Table("outcome", Grid.Outcomes, Figures.ByOutcome),
        Fold(Table("right", Grid.Headings, Figures.ByRight)),
    ];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken cancellation)
    {
        var found = await read.Run(id, cancellation);
        if (found.Refusal is { } refusal)
            return new RefusedResult(refusal);
        var tenant = HttpContext.KnownTenant();
        (Slug, TenantName, Release) = (tenant.Slug, tenant.Name, found.Value!);
        Figures = MonthlyFigures.Parse(Release.Body);
        Response.Headers.CacheControl = FeedAnswer.Caching;
        return Page();
    }

    public static string Shown(Figure figure) => figure.Value is { } value ? value.ToString("#,0", CultureInfo.CurrentCulture) : ChartFigure.WithheldMark;

    // Of some twenty rights most have no number in a month: those that have one come first.
    private static FigureTable Fold(FigureTable table) =>
        table with { Rows = [.. table.Rows.Where(row => row.Figure.Value > 0)], Rest = [.. table.Rows.Where(row => row.Figure.Value is null or 0)] };

    private static FigureTable Table(string name, IReadOnlyList<string> grid, IReadOnlyDictionary<string, Figure> figures) =>
        new(Words.Get(name + ".title"), Words.Get(name + ".heading"), [.. grid.Where(figures.ContainsKey).Select(cell => (Words.Get($"{name}.{cell}"), figures[cell]))]);
}

/// <summary>A published table.</summary>
public sealed record FigureTable(string Title, string Heading, IReadOnlyList<(string Label, Figure Figure)> Rows)
{
    /// <summary>Rows that say little: they stand behind a line that opens.</summary>
    public IReadOnlyList<(string Label, Figure Figure)> Rest { get; init; } = [];
}
