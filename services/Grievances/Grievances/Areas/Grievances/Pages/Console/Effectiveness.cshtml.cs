using Grievances.Data;
using Grievances.Features.Learning;
using Grievances.Help;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Charts;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>How the mechanism does, measured by itself: the eight criteria, how far cases come, what people say to remedies.</summary>
[Authorize(Policy = Permissions.GrievancesLearn), Work(Work.Own)]
public sealed class EffectivenessModel(UnitOfWork<GrievancesDb> unit, Effectiveness effectiveness) : PageModel
{
    public EffectivenessView View { get; private set; } = null!;
    public string? TenantName { get; private set; }

    /// <summary>Whether what people wrote about how it was is the reader's to read.</summary>
    public bool MayReadWords => User.HasClaim("permission", Permissions.GrievancesConfigure) || User.HasClaim("permission", Permissions.GrievancesHear);

    public IEnumerable<SelectListItem> Periods => Effectiveness.Periods.Keys.Select(code => new SelectListItem(EffectivenessWords.Period(code), code, code == View.Period));

    /// <summary>What is true of it.</summary>
    public string Heading
    {
        get
        {
            var confirmed = Figure("acknowledged_in_time");
            return Received switch
            {
                null => "How many grievances were filed is kept back",
                "0" => "Nothing was filed in this time",
                _ when confirmed is { Value: { } percent, Of: { } owed } => $"{Received} grievances filed; {percent:0} % of {owed:N0} confirmed in time",
                _ => $"{Received} grievances filed",
            };
        }
    }

    private string? Received => EffectivenessWords.Shown((int?)Figure("received").Value);

    /// <summary>How far cases come, and of those that came no further whether they are still open.</summary>
    public StackedBarChart Way => new("way", "How far cases come", $"Of {Received ?? "the"} grievances received, how many came to each step, and how many of these came further, are still open there, or ended there.",
        "Step", "Cases",
        [.. View.Steps.Select((step, place) => new ChartStack(EffectivenessWords.Step(step.Code),
        [
            Point("Came further, or to the end", place + 1 < View.Steps.Count ? View.Steps[place + 1].Cases : step.Cases, ChartTone.Accent), Point("Still open here", step.Open, ChartTone.Unrated), Point("Ended here", step.Ended, ChartTone.High),
        ], step.Cases))])
    {
        Note = "Whoever came further passed what lies before. The table beside the figure has how they ended, and the median days.",
    };

    /// <summary>How many were filed by one thing that came with the filing: who is hit, and who is heard.</summary>
    public BarChart Filed(FunnelSplit split) => new("filed-" + split.By, "Grievances filed, " + By(split.By), $"How many of the grievances filed in this time there are of each; counts below {View.LeastShown} are kept back, and with them what would tell how many they are.",
        char.ToUpperInvariant(By(split.By)[0]) + By(split.By)[1..], "Cases", [.. split.Rows.Select(row => Point(Value(split.By, row.Value), row.Cases[0], ChartTone.Accent))]);

    /// <summary>What people said to the remedies they were offered, kind by kind.</summary>
    public StackedBarChart Said => new("remedies", "What people said to remedies", "Of the remedies of each kind that were offered, how many people took, refused, answered with what they want instead, or did not answer; and what staff wrote down.",
        "Kind", "Cases",
        [.. View.Remedies.Select(kind => new ChartStack(CaseRemedyModel.Kind(kind.Measure),
        [
            Point("Taken", kind.Accepted, ChartTone.Accent), Point("Refused", kind.Refused, ChartTone.High), Point("Wants something else", kind.Countered, ChartTone.Moderate),
            Point("Not answered", kind.Waiting, ChartTone.Unrated), Point("Written down by staff", kind.Recorded, ChartTone.Low),
        ], kind.Offered))]);

    /// <summary>Whether people were satisfied, and whether the remedy came as promised: their answers to how it was.</summary>
    public IEnumerable<MechanismFigure> Survey => View.Criteria.SelectMany(c => c.Figures).Where(f => f.Code is "survey_satisfied" or "survey_as_promised");

    public async Task<IActionResult> OnGet(string? period, CancellationToken cancellation)
    {
        var found = await unit.Read(() => effectiveness.Run(period, cancellation), cancellation);
        if (found.Refusal is { } refusal)
            return new RefusedResult(refusal);
        (View, TenantName) = (found.Value.View, found.Value.Facts.Beside.Organisation);
        return Page();
    }

    /// <summary>By what a table is split.</summary>
    public static string By(string split) => split switch
    {
        "channel" => "by the way they came",
        "language" => "by language",
        "affected" => "by who was harmed",
        "capacity" => "by who filed",
        "gender" => "by sex or gender",
        _ => "by " + split,
    };

    /// <summary>What people may say of themselves and too few have said to show it; null where there is nothing such.</summary>
    public string? NotShown => string.Join(", ", AskedSplits.By.Except(View.Splits.Select(split => split.By)).Select(by => By(by)["by ".Length..])) is { Length: > 0 } few ? few : null;

    /// <summary>A value of a split in words.</summary>
    public static string Value(string by, string value) => value == AskedSplits.NotSaid ? "Not said, or not counted" : by == "region" ? Regions.Current.NameOf(value) : by == "gender" ? value switch { "woman" => "Woman or girl", "man" => "Man or boy", _ => "Another" } : by == "language" ? value : by == "affected" ? ConsoleWords.Person(value) : char.ToUpperInvariant(value[0]) + value[1..].Replace('_', ' ');

    private MechanismFigure Figure(string code) => View.Criteria.SelectMany(c => c.Figures).First(f => f.Code == code);

    private static ChartPoint Point(string label, int? people, ChartTone tone) => people is { } count ? new ChartPoint(label, count, tone) : ChartPoint.Withheld(label) with { Tone = tone };
}
