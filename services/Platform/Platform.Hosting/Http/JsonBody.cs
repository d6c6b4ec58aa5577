using System.Buffers;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Platform.Hosting.Http;

/// <summary>
/// A request body read strictly: UTF-8, one object, no unknown or repeated field, no wrong type. What does not fit becomes a
/// problem with a pointer, before the handler runs. At most 256 KiB, or what the endpoint names as the limit of its requests.
/// </summary>
public sealed class JsonBody<T> : IJsonBody, IEndpointParameterMetadataProvider where T : class
{
    /// <summary>The object.</summary>
    public T Value { get; private init; } = null!;

    /// <summary>The bytes as they came, for the idempotency fingerprint.</summary>
    public byte[] Raw { get; private init; } = [];

    /// <inheritdoc />
    public Refusal? Refusal { get; private init; }

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || context.Request.Headers.ContentEncoding.Count > 0 || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return No(new Refusal(StatusCodes.Status415UnsupportedMediaType, "platform.media_type"));
        var most = BodySize.Of(context);
        byte[] raw;
        try
        {
            raw = await ReadAll(context.Request.Body, most, context.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return No(new Refusal(StatusCodes.Status413PayloadTooLarge, "platform.body_too_large"));
        }
        if (raw.Length > most)
            return No(new Refusal(StatusCodes.Status413PayloadTooLarge, "platform.body_too_large"));
        if (raw.Length == 0)
            return No(new Refusal(StatusCodes.Status400BadRequest, "platform.body_empty"));
        if (!Utf8.IsValid(raw))
            return No(new Refusal(StatusCodes.Status400BadRequest, "platform.invalid_utf8"));
        return Parse(raw);
    }

    /// <inheritdoc />
    public static void PopulateMetadata(ParameterInfo parameter, Microsoft.AspNetCore.Builder.EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static JsonBody<T> Parse(byte[] raw)
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(raw, StrictJson.Options);
            if (StrictJson.Unsound(raw, foreign: typeof(T) == typeof(JsonElement[])) is { } unsound)
                return No(unsound);
            return value is null ? No(new Refusal(StatusCodes.Status400BadRequest, "platform.body_empty")) : new JsonBody<T> { Value = value, Raw = raw };
        }
        catch (JsonException fault)
        {
            return No(StrictJson.Explain(fault, raw));
        }
    }

    private static JsonBody<T> No(Refusal refusal) => new() { Refusal = refusal };

    private static async Task<byte[]> ReadAll(Stream body, long most, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0 && memory.Length <= most)
                memory.Write(buffer, 0, read);
            return memory.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}

/// <summary>Lets one filter refuse any body that did not fit.</summary>
public interface IJsonBody
{
    /// <summary>Why it did not fit, or null.</summary>
    Refusal? Refusal { get; }
}

/// <summary>The platform's JSON: strict on the way in, camel case both ways.</summary>
public static partial class StrictJson
{
    /// <summary>Options for request bodies.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new LineEndsJson() },
    };

    /// <summary>Options for what goes out sealed or opaque and comes back.</summary>
    public static JsonSerializerOptions Keys { get; } = new(Options) { RespectNullableAnnotations = false };

    /// <summary>
    /// What the serializer lets through: a null inside a list, and U+0000, which PostgreSQL can't store. Records of somebody
    /// else's making are read one by one, by rules of their own: what is wrong with one must not hold up the others.
    /// </summary>
    internal static Refusal? Unsound(byte[] raw, bool foreign)
    {
        if (foreign || (raw.AsSpan().IndexOf("null"u8) < 0 && raw.AsSpan().IndexOf("\\u0000"u8) < 0))
            return null;
        using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = 32 });
        return Fault(document.RootElement, "") is { } fault ? Refusal.Field("platform.invalid", fault.Pointer, fault.Code) : null;
    }

    private static (string Pointer, string Code)? Fault(JsonElement element, string at, bool inList = false) => element.ValueKind switch
    {
        JsonValueKind.Null when inList => (at, "platform.wrong_type"),
        JsonValueKind.String when Unfit(element) => (at, "platform.control_character"),
        JsonValueKind.Array => element.EnumerateArray().Select((item, index) => Fault(item, $"{at}/{index}", inList: true)).FirstOrDefault(fault => fault is not null),
        JsonValueKind.Object => element.EnumerateObject().Select(field => Fault(field.Value, $"{at}/{field.Name}")).FirstOrDefault(fault => fault is not null),
        _ => null,
    };

    private static bool Unfit(JsonElement text)
    {
        try
        {
            return text.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            return true;
        }
    }

    internal static Refusal Explain(JsonException fault, byte[] raw)
    {
        // The serializer names the field in its path only when the syntax itself is sound.
        if (!Parses(raw))
            return new Refusal(StatusCodes.Status400BadRequest, "platform.malformed_json");
        var message = fault.Message;
        var code = message.Contains("could not be mapped", StringComparison.Ordinal) ? "platform.unknown_field"
            : message.Contains("uplicate", StringComparison.Ordinal) ? "platform.repeated_field"
            : message.Contains("missing required", StringComparison.Ordinal) ? "platform.field_missing"
            : "platform.wrong_type";
        var fields = code == "platform.field_missing" ? Missing(fault) : [Pointer(fault.Path)];
        return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", fields.ToDictionary(field => field, _ => new[] { code }));
    }

    private static bool Parses(byte[] raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = 32 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // "… was missing required properties including: 'summary', 'affected'."
    private static IEnumerable<string> Missing(JsonException fault) =>
        fault.Message.Split(':', 2)[^1].Split('\'').Where((_, at) => at % 2 == 1).Select(name => $"{Pointer(fault.Path)}/{name}").Distinct();

    // "$.rows[2]['what happened']": names that are no plain words stand in brackets and quotes.
    private static string Pointer(string? path) => path is null ? ""
        : string.Concat(Step().Matches(path).Select(step => "/" + (step.Groups["name"].Success ? step.Groups["name"].Value : step.Value.Trim('.', '[', ']')).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    [GeneratedRegex(@"\['(?<name>.*?)'\](?=[.\[]|$)|\[\d+\]|\.[^.\[]+", RegexOptions.Singleline)]
    private static partial Regex Step();
}
