using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>A sentence that must not be missed; its kind stands in words before it, not in colour alone.</summary>
[HtmlTargetElement("heed-notice")]
public sealed class NoticeTagHelper : HeedTagHelper
{
    /// <summary><c>info</c>, <c>success</c>, <c>warning</c> or <c>stop</c>.</summary>
    [HtmlAttributeName("kind")]
    public string Kind { get; set; } = "info";

    /// <summary>A heading; the kind's word when left out.</summary>
    [HtmlAttributeName("title")]
    public string? Title { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var kind = Kind is "success" or "warning" or "stop" ? Kind : "info";
        var content = await output.GetChildContentAsync();
        Become(output, "div", $"notice notice-{kind}");
        if (kind is "success" or "stop")
        {
            output.Attributes.SetAttribute("role", kind == "stop" ? "alert" : "status");
        }

        var title = Element("p", "notice-title");
        if (Title is not null)
        {
            title.InnerHtml.AppendHtml(Element("span", "visually-hidden", UiText.Get("notice." + kind) + ": "));
        }

        title.InnerHtml.Append(Title ?? UiText.Get("notice." + kind));
        output.Content.AppendHtml(title).AppendHtml(Around("div", "notice-body", content));
    }
}
