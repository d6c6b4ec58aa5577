using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Guests.Tests;

/// <summary>What a browser does for a guest: follows nothing by itself here, and keeps cookies by their path.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient client;
    private readonly Uri address;

    public Browser(Uri address)
    {
        this.address = address;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, (string Name, string Value)[]? fields = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        if (method == HttpMethod.Post && !headers.Any(h => h.Name is "Origin" or "Sec-Fetch-Site"))
            request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return client.SendAsync(request);
    }

    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path);

    public Task<HttpResponseMessage> Open(string link, string? pin = null) => Send(HttpMethod.Post, link, pin is null ? [] : [("Pin", pin)]);

    public static async Task<IDocument> Page(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    public void Dispose() => client.Dispose();
}
