using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Testing;

/// <summary>Clients of the public address, as the people and machines of the platform use it.</summary>
public static class People
{
    // What people chose in place of a password that somebody gave them, by platform, user name and the given one.
    private static readonly ConcurrentDictionary<(string, string, string), string> Chosen = new();

    /// <summary>A browser without script: cookies, redirects, forms.</summary>
    public static HttpClient Browser(this PlatformUnderTest platform)
    {
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = true, CookieContainer = new CookieContainer(), AllowAutoRedirect = true })
        {
            BaseAddress = new Uri(platform.BaseUrl),
        };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/json;q=0.9,*/*;q=0.8");
        browser.DefaultRequestHeaders.Add("Origin", platform.BaseUrl);
        return browser;
    }

    /// <summary>A client that holds nothing.</summary>
    public static HttpClient Anybody(this PlatformUnderTest platform) => new() { BaseAddress = new Uri(platform.BaseUrl) };

    /// <summary>A machine with client credentials.</summary>
    public static async Task<HttpClient> Machine(this PlatformUnderTest platform, string clientId, string secret, string scope)
    {
        var http = platform.Anybody();
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret, ["scope"] = scope,
        }));
        var token = await answer.Json();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return http;
    }

    /// <summary>The platform's operator.</summary>
    public static Task<HttpClient> Operator(this PlatformUnderTest platform) => platform.Machine("heed-operator", platform.OperatorSecret, "platform.operate");

    /// <summary>Signs in through the gateway as a person does: by the login form, and by choosing a password where somebody else has set it.</summary>
    public static async Task<HttpClient> SignIn(this PlatformUnderTest platform, string userName, string password, string start = "/signin?returnUrl=/api/identity/v1/me")
    {
        var browser = platform.Browser();
        var known = Chosen.GetValueOrDefault((platform.BaseUrl, userName, password), password);
        var answer = await Submit(browser, await browser.GetAsync(start), known, userName);
        if (answer.RequestMessage?.RequestUri?.AbsolutePath == "/connect/password")
        {
            var own = $"{userName} chose {Guid.NewGuid()}";
            answer = await Submit(browser, answer, own);
            Chosen[(platform.BaseUrl, userName, password)] = own;
        }
        if (!answer.IsSuccessStatusCode || (await answer.Content.ReadAsStringAsync()).Contains("type=\"password\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"Sign-in of {userName} failed: {answer.StatusCode} at {answer.RequestMessage?.RequestUri?.AbsolutePath}");
        return browser;
    }

    private static async Task<HttpResponseMessage> Submit(HttpClient browser, HttpResponseMessage page, string password, string? userName = null)
    {
        var form = await Form(page, "form:has(input[type=password])");
        var fields = Fields(form);
        foreach (var input in Inputs(form).Where(i => i.Type == "password"))
            fields[input.Name!] = password;
        if (userName is not null)
            fields[Inputs(form).First(i => i.Type is "text" or "email").Name!] = userName;
        return await browser.PostAsync(form.Action.Length == 0 ? form.BaseUrl!.Href : form.Action, new FormUrlEncodedContent(fields));
    }

    /// <summary>The form of a page.</summary>
    public static async Task<IHtmlFormElement> Form(HttpResponseMessage page, string selector)
    {
        var text = await page.Content.ReadAsStringAsync();
        var document = await new HtmlParser().ParseDocumentAsync(text);
        document.Location.Href = page.RequestMessage!.RequestUri!.ToString();
        return document.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No {selector} at {page.RequestMessage!.RequestUri} ({page.StatusCode}).\n{text[..Math.Min(text.Length, 1500)]}");
    }

    /// <summary>The hidden and preset fields of a form.</summary>
    public static Dictionary<string, string> Fields(IHtmlFormElement form) => Inputs(form)
        .Where(i => i.Name is { Length: > 0 } && (i.Type is not ("checkbox" or "radio") || i.IsChecked))
        .GroupBy(i => i.Name!).ToDictionary(g => g.Key, g => g.First().Value ?? "");

    private static IEnumerable<IHtmlInputElement> Inputs(IHtmlFormElement form) => form.QuerySelectorAll("input").OfType<IHtmlInputElement>();

    /// <summary>The JSON of a successful answer; anything else throws with its text.</summary>
    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode} {answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.PathAndQuery}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>GET as JSON.</summary>
    public static async Task<JsonElement> Get(this HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address);
        return await answer.Json();
    }

    /// <summary>POST as JSON, with a new Idempotency-Key.</summary>
    public static async Task<JsonElement> Post(this HttpClient http, string address, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        return await answer.Json();
    }

    /// <summary>A second person confirms an account; before that what lets it come close to grievances, accounts or the audit record sleeps.</summary>
    public static Task<JsonElement> Confirm(this HttpClient second, Guid account) => second.Post($"/api/identity/v1/users/{account}/handling-roles/confirmation", new { });

    /// <summary>The platform's operator confirms an account of a tenant where nobody of it can be the second person yet.</summary>
    public static async Task Confirm(this PlatformUnderTest platform, Guid tenant, Guid account)
    {
        using var operation = await platform.Operator();
        await operation.Post($"/api/identity/v1/tenants/{tenant}/users/{account}/handling-roles/confirmation", new { });
    }

    /// <summary>Asks until something is true, or fails with the last answer.</summary>
    public static async Task<T> Eventually<T>(Func<Task<T>> ask, Func<T, bool> until, int seconds = 30)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        T last;
        do
        {
            last = await ask();
            if (until(last))
                return last;
            await Task.Delay(100);
        }
        while (patience.Elapsed < TimeSpan.FromSeconds(seconds));
        throw new TimeoutException($"It did not come true within {seconds} s; last seen: {last}");
    }
}
