using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks;

/// <summary>Announces what happened to whoever of the tenant wants to know, together with the rows it speaks of.</summary>
public sealed partial class Webhooks<TDb>(TDb db, WebhookSource<TDb> source, TimeProvider clock) where TDb : PlatformDb
{
    private const int MostBytes = 4096;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>
    /// Adds an event to the current unit of work; it leaves after the commit. Receivers read the rest with their own permission, so the
    /// body is ids and codes: what could be a sentence throws.
    /// </summary>
    /// <param name="eventId">Unique in the tenant for ever; receivers drop repeats by it.</param>
    /// <param name="type">One of the types the service was registered with.</param>
    /// <param name="subject">What it happened to, as an id or a code, or null.</param>
    /// <param name="body">An object of ids, codes, numbers and instants; at most 4 KB as JSON.</param>
    public void Announce<TBody>(Guid eventId, string type, string? subject, TBody body) where TBody : class
    {
        if (!source.Types.Contains(type))
            throw new ArgumentException($"The service announces no {type}.", nameof(type));
        if (subject is not null && (subject.Length > 120 || !Plain().IsMatch(subject)))
            throw new ArgumentException("A subject is an id or a code.", nameof(subject));
        db.Add(Event(db.Tenant.Required, eventId, type, subject, Write(body), clock.GetUtcNow()));
        db.AfterCommit.Add(typeof(WebhookEvent));
    }

    internal static WebhookEvent Event(Guid tenant, Guid id, string type, string? subject, string body, DateTimeOffset now) =>
        new() { TenantId = tenant, Id = id, Type = type, Subject = subject, Body = body, At = now, NextAttemptAt = now };

    private static string Write<TBody>(TBody body)
    {
        var json = JsonSerializer.Serialize(body, Json);
        if (Encoding.UTF8.GetByteCount(json) > MostBytes)
            throw new ArgumentException("The body of a webhook holds at most 4 KB.", nameof(body));
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !IsCoarse(document.RootElement))
            throw new ArgumentException("The body of a webhook is an object of ids and codes.", nameof(body));
        return json;
    }

    private static bool IsCoarse(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Plain().IsMatch(element.GetString()!),
        JsonValueKind.Array => element.EnumerateArray().All(IsCoarse),
        JsonValueKind.Object => element.EnumerateObject().All(field => IsCoarse(field.Value)),
        _ => true,
    };

    // Ids, codes, instants, addresses of ours: nothing with a space in it, and nobody's name in their own script.
    [GeneratedRegex(@"\A[A-Za-z0-9_.:/?=&%+-]{1,200}\z")]
    private static partial Regex Plain();
}

/// <summary>What a service announces, and how it seals.</summary>
/// <param name="Service">Name of the service, part of each event's source.</param>
/// <param name="Group">Group of handlers whose key seals addresses and secrets.</param>
/// <param name="Types">Codes of what it announces.</param>
public sealed record WebhookSource<TDb>(string Service, string Group, IReadOnlyList<string> Types) where TDb : PlatformDb;
