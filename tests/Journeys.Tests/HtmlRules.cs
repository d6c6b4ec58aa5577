using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Journeys.Tests;

/// <summary>
/// Whether a page is valid HTML: what the parser of the standard calls an error, what may stand in what, ids and what refers to
/// them, names of controls. Written here because the checkers there are need another runtime or a network.
/// </summary>
internal static class HtmlRules
{
    private static readonly HashSet<string> Phrasing = new(
        ["a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "em", "i", "img", "input", "kbd", "label", "mark", "q", "s", "samp", "select", "small", "span", "strong", "sub", "sup",
         "svg", "textarea", "time", "u", "var", "wbr"], StringComparer.Ordinal);
    private static readonly string[] HoldPhrasingOnly = ["p", "h1", "h2", "h3", "h4", "span", "strong", "small", "bdi", "label", "button", "dt", "time", "em"];
    private static readonly string[] Referring = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "form"];
    private static readonly string[] Interactive = ["a", "button", "input", "select", "textarea", "label", "details"];

    /// <summary>Everything wrong with a page.</summary>
    public static IEnumerable<string> Faults(string html)
    {
        var errors = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        parser.Error += (_, fault) =>
        {
            if (fault is AngleSharp.Html.Dom.Events.HtmlErrorEvent e)
                errors.Add($"parse error {(HtmlParseError)e.Code} at line {e.Position.Line}");
        };
        var page = parser.ParseDocument(html);
        return errors.Concat(Document(page)).Concat(Ids(page)).Concat(Nesting(page)).Concat(Controls(page)).Concat(page.All.SelectMany(Attributes));
    }

    private static IEnumerable<string> Document(IHtmlDocument page)
    {
        if (page.Doctype?.Name != "html")
            yield return "no doctype";
        if (string.IsNullOrWhiteSpace(page.Title))
            yield return "no title";
        if (page.DocumentElement.GetAttribute("lang") is not { Length: > 1 } || page.DocumentElement.GetAttribute("dir") is not ("ltr" or "rtl"))
            yield return "no language or direction";
        if (page.QuerySelectorAll("main").Length != 1 || page.QuerySelectorAll("h1").Length != 1)
            yield return $"{page.QuerySelectorAll("main").Length} main, {page.QuerySelectorAll("h1").Length} h1";
        var level = 0;
        foreach (var heading in page.QuerySelectorAll("main h1, main h2, main h3, main h4"))
        {
            var own = heading.LocalName[1] - '0';
            // The summary of errors stands before the heading of the page.
            if (own > level + 1 && heading.ParentElement?.ClassName?.StartsWith("error-summary", StringComparison.Ordinal) != true)
                yield return $"{heading.LocalName} after h{level}: {heading.TextContent.Trim()}";
            level = Math.Max(own, 1);
            if (string.IsNullOrWhiteSpace(heading.TextContent))
                yield return $"empty {heading.LocalName}";
        }
    }

    private static IEnumerable<string> Ids(IHtmlDocument page)
    {
        var ids = page.All.Where(e => e.HasAttribute("id")).GroupBy(e => e.Id ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (id, elements) in ids)
        {
            if (elements.Count > 1)
                yield return $"id {id} {elements.Count} times";
            if (id.Length == 0 || id.Any(char.IsWhiteSpace))
                yield return $"id '{id}' is none";
        }
        foreach (var element in page.All)
        {
            foreach (var name in Referring)
                foreach (var id in element.GetAttribute(name)?.Split(' ') ?? [])
                    if (!ids.ContainsKey(id))
                        yield return $"{element.LocalName} refers by {name} to '{id}', which is not there";
            if (element is IHtmlAnchorElement && element.GetAttribute("href") is ['#', _, ..] jump && !ids.ContainsKey(jump[1..]))
                yield return $"a link leads to {jump}, which is not there";
            if (element.GetAttribute("form") is { } owner && ids.GetValueOrDefault(owner)?[0] is not IHtmlFormElement)
                yield return $"form='{owner}' is no form";
        }
    }

    private static IEnumerable<string> Nesting(IHtmlDocument page)
    {
        foreach (var element in page.All)
        {
            string? parent = element.ParentElement?.LocalName;
            if (parent is not null && HoldPhrasingOnly.Contains(parent) && !Phrasing.Contains(element.LocalName))
                yield return $"{element.LocalName} in {parent}";
            if (parent is "ul" or "ol" && element.LocalName is not "li")
                yield return $"{element.LocalName} in {parent}";
            if (element.LocalName == "li" && parent is not ("ul" or "ol"))
                yield return $"li in {parent}";
            if (parent == "dl" && element.LocalName is not ("dt" or "dd" or "div"))
                yield return $"{element.LocalName} in dl";
            if (element.LocalName is "dl" && element.QuerySelector("dt") is null)
                yield return "dl without dt";
            if (element.LocalName is "dt" or "dd" && !(parent == "dl" || (parent == "div" && element.ParentElement!.ParentElement?.LocalName == "dl")))
                yield return $"{element.LocalName} in {parent}";
            if (element.LocalName == "dd" && element.PreviousElementSibling?.LocalName is not ("dt" or "dd"))
                yield return "dd without dt";
            if (element.LocalName == "legend" && (parent != "fieldset" || element.ParentElement!.FirstElementChild != element))
                yield return "legend is not the first of a fieldset";
            if (element.LocalName == "fieldset" && element.FirstElementChild?.LocalName != "legend")
                yield return "fieldset without legend";
            if (Interactive.Contains(element.LocalName) && element.Ancestors<IElement>().Any(a => a.LocalName is "a" or "button"))
                yield return $"{element.LocalName} in a link or a button";
            if (element.LocalName == "form" && element.Ancestors<IElement>().Any(a => a.LocalName == "form"))
                yield return "form in a form";
            if (element.LocalName is "p" or "ul" or "ol" && element.ChildElementCount == 0 && string.IsNullOrWhiteSpace(element.TextContent))
                yield return $"empty {element.LocalName}";
        }
    }

    private static IEnumerable<string> Controls(IHtmlDocument page)
    {
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
        {
            var labels = page.QuerySelectorAll("label").Where(l => l.GetAttribute("for") == control.Id && control.Id is not null).ToList();
            if (labels.Count != 1 || string.IsNullOrWhiteSpace(labels[0].TextContent))
                yield return $"{control.LocalName} {control.GetAttribute("name")} has {labels.Count} labels";
            if (control.GetAttribute("name") is not { Length: > 0 })
                yield return $"{control.LocalName} without a name";
            if (control.GetAttribute("type") == "radio" && control.Closest("fieldset") is null)
                yield return $"radio {control.GetAttribute("name")} outside a fieldset";
        }
        foreach (var group in page.QuerySelectorAll("input[type=radio]").GroupBy(r => r.GetAttribute("name")))
            if (group.Count(r => r.HasAttribute("checked")) > 1)
                yield return $"{group.Key} is picked twice";
        foreach (var label in page.QuerySelectorAll("label").Where(l => !l.HasAttribute("for")))
            yield return $"label for nothing: {label.TextContent.Trim()}";
        foreach (var pressed in page.QuerySelectorAll("a, button").Where(e => e.GetAttribute("aria-hidden") != "true" && string.IsNullOrWhiteSpace(e.TextContent) && !e.HasAttribute("aria-label")))
            yield return $"{pressed.OuterHtml} has no words";
        foreach (var form in page.QuerySelectorAll("form"))
            if (form.GetAttribute("action") is "" || form.GetAttribute("method") is not ("get" or "post"))
                yield return $"form {form.Id}: action '{form.GetAttribute("action")}', method '{form.GetAttribute("method")}'";
        foreach (var time in page.QuerySelectorAll("time"))
            if (!time.HasAttribute("datetime"))
                yield return "time without datetime";
    }

    private static IEnumerable<string> Attributes(IElement element)
    {
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style")
                yield return $"{attribute.Name} on {element.LocalName}";
            // What a helper of the server should have taken away.
            if (attribute.Name is "keep-lang" or "novalidate" && element.LocalName != "form" || attribute.Name.StartsWith("asp-", StringComparison.Ordinal) || attribute.Name.StartsWith("heed-", StringComparison.Ordinal))
                yield return $"{attribute.Name} was left on {element.LocalName}";
        }
        if (element.LocalName.StartsWith("heed-", StringComparison.Ordinal) || element.LocalName == "partial")
            yield return $"{element.LocalName} was not drawn";
        if (element is IHtmlImageElement && !element.HasAttribute("alt"))
            yield return "img without alt";
        if (element.HasAttribute("dir") && element.GetAttribute("dir") is not ("ltr" or "rtl" or "auto"))
            yield return $"dir '{element.GetAttribute("dir")}'";
    }
}
