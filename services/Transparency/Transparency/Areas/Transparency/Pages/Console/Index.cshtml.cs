using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Tenancy;
using Platform.Ui.Localization;
using Transparency.Data;
using Transparency.Domain;
using Transparency.Features.Projection;
using Transparency.Features.Releases;

namespace Transparency.Areas.Transparency.Pages.Console;

/// <summary>The publisher's desk: what is counted now, which months wait, what is out.</summary>
[Authorize(Policy = Permissions.TransparencyRead)]
public sealed class IndexModel(TransparencyDb db, ReadProjection read, ListReleases list, Actor actor, TimeProvider clock) : PageModel
{
    private const int ReadyShown = 12;
    private static readonly CultureInfo English = PortalLanguages.English.Culture;

    public ProjectionView View { get; private set; } = null!;
    public IReadOnlyList<ReleaseSummary> Releases { get; private set; } = [];
    public IReadOnlyList<Month> Ready { get; private set; } = [];
    public string Slug { get; private set; } = "";
    public string TenantName { get; private set; } = "";
    public string? NextHref { get; private set; }
    public string? FirstHref { get; private set; }
    public string? Published { get; private set; }

    public bool MayPublish => actor.May(Permissions.TransparencyPublish);

    public string Heading => (View.Total, Ready.Count) switch
    {
        (0, _) => "No case is counted yet",
        (_, 0) => $"{Cases} counted, every ended month is published",
        (_, 1) => $"{Cases} counted, 1 month is ready to publish",
        var (_, months) => $"{Cases} counted, {months} months are ready to publish",
    };

    /// <summary>Months are told by the words people use.</summary>
    public IReadOnlyList<CountRow> Months =>
        [.. View.Months.Select(m => Month.TryParse(m.Code, out var month) ? m with { Code = UiDates.Month(month.Start, English) } : m)];

    public IReadOnlyList<CountRow> Rights => [.. View.ByRight.Select(r => r with { Code = Words.Catalogue.Find("right." + r.Code, English) ?? r.Code })];

    private string Cases => View.Total == 1 ? "1 case is" : $"{View.Total.ToString("#,0", CultureInfo.CurrentCulture)} cases are";

    public async Task<IActionResult> OnGet(string? cursor, string? published, CancellationToken cancellation)
    {
        var page = await list.Run(null, cursor, cancellation);
        if (page.Refusal is { } refusal)
            return StatusCode(refusal.Status);
        Releases = page.Value!.Items;
        NextHref = page.Value.Next is { } next ? $"/console/transparency?cursor={next}" : null;
        FirstHref = cursor is null ? null : "/console/transparency";
        View = await read.Run(cancellation);
        await FindReady(cancellation);
        var tenant = await db.Set<KnownTenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == db.Tenant.Required, cancellation);
        (Slug, TenantName) = (tenant?.Slug ?? "", tenant?.Name ?? "");
        Published = Month.TryParse(published, out var month) ? UiDates.Month(month.Start, English) : null;
        return Page();
    }

    /// <summary>A code in words: in_dialogue is "In dialogue".</summary>
    public static string Say(string code)
    {
        var words = code.Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0 || code.Any(char.IsUpper) ? code : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private async Task FindReady(CancellationToken cancellation)
    {
        var last = Month.LastClosed(clock.GetUtcNow());
        if (View.Months.Count == 0 || !Month.TryParse(View.Months[^1].Code, out var first))
            return;
        var published = await list.PublishedMonths(first.Number, cancellation);
        Ready = [.. Month.Range(first, last).Where(m => !published.Contains(m.Number)).TakeLast(ReadyShown).Reverse()];
    }
}
