using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>What stands beside the hostile case: one that was taken over from another register, whose person answers by a handler's pen, and others whose people are asked how it was.</summary>
internal sealed partial class HostileBeside(PlatformUnderTest platform, HostilePlaces put, HostileCase first)
{
    private const string Api = "/api/grievances/v1";
    private const int Note = 1_900;

    /// <summary>The import, and the case that came with it.</summary>
    public Guid Import { get; private set; }

    /// <inheritdoc cref="Import" />
    public Guid Imported { get; private set; }

    /// <summary>The page that asks which column of a table is which.</summary>
    public string Preview { get; private set; } = "";

    /// <summary>A register is taken over, and what its person says to a remedy and against the outcome is written down.</summary>
    public async Task Recorded()
    {
        var row = new { number = "A-1", text = put.Put("register", 15_000), summary = put.Put("register", 280), filed_at = "2026-05-31", language = "en" };
        var wrong = new { number = HostileText.Formulas[0], text = "<svg onload=__xss('r1')>", summary = "", filed_at = "\"><svg onload=__xss('r2')>", language = "en" };
        Import = (await first.Lead.Post($"{Api}/imports", new { register = put.Put("register name", "\"><svg onload=__xss('r3')>"), rows = new[] { row, wrong } })).GetProperty("id").GetGuid();
        await People.Eventually(() => first.Lead.Get($"{Api}/imports/{Import}"), import => import.GetProperty("state").GetString() == "done");
        Imported = (await first.Lead.Get($"{Api}/imports/{Import}/rows")).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("caseId")).First(id => id.ValueKind == System.Text.Json.JsonValueKind.String).GetGuid();
        await Handle("acknowledgement", new { });
        await Handle("remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        var measure = (await Handle("remedy/measures", new { measure = "compensation", text = "Forty euros.", ownerRole = "case-handler", dueOn = "2033-01-01" })).GetProperty("id").GetGuid();
        await Handle("remedy/offers", new { });
        await Handle("remedy/recorded-answer", new { offer = 1, answer = "accept", how = "phone", words = put.Put("recorded", Note), apology = true });
        await Handle($"remedy/measures/{measure}/done", new { evidence = "Paid." });
        await Handle($"remedy/measures/{measure}/recorded-answer", new { asPromised = false, how = "letter", words = put.Put("recorded", Note) });
        await Close(Imported);
        await Handle("recorded-appeals", new { against = "outcome", how = "phone", words = string.Join(' ', HostileText.Questions.Take(8)) });

        var page = await first.Lead.GetStringAsync("/console/grievances/imports");
        using var pasted = await first.Lead.PostAsync("/console/grievances/imports?handler=Paste", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", Token().Match(page).Groups[1].Value), KeyValuePair.Create("PastedRegister", "<svg onload=__xss('r4')>"),
            KeyValuePair.Create("Pasted", "number;text;filed_at;<svg onload=__xss('r5')>\r\n\"\"\"><img src=x onerror=__xss('r6')>\";=1+1;<script>__xss('r7')</script>;'><b>\r\n"),
            KeyValuePair.Create("PastedLanguage", "en"),
        ]));
        Preview = pasted.RequestMessage!.RequestUri!.PathAndQuery;
        Assert.True(pasted.IsSuccessStatusCode && Preview.StartsWith("/console/grievances/imports/", StringComparison.Ordinal), $"{pasted.StatusCode} {Preview}");
    }

    /// <summary>Nine more people say how it was, so that with the first there are ten and their words are shown.</summary>
    public async Task Asked()
    {
        using var anybody = platform.Anybody();
        var filed = await anybody.Post($"{Api}/public/{first.Tenant.Slug}/grievances", new
        {
            language = "en", summary = "Turned away", whatHappened = "It said no to all of us.", affected = "group", capacity = "group",
            members = Enumerable.Range(0, 8).Select(n => new { name = $"Person {n}", mandate = new { kind = "written" } }).ToArray(),
        });
        var reference = filed.GetProperty("reference").GetString();
        var id = (await first.Handler.Get(Api + "/cases?limit=200")).GetProperty("items").EnumerateArray().Single(row => row.GetProperty("reference").GetString() == reference).GetProperty("id").GetGuid();
        await first.Handler.Post($"{Api}/cases/{id}/acknowledgement", new { });
        await Close(id);
        await Says(filed.GetProperty("receipt").GetString()!, member: false);
        foreach (var member in filed.GetProperty("members").EnumerateArray())
            await Says(member.GetProperty("receipt").GetString()!, member: true);
    }

    private async Task Says(string receipt, bool member)
    {
        using var person = await Loop.Mailbox(platform, receipt);
        // Whoever was named by another takes their place with a receipt of their own.
        if (member)
            person.DefaultRequestHeaders.Authorization = new("Bearer", (await person.Post(Api + "/mailbox/receipt", new { })).GetProperty("token").GetString());
        using var said = await person.PutAsJsonAsync(Api + "/mailbox/surveys/closure", new { fair = 2, words = put.Put("survey of others", Note) });
        Assert.True(said.IsSuccessStatusCode, await said.Content.ReadAsStringAsync());
    }

    private async Task Close(Guid id)
    {
        await first.Handler.Post($"{Api}/cases/{id}/triage", new { band = "moderate", impactId = first.Impact });
        var owed = id == Imported;
        if (!owed)
            await first.Handler.Post($"{Api}/cases/{id}/remedy/not-owed", new { reason = "Nothing was found." });
        await first.Handler.Post($"{Api}/cases/{id}/closure", new
        {
            outcome = owed ? "substantiated" : "unsubstantiated",
            letter = new { language = "en", whatWentWrong = "We looked into it.", whoWasResponsible = "We were to blame.", howItIsFixed = "It is mended.", howToAppeal = "Tell us, and somebody else decides." },
        });
    }

    private Task<System.Text.Json.JsonElement> Handle(string step, object body) => first.Handler.Post($"{Api}/cases/{Imported}/{step}", body);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
