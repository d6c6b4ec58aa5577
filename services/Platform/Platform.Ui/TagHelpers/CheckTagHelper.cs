using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Ui.TagHelpers;

/// <summary>One box for one yes: consent, confirmation. Sends <c>true</c> when ticked, nothing when not.</summary>
[HtmlTargetElement("heed-check")]
public sealed class CheckTagHelper : FormControl
{
    /// <summary>What ticking it says.</summary>
    [HtmlAttributeName("label")]
    public string Label { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "div", ErrorText is null ? "field" : "field has-error");
        var box = Element("input", null);
        box.TagRenderMode = TagRenderMode.SelfClosing;
        box.Attributes["type"] = "checkbox";
        box.Attributes["id"] = ControlId;
        box.Attributes["name"] = FullName;
        box.Attributes["value"] = "true";
        if (CurrentValues().Contains("true"))
        {
            box.Attributes["checked"] = "checked";
        }

        if (DescribedBy() is { } describedBy)
        {
            box.Attributes["aria-describedby"] = describedBy;
        }

        var words = Element("label", null, Label);
        words.Attributes["for"] = ControlId;
        output.Content.AppendHtml(HintAndError()).AppendHtml(Around("div", "choice", box, words));
    }
}
