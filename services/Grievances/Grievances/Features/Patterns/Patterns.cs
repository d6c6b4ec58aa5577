using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Patterns;

/// <summary>A pattern as anybody sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What happened to many, in one line.</param>
/// <param name="Description">What is known and what is being done.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="Open">Whether further reports attach to it.</param>
/// <param name="Reports">How many, from ten on and rounded down to tens; null below that, so that nobody is pointed at.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="Progress">How far it is, or null where nothing was said yet.</param>
/// <param name="Language">BCP 47 tag of title and description, or null where nobody knows it.</param>
/// <param name="Takes">Risk codes: a report about the same AI system that names one of them attaches by itself, where whoever files it allows that; null where none does.</param>
public sealed record PatternView(
    Guid Id, string Title, string Description, Guid? SystemId, bool Open, int? Reports, DateTimeOffset OpenedAt, PatternProgress? Progress = null, string? Language = null, IReadOnlyList<string>? Takes = null)
{
    /// <summary>What anybody may see of it.</summary>
    public static PatternView Of(PatternCase p, PatternProgress? progress = null) => new(p.Id, p.Title, p.Description, p.SystemId, p.Open, Shown(p.Reports), p.OpenedAt, progress, p.Language, p.Takes is null ? null : Codes.List(p.Takes));

    /// <summary>The same in another language, as far as it was written in it.</summary>
    internal PatternView In(IReadOnlyDictionary<Guid, PatternTranslation> written) => (written.GetValueOrDefault(Id) is { Title: { } title } t ? this with { Title = title, Description = t.Text, Language = t.Language } : this) with
    {
        Progress = Progress is { } progress && written.GetValueOrDefault(progress.Id) is { } said ? progress with { Text = said.Text, Language = said.Language } : Progress,
    };

    /// <summary>A number of reports as anybody may see it: from ten on, rounded down to tens.</summary>
    public static int? Shown(int reports) => reports < Fewest ? null : reports / Fewest * Fewest;

    /// <summary>From how many on something is told of reports.</summary>
    internal const int Fewest = 10;
}

/// <summary>A pattern to make known.</summary>
/// <param name="Title">At most 300 characters; names nobody.</param>
/// <param name="Description">At most 4,000 characters; names nobody.</param>
/// <param name="SystemId">AI system, one of the published, or null.</param>
/// <param name="Language">BCP 47 tag of the words; English where it is left out.</param>
public sealed record PatternRequest(string Title, string Description, Guid? SystemId = null, string? Language = null);

/// <summary>
/// Patterns: one report stands for a class, and whoever met the same attaches theirs. Nobody has to flag every instance before
/// something is done.
/// </summary>
public sealed class Patterns(GrievancesDb db, Actor actor, TimeProvider clock)
{
    internal const int Most = 100;
    private const int MostSaid = 500;

    /// <summary>Open patterns, newest first.</summary>
    public Task<IReadOnlyList<PatternView>> List(CancellationToken cancellation) => List(open: true, cancellation);

    /// <summary>Patterns that were closed, the newest first, for those who work with them.</summary>
    public Task<IReadOnlyList<PatternView>> Closed(CancellationToken cancellation) => List(open: false, cancellation);

    /// <summary>Open patterns in the language of the reader, where they were said in it.</summary>
    public async Task<IReadOnlyList<PatternView>> ForReader(CancellationToken cancellation)
    {
        var list = await List(cancellation);
        var ids = list.Select(p => p.Id).Concat(list.Select(p => p.Progress).OfType<PatternProgress>().Select(said => said.Id)).ToList();
        var written = ids.Count == 0 ? [] : await PatternWords.ForReader(db).AsNoTracking().Where(t => ids.Contains(t.Of)).ToDictionaryAsync(t => t.Of, cancellation);
        return [.. list.Select(p => p.In(written))];
    }

    /// <summary>What was said about patterns, by pattern, the newest first; of all of them together the last 500 lines.</summary>
    public async Task<ILookup<Guid, PatternProgress>> Said(IReadOnlyCollection<PatternView> shown, CancellationToken cancellation)
    {
        var (ids, languages) = (shown.Select(p => p.Id).ToList(), shown.ToDictionary(p => p.Id, p => p.Language));
        return (await PatternNews.Newest(db).AsNoTracking().Where(u => ids.Contains(u.PatternId)).Take(MostSaid).ToListAsync(cancellation)).ToLookup(u => u.PatternId, u => PatternProgress.Of(u.State, u.Text, u.At, u.Id, languages[u.PatternId])!);
    }

    /// <summary>What was said in other languages, by what was said; of some patterns.</summary>
    public async Task<ILookup<Guid, PatternTranslation>> Translated(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        (await db.PatternTranslations.AsNoTracking().Where(t => ids.Contains(t.PatternId)).OrderBy(t => t.Language).ToListAsync(cancellation)).ToLookup(t => t.Of);

    private async Task<IReadOnlyList<PatternView>> List(bool open, CancellationToken cancellation) =>
        [.. (await db.Patterns.AsNoTracking().Where(p => p.Open == open).OrderByDescending(p => p.OpenedAt).ThenByDescending(p => p.Id).Take(Most)
            .Select(p => new
            {
                Pattern = p,
                State = PatternNews.Newest(db).Where(u => u.PatternId == p.Id).Select(u => (PatternState?)u.State).FirstOrDefault(),
                Text = PatternNews.Newest(db).Where(u => u.PatternId == p.Id).Select(u => u.Text).FirstOrDefault(),
                At = PatternNews.Newest(db).Where(u => u.PatternId == p.Id).Select(u => (DateTimeOffset?)u.At).FirstOrDefault(),
                Said = PatternNews.Newest(db).Where(u => u.PatternId == p.Id).Select(u => (Guid?)u.Id).FirstOrDefault(),
            }).ToListAsync(cancellation)).Select(p => PatternView.Of(p.Pattern, PatternProgress.Of(p.State, p.Text, p.At, p.Said, p.Pattern.Language)))];

    /// <summary>
    /// Counts a report of a pattern in or out, within the current unit of work: what turned out to be spam, was erased or was taken
    /// out by whoever filed it is in no figure.
    /// </summary>
    public static async Task Count(GrievancesDb db, Guid? id, int by, DateTimeOffset now, CancellationToken cancellation)
    {
        if (id is not { } pattern)
            return;
        await Move(db.Patterns.Where(p => p.Id == pattern && p.Reports + by >= 0), by, cancellation);
        await Tell(db, pattern, by, now, cancellation);
    }

    /// <summary>Moves the number of reports of whichever it finds, and says of how many. The version moves where the number that anybody may see does, so that it tells no more than that.</summary>
    internal static Task<int> Move(IQueryable<PatternCase> patterns, int by, CancellationToken cancellation) => patterns.ExecuteUpdateAsync(p => p
        .SetProperty(x => x.Version, x => x.Version + ((x.Reports + by) / PatternView.Fewest == x.Reports / PatternView.Fewest ? 0 : 1))
        .SetProperty(x => x.Reports, x => x.Reports + by), cancellation);

    /// <summary>
    /// Publishes a pattern whose reports were just moved, within the current unit of work, where the number that anybody may see is another: an event for
    /// each report would tell how few there are.
    /// </summary>
    internal static async Task Tell(GrievancesDb db, Guid id, int by, DateTimeOffset now, CancellationToken cancellation)
    {
        var reports = await db.Patterns.Where(p => p.Id == id).Select(p => p.Reports).FirstOrDefaultAsync(cancellation);
        if (PatternView.Shown(reports) == PatternView.Shown(reports - by))
            return;
        // What the case names counts from now on, or no more.
        await db.SaveChangesAsync(CancellationToken.None);
        db.Publish(new PatternChanged(await Snapshot(db, id, now, cancellation)), now);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>A pattern as it is told, from what is saved of it.</summary>
    internal static async Task<PatternSnapshot> Snapshot(GrievancesDb db, Guid id, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await db.Patterns.AsNoTracking().Where(p => p.Id == id).Select(p => new
        {
            Pattern = p,
            State = PatternNews.Newest(db).Where(u => u.PatternId == id).Select(u => (PatternState?)u.State).FirstOrDefault(),
            At = PatternNews.Newest(db).Where(u => u.PatternId == id).Select(u => (DateTimeOffset?)u.At).FirstOrDefault(),
            Right = db.CaseRights.Where(r => db.Grievances.Any(g => g.Id == r.CaseId && g.PatternId == id && !g.Spam) && !db.Tombstones.Any(t => t.CaseId == r.CaseId))
                .GroupBy(r => r.Code).Where(g => g.Count() >= PatternView.Fewest).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefault(),
        }).SingleAsync(cancellation);
        var pattern = found.Pattern;
        return new PatternSnapshot(id, pattern.Version, pattern.SystemId, found.Right, Codes.Of(found.State), pattern.Open, PatternView.Shown(pattern.Reports), pattern.OpenedAt, found.At, now);
    }

    /// <summary>Makes a pattern known, within the current unit of work.</summary>
    public async Task<Outcome<PatternView>> Add(PatternRequest request, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var unfit in new[] { TextForPerson.Unfit(request.Title, "/title", "grievances.title_missing", FileRules.MostSummary), TextForPerson.Unfit(request.Description, "/description", "grievances.description_missing", FileRules.MostNote) })
            foreach (var (pointer, codes) in unfit?.Errors ?? new Dictionary<string, string[]>())
                errors[pointer] = codes;
        var language = FileRules.IsBlank(request.Language) ? PatternWords.Default : request.Language.Trim();
        if (!FileRules.IsLanguage(language))
            errors["/language"] = ["grievances.language_unknown"];
        else if (errors.Count == 0 && TranslatePattern.InAnother(language, $"{request.Title}\n{request.Description}") is { } another)
            errors["/language"] = another.Errors!["/language"];
        if (request.SystemId is { } system && !await db.Systems.AnyAsync(s => s.Id == system && s.Published, cancellation))
            errors["/systemId"] = ["grievances.system_unknown"];
        if (errors.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
        var now = clock.GetUtcNow();
        var pattern = new PatternCase
        {
            TenantId = db.Tenant.Required,
            Id = Guid.CreateVersion7(),
            Title = request.Title.Trim(),
            Description = request.Description.Trim(),
            Language = language,
            SystemId = request.SystemId,
            OpenedAt = now,
            Version = 1,
        };
        db.Add(pattern);
        db.Record(now, actor.Id, actor.Role, "grievances.pattern_opened", $"pattern:{pattern.Id}", "learning");
        db.Publish(new PatternChanged(new PatternSnapshot(pattern.Id, pattern.Version, pattern.SystemId, null, null, pattern.Open, null, now, null, now)), now);
        await db.SaveChangesAsync(CancellationToken.None);
        return PatternView.Of(pattern);
    }

    /// <summary>GET /api/grievances/v1/public/{tenant}/patterns; POST /patterns for staff.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/public/{tenant}/patterns", async (string tenant, Patterns patterns, HttpContext http) => TypedResults.Ok(await patterns.ForReader(http.RequestAborted)))
            .WithName("Grievances_ListPatterns").WithSummary("What happened to many: attach a report with patternId; in the language asked for (lang, or Accept-Language) where it was said in it").Produces<IReadOnlyList<PatternView>>().ProducesProblem(404)
            .Anonymous("Affected people look whether the same happened to others").WithMetadata(new TenantFromPathAttribute<GrievancesDb>());
        api.MapPost("/patterns", async (JsonBody<PatternRequest> body, Patterns patterns, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("patterns", key, body.Raw, () => patterns.Add(body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(added => TypedResults.Created("/api/grievances/v1/patterns", added));
            })
            .Idempotent().WithName("Grievances_OpenPattern").WithSummary("Make a pattern known").Produces<PatternView>(201).ProducesProblem(400).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesHandle).OwnWork();
    }
}
