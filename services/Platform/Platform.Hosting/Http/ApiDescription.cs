using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Platform.Hosting.Http;

/// <summary>Marks an endpoint that does its work once per Idempotency-Key and refuses to do it without one.</summary>
public sealed record TakesIdempotencyKey;

/// <summary>A header that an endpoint reads itself, past its parameters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Pattern">What it looks like.</param>
public sealed record TakesHeader(string Name, string Meaning, string Pattern);

/// <summary>A header of an endpoint's answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Statuses">On which answers.</param>
public sealed record GivesHeader(string Name, string Meaning, params int[] Statuses);

/// <summary>A body of bytes that an endpoint reads itself.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Meaning">What they are.</param>
public sealed record TakesBytes(string MediaType, string Meaning);

/// <summary>What the OpenAPI documents say beyond paths and shapes: who may call, and which headers and bytes a request needs.</summary>
public static class ApiDescription
{
    private const string Bearer = "bearer";
    private const string Shaped = "heed-shape";

    /// <summary>Says that the endpoint takes an Idempotency-Key, with the refusals this brings.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesIdempotencyKey())
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    internal static void AddBearer(this OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            BearerFormat = "JWT",
            Description = "Sent as Authorization: Bearer. Staff and machines get their access token from /connect/token: staff by signing in (authorization code with PKCE), machines with "
                + "their client's credentials. The routes of a mailbox, /api/grievances/v1/mailbox, take the token that POST /api/grievances/v1/mailbox/session gives for a receipt, and no other.",
        };
    }

    internal static void Describe(this OpenApiOperation operation, IList<object> metadata, OpenApiDocument? document)
    {
        if (metadata.OfType<TakesIdempotencyKey>().Any())
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Required = true,
                Description = "A random key. The same key with the same body gives the first answer again for 24 hours; with another body it is refused.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{22,255}$" },
            });
        foreach (var header in metadata.OfType<TakesHeader>())
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = true,
                Description = header.Meaning,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = header.Pattern },
            });
        // Whoever may be told that a precondition is missing needs to know how to send one.
        if (metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == StatusCodes.Status428PreconditionRequired))
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Description = "The ETag of what is to be changed, as it was read last: without it the answer is 428, and 412 where somebody else has changed it since. Not needed where there is nothing yet.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        if (metadata.OfType<TakesBytes>().FirstOrDefault() is { } bytes)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = bytes.Meaning,
                Content = new Dictionary<string, OpenApiMediaType> { [bytes.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
            };
        foreach (var header in metadata.OfType<GivesHeader>())
            foreach (var status in header.Statuses)
                if (operation.Responses?.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture)) is OpenApiResponse answer)
                    (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[header.Name] =
                        new OpenApiHeader { Description = header.Meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        if (!metadata.OfType<IAllowAnonymous>().Any())
            (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] });
    }

    /// <summary>Notes where a schema stands for, or has properties of, types that say their own shape; a property that says its own is given it at once.</summary>
    internal static void Note(this OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var typed = new Dictionary<string, (Type Type, bool IsNullable)>();
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => schema.Properties?.ContainsKey(property.Name) == true))
            if (JsonShapeAttribute.Of(property) is { } shape)
                schema.Properties![property.Name] = shape.In(context.Document);
            else if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type && JsonShapeAttribute.Of(type) is not null)
                typed[property.Name] = (type, property.IsGetNullable);
        if (typed.Count > 0 || JsonShapeAttribute.Of(context.JsonTypeInfo.Type) is not null)
            (schema.Metadata ??= new Dictionary<string, object>())[Shaped] = new ShapedParts(context.JsonTypeInfo.Type, typed);
    }

    /// <summary>
    /// Gives the noted types their shape, once every type has its name in the document: a shape may name others, and itself. Where
    /// a type stood only in properties that may be null, the document has no name for it yet.
    /// </summary>
    internal static void AddShapes(this OpenApiDocument document)
    {
        var schemas = (document.Components ??= new OpenApiComponents()).Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, schema) in schemas.ToList())
            if (schema is OpenApiSchema { Metadata: { } notes } known && notes.TryGetValue(Shaped, out var noted) && noted is ShapedParts parts)
            {
                if (JsonShapeAttribute.Of(parts.Type) is { } own)
                    schemas[name] = own.In(document);
                foreach (var (property, (type, isNullable)) in parts.Properties)
                {
                    if (!schemas.ContainsKey(type.Name))
                        schemas[type.Name] = JsonShapeAttribute.Of(type)!.In(document);
                    var named = new OpenApiSchemaReference(type.Name, document);
                    known.Properties![property] = isNullable ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, named] } : named;
                }
            }
    }

    private sealed record ShapedParts(Type Type, IReadOnlyDictionary<string, (Type Type, bool IsNullable)> Properties);
}
