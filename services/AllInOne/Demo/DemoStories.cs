using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assessments.Data;
using Assessments.Features.Impacts;
using Assessments.Features.Systems;
using Engagement.Data;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Identity.Contracts;
using Identity.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Transparency.Data;
using Transparency.Features.Releases;

namespace AllInOne.Demo;

/// <summary>Lives through three months: systems and impacts, people filing, handlers answering and closing, a publisher publishing.</summary>
public sealed class DemoStories(IServiceProvider services, DemoClock clock, DemoBook book)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly int[] PerMonth = [31, 44, 38];
    private readonly Script script = JsonSerializer.Deserialize<Script>(typeof(DemoStories).Assembly.GetManifestResourceStream("demo-stories.json")!, Json)!;
    private readonly Dictionary<string, Guid> systems = [];
    private readonly Dictionary<(string System, string Right), Guid> impacts = [];

    /// <summary>Tells it all, up to the given day.</summary>
    public async Task Tell(DateTimeOffset today)
    {
        await Settle(services);
        await Assess();
        await Settle(services);
        var first = clock.GetUtcNow();
        for (var month = 0; month < PerMonth.Length; month++)
        {
            foreach (var slug in book.Tenants.Keys)
                await Month(slug, new DateTimeOffset(first.Year, first.Month, 1, 8, 0, 0, TimeSpan.Zero).AddMonths(month), PerMonth[month], today);
            await Settle(services);
        }
        clock.Set(today.AddHours(-2));
        foreach (var slug in book.Tenants.Keys)
        {
            // The newest ones still wait: the queue of a demo must not be empty.
            foreach (var story in Stories(slug).Take(3))
                await File(slug, story);
            await Settle(services);
            await As<PublishMonth, TransparencyDb, ReleaseSummary>(slug, RoleIds.Publisher, publish => publish.Run(today.AddMonths(-2).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), default));
        }
    }

    /// <summary>Waits until every outbox is empty: what was published has arrived. Fails where nothing moves any more, and says what is stuck.</summary>
    public static async Task Settle(IServiceProvider services, TimeSpan? patience = null)
    {
        var databases = services.GetServices<ServiceDatabase>().ToDictionary(d => d.Service, d => services.GetRequiredService<IConfiguration>().ConnectionString(d.Service));
        var (quiet, before, since) = (0, -1L, Stopwatch.StartNew());
        while (quiet < 2)
        {
            var stuck = new Dictionary<string, long>();
            foreach (var (service, database) in databases)
                foreach (var (what, count) in await Unfinished(database))
                    stuck[$"{service}: {what}"] = count;
            var left = stuck.Values.Sum();
            quiet = left == 0 ? quiet + 1 : 0;
            if (left != before)
                (before, since) = (left, Stopwatch.StartNew());
            else if (left > 0 && since.Elapsed > (patience ?? TimeSpan.FromMinutes(1)))
                throw new UsageException($"The demo can't be made, since these wait and nothing moves: {string.Join("; ", stuck.Select(s => $"{s.Key} ({s.Value})"))}. Delete the data folder and try again.");
            await Task.Delay(50);
        }
    }

    private static async Task<List<(string What, long Count)>> Unfinished(string database)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT type, count(*) FROM outbox WHERE sent_at IS NULL GROUP BY type
            UNION ALL SELECT 'audit lines not yet sealed', count(*) FROM audit_pending HAVING count(*) > 0
            """;
        var found = new List<(string, long)>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found.Add((rows.GetString(0), rows.GetInt64(1)));
        return found;
    }

    private async Task Assess()
    {
        foreach (var system in script.Systems)
            systems[system.Name] = (await As<AddSystem, AssessmentsDb, SystemSummary>(system.Tenant, RoleIds.Assessor,
                add => add.Run(new AddSystemRequest(system.Name, system.Role, system.Description, Published: true), default))).Id;
        foreach (var impact in script.Impacts)
        {
            var tenant = script.Systems.First(s => s.Name == impact.System).Tenant;
            impacts[(impact.System, impact.Right)] = (await As<RecordImpact, AssessmentsDb, ImpactDetail>(tenant, RoleIds.Assessor, record => record.Run(
                new RecordImpactRequest(systems[impact.System], impact.Right, impact.Group, impact.Title, "", impact.Scale, impact.Scope, impact.Irremediability, impact.Likelihood, impact.Actual), default))).Id;
        }
    }

    private IEnumerable<Story> Stories(string slug) => script.Stories.Where(s => script.Systems.First(x => x.Name == s.System).Tenant == slug);

    private async Task Month(string slug, DateTimeOffset start, int count, DateTimeOffset today)
    {
        var stories = Stories(slug).ToList();
        for (var i = 0; i < count; i++)
        {
            var filedAt = start.AddHours(i * 24.0 * 27 / count);
            clock.Set(filedAt);
            var story = stories[(i * 7 + i / 5) % stories.Count];
            var (id, receipt) = await File(slug, story);
            // One in nine is acknowledged late; the counts must be able to show that.
            var acknowledgedAt = filedAt.AddDays(i % 9 == 4 ? 9 : 2);
            // What a handler would do only after today is left undone.
            if (acknowledgedAt > today)
                continue;
            clock.Set(acknowledgedAt);
            await As<AcknowledgeCase, GrievancesDb, Done>(slug, RoleIds.CaseHandler, acknowledge => acknowledge.Run(id, default));
            await As<AnswerPerson, GrievancesDb, WrittenMessage>(slug, RoleIds.CaseHandler, answer => answer.Run(id, new AnswerRequest(script.Answer), default));
            if (i % 5 == 3)
                continue;
            var (closed, outcome) = (filedAt.AddDays(12 + i % 8), i % 4 == 1 ? CaseOutcome.Unsubstantiated : i % 6 == 2 ? CaseOutcome.Partly : CaseOutcome.Substantiated);
            if (closed > today)
                continue;
            var words = script.Letters[story.Language];
            await Link(slug, id, story, i % 10 == 0 ? CaseBand.High : CaseBand.Moderate);
            if (outcome is not CaseOutcome.Unsubstantiated)
                await PutRight(slug, id, receipt, words, closed, i);
            clock.Set(closed);
            await As<CloseCase, GrievancesDb, Done>(slug, RoleIds.CaseHandler, close => close.Run(id, new CloseRequest(outcome, outcome is CaseOutcome.Unsubstantiated
                ? new LetterRequest(story.Language, words.UnconfirmedWhat, words.UnconfirmedWho, words.UnconfirmedHow) : new LetterRequest(story.Language, words.What, words.Who, words.How)), default));
        }
    }

    /// <summary>An apology and what is done, offered before the closing. One in five refuses; of the others half have confirmed it by then.</summary>
    private async Task PutRight(string slug, Guid id, Receipt receipt, Words words, DateTimeOffset closed, int number)
    {
        async Task<T> Handle<TUseCase, T>(Func<TUseCase, Task<Outcome<T>>> work) where TUseCase : notnull => await As<TUseCase, GrievancesDb, T>(slug, RoleIds.CaseHandler, work);
        async Task Answer<TUseCase>(Func<TUseCase, MailboxSession, Task<Outcome<Done>>> work) where TUseCase : notnull
        {
            await using var scope = Scope(slug, null);
            var session = new MailboxSession(book.Tenants[slug], id, scope.ServiceProvider.GetRequiredService<CaseKeys>().FromReceipt(receipt), DateTimeOffset.MaxValue);
            var outcome = await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true, () => work(scope.ServiceProvider.GetRequiredService<TUseCase>(), session), o => !o.Refused, default);
            if (outcome.Refusal is { } refusal)
                throw new InvalidOperationException($"{typeof(TUseCase).Name}: {refusal.Code}");
        }

        clock.Set(closed.AddHours(-60));
        await Handle<PlanRemedy, AddedMeasure>(plan => plan.Add(id, new MeasureRequest(RemedyMeasure.Apology, words.Apology, RoleIds.CaseHandler, Signatory: "chief executive"), default));
        var measure = await Handle<PlanRemedy, AddedMeasure>(plan => plan.Add(id, new MeasureRequest(RemedyMeasure.HumanReview, words.Measure, RoleIds.ProductOwner, DateOnly.FromDateTime(closed.AddDays(20).UtcDateTime)), default));
        var offered = await Handle<OfferRemedy, MadeOffer>(offer => offer.Run(id, new OfferRequest(), default));
        clock.Set(closed.AddHours(-48));
        if (number % 5 == 2)
        {
            await Answer<AnswerRemedy>((answer, session) => answer.Run(session, new RemedyAnswerRequest(offered.Number, RemedyAnswer.Refuse, Apology: false), default));
            return;
        }
        await Answer<AnswerRemedy>((answer, session) => answer.Run(session, new RemedyAnswerRequest(offered.Number, RemedyAnswer.Accept, Apology: true), default));
        if (number % 2 == 0)
            return;
        clock.Set(closed.AddHours(-36));
        await Handle<CarryOutMeasure, Done>(carry => carry.Run(id, measure.Id, new MeasureDoneRequest(words.Evidence), default));
        clock.Set(closed.AddHours(-24));
        await Answer<ConfirmMeasure>((confirm, session) => confirm.Run(session, measure.Id, new ConfirmRequest(true, words.Confirmed), default));
    }

    private async Task<(Guid Id, Receipt Receipt)> File(string slug, Story story)
    {
        await using var scope = Scope(slug, null);
        var request = new FileRequest(story.Language, story.Summary, story.Text, AffectedPerson.Self, systems[story.System], Rights: [story.Right], Wants: story.Wants);
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        var filed = await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true, () => scope.ServiceProvider.GetRequiredService<FileGrievance>().Run(request, FilingChannel.Portal, null, default), o => !o.Refused, default);
        return filed.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Code + JsonSerializer.Serialize(refusal.Errors))
            : (await db.Grievances.Where(g => g.Reference == filed.Value!.Reference).Select(g => g.Id).SingleAsync(), Read(filed.Value!.Receipt));
    }

    private static Receipt Read(string digits) => Receipt.Read(digits, out var receipt) is ReceiptReading.Readable ? receipt : throw new InvalidOperationException("A receipt can't be read.");

    /// <summary>The link a handler makes at triage; here the impact is known to exist, so nobody has to be asked over HTTP.</summary>
    private async Task Link(string slug, Guid id, Story story, CaseBand band)
    {
        await using var scope = Scope(slug, RoleIds.CaseHandler);
        var triage = scope.ServiceProvider.GetRequiredService<TriageCase>();
        var outcome = await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true,
            () => triage.Decide(id, band, (systems[story.System], impacts[(story.System, story.Right)])), o => !o.Refused, default);
        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);
    }

    private async Task<T> As<TUseCase, TDb, T>(string slug, string role, Func<TUseCase, Task<Outcome<T>>> work) where TUseCase : notnull where TDb : PlatformDb
    {
        await using var scope = Scope(slug, role);
        var outcome = await scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>().Run(true, () => work(scope.ServiceProvider.GetRequiredService<TUseCase>()), o => !o.Refused, default);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException($"{typeof(TUseCase).Name}: {refusal.Code}") : outcome.Value!;
    }

    private AsyncServiceScope Scope(string slug, string? role)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(book.Tenants[slug]);
        Claim[] claims = role is null ? [] : [new("sub", $"demo-{role}"), new("role", role), .. Identity.Domain.Roles.PermissionsOf([role]).Select(p => new Claim("permission", p))];
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity(claims, "demo")) };
        return scope;
    }

    private sealed record Script(List<SystemLine> Systems, List<ImpactLine> Impacts, List<Story> Stories, Dictionary<string, Words> Letters, string Answer);

    private sealed record Words(string What, string Who, string How, string UnconfirmedWhat, string UnconfirmedWho, string UnconfirmedHow, string Apology, string Measure, string Evidence, string Confirmed);

    private sealed record SystemLine(string Tenant, string Name, SystemRole Role, string Description);

    private sealed record ImpactLine(string System, string Right, string Group, string Title, int? Scale, int? Scope, int? Irremediability, int? Likelihood, bool Actual);

    private sealed record Story(string System, string Right, string Language, string Summary, string Text, List<RemedyKind> Wants);
}
