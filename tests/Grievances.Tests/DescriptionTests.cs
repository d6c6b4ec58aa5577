using System.Net;
using System.Text.Json;
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
    public async Task ThePortalsBareAddress_LeadsToTheFirstPage()
    {
        using var person = server.Anybody();
        using var answer = await person.GetAsync("/portal?lang=ar");
        Assert.Equal((HttpStatusCode.Redirect, "/?lang=ar"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }
}
