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
    public string RefusalTitle => refusalText.Title;
    public string RefusalMend => refusalText.Mend ?? "";

    public IEnumerable<(string Label, Figure Figure)> Rows =>
    [
        ("Filed in this month", Figures!.Filed),
        .. Part("affected", Grid.Affected, Figures.ByAffected),
        .. Part("acknowledged", Grid.Acknowledgement, Figures.Acknowledged),
        .. Part("right", Grid.Headings, Figures.ByRight),
        ("Closed in this month", Figures.Closed),
        .. Part("outcome", Grid.Outcomes, Figures.ByOutcome),
    ];

    public async Task<IActionResult> OnGet(string month, CancellationToken cancellation)
    {
        if (!Month.TryParse(month, out var asked))
            return NotFound();
        if (await publish.NotYet(asked, cancellation) is { } refusal)
            return new RefusedResult(refusal);
        await Show(asked, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPost(string month, string? previewed, CancellationToken cancellation)
    {
        var outcome = await publish.Run(month, previewed ?? "", cancellation);
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/transparency?published={outcome.Value!.Month}");
        // An invalid model state rolls the unit of work back, and with it the number that was taken from the counter.
        ModelState.AddModelError("", refusal.Code);
        refusalText = ProblemTexts.Find(refusal.Code);
        Response.StatusCode = refusal.Status;
        if (!Month.TryParse(month, out var asked))
            MonthWords = month;
        else if (refusal.Code == PublishMonth.PreviewOutdated)
            await Show(asked, cancellation);
        else
            MonthWords = UiDates.Month(asked.Start);
        return Page();
    }

    private async Task Show(Month month, CancellationToken cancellation)
    {
        MonthWords = UiDates.Month(month.Start);
        Figures = await measure.Run(month, cancellation);
        var late = StaffCount.Of(await counts.Late(cancellation), exact: true);
        LateWords = late.Count is { } many ? many.ToString("#,0", CultureInfo.CurrentCulture) : $"fewer than {late.FewerThan}";
    }

    private static IEnumerable<(string, Figure)> Part(string name, IReadOnlyList<string> grid, IReadOnlyDictionary<string, Figure> figures) =>
        grid.Select(cell => ($"{Words.Get($"{name}.heading")}: {Words.Get($"{name}.{cell}")}", figures[cell]));
}
