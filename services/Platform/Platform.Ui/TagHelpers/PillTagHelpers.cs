using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>How grave: LOW, MODERATE, HIGH, CRITICAL, or not rated, always with its word.</summary>
[HtmlTargetElement("heed-band", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BandTagHelper : HeedTagHelper
{
    /// <summary>The band's code in any case; anything unknown reads as not rated.</summary>
    [HtmlAttributeName("value")]
    public string? Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var band = Value?.ToUpperInvariant() switch
        {
            "LOW" => "low",
            "MODERATE" => "moderate",
            "HIGH" => "high",
            "CRITICAL" => "critical",
            _ => "unrated",
        };
        Become(output, "span", $"band band-{band}");
        output.Content.SetContent(UiText.Get("band." + band));
    }
}

/// <summary>Where something stands: a word in a bordered pill.</summary>
[HtmlTargetElement("heed-status")]
public sealed class StatusTagHelper : HeedTagHelper
{
    /// <summary><c>neutral</c>, <c>active</c>, <c>waiting</c>, <c>done</c> or <c>late</c>.</summary>
    [HtmlAttributeName("kind")]
    public string Kind { get; set; } = "neutral";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Become(output, "span", $"status status-{(Kind is "active" or "waiting" or "done" or "late" ? Kind : "neutral")}");
}

/// <summary>A person's name, set apart so that its script stays its own.</summary>
[HtmlTargetElement("heed-person", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PersonTagHelper : HeedTagHelper
{
    /// <summary>The name.</summary>
    [HtmlAttributeName("name")]
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "bdi", "person-chip");
        output.Content.SetContent(Name);
    }
}
