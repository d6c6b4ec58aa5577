using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Clocks;
using Platform.Forms;
using ServiceTests;

namespace Grievances.Tests;

public sealed class DescriptionTests(GrievancesServer server)
{
    [Fact]
    public async Task TheApiDescription_SaysWhoMayCall_AndWhichKeyACreationNeeds()
    {
        using var reader = server.Anybody();
        var document = await reader.Get("/api/grievances/openapi.json");
        var paths = document.GetProperty("paths");
        var filing = paths.GetProperty("/api/grievances/v1/public/{tenant}/grievances").GetProperty("post");
        var queue = paths.GetProperty("/api/grievances/v1/cases").GetProperty("get");

        Assert.Contains(filing.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key" && p.GetProperty("required").GetBoolean());
        Assert.False(filing.TryGetProperty("security", out _));
        Assert.True(queue.GetProperty("security")[0].TryGetProperty("bearer", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
    }

    [Fact]
    public void NoTwoTypesOfTheApi_HaveOneName_SinceOnlyOneOfThemWouldBeDescribed()
    {
        var found = new HashSet<Type>();
        foreach (var endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.Metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName == "grievances"))
        {
            foreach (var taken in endpoint.Metadata.OfType<IAcceptsMetadata>())
                Reach(taken.RequestType);
            foreach (var given in endpoint.Metadata.OfType<IProducesResponseTypeMetadata>())
                Reach(given.Type);
        }
        Assert.Contains(found, type => type.Name == "AttachFilesRequest");
        // Of generic types the description's name has their arguments in it.
        var twice = found.Where(type => !type.IsGenericType).GroupBy(type => type.Name).Where(same => same.Count() > 1).Select(same => string.Join(" and ", same.Select(type => type.FullName)));
        Assert.Empty(twice);

        void Reach(Type? type)
        {
            if (type is null || !found.Add(type))
                return;
            foreach (var argument in type.GetGenericArguments().Append(type.GetElementType()))
                Reach(argument);
            if (type.Assembly.GetName().Name is { } home && (home.StartsWith("Grievances", StringComparison.Ordinal) || home.StartsWith("Platform", StringComparison.Ordinal)))
                foreach (var property in type.GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance))
                    Reach(property.PropertyType);
            else
                found.Remove(type);
        }
    }

    [Fact]
    public async Task TheApiDescription_SaysWhoIsRefused_AndEachCodeThatARefusalMayHave()
    {
        using var reader = server.Anybody();
        var document = await reader.Get("/api/grievances/openapi.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Path: path.Name, Method: method.Name, Of: method.Value))).ToList();
        Assert.All(operations.Where(o => o.Of.TryGetProperty("security", out _)), o => Assert.True(Names(o.Of, "401") && Names(o.Of, "403"), $"{o.Method} {o.Path}"));
        var paced = operations.Where(o => o.Method is "post" or "patch" && (o.Path.Contains("/v1/public/", StringComparison.Ordinal) || o.Path.Contains("/v1/mailbox/", StringComparison.Ordinal))).ToList();
        Assert.All(paced, o => Assert.True(Names(o.Of, "429") && o.Of.GetProperty("responses").GetProperty("429").GetProperty("headers").TryGetProperty("Retry-After", out _), $"{o.Method} {o.Path}"));
        Assert.True(paced.Count > 10 && operations.Count > 100, $"{paced.Count} of {operations.Count}");

        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal("#/components/schemas/ProblemCode", schemas.GetProperty("ProblemDetails").GetProperty("properties").GetProperty("code").GetProperty("$ref").GetString());
        var codes = schemas.GetProperty("ProblemCode").GetProperty("enum").EnumerateArray().Select(code => code.GetString()!).ToHashSet();
        Assert.Contains("forms.answer_too_many", codes);
        Assert.Empty(new[] { "platform.forbidden", "platform.too_many_requests", "platform.invalid", "grievances.case_unknown", "grievances.waiver_clause" }.Except(codes));
        Assert.DoesNotContain(codes, code => code.StartsWith("identity.", StringComparison.Ordinal) || code.StartsWith("gateway.", StringComparison.Ordinal) || code is "platform.role_waits" or "platform.page_busy");

        static bool Names(JsonElement operation, string status) => operation.GetProperty("responses").TryGetProperty(status, out var refusal)
            && refusal.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString() == "#/components/schemas/ProblemDetails";
    }

    [Fact]
    public async Task TheApiDescription_SaysWhatAttachesFiles_AndThatANumberIsNoText()
    {
        using var reader = server.Anybody();
        var document = await reader.Get("/api/grievances/openapi.json");
        var (paths, schemas) = (document.GetProperty("paths"), document.GetProperty("components").GetProperty("schemas"));
        foreach (var (path, field) in new[] { ("mailbox/files", "files"), ("cases/{id}/pattern", "patternId") })
        {
            var body = paths.GetProperty($"/api/grievances/v1/{path}").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
            Assert.Equal([field], schemas.GetProperty(body.Split('/')[^1]).GetProperty("properties").EnumerateObject().Select(property => property.Name));
        }
        Assert.Equal(0, Loose(document));

        // Where a number may be written as a text, though no body that does so is taken.
        static int Loose(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Sum(Loose),
            JsonValueKind.Object => element.EnumerateObject().Sum(property => Loose(property.Value))
                + (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Select(one => one.GetString()).ToHashSet() is var said && said.Contains("string") && (said.Contains("integer") || said.Contains("number")) ? 1 : 0),
            _ => 0,
        };
    }

    [Fact]
    public async Task TheApiDescription_SaysTheShapeOfConditionsAndCalendars_WithAnExampleThatIsTaken()
    {
        using var reader = server.Anybody();
        var schemas = (await reader.Get("/api/grievances/openapi.json")).GetProperty("components").GetProperty("schemas");

        var condition = schemas.GetProperty("FormCondition");
        var tests = condition.GetProperty("oneOf").EnumerateArray().Select(one => one.GetProperty("properties").EnumerateObject().Last().Name);
        Assert.Equal(["is", "isNot", "includes", "answered", "all", "any", "not"], tests);
        Assert.Equal("#/components/schemas/FormCondition", condition.GetProperty("oneOf")[4].GetProperty("properties").GetProperty("all").GetProperty("items").GetProperty("$ref").GetString());
        var example = condition.GetProperty("examples")[0].GetRawText();
        Assert.Equal("#/components/schemas/FormCondition", schemas.GetProperty("FormQuestion").GetProperty("properties").GetProperty("when").GetProperty("oneOf")[1].GetProperty("$ref").GetString());
        Assert.IsType<FormCondition.All>(JsonSerializer.Deserialize<FormCondition>(example));

        var calendar = schemas.GetProperty("ClockPolicy").GetProperty("properties").GetProperty("calendar");
        Assert.Equal(["zone", "workingDays", "holidays"], calendar.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.NotNull(WorkingCalendar.Read(calendar.GetProperty("examples")[0]).Value);

        Assert.Equal(Enum.GetValues<QuestionKind>().Select(kind => JsonSerializer.Serialize(kind).Trim('"')), schemas.GetProperty("QuestionKind").GetProperty("enum").EnumerateArray().Select(kind => kind.GetString()));
        Assert.Equal("string", schemas.GetProperty("LocalText").GetProperty("additionalProperties").GetProperty("type").GetString());
    }

    [Fact]
    public async Task TheApiDescription_SaysHowAFileIsSentInPieces_AndWhereTokensComeFrom()
    {
        using var reader = server.Anybody();
        var document = await reader.Get("/api/grievances/openapi.json");
        var upload = document.GetProperty("paths").GetProperty("/api/grievances/v1/public/{tenant}/uploads/{id}");
        var patch = upload.GetProperty("patch");

        Assert.Equal(["Upload-Token", "Upload-Offset"], Headers(patch));
        foreach (var method in new[] { "get", "head", "delete" })
            Assert.Equal(["Upload-Token"], Headers(upload.GetProperty(method)));
        Assert.All(patch.GetProperty("parameters").EnumerateArray().Where(InHeader), header => Assert.True(header.GetProperty("required").GetBoolean() && header.GetProperty("description").GetString()!.Length > 20));
        var body = patch.GetProperty("requestBody");
        Assert.Equal("binary", body.GetProperty("content").GetProperty("application/octet-stream").GetProperty("schema").GetProperty("format").GetString());
        Assert.False(string.IsNullOrEmpty(body.GetProperty("description").GetString()));
        foreach (var answer in new[] { upload.GetProperty("head").GetProperty("responses").GetProperty("200"), patch.GetProperty("responses").GetProperty("200"), patch.GetProperty("responses").GetProperty("409") })
            Assert.Equal(["Upload-Offset", "Upload-Length", "Upload-Complete"], answer.GetProperty("headers").EnumerateObject().Select(header => header.Name));

        var clocks = document.GetProperty("paths").GetProperty("/api/grievances/v1/settings/clocks");
        Assert.True(clocks.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("headers").TryGetProperty("ETag", out _));
        Assert.Equal(["If-Match"], Headers(clocks.GetProperty("put")));
        Assert.Equal(["If-Match"], Headers(document.GetProperty("paths").GetProperty("/api/grievances/v1/forms/intake/draft").GetProperty("put")));

        var bearer = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("description").GetString()!;
        Assert.All(new[] { "/connect/token", "POST /api/grievances/v1/mailbox/session", "Authorization: Bearer" }, word => Assert.Contains(word, bearer, StringComparison.Ordinal));

        static bool InHeader(JsonElement parameter) => parameter.GetProperty("in").GetString() == "header";
        static IEnumerable<string?> Headers(JsonElement operation) => operation.GetProperty("parameters").EnumerateArray().Where(InHeader).Select(header => header.GetProperty("name").GetString());
    }

    [Fact]
    public async Task ThePortalsBareAddress_LeadsToTheFirstPage()
    {
        using var person = server.Anybody();
        using var answer = await person.GetAsync("/portal?lang=ar");
        Assert.Equal((HttpStatusCode.Redirect, "/?lang=ar"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }
}
