using Grievances.Data;
using Grievances.Features.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Adds a page to the draft, or changes one that the form can show.</summary>
[Authorize(Policy = Permissions.GrievancesConfigure)]
public sealed class MechanismPageModel(GrievancesDb db, IntakeForm intake, FormOfTenant forms) : PageModel
{
    [BindProperty] public string? Tag { get; set; }

    public IntakeFormPage Form { get; private set; } = IntakeFormPage.Empty;

    /// <summary>Place of the page that is changed; null where one is added.</summary>
    public int? At { get; private set; }

    /// <summary>Questions a condition can look at, each with its values in words.</summary>
    public IReadOnlyList<(FormQuestion Question, IReadOnlyList<(string Value, string Words)> Values)> Askable { get; private set; } = [];

    public string? TenantName { get; private set; }

    public string Heading => At is null ? "Add a page" : $"Change page {At + 1}";

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<QuestionKind>().Select(kind => new SelectListItem(IntakeFormWords.Kind(kind), kind.ToString()));

    public IEnumerable<SelectListItem> TestItems => [new("is", "is"), new("is not", "isNot"), new("includes", "includes")];

    /// <summary>What was refused, in words of the console.</summary>
    public static string Said(Refusal refusal)
    {
        if (refusal.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status428PreconditionRequired)
            return "Somebody changed the questionnaire after you opened this page, and your change was not stored. Look at theirs, and repeat yours if it is still needed.";
        var text = ProblemTexts.OnPage(refusal.Code);
        return $"{text.Title} {(refusal.Code == "forms.definition_faulty" ? "What has to be mended stands beside each page." : text.Mend)}".Trim();
    }

    public async Task<IActionResult> OnGet(int? at, CancellationToken cancellation)
    {
        var seen = await Seen(at, cancellation);
        Tag = seen is null ? "" : IntakeForm.TagOf(seen);
        if (at is not { } place)
            return Page();
        if (seen?.Definition.Pages.ElementAtOrDefault(place) is not { } page || IntakeFormPage.Of(page) is not { } form)
            return NotFound();
        Form = form;
        return Page();
    }

    public async Task<IActionResult> OnPost(int? at, CancellationToken cancellation)
    {
        Form = IntakeFormPage.Read(Request.Form);
        foreach (var (field, words) in Form.Faults())
            ModelState.AddModelError(field, words);
        if (ModelState.IsValid)
        {
            var page = Form.ToPage();
            var outcome = await intake.Edit(Tag, form => new FormDefinition(at is { } place ? [.. form.Pages.Select((other, number) => number == place ? page : other)] : [.. form.Pages, page]), cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"/console/grievances/mechanism?done=saved#page-{(at ?? outcome.Value!.Draft.Definition.Pages.Count - 1) + 1}");
            Response.StatusCode = refusal.Status;
            ModelState.AddModelError("", Said(refusal));
        }
        else
            Response.StatusCode = StatusCodes.Status400BadRequest;
        await Seen(at, cancellation);
        return Page();
    }

    private async Task<ReadVersion?> Seen(int? at, CancellationToken cancellation)
    {
        At = at;
        var view = await intake.Read(cancellation);
        var seen = view.Draft ?? view.Published;
        var options = (await forms.Of(FilingPath.Full, null, cancellation)).Options;
        var own = seen?.Definition ?? new FormDefinition([]);
        var words = new IntakeFormWords(own, options);
        Askable = [.. IntakeFormCheck.Before.Pages.Concat(own.Pages.Take(at ?? own.Pages.Count)).SelectMany(page => page.Questions).Where(question => question.Kind != QuestionKind.Information)
            .Select(question => (question, (IReadOnlyList<(string, string)>)[.. words.Values(question)]))];
        TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        return seen;
    }
}
