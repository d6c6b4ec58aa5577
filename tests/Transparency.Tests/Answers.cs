using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ServiceTests;

/// <summary>Asks and reads answers.</summary>
public static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(text.StartsWith('{') || text.StartsWith('['), $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asserts a problem document and gives its code.</summary>
    public static async Task<string> Problem(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var body = await answer.Json();
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return body.GetProperty("code").GetString()!;
    }

    public static async Task<JsonElement> Get(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object? body = null, string? key = null) =>
        client.SendAsync(Posting(path, body, key));

    public static HttpRequestMessage Posting(string path, object? body = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return request;
    }

    public static async Task<IHtmlDocument> Page(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
        return await new HtmlParser().ParseDocumentAsync(text);
    }

    /// <summary>Sends a page's form with its hidden fields and its antiforgery cookie.</summary>
    public static async Task<HttpResponseMessage> Submit(this HttpClient client, string path, Func<IHtmlDocument, IHtmlFormElement> find, params (string Name, string Value)[] more)
    {
        using var shown = await client.GetAsync(path);
        var document = await new HtmlParser().ParseDocumentAsync(await shown.Content.ReadAsStringAsync());
        var form = find(document);
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in more)
            fields[name] = value;
        var target = form.GetAttribute("action") is { Length: > 0 } action ? action : path;
        return await client.PostAsync(target, new FormUrlEncodedContent(fields));
    }
}
