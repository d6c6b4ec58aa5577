using System.Net;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>The way back up; its content is <c>heed-crumb</c> elements.</summary>
[HtmlTargetElement("heed-breadcrumbs")]
public sealed class BreadcrumbsTagHelper : HeedTagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var crumbs = await output.GetChildContentAsync();
        Become(output, "nav", "breadcrumbs");
        output.Attributes.SetAttribute("aria-label", UiText.Get("breadcrumbs.label"));
        output.Content.SetHtmlContent(Around("ol", null, crumbs));
    }
}

/// <summary>One step of <c>heed-breadcrumbs</c>; without <c>href</c> it is the current page.</summary>
[HtmlTargetElement("heed-crumb")]
public sealed class CrumbTagHelper : HeedTagHelper
{
    /// <summary>Where it leads.</summary>
    [HtmlAttributeName("href")]
    public string? Href { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        output.TagName = "li";
        var step = Around(Href is null ? "span" : "a", null, words);
        if (Href is null)
        {
            step.Attributes["aria-current"] = "page";
        }
        else
        {
            step.Attributes["href"] = Link(Href);
        }

        output.Content.SetHtmlContent(step);
    }
}

/// <summary>Steps through a list by keyset: forward, and back to the start.</summary>
[HtmlTargetElement("heed-pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : HeedTagHelper
{
    /// <summary>The next page; null on the last.</summary>
    [HtmlAttributeName("next")]
    public string? Next { get; set; }

    /// <summary>The first page; null on the first.</summary>
    [HtmlAttributeName("first")]
    public string? First { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // An attribute bound to null arrives as an empty text.
        if (string.IsNullOrEmpty(Next) && string.IsNullOrEmpty(First))
        {
            output.SuppressOutput();
            return;
        }

        Become(output, "nav", "pager");
        output.Attributes.SetAttribute("aria-label", UiText.Get("pager.label"));
        output.Content.AppendHtml(Step(First, "pager.first", "start")).AppendHtml(Step(Next, "pager.next", "next"));
    }

    private IHtmlContent Step(string? href, string textKey, string relation)
    {
        if (string.IsNullOrEmpty(href))
        {
            return HtmlString.Empty;
        }

        var link = Element("a", "pager-" + relation, UiText.Get(textKey));
        link.Attributes["href"] = Link(href);
        link.Attributes["rel"] = relation;
        return link;
    }
}

/// <summary>
/// A button, or with <c>href</c> a link that looks like one. Kinds: <c>primary</c>, <c>secondary</c>, <c>stop</c>.
/// </summary>
[HtmlTargetElement("heed-button")]
public sealed class ButtonTagHelper : HeedTagHelper
{
    /// <summary>Its weight on the page.</summary>
    [HtmlAttributeName("kind")]
    public string Kind { get; set; } = "primary";

    /// <summary>Where it leads, when it is a link.</summary>
    [HtmlAttributeName("href")]
    public string? Href { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, Href is null ? "button" : "a", Kind is "secondary" or "stop" ? $"button button-{Kind}" : "button");
        if (Href is not null)
        {
            output.Attributes.SetAttribute("href", Link(Href));
        }
        else if (!output.Attributes.ContainsName("type"))
        {
            output.Attributes.SetAttribute("type", "submit");
        }
    }
}

/// <summary>Adds the chosen language to a link or form that carries <c>keep-lang</c>.</summary>
[HtmlTargetElement("a", Attributes = "keep-lang")]
[HtmlTargetElement("form", Attributes = "keep-lang")]
public sealed class KeepLanguageTagHelper : HeedTagHelper
{
    // After the framework's own helpers, which make href and action from a page's name.
    /// <inheritdoc />
    public override int Order => 1000;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.RemoveAll("keep-lang");
        var target = output.TagName == "a" ? "href" : "action";
        // What stands in the markup comes encoded already; encoded once more, the second parameter of an address would be lost.
        var address = output.Attributes[target]?.Value switch
        {
            IHtmlContent encoded => WebUtility.HtmlDecode(Text(encoded)),
            var plain => plain?.ToString(),
        };
        if (address is not null)
        {
            output.Attributes.SetAttribute(target, Link(address));
        }

        // A browser drops the query of a GET form's address, so the choice travels as a field.
        var isGetForm = output.TagName == "form"
            && !string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase);
        if (isGetForm && LanguageOfRequest.Chosen(ViewContext.HttpContext) is { } language)
        {
            var field = Element("input", null);
            field.TagRenderMode = TagRenderMode.SelfClosing;
            field.Attributes["type"] = "hidden";
            field.Attributes["name"] = LanguageOfRequest.Parameter;
            field.Attributes["value"] = language.Code;
            output.PostContent.AppendHtml(field);
        }
    }

    private static string Text(IHtmlContent content)
    {
        using var text = new StringWriter();
        content.WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Default);
        return text.ToString();
    }
}
