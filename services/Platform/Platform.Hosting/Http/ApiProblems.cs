using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Platform.Hosting.Http;

/// <summary>What the OpenAPI documents say of refusals that no endpoint gives itself, and of the one shape that every refusal has.</summary>
internal static partial class ApiProblems
{
    private const string Document = "ProblemDetails";
    private const string Code = "ProblemCode";

    // As the gateway reads them: whoever files or writes in a mailbox has a pace; everybody else has none.
    [GeneratedRegex("^/?api/[a-z]+/v1/(public|mailbox)/", RegexOptions.CultureInvariant)]
    private static partial Regex Paced();

    /// <summary>401 and 403 where a token is asked for, 429 where a client has a pace.</summary>
    internal static void AddRefusals(this OpenApiOperation operation, string? method, string? path, OpenApiDocument? document)
    {
        if (operation.Security is { Count: > 0 })
        {
            operation.Add(StatusCodes.Status401Unauthorized, "There is no access token, or it is not valid, has run out, or what it allowed has ended.", document);
            operation.Add(StatusCodes.Status403Forbidden, "The account or machine may not do that.", document);
        }
        if ((HttpMethods.IsPost(method ?? "") || HttpMethods.IsPatch(method ?? "")) && Paced().IsMatch(path ?? ""))
            operation.Add(StatusCodes.Status429TooManyRequests, "One client sends more than its pace and its place in line allow. Retry-After says when to send it again.", document);
        if (operation.Responses?.GetValueOrDefault("429") is OpenApiResponse paced)
            (paced.Headers ??= new Dictionary<string, IOpenApiHeader>())["Retry-After"] =
                new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } };
    }

    /// <summary>The problem document with every code that a service may answer with.</summary>
    internal static void AddProblems(this OpenApiDocument document, IReadOnlyList<string> codes)
    {
        var schemas = (document.Components ??= new OpenApiComponents()).Schemas ??= new Dictionary<string, IOpenApiSchema>();
        schemas[Code] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "What is wrong, as a stable code. The gateway in front adds codes of its own, which begin with gateway.",
            Enum = [.. codes.Select(code => (JsonNode)JsonValue.Create(code))],
        };
        IOpenApiSchema Text(string means) => new OpenApiSchema { Type = JsonSchemaType.String, Description = means };
        schemas[Document] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457, the one shape of every refusal.",
            Required = new HashSet<string> { "type", "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("/problems/ and the code."),
                ["title"] = Text("What is wrong, in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("How to mend it; left out where the title says it all."),
                ["code"] = new OpenApiSchemaReference(Code, document),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "What is wrong with which field, by its JSON pointer.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Properties = new Dictionary<string, IOpenApiSchema> { ["code"] = new OpenApiSchemaReference(Code, document), ["detail"] = Text("The code in words.") },
                        },
                    },
                },
            },
        };
    }

    private static void Add(this OpenApiOperation operation, int status, string means, OpenApiDocument? document) =>
        (operation.Responses ??= []).TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = means,
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(Document, document) } },
        });
}
