using Assessments.Data;
using Assessments.Domain;
using Assessments.Features.Impacts;
using Assessments.Features.Signals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>One impact: how grave and why it stands where it stands, what grievances say, what it was before.</summary>
[Authorize(Policy = Permissions.AssessmentsRead)]
public sealed class ImpactModel(AssessmentsDb db, GetImpact get, ListImpactChanges changes, RateImpact rate, ReadSignals signals, Actor actor) : PageModel
{
    [BindProperty] public RatingForm Form { get; set; } = new();
    [BindProperty] public long Version { get; set; }

    /// <summary>Cursors of the shown pages; null for the first.</summary>
    [BindProperty(SupportsGet = true)] public string? Grave { get; set; }
    [BindProperty(SupportsGet = true)] public string? Changes { get; set; }

    public Impact Impact { get; private set; } = null!;
    public ImpactSignals Signals { get; private set; } = null!;
    public IReadOnlyList<ChangeOfImpact> Timeline { get; private set; } = [];
    public string? GraveNextHref { get; private set; }
    public string? GraveFirstHref => Grave is null ? null : Here(null, Changes);
    public string? ChangesNextHref { get; private set; }
    public string? ChangesFirstHref => Changes is null ? null : Here(Grave, null);
    public string? Organisation { get; private set; }
    public string? Notice { get; private set; }
    public ProblemText? Problem { get; private set; }

    public bool MayAssess => actor.May(Permissions.AssessmentsAssess);
    public RiskKind Kind => Taxonomy.Current.Find(Impact.Right)!;
    public RightHeading RightHeading => Taxonomy.Current.HeadingOf(Kind);

    public IEnumerable<SelectListItem> StatusItems =>
        [new("Leave as it is", ""), new("Open", "open"), new("Mitigated", "mitigated"), new("Closed", "closed")];

    /// <summary>The place in the order, the weightiest part first.</summary>
    public IEnumerable<(string Part, string Value)> Order
    {
        get
        {
            var place = Impact.Place;
            return
            [
                ("Band", ConsoleWords.Word(place.Band)),
                ("Waiting makes it impossible to put right", Yes(place.DelayMakesIrremediable)),
                ("It has happened", Yes(place.Actual)),
                ("The group is in a vulnerable situation", Yes(place.Vulnerable)),
                ("Irremediability", $"{place.Irremediability} of 5{(Impact.Irremediability is null ? ", assumed" : "")}"),
                ("Likelihood", $"{place.Likelihood} of 5{(Impact.Likelihood is null && !place.Actual ? ", assumed" : "")}"),
                ("Scale × scope × irremediability", $"{place.Product} of 125"),
            ];
        }
    }

    public string SignalWords(string state) => state switch
    {
        "open" => "Cases still open",
        "substantiated" => "Closed and substantiated, wholly or in part",
        _ => "Closed with another outcome",
    };

    public async Task<IActionResult> OnGet(Guid id, string? done, CancellationToken cancellation)
    {
        Notice = done switch { "rated" => "The rating is saved.", "recorded" => "The impact is recorded.", _ => null };
        return await Show(id, cancellation);
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancellation)
    {
        if (!MayAssess)
            return StatusCode(StatusCodes.Status403Forbidden);
        ImpactStatus? status = Codes.TryRead<ImpactStatus>(Form.Status, out var chosen) ? chosen : null;
        if (status is null && !string.IsNullOrEmpty(Form.Status))
            ModelState.AddModelError($"{nameof(Form)}.{nameof(Form.Status)}", ProblemTexts.Find("assessments.status_unknown").Title);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await Show(id, cancellation);
        }
        var outcome = await rate.Run(id, Version, new RateImpactRequest(Form.Scale, Form.Scope, Form.Irremediability, Form.Likelihood, Form.Actual,
            Form.DelayMakesIrremediable, Form.Vulnerable, Form.Confidence, status), cancellation);
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/assessments/impacts/{id}?done=rated");
        Response.StatusCode = refusal.Status;
        if (refusal.Errors is null)
        {
            ModelState.AddModelError("", ProblemTexts.Find(refusal.Code).Title);
            Problem = ProblemTexts.Find(refusal.Code);
        }
        foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]>())
            ModelState.AddModelError($"{nameof(Form)}.{char.ToUpperInvariant(pointer[1])}{pointer[2..]}", ProblemTexts.Find(codes[0]).Title);
        return await Show(id, cancellation);
    }

    private async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        if (await get.Load(id, cancellation) is not { } impact)
            return new RefusedResult(Refusal.NotFound("assessments.impact_unknown"));
        var (said, timeline) = (await signals.Run(id, null, Grave, cancellation), await changes.Run(id, null, Changes, cancellation));
        if ((said.Refusal ?? timeline.Refusal) is { } refusal)
            return new RefusedResult(refusal);
        Impact = impact;
        Organisation = await TenantName.Find(db, cancellation);
        Signals = said.Value!;
        Timeline = timeline.Value!.Items;
        GraveNextHref = Signals.GraveNext is { } grave ? Here(grave, Changes) : null;
        ChangesNextHref = timeline.Value.Next is { } next ? Here(Grave, next) : null;
        if (HttpMethods.IsGet(Request.Method))
            Form = new RatingForm
            {
                Scale = impact.Scale,
                Scope = impact.Scope,
                Irremediability = impact.Irremediability,
                Likelihood = impact.Likelihood,
                Actual = impact.Actual,
                DelayMakesIrremediable = impact.DelayMakesIrremediable,
                Vulnerable = impact.Vulnerable,
                Confidence = impact.Confidence,
            };
        return Page();
    }

    private string Here(string? grave, string? older) => QueryHelpers.AddQueryString($"/console/assessments/impacts/{Impact.Id}",
        new Dictionary<string, string?> { ["grave"] = grave, ["changes"] = older }.Where(pair => pair.Value is not null));

    private static string Yes(bool value) => value ? "yes" : "no";
}
