using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Contracts;

namespace Transparency.Domain;

/// <summary>The protected statistics of one closed month, as they are published and never recomputed afterwards.</summary>
/// <param name="Schema">Name and version of this shape.</param>
/// <param name="Month">The month, 2026-10.</param>
/// <param name="Filed">Grievances filed in it.</param>
/// <param name="ByAffected">Of those, by who is affected.</param>
/// <param name="ByRight">Of those, by heading of right; a grievance that names two counts in both.</param>
/// <param name="Acknowledged">Of those, by first reply until the month's end: an acknowledgement, or the letter that closed the case.</param>
/// <param name="Closed">Grievances closed in it, whenever they were filed.</param>
/// <param name="ByOutcome">Of those, by outcome.</param>
/// <param name="Findings">Of those, by how the end stood to the day the findings were due; null in releases of the first shape.</param>
public sealed record MonthlyFigures(
    [Public] string Schema, [Public] string Month, Figure Filed, IReadOnlyDictionary<string, Figure> ByAffected, IReadOnlyDictionary<string, Figure> ByRight,
    IReadOnlyDictionary<string, Figure> Acknowledged, Figure Closed, IReadOnlyDictionary<string, Figure> ByOutcome, IReadOnlyDictionary<string, Figure>? Findings = null)
{
    public const string SchemaName = "heed.grievance-figures/2";

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>SHA-256 of the JSON in UTF-8, lower-case hex: what was previewed is what is published where it is the same.</summary>
    public string Digest() => DigestOf(ToJson());

    public static string DigestOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    public static MonthlyFigures Parse(string body) => JsonSerializer.Deserialize<MonthlyFigures>(body, JsonSerializerOptions.Web)!;

    /// <summary>Id of what is disclosed, the same for every release about a tenant's month.</summary>
    public static Guid DisclosureOf(Guid tenant, Month month) => NamedId.Of(tenant, $"grievance-figures/{month}");
}

/// <summary>Ids made from names (RFC 9562, version 8), where the same thing must get the same id again.</summary>
public static class NamedId
{
    public static Guid Of(Guid tenant, string name)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"heed|{tenant:N}|{name}"), digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
