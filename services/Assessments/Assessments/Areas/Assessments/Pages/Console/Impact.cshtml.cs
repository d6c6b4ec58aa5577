using Assessments.Data;
using Assessments.Domain;
using Assessments.Features.Impacts;
using Assessments.Features.Signals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>One impact: how grave and why it stands where it stands, what grievances say, what it was before.</summary>
[Authorize(Policy = Permissions.AssessmentsRead)]
public sealed class ImpactModel(AssessmentsDb db, GetImpact get, RateImpact rate, ReadSignals signals, Actor actor) : PageModel
{
    [BindProperty] public RatingForm Form { get; set; } = new();
    [BindProperty] public long Version { get; set; }

    public Impact Impact { get; private set; } = null!;
    public ImpactSignals Signals { get; private set; } = null!;
    public IReadOnlyList<ImpactChange> Timeline { get; private set; } = [];
    public string? Organisation { get; private set; }
    public string? Notice { get; private set; }
    public ProblemText? Problem { get; private set; }

    public bool MayAssess => actor.May(Permissions.AssessmentsAssess);
    public bool Lead => actor.May(Permissions.AssessmentsLead);
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
        if (!ModelState.IsValid)
            return await Show(id, cancellation);
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
            return NotFound();
        Impact = impact;
        Organisation = await TenantName.Find(db, cancellation);
        Signals = (await signals.Run(id, cancellation)).Value!;
        Timeline = await get.Timeline(id, cancellation);
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

    private static string Yes(bool value) => value ? "yes" : "no";
}
