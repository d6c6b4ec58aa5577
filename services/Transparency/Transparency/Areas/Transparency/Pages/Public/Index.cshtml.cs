using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Charts;
using Platform.Ui.Layout;
using Platform.Ui.Localization;
using Transparency.Data;
using Transparency.Domain;
using Transparency.Features.Feeds;
using Transparency.Features.Figures;
using Transparency.Features.Releases;

namespace Transparency.Areas.Transparency.Pages.Public;

/// <summary>The public record of a tenant: what was filed until the last ended month, and what was released.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[TenantFromPath<TransparencyDb>]
[Work(Work.Own)]
public sealed class IndexModel(ReadFigures read, ListReleases list, UnitOfWork<TransparencyDb> unit) : PageModel
{
    private const int LatestShown = 5;
    private PublicFigures figures = null!;

    public string Slug { get; private set; } = "";
    public string TenantName { get; private set; } = "";
    public IReadOnlyList<ReleaseSummary> Latest { get; private set; } = [];
    public IReadOnlyList<Chart> Charts { get; private set; } = [];
    public IReadOnlyList<FeedLink> Feeds { get; private set; } = [];

    public bool IsEmpty => figures.Filed.Value == 0;

    public string Heading => figures.Filed.Value switch
    {
        null => Words.Format("figures.few", Through),
        0 => Words.Format("figures.none", Through),
        { } about => Words.Format("figures.about", about.ToString("#,0", CultureInfo.CurrentCulture), Through),
    };

    public string ClosedSentence => figures.Closed.Value switch
    {
        null => Words.Get("figures.closed_few"),
        0 => Words.Get("figures.closed_none"),
        { } about => Words.Format("figures.closed_about", about.ToString("#,0", CultureInfo.CurrentCulture)),
    };

    private string Through => UiDates.Month(figures.Through.Start);

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        var tenant = HttpContext.KnownTenant();
        (Slug, TenantName) = (tenant.Slug, tenant.Name);
        var counted = await read.Run(cancellation);
        if (counted.Refusal is { } refusal)
            return new RefusedResult(refusal);
        figures = counted.Value!;
        Latest = (await unit.Read(() => list.Run(LatestShown, null, cancellation), cancellation)).Value?.Items ?? [];
        Feeds = FeedLinks.Of(Slug);
        if (!IsEmpty)
            Charts =
            [
                ByMonth(), FigureCharts.Acknowledged(figures.Acknowledged, Through), FigureCharts.Findings(figures.Findings, Through), FigureCharts.Outcomes(figures.ByOutcome, Through),
                FigureCharts.Rights(figures.ByRight, Through),
            ];
        Response.Headers.CacheControl = FeedAnswer.Caching;
        return Page();
    }

    public string TitleOf(ReleaseSummary release) => ReleaseTitle.Of(release.Month);

    private ColumnChart ByMonth() => new(
        "by-month", Words.Get("month.title"), Words.Format("month.description", Through), Words.Get("month.heading"), Words.Get("count.heading"),
        [.. figures.ByMonth.Select(m => FigureCharts.Point(UiDates.Month(m.Month.Start), m.Filed))]);
}
