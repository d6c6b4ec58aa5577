using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Charts;

namespace Platform.Ui.TagHelpers;

/// <summary>A chart with its table, in the reader's language and direction.</summary>
[HtmlTargetElement("heed-figure", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FigureTagHelper : HeedTagHelper
{
    /// <summary>What to draw.</summary>
    [HtmlAttributeName("chart")]
    public Chart Chart { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(ChartFigure.Render(Chart, CultureInfo.CurrentUICulture));
    }
}
