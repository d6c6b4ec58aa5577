using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Ui.TagHelpers;

/// <summary>Terms and their values, one a row.</summary>
[HtmlTargetElement("heed-summary-list")]
public sealed class SummaryListTagHelper : HeedTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "dl", "summary-list");
}

/// <summary>A row of <c>heed-summary-list</c>.</summary>
[HtmlTargetElement("heed-row")]
public sealed class SummaryRowTagHelper : HeedTagHelper
{
    /// <summary>What it is.</summary>
    [HtmlAttributeName("term")]
    public string Term { get; set; } = "";

    /// <summary>Where the value can be changed.</summary>
    [HtmlAttributeName("action-href")]
    public string? ActionHref { get; set; }

    /// <summary>The words of that link.</summary>
    [HtmlAttributeName("action-text")]
    public string ActionText { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = Around("dd", null, await output.GetChildContentAsync());
        value.Attributes["dir"] = "auto";
        Become(output, "div", "summary-row");
        output.Content.AppendHtml(Element("dt", null, Term)).AppendHtml(value);
        if (ActionHref is not null)
        {
            output.Content.AppendHtml(Around("dd", "summary-action", Action()));
        }
    }

    private TagBuilder Action()
    {
        var link = Element("a", null, ActionText);
        link.Attributes["href"] = Link(ActionHref!);
        link.InnerHtml.AppendHtml(Element("span", "visually-hidden", " " + Term));
        return link;
    }
}
