using Grievances.Data;
using Grievances.Features.Learning;
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
            var received = View.Steps[0].Cases;
            var confirmed = View.Criteria.SelectMany(c => c.Figures).First(f => f.Code == "acknowledged_in_time");
            return received == 0 ? "Nothing was filed in this time"
                : confirmed is { Value: { } percent, Of: { } owed } ? $"{EffectivenessWords.Count(received)} grievances filed; {percent:0} % of {owed:N0} confirmed in time"
                : $"{EffectivenessWords.Count(received)} grievances filed";
        }
    }

    /// <summary>How far cases come.</summary>
    public BarChart Way => new("way", "How far cases come", $"Of {EffectivenessWords.Count(View.Steps[0].Cases)} grievances received, how many came at least to each step, and beside it how many were taken back or not taken up.",
        "Step", "Cases", [.. View.Steps.Select((step, place) => Point(EffectivenessWords.Step(step.Code), step.Cases, place < Funnel.Steps.Count ? ChartTone.Accent : ChartTone.Unrated))])
    {
        Note = "Whoever came further passed what lies before. The table beside the figure has the median days.",
    };

    /// <summary>What people accepted, kind by kind.</summary>
    public BarChart Accepted => new("remedies", "Remedies people accepted", "How many of the remedies of each kind that were offered people accepted; of an apology whether they took it.",
        "Kind", "Cases", [.. View.Remedies.Select(kind => Point($"{CaseRemedyModel.Kind(kind.Measure)} ({EffectivenessWords.Count(kind.Offered).ToLowerInvariant()} offered)", kind.Accepted, ChartTone.Accent))]);

    public async Task<IActionResult> OnGet(string? period, CancellationToken cancellation)
    {
        var found = await unit.Read(() => effectiveness.Run(period, cancellation), cancellation);
        if (found.Refusal is { } refusal)
            return new RefusedResult(refusal);
        (View, TenantName) = (found.Value.View, found.Value.Facts.Beside.Organisation);
        return Page();
    }

    /// <summary>By what a table is split.</summary>
    public static string By(string split) => split switch { "channel" => "by the way they came", "language" => "by language", "affected" => "by who was harmed", _ => "by who filed" };

    /// <summary>A value of a split in words.</summary>
    public static string Value(string by, string value) => by == "language" ? value : by == "affected" ? ConsoleWords.Person(value) : char.ToUpperInvariant(value[0]) + value[1..].Replace('_', ' ');

    private static ChartPoint Point(string label, int? people, ChartTone tone) => people is { } count ? new ChartPoint(label, count, tone) : ChartPoint.Withheld(label);
}
