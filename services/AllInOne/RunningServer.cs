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
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret, ["scope"] = scope,
        }));
        var token = await Read(answer);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return http;
    }

    /// <summary>Posts JSON; what is refused is told in the server's own words.</summary>
    public static async Task<JsonElement> Post(HttpClient http, string address, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        return await Read(answer);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new UsageException($"The running server refused: {text}");
    }
}
