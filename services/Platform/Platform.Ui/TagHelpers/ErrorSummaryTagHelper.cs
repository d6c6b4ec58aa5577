using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>Lists what is wrong with a form and links to each question. Draws nothing while ModelState is valid.</summary>
[HtmlTargetElement("heed-error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : HeedTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        Become(output, "div", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.Add(new TagHelperAttribute("autofocus"));
        output.Content
            .AppendHtml(Element("h2", null, UiText.Get("errors.title")))
            .AppendHtml(new ErrorList(ViewContext));
    }

    private static TagBuilder Line(string name, string words)
    {
        var line = Element(name.Length == 0 ? "span" : "a", null, words);
        if (name.Length > 0)
        {
            line.Attributes["href"] = "#" + FormControl.IdOf(name);
        }

        return line;
    }

    // Written when the page is sent, by when every question below has said where it stands.
    private sealed class ErrorList(ViewContext view) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var order = QuestionOrder.Of(view);
            var lines =
                from entry in view.ModelState
                orderby order.PlaceOf(entry.Key)
                from error in entry.Value.Errors
                let words = error.ErrorMessage.Length > 0 ? error.ErrorMessage : UiText.Get("errors.invalid")
                select Around("li", null, Line(entry.Key, words));
            Around("ul", null, [.. lines]).WriteTo(writer, encoder);
        }
    }
}
