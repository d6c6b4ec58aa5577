using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Platform.Ui.TagHelpers;

/// <summary>
/// One question with one control. <c>type</c> is any text-like input type, <c>textarea</c>, <c>select</c> (options from
/// <c>items</c>, under headings where these have a group, or as content) or <c>custom</c> (the content is the control, and carries the id itself).
/// Attributes it does not know go to the control.
/// </summary>
[HtmlTargetElement("heed-field")]
public sealed class FieldTagHelper : FormControl
{
    /// <summary>The question.</summary>
    [HtmlAttributeName("label")]
    public string Label { get; set; } = "";

    /// <summary>Kind of control.</summary>
    [HtmlAttributeName("type")]
    public string Type { get; set; } = "text";

    /// <summary>The value where there is no model property.</summary>
    [HtmlAttributeName("value")]
    public string? Value { get; set; }

    /// <summary>The choices of a select.</summary>
    [HtmlAttributeName("items")]
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Draws the label as the page's main heading, for pages that ask one thing.</summary>
    [HtmlAttributeName("label-is-heading")]
    public bool LabelIsHeading { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var attributes = output.Attributes.Where(attribute => attribute.Name != "class").ToList();
        foreach (var attribute in attributes)
        {
            output.Attributes.Remove(attribute);
        }

        Become(output, "div", ErrorText is null ? "field" : "field has-error");
        var label = Element("label", "label", Label);
        label.Attributes["for"] = ControlId;
        if (OptionalMark() is { } mark)
        {
            label.InnerHtml.AppendHtml(mark);
        }

        output.Content
            .AppendHtml(LabelIsHeading ? Around("h1", "label-heading", label) : label)
            .AppendHtml(HintAndError())
            .AppendHtml(Type == "custom" ? content : Control(content, attributes));
    }

    private TagBuilder Control(TagHelperContent content, List<TagHelperAttribute> attributes)
    {
        var value = Type == "password" ? null : Value ?? (CurrentValues() is [var first, ..] ? first : null);
        var control = Type switch
        {
            "textarea" => TextArea(value),
            "select" => Select(content, value),
            _ => Input(value),
        };
        control.Attributes["id"] = ControlId;
        control.Attributes["name"] = FullName;
        if (DescribedBy() is { } describedBy)
        {
            control.Attributes["aria-describedby"] = describedBy;
        }

        if (ErrorText is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        foreach (var attribute in attributes)
        {
            control.Attributes[attribute.Name] = attribute.Value?.ToString();
        }

        return control;
    }

    private TagBuilder Input(string? value)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("input");
        input.Attributes["type"] = Type;
        // Names and words follow their own script; addresses, codes and numbers always run left to right.
        if (Type is "text" or "search")
        {
            input.Attributes["dir"] = "auto";
        }
        else if (Type is "email" or "tel" or "url" or "password")
        {
            input.Attributes["dir"] = "ltr";
        }

        if (!string.IsNullOrEmpty(value))
        {
            input.Attributes["value"] = value;
        }

        return input;
    }

    private static TagBuilder TextArea(string? value)
    {
        var area = Element("textarea", "input");
        area.Attributes["rows"] = "7";
        area.Attributes["dir"] = "auto";
        // A parser drops the first line break after the tag, so one is given for it to drop.
        area.InnerHtml.AppendHtml(Environment.NewLine).Append(value ?? "");
        return area;
    }

    private TagBuilder Select(TagHelperContent content, string? value)
    {
        var select = Element("select", "input");
        TagBuilder? heading = null;
        foreach (var item in Items ?? [])
        {
            var option = Element("option", null, item.Text);
            option.Attributes["value"] = item.Value ?? item.Text;
            if (value is null ? item.Selected : value == (item.Value ?? item.Text))
            {
                option.Attributes["selected"] = "selected";
            }

            if (item.Disabled)
            {
                option.Attributes["disabled"] = "disabled";
            }

            if (item.Group is null)
            {
                heading = null;
            }
            else if (heading?.Attributes["label"] != item.Group.Name)
            {
                heading = Element("optgroup", null);
                heading.Attributes["label"] = item.Group.Name;
                select.InnerHtml.AppendHtml(heading);
            }

            (heading ?? select).InnerHtml.AppendHtml(option);
        }

        select.InnerHtml.AppendHtml(content);
        return select;
    }
}
