using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
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
    private const string Address = "/console/transparency";
    private static readonly CultureInfo English = PortalLanguages.English.Culture;

    public ProjectionView View { get; private set; } = null!;
    public IReadOnlyList<ReleaseSummary> Releases { get; private set; } = [];

    /// <summary>Months that wait, the newest first, a page of them.</summary>
    public IReadOnlyList<Month> Ready { get; private set; } = [];

    public int ReadyCount { get; private set; }
    public string? OlderReadyHref { get; private set; }
    public string? FirstReadyHref { get; private set; }
    public string Slug { get; private set; } = "";
    public string TenantName { get; private set; } = "";
    public string? NextHref { get; private set; }
    public string? FirstHref { get; private set; }
    public string? Published { get; private set; }

    public bool MayPublish => actor.May(Permissions.TransparencyPublish);

    /// <summary>Which months wait may tell when the first case came: for those who work with exact numbers.</summary>
    public bool SeesReady => View.Exact;

    public string Heading => (View.Exact, View.Total, ReadyCount) switch
    {
        (true, 0, _) => "No case is counted yet",
        (false, 0, _) => "Fewer than 3 cases are counted",
        (false, _, _) => $"About {Cases} counted",
        (_, _, 0) => $"{Cases} counted, every month that can be published is",
        (_, _, 1) => $"{Cases} counted, 1 month is ready to publish",
        var (_, _, months) => $"{Cases} counted, {months} months are ready to publish",
    };

    /// <summary>Months are told by the words people use.</summary>
    public IReadOnlyList<CountRow> Months =>
        [.. View.Months.Select(m => Month.TryParse(m.Code, out var month) ? m with { Code = UiDates.Month(month.Start, English) } : m)];

    public IReadOnlyList<CountRow> Rights => [.. View.ByRight.Select(r => r with { Code = Words.Catalogue.Find("right." + r.Code, English) ?? r.Code })];

    private string Cases => View.Total == 1 ? "1 case is" : $"{View.Total.ToString("#,0", CultureInfo.CurrentCulture)} cases are";

    public async Task<IActionResult> OnGet(string? cursor, string? ready, string? published, CancellationToken cancellation)
    {
        var page = await list.Run(null, cursor, cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Month? before = null;
        if (!string.IsNullOrEmpty(ready))
        {
            if (!Month.TryParse(ready, out var asked))
                return new RefusedResult(new Refusal(StatusCodes.Status400BadRequest, "platform.cursor_invalid"));
            before = asked;
        }
        Releases = page.Value!.Items;
        NextHref = page.Value.Next is { } next ? $"{Address}?cursor={next}" : null;
        FirstHref = cursor is null ? null : Address;
        View = await read.Run(cancellation);
        var tenant = await db.Set<KnownTenant>().Where(t => t.Id == db.Tenant.Required).Select(t => new
        {
            t.Slug,
            t.Name,
            KnownFrom = db.Starts.Select(s => (int?)s.FirstMonth).FirstOrDefault(),
            FirstCase = db.Cases.Where(f => f.State != CaseFact.Gone).Min(f => (int?)f.FiledMonth),
        }).FirstOrDefaultAsync(cancellation);
        (Slug, TenantName) = (tenant?.Slug ?? "", tenant?.Name ?? "");
        if (SeesReady && TenantStart.Of(tenant?.KnownFrom, tenant?.FirstCase) is { } start)
            await FindReady(start, before, cancellation);
        Published = Month.TryParse(published, out var month) ? UiDates.Month(month.Start, English) : null;
        return Page();
    }

    /// <summary>A code in words: in_dialogue is "In dialogue".</summary>
    public static string Say(string code)
    {
        var words = code.Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0 || code.Any(char.IsUpper) ? code : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private async Task FindReady(Month start, Month? before, CancellationToken cancellation)
    {
        var published = (await list.PublishedMonths(start.Number, cancellation)).ToHashSet();
        var waiting = Month.Range(start, Month.LastSettled(clock.GetUtcNow())).Where(m => !published.Contains(m.Number)).Reverse().ToList();
        ReadyCount = waiting.Count;
        var rest = waiting.Where(m => before is not { } bound || m.Number < bound.Number).ToList();
        Ready = [.. rest.Take(ReadyShown)];
        OlderReadyHref = rest.Count > ReadyShown ? $"{Address}?ready={Ready[^1]}" : null;
        FirstReadyHref = before is null ? null : Address;
    }
}
