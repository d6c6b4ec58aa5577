using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>The hidden key of a form that creates something.</summary>
public static class FormKey
{
    /// <summary>Says on the page why the whole form was refused, and gives the key to send it with once more.</summary>
    public static string FormRefused(this PageModel page, Refusal refusal, string field)
    {
        var text = ProblemTexts.OnPage(refusal.Code);
        page.ModelState.AddModelError("", $"{text.Title} {text.Mend}".Trim());
        // The old key may have been spent on another content; it would be refused for ever.
        page.ModelState.Remove(field);
        return Guid.NewGuid().ToString();
    }
}
