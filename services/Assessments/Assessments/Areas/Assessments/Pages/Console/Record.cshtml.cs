using Assessments.Data;
using Assessments.Features.Impacts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>Asks what a system does, or may do, to people.</summary>
[Authorize(Policy = Permissions.AssessmentsAssess)]
public sealed class RecordModel(AssessmentsDb db, RecordImpact record) : PageModel
{
    private const int MostSystems = 200;

    [BindProperty] public Guid? SystemId { get; set; }
    [BindProperty] public string? Right { get; set; }
    [BindProperty] public string? Group { get; set; }
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? Description { get; set; }
    [BindProperty] public RatingForm Form { get; set; } = new();

    public string? Organisation { get; private set; }
    public IReadOnlyList<SelectListItem> Systems { get; private set; } = [];

    public async Task OnGet(Guid? system, CancellationToken cancellation)
    {
        SystemId = system;
        await Prepare(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (ModelState.IsValid)
        {
            var outcome = await record.Run(new RecordImpactRequest(SystemId ?? Guid.Empty, Right ?? "", Group ?? "", Title ?? "", Description ?? "", Form.Scale, Form.Scope,
                Form.Irremediability, Form.Likelihood, Form.Actual, Form.DelayMakesIrremediable, Form.Vulnerable, Form.Confidence), cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"/console/assessments/impacts/{outcome.Value!.Id}?done=recorded");
            foreach (var (pointer, codes) in refusal.Errors!)
                ModelState.AddModelError(NameOf(pointer), Say(pointer, codes[0]));
        }
        Response.StatusCode = 400;
        await Prepare(cancellation);
        return Page();
    }

    private static string NameOf(string pointer)
    {
        var name = char.ToUpperInvariant(pointer[1]) + pointer[2..];
        return typeof(RatingForm).GetProperty(name) is null ? name : $"{nameof(Form)}.{name}";
    }

    private static string Say(string pointer, string code) => (pointer, code) switch
    {
        ("/systemId", _) => "Choose the AI system.",
        ("/right", _) => "Choose the kind of risk.",
        ("/group", "platform.field_missing") => "Say who is affected.",
        ("/title", "platform.field_missing") => "Say in one line what happens to whom.",
        _ => ProblemTexts.Find(code).Title,
    };

    private async Task Prepare(CancellationToken cancellation)
    {
        var systems = await db.Systems.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Id).Take(MostSystems).Select(s => new { s.Id, s.Name }).ToListAsync(cancellation);
        Organisation = await TenantName.Find(db, cancellation);
        Systems = [new("Choose", ""), .. systems.Select(s => new SelectListItem(s.Name, s.Id.ToString(), s.Id == SystemId))];
    }
}
