using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Intake;
using Platform.Forms;
using Platform.Hosting.Http;

namespace Benchmarks;

/// <summary>
/// A filing with everything the questionnaire asks. No members and no files: each of those is a further receipt or an upload, and
/// has a cost of its own.
/// </summary>
public static class FilingBody
{
    private const string Sentence = "The assistant answered that no appointment was left, although the desk had given one to my neighbour an hour before. ";

    /// <summary>What the organisation asks beside the base questionnaire.</summary>
    public static FormDefinition OwnPages { get; } = new(
    [
        new FormPage("ward", LocalText.Name("Ward"),
        [
            new FormQuestion("ward_name", QuestionKind.Text, LocalText.Name("Which ward was it?")),
            new FormQuestion("ward_visit", QuestionKind.OneOf, LocalText.Name("What did you come for?"), null, [new FormOption("first", LocalText.Name("A first visit")), new FormOption("again", LocalText.Name("A further visit"))]),
        ]),
        new FormPage("ward_words", LocalText.Name("In your words"), [new FormQuestion("ward_told", QuestionKind.LongText, LocalText.Name("What were you told?"))]),
    ]);

    /// <summary>The body as UTF-8 JSON.</summary>
    public static byte[] Of(GrievancesService service, bool pattern = false) => JsonSerializer.SerializeToUtf8Bytes(new FileRequest(
        "en", "The appointment assistant turned my mother away", string.Concat(Enumerable.Repeat(Sentence, 12)), AffectedPerson.Other,
        service.System, "A box to type into on the hospital's page. " + Sentence, ["HARM-01", "EQUAL-01", "X-HEALTH"], [RemedyKind.Apology, RemedyKind.Correction, RemedyKind.Explanation, RemedyKind.NonRepetition],
        new Contact("email", "daughter@example.org"), FilingCapacity.Representative, new Mandate(MandateKind.Written, "She signed a letter in October. " + Sentence), null,
        "Do not call the house in the evening. " + Sentence, Enum.GetValues<ConsentPurpose>(), "daughter@example.org",
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["when"] = ["2026-10"], ["ongoing"] = ["yes"], ["where"] = ["Harbour clinic, second floor"], ["harm"] = ["harm", "equal", "other"], ["kind_harm"] = ["harm_01"], ["kind_equal"] = ["equal_01"],
            ["kind_other"] = ["x_health"], ["scale"] = ["badly"], ["scope"] = ["few"], ["remediable"] = ["partly"], ["at_risk"] = ["yes"],
            ["ward_name"] = ["Cardiology"], ["ward_visit"] = ["again"], ["ward_told"] = [Sentence],
        },
        1, null, pattern ? service.Pattern : null), ClientJson.Options);

    /// <summary>The request that files it, under a key of its own.</summary>
    public static HttpRequestMessage Request(GrievancesService service, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{GrievancesService.Api}/public/{service.Slug}/grievances") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    /// <summary>Files; the receipt, or a fault with the answer.</summary>
    public static async Task<string> File(GrievancesService service, HttpClient client, byte[] body)
    {
        using var request = Request(service, body);
        using var answer = await client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if ((int)answer.StatusCode != 201)
            throw new HttpRequestException($"{(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
        var json = new Utf8JsonReader(bytes);
        while (json.Read())
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("receipt"u8) && json.Read())
                return json.GetString()!;
        throw new HttpRequestException("A filing was accepted without a receipt.");
    }
}
