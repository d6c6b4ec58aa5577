using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What a page says beside a field that is refused.</summary>
internal static class FieldErrors
{
    /// <summary>The words of a code, and how to mend it; of a clause that asks for a right or denies an appeal also the sentence of the typed text it stands in.</summary>
    public static string Words(string code, string? typed)
    {
        var text = ProblemTexts.OnPage(code);
        return string.Join(' ', new[] { text.Title, text.Mend, LetterForm.Sentences(typed, code) }.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>The same of a field of the form that was sent; a form with a file is read as it comes, and its fields are not here any more.</summary>
    public static string Words(string code, HttpRequest sent, string field) => Words(code, sent.HttpContext.Features.Get<IFormFeature>()?.Form?[field].ToString());
}
