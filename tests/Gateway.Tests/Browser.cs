using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests;

/// <summary>A client that keeps cookies and shows redirects.</summary>
public sealed class Browser : IDisposable
{
    private readonly Uri address;
    private readonly HttpClient http;

    public Browser(string address)
    {
        this.address = new Uri(address);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = this.address };
    }

    public CookieContainer Cookies { get; } = new();

    public string? SessionCookie => Cookies.GetCookies(address)["heed"]?.Value;

    public async Task<HttpResponseMessage> Send(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Send("GET", path, null, headers);

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] headers) => Send("POST", path, JsonContent.Create(new { a = 1 }), headers);

    public async Task<HttpResponseMessage> Follow(string path)
    {
        var answer = await Get(path);
        for (var hops = 0; answer.Headers.Location is { } next && hops < 10; hops++)
            answer = await Get(next.ToString());
        return answer;
    }

    public void Dispose() => http.Dispose();
}

internal static class Answers
{
    /// <summary>What reached the service.</summary>
    public static async Task<Seen> Seen(this HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Seen>(TestContext.Current.CancellationToken))!;
    }

    public static async Task IsProblem(this HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }
}
