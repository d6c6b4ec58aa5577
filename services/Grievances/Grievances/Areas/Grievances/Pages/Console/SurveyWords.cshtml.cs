using Grievances.Data;
using Grievances.Features.Learning;
using Grievances.Features.Surveys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What people wrote about how it was, for the human-rights lead, and for the ombuds what was written about their cases.</summary>
[Authorize(Policy = Permissions.GrievancesLearn), Work(Work.Own)]
public sealed class SurveyWordsModel(UnitOfWork<GrievancesDb> unit, ReadSurveyWords words) : PageModel
{
    public SurveyWords View { get; private set; } = new([], 0, null, SmallCells.Least);

    public string Heading => View.Texts.Count == 0 ? "Nothing can be shown yet of what people wrote" : $"What {View.People:N0} people wrote about how it was";

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        var found = await unit.Repeat(() => words.Run(cancellation), outcome => !outcome.Refused, cancellation);
        if (found.Refusal is { } refusal)
            return new RefusedResult(refusal);
        View = found.Value!;
        return Page();
    }
}
