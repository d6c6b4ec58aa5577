using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>
/// A data table: the content is its <c>thead</c> and <c>tbody</c>. With no rows it says so instead of drawing an empty grid.
/// Wide tables scroll inside their own focusable region.
/// </summary>
[HtmlTargetElement("heed-table")]
public sealed class TableTagHelper : HeedTagHelper
{
    /// <summary>What the table shows.</summary>
    [HtmlAttributeName("caption")]
    public string Caption { get; set; } = "";

    /// <summary>Keeps the caption for readers only, where a heading already says it.</summary>
    [HtmlAttributeName("caption-hidden")]
    public bool CaptionHidden { get; set; }

    /// <summary>How many rows there are; leave out when it is never empty.</summary>
    [HtmlAttributeName("count")]
    public int? Count { get; set; }

    /// <summary>What to say when there are none.</summary>
    [HtmlAttributeName("empty")]
    public string? Empty { get; set; }

    /// <summary>
    /// Makes a card of each row where the table has no room, so that no cell is out of sight; each cell says in <c>data-label</c> what its column is.
    /// </summary>
    [HtmlAttributeName("stacks")]
    public bool Stacks { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = await output.GetChildContentAsync();
        if (Count == 0)
        {
            Become(output, "p", "empty");
            output.Content.SetContent(Empty ?? UiText.Get("table.empty"));
            return;
        }

        var table = Around("table", Stacks ? "table stacks" : "table", Element("caption", CaptionHidden ? "visually-hidden" : null, Caption), rows);
        Become(output, "div", "table-region");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("aria-label", Caption);
        output.Content.SetHtmlContent(table);
    }
}
