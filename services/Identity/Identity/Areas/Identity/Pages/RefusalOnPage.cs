using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages;

/// <summary>How the pages of this service tell a refusal: in its own words, at the questions it is about.</summary>
internal static class RefusalOnPage
{
    /// <summary>The page again, with what is wrong. A full queue is told by its status too, so that nobody takes it for an answer to a guess.</summary>
    public static IActionResult Again(this PageModel page, Refusal refusal)
    {
        page.Tell(refusal);
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
        {
            page.Response.StatusCode = refusal.Status;
            page.Response.Headers.RetryAfter = (refusal.RetryAfterSeconds ?? 5).ToString(CultureInfo.InvariantCulture);
        }
        return page.Page();
    }

    /// <summary>Puts a refusal into the model state; that also keeps a page's unit of work from being committed.</summary>
    public static void Tell(this PageModel page, Refusal refusal)
    {
        if (refusal.Errors is not { Count: > 0 } errors)
        {
            page.ModelState.AddModelError("", Words(refusal.Code, refusal));
            return;
        }
        foreach (var (pointer, codes) in errors)
            page.ModelState.AddModelError(char.ToUpperInvariant(pointer[1]) + pointer[2..], Words(codes[0], refusal));
    }

    private static string Words(string code, Refusal refusal) => refusal.Words(code) is { Mend: { } mend } text ? $"{text.Title} {mend}" : refusal.Words(code).Title;
}
