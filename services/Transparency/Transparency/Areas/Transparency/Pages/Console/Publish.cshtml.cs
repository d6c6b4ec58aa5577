using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Ui.Localization;
using Transparency.Data;
using Transparency.Domain;
using Transparency.Features.Figures;
using Transparency.Features.Releases;

namespace Transparency.Areas.Transparency.Pages.Console;

/// <summary>Shows what a release will say, and asks before it is said for good.</summary>
[Authorize(Policy = Permissions.TransparencyPublish)]
public sealed class PublishModel(MeasureMonth measure, PublishMonth publish, CaseCounts counts) : PageModel
{
    private ProblemText refusalText = new("", null);

    public MonthlyFigures? Figures { get; private set; }
    public string MonthWords { get; private set; } = "";
    public string LateWords { get; private set; } = "";
    public string MistakenWords { get; private set; } = "";

    /// <summary>The release there is already: nothing is left to publish.</summary>
    public string? ReleaseHref { get; private set; }

    public string Heading => ReleaseHref is null ? $"Publish figures of {MonthWords}" : $"The figures of {MonthWords} are published";
    public string RefusalTitle => refusalText.Title;
    public string RefusalMend => refusalText.Mend ?? "";

    public IEnumerable<(string Label, Figure Figure)> Rows =>
    [
        ("Filed in this month", Figures!.Filed),
        .. Part("affected", Grid.Affected, Figures.ByAffected),
        .. Part("acknowledged", Grid.Acknowledgement, Figures.Acknowledged),
        .. Part("right", Grid.Headings, Figures.ByRight),
        ("Closed in this month", Figures.Closed),
        .. Part("findings", Grid.Findings, Figures.Findings!),
        .. Part("outcome", Grid.Outcomes, Figures.ByOutcome),
    ];

    public async Task<IActionResult> OnGet(string month, CancellationToken cancellation)
    {
        if (!Month.TryParse(month, out var asked))
            return NotFound();
        var standing = await publish.Look(asked, cancellation);
        if (standing.ReleaseHref is not null)
            Refuse(asked, standing.Refusal!, standing.ReleaseHref);
        else if (standing.Refusal is { } refusal)
            return new RefusedResult(refusal);
        else
            await Show(asked, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPost(string month, string? previewed, CancellationToken cancellation)
    {
        var outcome = await publish.Run(month, previewed ?? "", cancellation);
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/transparency?published={outcome.Value!.Month}");
        if (!Month.TryParse(month, out var asked))
            return NotFound();
        Refuse(asked, refusal, refusal.Code == PublishMonth.MonthPublished ? (await publish.Look(asked, cancellation)).ReleaseHref : null);
        if (refusal.Code == PublishMonth.PreviewOutdated)
            await Show(asked, cancellation);
        return Page();
    }

    private void Refuse(Month month, Refusal refusal, string? releaseHref)
    {
        // An invalid model state rolls the unit of work back, and with it the number that was taken from the counter.
        ModelState.AddModelError("", refusal.Code);
        refusalText = ProblemTexts.Find(refusal.Code);
        Response.StatusCode = refusal.Status;
        (MonthWords, ReleaseHref) = (UiDates.Month(month.Start), releaseHref);
    }

    private async Task Show(Month month, CancellationToken cancellation)
    {
        MonthWords = UiDates.Month(month.Start);
        Figures = await measure.Run(month, cancellation);
        var (late, mistaken) = await counts.BesideReleases(cancellation);
        (LateWords, MistakenWords) = (Say(late), Say(mistaken));
    }

    private static string Say(long count)
    {
        var shown = StaffCount.Of(count, exact: true);
        return shown.Count is { } many ? many.ToString("#,0", CultureInfo.CurrentCulture) : $"fewer than {shown.FewerThan}";
    }

    private static IEnumerable<(string, Figure)> Part(string name, IReadOnlyList<string> grid, IReadOnlyDictionary<string, Figure> figures) =>
        grid.Select(cell => ($"{Words.Get($"{name}.heading")}: {Words.Get($"{name}.{cell}")}", figures[cell]));
}
