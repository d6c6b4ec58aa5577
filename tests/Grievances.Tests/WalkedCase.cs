using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grievances.Domain;
using Identity.Contracts;
using Identity.Domain;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>
/// A case with one of each: whatever a person, a handler, a custodian and a mediator write in it holds a word that nobody else may read,
/// and what an address can name of it is known by the name it has there.
/// </summary>
internal sealed class WalkedCase
{
    /// <summary>Stands in every text of the case.</summary>
    public const string Canary = "CANARY-7f3a";

    /// <summary>What the organisation learned from it: whoever learns reads that of every case they are not kept from.</summary>
    public const string Lesson = $"{Canary} lesson";

    /// <summary>What whoever filed said of themselves to be counted, as codes and in words: nobody of the staff reads any of it anywhere.</summary>
    public static readonly IReadOnlyList<string> Said = ["60_and_over", "60 and over", "\"061\"", "Polynesia"];

    private readonly GrievancesServer server;
    private readonly Dictionary<string, Guid> named = new(StringComparer.OrdinalIgnoreCase);

    private WalkedCase(GrievancesServer server, TestTenant tenant) => (this.server, Tenant) = (server, tenant);

    public TestTenant Tenant { get; }

    public Guid Id => named["id"];

    /// <summary>Of the one who filed.</summary>
    public string Receipt { get; private set; } = "";

    /// <summary>The handler who wrote in it, and was let look at who filed for a time that is over.</summary>
    public Guid Writer { get; } = Guid.CreateVersion7();

    /// <summary>Whoever granted that.</summary>
    public Guid Custodian { get; } = Guid.CreateVersion7();

    /// <summary>The mailbox's token, and the mediator's.</summary>
    public string MailboxToken { get; private set; } = "";

    public string MediatorToken { get; private set; } = "";

    /// <summary>The mediator's invitation, which the address of their room names.</summary>
    public Guid Invitation => named["guest"];

    /// <summary>What an address calls so; anything where the case has nothing of that name.</summary>
    public Guid Of(string name) => named.TryGetValue(name, out var id) ? id : Guid.CreateVersion7();

    public static async Task<WalkedCase> Make(GrievancesServer server)
    {
        var made = new WalkedCase(server, await server.Provisioned());
        await made.File();
        await made.Handle();
        await made.Grant();
        await made.Answer();
        return made;
    }

    /// <summary>How much there is of it and in which version: what differs afterwards was changed.</summary>
    public Task<string> State() => server.Read(Tenant, async db =>
    {
        var id = Id;
        int[] rows =
        [
            await db.Messages.CountAsync(x => x.CaseId == id), await db.Notes.CountAsync(x => x.CaseId == id), await db.Meetings.CountAsync(x => x.CaseId == id), await db.Translations.CountAsync(x => x.CaseId == id),
            await db.Redactions.CountAsync(x => x.CaseId == id), await db.Lessons.CountAsync(x => x.CaseId == id), await db.LegalNotes.CountAsync(x => x.CaseId == id), await db.Attributions.CountAsync(x => x.CaseId == id),
            await db.Measures.CountAsync(x => x.CaseId == id), await db.Offers.CountAsync(x => x.CaseId == id), await db.Appeals.CountAsync(x => x.CaseId == id), await db.Shares.CountAsync(x => x.CaseId == id),
            await db.Files.CountAsync(x => x.CaseId == id), await db.Decisions.CountAsync(x => x.CaseId == id), await db.IdentityRequests.CountAsync(x => x.CaseId == id), await db.Relations.CountAsync(x => x.CaseId == id || x.OtherId == id),
            await db.Assignments.CountAsync(x => x.CaseId == id), await db.Exclusions.CountAsync(x => x.CaseId == id), await db.Wraps.CountAsync(x => x.CaseId == id), await db.Consents.CountAsync(x => x.CaseId == id),
            await db.Holders.CountAsync(x => x.CaseId == id), await db.Set<CaseMediation>().CountAsync(x => x.CaseId == id), await db.AboutPeople.CountAsync(x => x.CaseId == id && x.Age == "60_and_over"),
        ];
        return $"version {await db.Grievances.Where(g => g.Id == id).Select(g => g.Version).SingleAsync()}, rows {string.Join(' ', rows)}";
    });

    /// <summary>The token of a mediator who was invited and has opened their link.</summary>
    public static async Task<string> Enter(GrievancesServer server, HttpClient handler, Guid id, Guid mediation)
    {
        var invited = await GrievancesServer.Post(handler, $"/cases/{id}/mediations/{mediation}/invitation", new { language = "en", pin = true });
        using var mediator = server.Anybody();
        var session = await GrievancesServer.Post(mediator, "/guest/session", new { token = invited.GetProperty("link").GetString()!.Split('/')[^1].Split('?')[0], pin = invited.GetProperty("pin").GetString() });
        return session.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String).Value.GetString()!;
    }

    private async Task File()
    {
        using var anybody = server.Anybody();
        var filed = await server.File(Tenant, new
        {
            language = "en", summary = $"{Canary} summary", whatHappened = $"{Canary} account", affected = "self", @unsafe = $"{Canary} danger", systemDescription = $"{Canary} system",
            contact = new { kind = "phone", value = $"{Canary} phone" }, files = new[] { await Uploads.Whole(anybody, Tenant, $"{Canary}.txt", Encoding.UTF8.GetBytes($"{Canary} file")) },
        });
        (Receipt, named["id"]) = (filed.GetProperty("receipt").GetString()!, await server.CaseOf(Tenant));
        named["file"] = named["fileid"] = await server.Read(Tenant, db => db.Files.Where(f => f.CaseId == Id).Select(f => f.Id).SingleAsync());
        var (reference, _) = await server.File(Tenant);
        named["other"] = named["otherid"] = await server.CaseOf(Tenant, reference);
    }

    private async Task Handle()
    {
        using var handler = Handler();
        await Post(handler, "acknowledgement", new { });
        await Post(handler, "admissibility", new { admissible = true, text = $"{Canary} admissible" });
        await Post(handler, "messages", new { text = $"{Canary} message" });
        await Post(handler, "notes", new { text = $"{Canary} note" });
        var time = DateTimeOffset.UtcNow.Date.AddDays(1).AddHours(10);
        named["meeting"] = named["meetingid"] = await Post(handler, "meetings", new { times = new[] { time }, way = "in_person", where = $"{Canary} room" });
        named["translation"] = await Post(handler, "translations", new { part = "account", to = "fr" });
        await Put(handler, $"/cases/{Id}/translations/{Of("translation")}", new { text = $"{Canary} traduction", machine = true });
        named["redaction"] = named["copy"] = named["redactionid"] = await Post(handler, "redactions", new { account = $"{Canary} ⟦account⟧" });
        named["lesson"] = named["lessonid"] = await Post(handler, "lessons", new { cause = "process", text = Lesson });
        named["note"] = named["noteid"] = await Post(handler, "legal", new { kind = "note", text = $"{Canary} legal note" });
        await Post(handler, "attributions", new { lines = new[] { new { party = "developer", involvement = "caused", name = $"{Canary} works", evidence = $"{Canary} evidence" } } });
        var partner = await server.Provisioned();
        named["share"] = await Post(handler, "referrals", new { organisation = partner.Slug, text = $"{Canary} part", why = $"{Canary} why" });
        named["measure"] = named["change"] = named["carry"] = await Post(handler, "remedy/measures",
            new { measure = "apology", text = $"{Canary} apology", ownerRole = "case-handler", signatory = "head of the clinic" });
        await Post(handler, "remedy/offers", new { words = $"{Canary} offer", withoutFinding = true });
    }

    private async Task Grant()
    {
        using var handler = Handler();
        named["request"] = await Post(handler, "identity-requests", new { reason = "The hospital needs to call back.", hours = 2 });
        using var custodian = server.Staff(Tenant, Custodian, RoleIds.IdentityCustodian, [.. Roles.PermissionsOf(RoleIds.IdentityCustodian)]);
        using (var granted = await custodian.PostAsJsonAsync($"{GrievancesServer.Api}/identity-requests/{Of("request")}/decision", new { grant = true }))
            Assert.True(granted.IsSuccessStatusCode, await granted.Content.ReadAsStringAsync());
        var looked = await handler.Get($"{GrievancesServer.Api}/cases/{Id}/identity");
        Assert.Contains(Canary, looked.GetRawText(), StringComparison.Ordinal);
        await server.Work(Tenant, db => db.IdentityRequests.Where(r => r.CaseId == Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.ValidUntil, DateTimeOffset.UtcNow.AddMinutes(-1))));
    }

    private async Task Answer()
    {
        using var handler = Handler();
        using var person = await server.Mailbox(Receipt);
        MailboxToken = person.DefaultRequestHeaders.Authorization!.Parameter!;
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = $"{Canary} answer" });
        await Put(person, "/mailbox/about", new { age = "60_and_over", gender = "another", disability = true, region = "WS" });
        named["mediation"] = await Post(handler, "mediations", new { who = $"{Canary} mediator", why = $"{Canary} reason" });
        await Put(person, $"/mailbox/mediations/{Of("mediation")}/answer", new { agreed = true });
        MediatorToken = await Enter(server, handler, Id, Of("mediation"));
        named["guest"] = await server.Read(Tenant, db => db.Set<Platform.Guests.GuestInvitation>().Select(i => i.Id).SingleAsync());
        named["appeal"] = (await GrievancesServer.Post(person, "/mailbox/appeals", new { against = "remedy", text = $"{Canary} appeal" })).GetProperty("id").GetGuid();
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = $"{Canary} retaliation" });
        named["account"] = Writer;
    }

    private HttpClient Handler() => server.Staff(Tenant, Writer, RoleIds.CaseHandler, [.. Roles.PermissionsOf(RoleIds.CaseHandler)]);

    private async Task<Guid> Post(HttpClient handler, string path, object body) =>
        (await GrievancesServer.Post(handler, $"/cases/{Id}/{path}", body)) is { ValueKind: JsonValueKind.Object } made && made.TryGetProperty("id", out var id) ? id.GetGuid() : Guid.Empty;

    private static async Task Put(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync(GrievancesServer.Api + path, body);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
