using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Security;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A case that two organisations handle together: a handler on each side, and the person's mailbox with the one where they filed.</summary>
internal sealed class JointCase : IDisposable
{
    private const string Api = GrievancesServer.Api;

    public required GrievancesServer Server { get; init; }
    public required TestTenant Giver { get; init; }
    public required TestTenant Taker { get; init; }
    public required HttpClient Here { get; init; }
    public required HttpClient There { get; init; }
    public required HttpClient Person { get; set; }
    public required string Receipt { get; init; }
    public required Guid Case { get; init; }
    public required Guid Share { get; init; }
    public Guid Other { get; private set; }

    /// <summary>Files, refers and, unless told otherwise, says yes and takes it.</summary>
    public static async Task<JointCase> Set(GrievancesServer server, bool taken = true, Func<TestTenant, HttpClient, Task<object>>? filing = null, Func<HttpClient, Guid, Task<Guid[]>>? files = null)
    {
        var (giver, taker) = (await Tenant(server, "Harbour Hospitals"), await Tenant(server, "Model Works"));
        using var anybody = server.Anybody();
        var receipt = (await server.File(giver, filing is null ? new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" } : await filing(giver, anybody))).GetProperty("receipt").GetString()!;
        var id = await server.CaseOf(giver);
        var (here, there) = (Handler(server, giver), Handler(server, taker));
        var share = (await GrievancesServer.Post(here, $"/cases/{id}/referrals", new { organisation = taker.Slug, text = "A chatbot of yours turned a patient away.", why = "They built it.", files = files is null ? [] : await files(here, id) })).GetProperty("id").GetGuid();
        var joint = new JointCase { Server = server, Giver = giver, Taker = taker, Here = here, There = there, Person = await server.Mailbox(receipt), Receipt = receipt, Case = id, Share = share };
        using (var yes = await joint.Person.PostAsJsonAsync($"{Api}/mailbox/referrals/{share}/answer", new { allow = true }))
            Assert.Equal(HttpStatusCode.NoContent, yes.StatusCode);
        joint.Other = (await Until(() => server.Read(taker, db => db.Grievances.Select(g => (Guid?)g.Id).SingleOrDefaultAsync()), found => found is not null))!.Value;
        if (taken)
            await joint.Take();
        return joint;
    }

    public async Task Take()
    {
        await GrievancesServer.Post(There, $"/cases/{Other}/referrals/{Share}/entries", new { kind = "accepted", text = "We look into it." });
        await Settled();
    }

    public Task<Guid> PlanHere(string measure, string text, int days = 20) => Plan(Here, Case, measure, text, days);

    public Task<Guid> PlanThere(string measure, string text, int days = 20) => Plan(There, Other, measure, text, days);

    public async Task Offer(object? body = null)
    {
        await GrievancesServer.Post(Here, $"/cases/{Case}/remedy/offers", body ?? new { });
        await Settled();
    }

    public async Task Answer(object answer)
    {
        var said = System.Text.Json.JsonSerializer.SerializeToNode(answer)!.AsObject();
        said["offer"] = (await Person.Get($"{GrievancesServer.Api}/mailbox/remedy")).GetProperty("offers")[0].GetProperty("number").GetInt32();
        await GrievancesServer.Post(Person, "/mailbox/remedy/answer", said);
        await Settled();
    }

    public async Task DoneThere(Guid measure, string evidence)
    {
        await GrievancesServer.Post(There, $"/cases/{Other}/remedy/measures/{measure}/done", new { evidence });
        await Settled();
    }

    public async Task Confirm(Guid measure, bool asPromised = true, string? words = null)
    {
        await GrievancesServer.Post(Person, $"/mailbox/remedy/measures/{measure}/answer", new { asPromised, words });
        await Settled();
    }

    /// <summary>The remedy as the giver's handlers, the other side's, and the person read it.</summary>
    public async Task<JsonElement> SeenHere() => (await Here.Get($"{Api}/cases/{Case}/remedy")).GetProperty("remedy");

    /// <inheritdoc cref="SeenHere" />
    public async Task<JsonElement> SeenThere() => (await There.Get($"{Api}/cases/{Other}/remedy")).GetProperty("remedy");

    /// <inheritdoc cref="SeenHere" />
    public Task<JsonElement> SeenByPerson() => Person.Get($"{Api}/mailbox/remedy");

    /// <summary>State of the remedy on both sides.</summary>
    public async Task<(string? Here, string? There)> States() => ((await SeenHere()).GetProperty("state").GetString(), (await SeenThere()).GetProperty("state").GetString());

    public static JsonElement Measure(JsonElement remedy, Guid id) => remedy.GetProperty("measures").EnumerateArray().Single(m => m.GetProperty("id").GetGuid() == id);

    public static string? StateOf(JsonElement remedy, Guid id) => Measure(remedy, id).GetProperty("state").GetString();

    /// <summary>Waits until every parcel of both sides has arrived, also such as the arrival of another sends.</summary>
    public Task Settled() => Until(async () => await Waiting(Giver) + await Waiting(Taker) + await Waiting(Giver), left => left == 0);

    private Task<int> Waiting(TestTenant tenant) => Server.Read(tenant, db => db.Parcels.CountAsync(p => p.DeliveredAt == null));

    private async Task<Guid> Plan(HttpClient handler, Guid id, string measure, string text, int days)
    {
        var day = DateOnly.FromDateTime(Server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(days);
        object body = measure == "apology" ? new { measure, text, ownerRole = "case-handler", signatory = "chief executive" } : new { measure, text, ownerRole = "case-handler", dueOn = day };
        var planned = (await GrievancesServer.Post(handler, $"/cases/{id}/remedy/measures", body)).GetProperty("id").GetGuid();
        await Settled();
        return planned;
    }

    private static HttpClient Handler(GrievancesServer server, TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);

    private static async Task<TestTenant> Tenant(GrievancesServer server, string name)
    {
        var tenant = await server.NewTenant(name);
        await server.Work(tenant, db => server.Services.GetRequiredService<TenantKeys>().Ensure(db, CaseKeys.Groups, CancellationToken.None));
        return tenant;
    }

    public static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> until)
    {
        for (var patience = Stopwatch.StartNew(); ;)
        {
            var last = await ask();
            if (until(last))
                return last;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"It did not come true; last seen: {last}");
            await Task.Delay(20);
        }
    }

    public void Dispose()
    {
        Here.Dispose();
        There.Dispose();
        Person.Dispose();
    }
}
