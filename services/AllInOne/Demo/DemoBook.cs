using System.Text.Json;

namespace AllInOne.Demo;

/// <summary>What demo.json will say: addresses, tenants, accounts, clients.</summary>
public sealed class DemoBook(Uri url)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<object> tenants = [];
    private readonly List<object> users = [];
    private readonly List<object> clients = [];

    /// <summary>Ids of the tenants by slug.</summary>
    public Dictionary<string, Guid> Tenants { get; } = [];

    public void AddTenant(Guid id, string slug, string name)
    {
        Tenants[slug] = id;
        tenants.Add(new { slug, name });
    }

    public void AddUser(string tenant, string role, string userName, string password) => users.Add(new { tenant, role, userName, password });

    public void AddClient(string tenant, string clientId, string clientSecret, string[] scopes) => clients.Add(new { tenant, clientId, clientSecret, scopes });

    public string ToJson() => JsonSerializer.Serialize(new { baseUrl = url.ToString().TrimEnd('/'), tenants, users, clients }, Readable);
}
