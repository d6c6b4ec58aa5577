using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Ui.TagHelpers;

/// <summary>A question answered by picking: options come from <c>items</c> or as <c>heed-option</c> content.</summary>
public abstract class ChoicesTagHelper : FormControl
{
    /// <summary>The question.</summary>
    [HtmlAttributeName("legend")]
    public string Legend { get; set; } = "";

    /// <summary>The choices.</summary>
    [HtmlAttributeName("items")]
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Draws the question as the page's main heading, for pages that ask one thing.</summary>
    [HtmlAttributeName("legend-is-heading")]
    public bool LegendIsHeading { get; set; }

    /// <summary>Sets two or three short choices side by side.</summary>
    [HtmlAttributeName("inline")]
    public bool Inline { get; set; }

    /// <summary>The chosen value where there is no model property.</summary>
    [HtmlAttributeName("value")]
    public string? Value { get; set; }

    /// <summary>The input type of each option.</summary>
    protected abstract string InputType { get; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var selected = Value is null ? CurrentValues() : [Value];
        var choices = new ChoiceList(InputType, FullName, ControlId, selected);
        context.Items[typeof(ChoiceList)] = choices;
        var options = new HtmlContentBuilder();
        foreach (var item in Items ?? [])
        {
            options.AppendHtml(choices.Option(item.Value ?? item.Text, item.Text, hint: null, item.Selected, more: null));
        }

        options.AppendHtml(await output.GetChildContentAsync());

        Become(output, "fieldset", ErrorText is null ? "field" : "field has-error");
        if (DescribedBy() is { } describedBy)
        {
            output.Attributes.SetAttribute("aria-describedby", describedBy);
        }

        output.Content
            .AppendHtml(Around("legend", "label", LegendContent()))
            .AppendHtml(HintAndError())
            .AppendHtml(Around("div", Inline ? "choices choices-inline" : "choices", options));
    }

    private IHtmlContent LegendContent()
    {
        var words = new HtmlContentBuilder().Append(Legend);
        if (OptionalMark() is { } mark)
        {
            words.AppendHtml(mark);
        }

        return LegendIsHeading ? Around("h1", "label-heading", words) : words;
    }
}

/// <summary>One answer of several.</summary>
[HtmlTargetElement("heed-radios")]
public sealed class RadiosTagHelper : ChoicesTagHelper
{
    /// <inheritdoc />
    protected override string InputType => "radio";
}

/// <summary>Any number of answers.</summary>
[HtmlTargetElement("heed-checkboxes")]
public sealed class CheckboxesTagHelper : ChoicesTagHelper
{
    /// <inheritdoc />
    protected override string InputType => "checkbox";
}

/// <summary>An option of <c>heed-radios</c> or <c>heed-checkboxes</c>; its content shows only while it is picked.</summary>
[HtmlTargetElement("heed-option")]
public sealed class OptionTagHelper : TagHelper
{
    /// <summary>What is sent.</summary>
    [HtmlAttributeName("value")]
    public string Value { get; set; } = "";

    /// <summary>What is read.</summary>
    [HtmlAttributeName("label")]
    public string Label { get; set; } = "";

    /// <summary>A sentence that helps to choose.</summary>
    [HtmlAttributeName("hint")]
    public string? Hint { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var choices = (ChoiceList)context.Items[typeof(ChoiceList)];
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(choices.Option(Value, Label, Hint, false, content.IsEmptyOrWhiteSpace ? null : content));
    }
}
