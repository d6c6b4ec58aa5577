using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Grievances.Tests;

/// <summary>Sends a form as a browser does, with everything that stands in it.</summary>
internal static class WholeForms
{
    public static async Task<HttpResponseMessage> SendWhole(this HttpClient client, string path, Func<IHtmlDocument, IHtmlFormElement> find, params (string Name, string Value)[] typed)
    {
        using var shown = await client.GetAsync(path);
        var form = find(await new HtmlParser().ParseDocumentAsync(await shown.Content.ReadAsStringAsync()));
        var fields = form.QuerySelectorAll("input, textarea, select").Select(Said).OfType<(string Name, string Value)>().ToDictionary(field => field.Name, field => field.Value);
        foreach (var (name, value) in typed)
            fields[name] = value;
        return await client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : path, new FormUrlEncodedContent(fields));
    }

    private static (string Name, string Value)? Said(IElement control) => control switch
    {
        IHtmlInputElement { Name: { } name } input when input.Type is not ("checkbox" or "radio") || input.IsChecked => (name, input.Value),
        IHtmlTextAreaElement { Name: { } name } text => (name, text.Value),
        IHtmlSelectElement { Name: { } name } select => (name, select.Value ?? ""),
        _ => null,
    };
}
