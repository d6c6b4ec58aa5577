using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>What the components share: the view they stand in and links that keep the reader's language.</summary>
public abstract class HeedTagHelper : TagHelper
{
    /// <summary>The view the component stands in.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>A link within the site that keeps the language chosen in the address.</summary>
    protected string Link(string href) => ViewContext.HttpContext.KeepLanguage(href);

    /// <summary>Turns the component's own tag into an element with a class.</summary>
    protected static void Become(TagHelperOutput output, string element, string cssClass)
    {
        output.TagName = element;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.PreElement.Clear();
        var given = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute("class", given is null ? cssClass : $"{cssClass} {given}");
    }

    /// <summary>An element with a class and encoded text.</summary>
    protected static TagBuilder Element(string element, string? cssClass, string? text = null)
    {
        var builder = new TagBuilder(element);
        if (cssClass is not null)
        {
            builder.AddCssClass(cssClass);
        }

        if (text is not null)
        {
            builder.InnerHtml.Append(text);
        }

        return builder;
    }

    /// <summary>An element around other content.</summary>
    protected static TagBuilder Around(string element, string? cssClass, params IHtmlContent?[] contents)
    {
        var builder = Element(element, cssClass);
        foreach (var content in contents.OfType<IHtmlContent>())
        {
            builder.InnerHtml.AppendHtml(content);
        }

        return builder;
    }
}
