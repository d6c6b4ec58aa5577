using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Platform.Hosting.Http;

/// <summary>Marks an endpoint that does its work once per Idempotency-Key and refuses to do it without one.</summary>
public sealed record TakesIdempotencyKey;

/// <summary>What the OpenAPI documents say beyond paths and shapes: who may call, and which key a creating request needs.</summary>
public static class ApiDescription
{
    private const string Bearer = "bearer";

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
            Description = "An access token of /connect/token; for a mailbox, the token of POST /api/grievances/v1/mailbox/session.",
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
        if (!metadata.OfType<IAllowAnonymous>().Any())
            (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] });
    }
}
