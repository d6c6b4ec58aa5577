using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>The receipt a person keeps: large digits in groups of four, made to be printed or copied by hand.</summary>
[HtmlTargetElement("heed-receipt-card")]
public sealed class ReceiptCardTagHelper : HeedTagHelper
{
    /// <summary>The receipt's digits, with or without spaces.</summary>
    [HtmlAttributeName("receipt")]
    public string Receipt { get; set; } = "";

    /// <summary>Whose portal it belongs to.</summary>
    [HtmlAttributeName("tenant")]
    public string? Tenant { get; set; }

    /// <summary>When the case was filed.</summary>
    [HtmlAttributeName("filed")]
    public DateTimeOffset? Filed { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        Become(output, "section", "receipt-card");
        output.Attributes.SetAttribute("aria-labelledby", "receipt-title");
        var title = Element("h2", "receipt-title", UiText.Get("receipt.title"));
        title.Attributes["id"] = "receipt-title";
        output.Content.AppendHtml(title).AppendHtml(Digits());
        if (!string.IsNullOrEmpty(Tenant))
        {
            output.Content.AppendHtml(Around("p", "receipt-tenant", Element("bdi", null, Tenant)));
        }

        if (Filed is { } filed)
        {
            output.Content.AppendHtml(Element("p", "receipt-filed", UiText.Format("receipt.filed", UiDates.Long(filed))));
        }

        output.Content.AppendHtml(Element("p", null, UiText.Get("receipt.keep"))).AppendHtml(content);
    }

    private TagBuilder Digits()
    {
        var characters = Receipt.Where(character => !char.IsWhiteSpace(character) && character != '-').ToArray();
        var number = Element("p", "receipt-number");
        number.Attributes["dir"] = "ltr";
        var isFirst = true;
        foreach (var group in characters.Chunk(4))
        {
            if (!isFirst)
            {
                number.InnerHtml.Append(" ");
            }

            number.InnerHtml.AppendHtml(Element("span", null, new string(group)));
            isFirst = false;
        }

        return number;
    }
}
