using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace AllInOne;

/// <summary>The API of the server that holds the data folder.</summary>
public static class RunningServer
{
    /// <summary>A client with a token of client credentials.</summary>
    public static async Task<HttpClient> Client(Command command, string clientId, string secret, string scope)
    {
        var http = new HttpClient { BaseAddress = DataFolder.Running(command) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret, ["scope"] = scope,
            }),
        };
        var token = await Ask(http, request);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return http;
    }

    /// <summary>Gets JSON.</summary>
    public static async Task<JsonElement> Get(HttpClient http, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await Ask(http, request);
    }

    /// <summary>Posts JSON; what is refused is told in the server's own words.</summary>
    public static Task<JsonElement> Post(HttpClient http, string address, object body) => Post(http, address, JsonContent.Create(body));

    /// <summary>Posts a body that is JSON already.</summary>
    public static async Task<JsonElement> Post(HttpClient http, string address, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await Ask(http, request);
    }

    private static async Task<JsonElement> Ask(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new UsageException($"The running server refused ({(int)answer.StatusCode}): {Words.OfProblem(text)}");
            return JsonDocument.Parse(text).RootElement;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new UsageException($"The server of this data folder does not answer at {http.BaseAddress}: {fault.Message} Wait until it has started, or stop it.");
        }
    }
}
