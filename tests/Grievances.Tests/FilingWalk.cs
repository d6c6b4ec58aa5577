using System.Net;
using System.Text.RegularExpressions;

namespace Grievances.Tests;

/// <summary>A person who files page by page, with nothing but forms.</summary>
internal sealed partial class FilingWalk(HttpClient person, string slug, string language = "en")
{
    private static readonly string[] Carried = ["Way", "SystemChoice", "Pattern", "Excerpt"];
    private string? draft;

    public string Page { get; private set; } = "";
    public string? Step { get; private set; }
    public HttpStatusCode Status { get; private set; }
    public string? Draft => draft;

    /// <summary>Where the browser is after the last step.</summary>
    public string Address { get; private set; } = "";

    public Task Begin(string way = "full", params (string Name, string Value)[] more) => Post([("Go", "begin"), ("Way", way), .. more]);

    public Task Answer(params (string Name, string Value)[] answers) => Go("next", answers);

    public Task Go(string where, params (string Name, string Value)[] answers) => Post([("Go", where), ("Step", Step ?? ""), ("Way", Field("Way")), .. answers.Select(a => ("q." + a.Name, a.Value))]);

    public Task Resume(string code) => Post([("Go", "resume"), ("Code", code)]);

    /// <summary>Answers page after page until a step is reached; pages without an answer are left as they are.</summary>
    public async Task Until(string step, IReadOnlyDictionary<string, (string Name, string Value)[]>? answers = null)
    {
        for (var i = 0; Step != step; i++)
        {
            Assert.True(i < 40, $"{step} was not reached; the last page was {Step}.");
            var before = Step;
            await Answer(answers?.GetValueOrDefault(before ?? "") ?? []);
            Assert.True(Step != before, $"{before} does not let go:\n{Text()}");
        }
    }

    public async Task<(string Reference, string Receipt)> Send()
    {
        await Go("send");
        Assert.True(Status == HttpStatusCode.Created || (Address.Contains("?at=", StringComparison.Ordinal) && Status == HttpStatusCode.OK && Field("Receipt").Length == 20), Text());
        return (Field("Reference"), Field("Receipt"));
    }

    public string Field(string name) => WebUtility.HtmlDecode(Regex.Match(Page, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);

    public string Text() => WebUtility.HtmlDecode(Tags().Replace(Page, " "));

    /// <summary>What a form on a product's own page posts.</summary>
    public Task Tell(params (string Name, string Value)[] fields) => Post("/tell", fields);

    public Task Post(params (string Name, string Value)[] fields) => Post("", fields);

    private async Task Post(string under, (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/portal/{slug}/file{under}?lang={language}");
        // Until there is a draft the page itself carries what was chosen at the start.
        var all = fields.Concat(Carried.Where(name => draft is null && Page.Contains($"name=\"{name}\" value=\"", StringComparison.Ordinal) && fields.All(f => f.Name != name)).Select(name => (Name: name, Value: Field(name))))
            .Concat(Field("Change") == "true" && fields.Any(f => f.Name == "Step") ? [("Change", "true")] : Array.Empty<(string Name, string Value)>())
            .Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        request.Content = new FormUrlEncodedContent(draft is null ? all : all.Append(KeyValuePair.Create("Draft", draft)));
        using var sent = await person.SendAsync(request);
        // A browser that keeps cookies is led to an address.
        using var answer = sent.StatusCode == HttpStatusCode.SeeOther ? await person.GetAsync(sent.Headers.Location) : sent;
        (Status, Page, Address) = (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.RequestMessage!.RequestUri!.PathAndQuery);
        draft = Field("Draft") is { Length: > 0 } code ? code : draft;
        Step = Field("Step") is { Length: > 0 } step ? step : null;
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
