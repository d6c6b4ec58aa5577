using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Forms;

namespace Forms.Tests.Pages;

/// <summary>What the page under test asks, and what somebody answered before they came to it.</summary>
public sealed record AskedForm(FormDefinition Definition, FormAnswers Before, HostOptions Options);

/// <summary>A page as a service would write it.</summary>
[IgnoreAntiforgeryToken]
public sealed class AskModel(AskedForm asked) : PageModel
{
    public AskedForm Asked => asked;

    public ShownPage Shown { get; private set; } = null!;

    public FormAnswers Answers { get; private set; } = asked.Before;

    public IActionResult OnGet(string id)
    {
        if (FormPath.Of(asked.Definition, asked.Before).Page(id) is not { } shown)
            return NotFound();
        Shown = shown;
        return Page();
    }

    public IActionResult OnPost(string id)
    {
        if (FormPath.Of(asked.Definition, asked.Before).Page(id) is not { } shown)
            return NotFound();
        Shown = shown;
        Answers = asked.Before.WithPage(shown, FormPosted.Read(Request.Form, shown));
        FormCheck.Page(asked.Definition, id, Answers, asked.Options).ShowIn(ModelState);
        return ModelState.IsValid ? new JsonResult(Answers) : Page();
    }
}
