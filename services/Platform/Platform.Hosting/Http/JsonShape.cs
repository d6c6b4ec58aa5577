using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Platform.Hosting.Http;

/// <summary>
/// The JSON schema of what the OpenAPI documents could not see by themselves: a type that a converter of its own reads and
/// writes, or a property whose JSON is kept as it came. With an example, since a shape alone tells few people what to send.
/// </summary>
/// <param name="schema">JSON Schema as OpenAPI 3.1 has it. Other types of the document are named as <c>#/components/schemas/Name</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Property)]
public sealed class JsonShapeAttribute(string schema) : Attribute
{
    private static readonly ConcurrentDictionary<Type, JsonShapeAttribute?> OfTypes = new();

    /// <summary>The schema as JSON.</summary>
    public string Schema => schema;

    /// <summary>The schema, part of a document.</summary>
    internal OpenApiSchema In(OpenApiDocument? document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema, OpenApiSpecVersion.OpenApi3_1, document ?? new OpenApiDocument(), out var found, OpenApiConstants.Json) is { } read && found.Errors.Count == 0 ? read
            : throw new InvalidOperationException($"A schema that a type says of itself is not one: {found.Errors.FirstOrDefault()?.Message}");

    internal static JsonShapeAttribute? Of(Type type) => OfTypes.GetOrAdd(type, t => (JsonShapeAttribute?)GetCustomAttribute(t, typeof(JsonShapeAttribute)));

    internal static JsonShapeAttribute? Of(JsonPropertyInfo property) => property.AttributeProvider?.GetCustomAttributes(typeof(JsonShapeAttribute), inherit: true).OfType<JsonShapeAttribute>().FirstOrDefault();
}
