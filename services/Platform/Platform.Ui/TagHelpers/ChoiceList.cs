using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Platform.Ui.TagHelpers;

/// <summary>Draws the options of one question and numbers their ids: the first has the id the error summary links to.</summary>
internal sealed class ChoiceList(string inputType, string name, string firstId, IReadOnlyList<string> selected)
{
    private int drawn;

    public IHtmlContent Option(string value, string label, string? hint, bool preselected, IHtmlContent? more)
    {
        drawn++;
        var id = drawn == 1 ? firstId : string.Create(CultureInfo.InvariantCulture, $"{firstId}-{drawn}");
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = inputType;
        input.Attributes["id"] = id;
        input.Attributes["name"] = name;
        input.Attributes["value"] = value;
        if (selected.Count == 0 ? preselected : selected.Contains(value))
        {
            input.Attributes["checked"] = "checked";
        }

        var words = new TagBuilder("label");
        words.Attributes["for"] = id;
        words.InnerHtml.Append(label);
        var choice = new TagBuilder("div");
        choice.AddCssClass("choice");
        choice.InnerHtml.AppendHtml(input).AppendHtml(words);
        if (hint is not null)
        {
            input.Attributes["aria-describedby"] = id + "-about";
            var about = new TagBuilder("p");
            about.AddCssClass("hint");
            about.Attributes["id"] = id + "-about";
            about.InnerHtml.Append(hint);
            choice.InnerHtml.AppendHtml(about);
        }

        var content = new HtmlContentBuilder().AppendHtml(choice);
        if (more is not null)
        {
            var followUp = new TagBuilder("div");
            followUp.AddCssClass("choice-more");
            followUp.InnerHtml.AppendHtml(more);
            content.AppendHtml(followUp);
        }

        return content;
    }
}
