using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Data;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using ServiceTests;

[assembly: AssemblyFixture(typeof(Grievances.Tests.GrievancesServer))]

namespace Grievances.Tests;

public class GrievancesServer : ServiceServer<GrievancesDb>
{
    public const string Api = "/api/grievances/v1";

    protected override string Name => "grievances";
    protected override void Consume(Platform.Messaging.Consumers consumers) => consumers.AddGrievancesConsumers();
    protected override void Add(IHostApplicationBuilder builder) => builder.AddGrievances();
    protected override void Map(IEndpointRouteBuilder routes) => routes.MapGrievances();

    /// <summary>A tenant as it comes to be: by the event of the identity service, with the keys its cases are sealed under.</summary>
    public async Task<TestTenant> Provisioned()
    {
        var id = Guid.CreateVersion7();
        var tenant = new TestTenant(id, "t" + id.ToString("N")[^12..], "Harbour Hospitals");
        await Send(tenant, new TenantProvisioned(id, 1, tenant.Slug, tenant.Name, true), Guid.NewGuid());
        await Handled(tenant, 1);
        return tenant;
    }

    public HttpClient Handler(TestTenant tenant) => Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesHandle);

    /// <summary>Somebody of the staff with an account of their own, in a role.</summary>
    public HttpClient Staff(TestTenant tenant, Guid account, string role, params string[] permissions) =>
        Staff(tenant, new Dictionary<string, object> { ["sub"] = account.ToString(), ["role"] = role }, permissions);

    /// <summary>Files a grievance; the reference and the receipt.</summary>
    public async Task<(string Reference, string Receipt)> File(TestTenant tenant)
    {
        using var person = Anybody();
        var filed = await Post(person, $"/public/{tenant.Slug}/grievances", new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
        return (filed.GetProperty("reference").GetString()!, filed.GetProperty("receipt").GetString()!);
    }

    /// <summary>Files whatever is said; the answer whole.</summary>
    public async Task<JsonElement> File(TestTenant tenant, object filing)
    {
        using var person = Anybody();
        return await Post(person, $"/public/{tenant.Slug}/grievances", filing);
    }

    /// <summary>A client that holds the mailbox of a receipt somebody else has seen: taken over first, with the new receipt.</summary>
    public async Task<(HttpClient Client, string Receipt)> TakeOver(string receipt)
    {
        var person = await Mailbox(receipt);
        var changed = await Post(person, "/mailbox/receipt", new { });
        person.DefaultRequestHeaders.Authorization = new("Bearer", changed.GetProperty("token").GetString());
        return (person, changed.GetProperty("receipt").GetString()!);
    }

    /// <summary>Id of the only case of a tenant, or of the one with a reference.</summary>
    public Task<Guid> CaseOf(TestTenant tenant, string? reference = null) =>
        Read(tenant, db => Task.FromResult(db.Grievances.Single(g => reference == null || g.Reference == reference).Id));

    /// <summary>Events of a tenant of one kind, oldest first, as they were written for the bus.</summary>
    public async Task<IReadOnlyList<JsonElement>> Events<TEvent>(TestTenant tenant)
    {
        var name = Platform.Messaging.Outbox.WireName(typeof(TEvent));
        var rows = await Read(tenant, db => Task.FromResult(db.Set<Platform.Messaging.OutboxMessage>().Where(m => m.Type == name).ToList()));
        return [.. rows.OrderBy(m => m.Id).Select(m => JsonDocument.Parse(m.Body).RootElement)];
    }

    /// <summary>A client that holds the mailbox of a receipt.</summary>
    public async Task<HttpClient> Mailbox(string receipt)
    {
        var person = Anybody();
        var session = await Post(person, "/mailbox/session", new { receipt });
        person.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
        return person;
    }

    /// <summary>What went wrong, who was responsible and how it is fixed, in the languages of the product and a further one.</summary>
    public static IReadOnlyDictionary<string, (string What, string Who, string How)> LetterWords { get; } = new Dictionary<string, (string, string, string)>
    {
        ["ar"] = ("نظرنا في الأمر ولم نجد شيئًا.", "المؤسسة هي المسؤولة.", "لا شيء يحتاج إلى إصلاح."), ["en"] = ("We looked, and found nothing.", "The organisation.", "There is nothing to fix."),
        ["es"] = ("Lo miramos y no encontramos nada.", "La organización.", "No hay nada que reparar."), ["fr"] = ("Nous avons cherché et n’avons rien trouvé.", "L’organisation.", "Il n’y a rien à réparer."),
        ["pt"] = ("Lamentamos o que aconteceu.", "A organização.", "Não há nada a reparar."), ["ru"] = ("Мы посмотрели и ничего не нашли.", "Организация.", "Исправлять нечего."),
        ["zh"] = ("我们查看了，没有发现问题。", "由本机构负责。", "没有需要纠正的。"),
    };

    /// <summary>An outcome letter.</summary>
    public static object Letter(string? what = null, string language = "en", string? how = null) => LetterWords[language.Split('-')[0]] is var words
        ? new { language, whatWentWrong = what ?? words.What, whoWasResponsible = words.Who, howItIsFixed = how ?? words.How } : throw new InvalidOperationException();

    /// <summary>Closes a case with what it needs before: the impact it belongs to, and where the person was right a band and word of the remedy.</summary>
    public async Task Close(TestTenant tenant, HttpClient handler, Guid id, string outcome = "unsubstantiated", object? letter = null)
    {
        await Link(tenant, id);
        if (outcome is "substantiated" or "partly")
            await Post(handler, $"/cases/{id}/remedy/not-owed", new { reason = "The person wants none." });
        await Post(handler, $"/cases/{id}/closure", new { outcome, letter = letter ?? Letter(language: await Read(tenant, db => Task.FromResult(db.Grievances.Single(g => g.Id == id).Language))) });
    }

    /// <summary>Links a case to an impact and gives it a band. The assessments service, which is asked for impacts, is not part of these tests.</summary>
    public async Task Link(TestTenant tenant, Guid id) => await Work(tenant, async db =>
    {
        var kase = await db.Grievances.SingleAsync(g => g.Id == id);
        (kase.ImpactId, kase.Band) = (kase.ImpactId ?? Guid.CreateVersion7(), kase.Band ?? global::Grievances.Domain.CaseBand.Moderate);
        await db.SaveChangesAsync();
    });

    /// <summary>Holds a case for a court, by a note of its law; what ends it.</summary>
    public async Task<Guid> Hold(HttpClient handler, Guid id)
    {
        var day = DateOnly.FromDateTime(((TimeProvider)Services.GetService(typeof(TimeProvider))!).GetUtcNow().UtcDateTime).AddYears(1);
        return (await Post(handler, $"/cases/{id}/legal", new { kind = "hold", text = "For a court.", reviewOn = day })).GetProperty("id").GetGuid();
    }

    /// <summary>Ends that.</summary>
    public static Task Release(HttpClient handler, Guid id, Guid hold) => Post(handler, $"/cases/{id}/legal/{hold}/end", new { });

    /// <summary>What the mark of spam is sent with, and without which it is refused.</summary>
    public static object Spam(bool spam = true) => new { spam, reason = spam ? "It sells watches, and tells of nothing that happened to anybody." : null };

    /// <summary>Posts and gives what comes back; an empty object where nothing does.</summary>
    public static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api + path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(answer.StatusCode is HttpStatusCode.NoContent ? "{}" : text).RootElement;
    }
}
