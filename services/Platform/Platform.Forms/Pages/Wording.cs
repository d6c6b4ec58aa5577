using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Ui.Localization;

namespace Platform.Forms;

/// <summary>Texts of a definition as markup: words in another language than the page's say which, and which way they run.</summary>
internal static class Wording
{
    public static IHtmlContent Inline(LocalText text) => Inline(text.In(PortalLanguages.Current.Tag));

    public static IHtmlContent Inline(LocalWords words)
    {
        if (words.Language == LocalText.NoLanguage)
            return Around("bdi", words.Text);
        if (!words.DiffersFrom(PortalLanguages.Current.Tag))
            return new HtmlContentBuilder().Append(words.Text);
        var span = Around("span", words.Text);
        span.Attributes["lang"] = words.Language;
        span.Attributes["dir"] = words.Direction;
        return span;
    }

    /// <summary>A paragraph for each line that holds something.</summary>
    public static IHtmlContent Paragraphs(LocalText? text, string? cssClass)
    {
        var content = new HtmlContentBuilder();
        if (text is null)
            return content;
        var words = text.In(PortalLanguages.Current.Tag);
        foreach (var line in words.Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var paragraph = new TagBuilder("p");
            if (cssClass is not null)
                paragraph.AddCssClass(cssClass);
            paragraph.InnerHtml.AppendHtml(Inline(words with { Text = line }));
            content.AppendHtml(paragraph);
        }
        return content;
    }

    private static TagBuilder Around(string element, string text)
    {
        var tag = new TagBuilder(element);
        tag.InnerHtml.Append(text);
        return tag;
    }
}
