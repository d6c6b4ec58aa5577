using Assessments.Contracts;
using Assessments.Data;
using Assessments.Domain;
using Assessments.Features.Impacts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Ui.Charts;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>Impacts, the worst first. The filter is the address, so that it can be sent to a colleague.</summary>
[Authorize(Policy = Permissions.AssessmentsRead)]
public sealed class IndexModel(AssessmentsDb db, ListImpacts list, CountImpacts count, Actor actor) : PageModel
{
    private const string Address = "/console/assessments";

    [BindProperty(SupportsGet = true)] public Guid? System { get; set; }
    [BindProperty(SupportsGet = true)] public string? Band { get; set; }
    [BindProperty(SupportsGet = true)] public string? Status { get; set; }

    public string Heading { get; private set; } = "";
    public string? Organisation { get; private set; }
    public IReadOnlyList<ImpactSummary> Items { get; private set; } = [];
    public ImpactCounts Counts { get; private set; } = null!;
    public SystemChoices Systems { get; private set; } = null!;
    public string? NextHref { get; private set; }
    public string? FirstHref { get; private set; }

    public bool MayAssess => actor.May(Permissions.AssessmentsAssess);

    public string EmptySentence => Counts.All > 0 ? "No impact is like this. Choose other filters above."
        : Systems.None ? "Add the AI system first, then record what it does, or may do, to people."
        : "Record what each system does, or may do, to people. The worst will stand first.";

    public BarChart Figure => new(
        "bands", "Unsettled impacts by band", "Open and re-opened impacts, from critical to not rated.", "Band", "Impacts",
        [
            Point("Critical", Domain.Band.Critical, ChartTone.Critical), Point("High", Domain.Band.High, ChartTone.High),
            Point("Moderate", Domain.Band.Moderate, ChartTone.Moderate), Point("Low", Domain.Band.Low, ChartTone.Low),
            Point("Not rated", Domain.Band.Unrated, ChartTone.Unrated),
        ])
    { Note = "Bands follow scale, scope and irremediability. Likelihood orders impacts within a band and never lowers one." };

    public async Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation)
    {
        (Band, Status) = (string.IsNullOrEmpty(Band) ? null : Band, string.IsNullOrEmpty(Status) ? null : Status);
        var page = await list.Run(new ImpactFilter(System, Band, Status), null, cursor, cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Items = page.Value!.Items;
        NextHref = page.Value.Next is { } next ? QueryHelpers.AddQueryString(Here(), "cursor", next) : null;
        FirstHref = cursor is null ? null : Here();
        Counts = await count.Run(cancellation);
        Heading = Counts.Sentence;
        Systems = await SystemChoices.Find(db, System, "All systems", cancellation);
        Organisation = await TenantName.Find(db, cancellation);
        return Page();
    }

    private ChartPoint Point(string label, Band band, ChartTone tone) => new(label, Counts.Unsettled[band], tone);

    private string Here()
    {
        var filter = new Dictionary<string, string?>();
        if (System is { } system)
            filter["system"] = system.ToString();
        if (Band is not null)
            filter["band"] = Band;
        if (Status is not null)
            filter["status"] = Status;
        return QueryHelpers.AddQueryString(Address, filter);
    }
}
