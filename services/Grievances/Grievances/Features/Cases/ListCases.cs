using System.Text.Json.Serialization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Cases;

/// <summary>A case in the queue: nothing of what the person said.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="Band">Band, or null before triage.</param>
/// <param name="Affected">self, other or group.</param>
/// <param name="Language">Language it was written in.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="DueAt">When something is due next: the earliest of the acknowledgement, after it the findings, and RetaliationBy.</param>
/// <param name="AwaitsAnswer">Whether the last word is the person's.</param>
/// <param name="Outcome">Outcome, or null.</param>
/// <param name="RetaliationBy">Until when somebody has to act on a report of retaliation that waits, or null.</param>
/// <param name="AssigneeId">Account that has it, or null.</param>
/// <param name="HandledBy">team or ombuds.</param>
/// <param name="Remedy">How far the remedy is.</param>
/// <param name="Capacity">person, representative, group or union.</param>
/// <param name="Channel">portal, machine, operator, product or worker.</param>
/// <param name="People">How many people it was filed for, as a band; null where nobody can count them.</param>
/// <param name="Marks">spam, legal_hold, appeal_hold, parallel, merged, split.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="PatternId">Pattern it belongs to, or null.</param>
/// <param name="With">How many cases are handled together with it; null where they were not counted.</param>
/// <param name="OthersWait">Whether the last word is the person's in one of those.</param>
/// <param name="ReviewerRole">Role of whoever decides the appeal that waits in it; null where none waits, or nobody is named.</param>
public sealed record CaseRow(
    Guid Id, string Reference, string State, string? Band, string Affected, string Language, DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset DueAt, bool AwaitsAnswer, string? Outcome, DateTimeOffset? RetaliationBy, Guid? AssigneeId, string HandledBy, string Remedy,
    string Capacity, string Channel, string? People, IReadOnlyList<string> Marks, Guid? SystemId, Guid? PatternId, int? With = null, bool OthersWait = false, string? ReviewerRole = null)
{
    /// <summary>Whether the reader decides an appeal in it, so that it opens for them whichever group has it.</summary>
    [JsonIgnore] public bool Reviews { get; init; }

    /// <summary>Risk codes, for the table that is taken along.</summary>
    [JsonIgnore] public IReadOnlyList<string> Rights { get; init; } = [];

    /// <summary>What the queue shows of a case.</summary>
    public static CaseRow Of(Grievance g) => new(g.Id, g.Reference, Codes.Of(g.State), Codes.Of(g.Band), Codes.Of(g.Affected), g.Language, g.FiledAt,
        g.AcknowledgeBy, g.AcknowledgedAt, g.DueAt, g.AwaitsAnswer, Codes.Of(g.Outcome), g.RetaliationWaits ? g.RetaliationBy : null, g.AssigneeId, g.HandledBy, Codes.Of(g.Remedy),
        Codes.Of(g.Capacity), Codes.Of(g.Channel), g.Snapshot().People, [.. MarksOf(g)], g.SystemId, g.PatternId) { Rights = Codes.List(g.Rights) };

    private static IEnumerable<string> MarksOf(Grievance g) => new[]
    {
        g.Spam ? "spam" : null, g.LegalHold ? "legal_hold" : null, g.AppealHold ? "appeal_hold" : null, g.ParallelProceedings ? "parallel" : null,
        g.MergedIntoId is null ? null : "merged", g.SplitFromId is null ? null : "split",
    }.OfType<string>();
}

/// <summary>What the heading of the queue is made of; each number up to <see cref="ListCases.MostCounted"/>.</summary>
/// <param name="Organisation">Name of the tenant.</param>
/// <param name="Overdue">Acknowledgements that are overdue.</param>
/// <param name="Findings">Findings that are.</param>
/// <param name="Awaiting">Cases where the last word is the person's.</param>
/// <param name="Retaliation">Cases in which a report of retaliation waits.</param>
/// <param name="Identities">Requests for an identity that wait for the reader's decision; 0 for whoever keeps none.</param>
public sealed record QueueHead(string? Organisation, int Overdue, int Findings, int Awaiting, int Retaliation, int Identities = 0);

/// <summary>The queue: by the day something is due, soonest first, or by band.</summary>
public sealed class ListCases(GrievancesDb db, CaseDoor doors, TimeProvider clock)
{
    /// <summary>Beyond so many nothing is counted, so that the page of a large queue is as quick as that of a small one.</summary>
    public const int MostCounted = 200;

    private sealed record Key(DateTimeOffset By, Guid Id, string Sort = "due", int Rank = 0);

    private sealed record Listed(CaseRow Row, int Rank);

    /// <summary>A page of the queue.</summary>
    public async Task<Outcome<Page<CaseRow>>> Run(CaseFilter filter, string? cursor, int? limit, CancellationToken cancellation)
    {
        var most = Cursor.Limit(limit);
        return most.Refusal is { } badLimit ? badLimit : await Part(filter, cursor, most.Value, cancellation);
    }

    /// <summary>A page of the queue, as long as is asked for.</summary>
    internal async Task<Outcome<Page<CaseRow>>> Part(CaseFilter filter, string? cursor, int most, CancellationToken cancellation)
    {
        var after = Cursor.Read<Key>(cursor);
        if (after.Refusal is { } badCursor)
            return badCursor;
        // A place in one order is none in another.
        if (after.Value is { } place && place.Sort != filter.Sort)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.cursor_invalid");
        var cases = filter.Of(db, doors.Visible(db.Grievances.AsNoTracking()), doors.Account, clock.GetUtcNow());
        var ordered = filter.Sort == CaseFilter.ByBand ? ByBand(cases, after.Value, most + 1) : ByDue(cases, after.Value, most + 1);
        var rows = (await Rows(ordered, doors.Account).ToListAsync(cancellation)).ConvertAll(found => new Listed(CaseRow.Of(found.Case) with { With = found.With, OthersWait = found.OthersWait, Reviews = found.Reviews, ReviewerRole = found.ReviewerRole }, found.Case.Rank));
        var page = Cursor.Page(rows, most, row => new Key(row.Row.DueAt, row.Row.Id, filter.Sort, filter.Sort == CaseFilter.ByBand ? row.Rank : 0));
        return new Page<CaseRow>([.. page.Items.Select(listed => listed.Row)], page.Next);
    }

    /// <summary>How many cases are overdue for acknowledgement, how many for findings, how many await an answer, and in how many a report of retaliation waits.</summary>
    public async Task<(int Overdue, int Findings, int Awaiting, int Retaliation)> Count(DateTimeOffset now, CancellationToken cancellation) =>
        await Head(now, cancellation) is var head ? (head.Overdue, head.Findings, head.Awaiting, head.Retaliation) : default;

    /// <summary>The same and the organisation's name, in one statement.</summary>
    public async Task<QueueHead> Head(DateTimeOffset now, CancellationToken cancellation, bool custody = false)
    {
        var asked = DecideIdentity.Waiting(db).Where(r => custody);
        var threeMonthsAgo = now.AddMonths(-3);
        var open = Open(doors.Visible(db.Grievances)).Where(g => !g.Spam).OrderBy(g => g.DueAt).ThenBy(g => g.Id);
        // What is overdue stands at the front of the queue, since it is in the order of what is due.
        var late = open.Where(g => g.DueAt < now && g.State != CaseState.Closed);
        return await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => new QueueHead(t.Name,
            late.Where(g => g.AcknowledgedAt == null && g.AcknowledgeBy < now).Take(MostCounted).Count(),
            late.Where(g => g.ClosedAt == null && g.AcknowledgedAt != null && (g.FindingsDueAt == null ? g.AcknowledgedAt < threeMonthsAgo : g.FindingsDueAt < now)).Take(MostCounted).Count(),
            open.Where(g => g.AwaitsAnswer).Take(MostCounted).Count(),
            open.Where(g => g.RetaliationBy != null && g.RetaliationSettledAt == null).Take(MostCounted).Count(),
            asked.Take(MostCounted).Count())).FirstOrDefaultAsync(cancellation) ?? new QueueHead(null, 0, 0, 0, 0);
    }

    /// <summary>What is not closed, and what is closed and the person wrote since or waits for word about retaliation.</summary>
    internal static IQueryable<Grievance> Open(IQueryable<Grievance> cases) =>
        cases.Where(g => g.State != CaseState.Closed || g.AwaitsAnswer || (g.RetaliationBy != null && g.RetaliationSettledAt == null));

    // The first of each pair of conditions is for the index: it leads to the place itself.
    private static IQueryable<Grievance> ByDue(IQueryable<Grievance> cases, Key? after, int most)
    {
        if (after is { } key)
            cases = cases.Where(g => g.DueAt >= key.By && (g.DueAt > key.By || g.Id > key.Id));
        return cases.OrderBy(g => g.DueAt).ThenBy(g => g.Id).Take(most);
    }

    // The rest of the band the last page ended in, and then the bands below it: each is found where it begins.
    private static IQueryable<Grievance> ByBand(IQueryable<Grievance> cases, Key? after, int most)
    {
        if (after is not { } key)
            return cases.OrderByDescending(g => g.Rank).ThenBy(g => g.DueAt).ThenBy(g => g.Id).Take(most);
        var same = ByDue(cases.Where(g => g.Rank == key.Rank), key, most);
        var below = cases.Where(g => g.Rank < key.Rank).OrderByDescending(g => g.Rank).ThenBy(g => g.DueAt).ThenBy(g => g.Id).Take(most);
        return same.Concat(below).OrderByDescending(g => g.Rank).ThenBy(g => g.DueAt).ThenBy(g => g.Id).Take(most);
    }

    private sealed record Found(Grievance Case, int With, bool OthersWait, bool Reviews, string? ReviewerRole);

    // The columns the queue shows: what a person said stays where it is.
    private IQueryable<Found> Rows(IQueryable<Grievance> cases, Guid account) => cases.Select(g => new Found(
        new Grievance
        {
            Id = g.Id, Reference = g.Reference, State = g.State, Band = g.Band, Rank = g.Rank, Affected = g.Affected, Language = g.Language, FiledAt = g.FiledAt, AcknowledgeBy = g.AcknowledgeBy,
            AcknowledgedAt = g.AcknowledgedAt, DueAt = g.DueAt, AwaitsAnswer = g.AwaitsAnswer, Outcome = g.Outcome, RetaliationBy = g.RetaliationBy, RetaliationSettledAt = g.RetaliationSettledAt,
            AssigneeId = g.AssigneeId, HandledBy = g.HandledBy, Remedy = g.Remedy, Capacity = g.Capacity, Channel = g.Channel, People = g.People, Spam = g.Spam, LegalHold = g.LegalHold,
            AppealHold = g.AppealHold, ParallelProceedings = g.ParallelProceedings, MergedIntoId = g.MergedIntoId, SplitFromId = g.SplitFromId, SystemId = g.SystemId, PatternId = g.PatternId, Rights = g.Rights,
        },
        db.Relations.Count(r => r.CaseId == g.Id && r.Kind == RelationKind.Merged && db.Grievances.Any(o => o.Id == r.OtherId && o.HandledBy == g.HandledBy)),
        db.Relations.Any(r => r.CaseId == g.Id && r.Kind == RelationKind.Merged && db.Grievances.Any(o => o.Id == r.OtherId && o.HandledBy == g.HandledBy && o.AwaitsAnswer)),
        db.Assignments.Any(a => a.CaseId == g.Id && a.AccountId == account && a.EndedAt == null && a.Duty == AssignedDuty.AppealReviewer),
        g.State == CaseState.Appealed ? db.Appeals.Where(a => a.CaseId == g.Id && a.Decision == null).Select(a => a.ReviewerRole).FirstOrDefault() : null));

    /// <summary>GET /api/grievances/v1/cases.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases",
            async ([AsParameters] QueueQuery query, ListCases list, HttpContext http, string? cursor = null, int? limit = null) =>
            {
                var filter = query.Read(http.Request, "cursor", "limit");
                return filter.Refusal is { } refusal ? new Problem(refusal) : (await list.Run(filter.Value!, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page));
            })
        .WithName("Grievances_ListCases").WithSummary("The queue of cases, by due date or by band")
        .Produces<Page<CaseRow>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesRead);
}

/// <summary>The filters of the queue in a request; several values of one stand with commas or one by one. See <see cref="CaseFilter"/>.</summary>
public sealed record QueueQuery(
    [property: FromQuery(Name = "state")] string[]? State, [property: FromQuery(Name = "band")] string[]? Band, [property: FromQuery(Name = "due")] string[]? Due,
    [property: FromQuery(Name = "assigned")] string[]? Assigned, [property: FromQuery(Name = "waiting")] string[]? Waiting, [property: FromQuery(Name = "awaiting")] bool? Awaiting,
    [property: FromQuery(Name = "language")] string[]? Language, [property: FromQuery(Name = "right")] string[]? Right, [property: FromQuery(Name = "system")] string[]? System,
    [property: FromQuery(Name = "channel")] string[]? Channel, [property: FromQuery(Name = "pattern")] string[]? Pattern, [property: FromQuery(Name = "remedy")] string[]? Remedy,
    [property: FromQuery(Name = "marks")] string[]? Marks, [property: FromQuery(Name = "retaliation")] string[]? Retaliation, [property: FromQuery(Name = "relation")] string[]? Relation,
    [property: FromQuery(Name = "reference")] string[]? Reference, [property: FromQuery(Name = "sort")] string[]? Sort, [property: FromQuery(Name = "import")] string[]? Import)
{
    /// <summary>The filter, or what is not known of it: a filter that is misspelt would leave every case.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="beside">What may be asked beside filters.</param>
    public Outcome<CaseFilter> Read(HttpRequest request, params IReadOnlyList<string> beside) =>
        request.Query.Keys.FirstOrDefault(name => !CaseFilter.Names.Append("awaiting").Concat(beside).Contains(name, StringComparer.OrdinalIgnoreCase)) is { } stray
            ? Refusal.Field("platform.invalid", "/" + stray.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal), "grievances.filter_unknown") : Known();

    private Outcome<CaseFilter> Known() => CaseFilter.Read(new Dictionary<string, string?[]>
    {
        ["state"] = State ?? [], ["band"] = Band ?? [], ["due"] = Due ?? [], ["assigned"] = Assigned ?? [], [Awaiting == true ? "awaiting" : "waiting"] = Awaiting == true ? ["true"] : Waiting ?? [],
        ["language"] = Language ?? [], ["right"] = Right ?? [], ["system"] = System ?? [], ["channel"] = Channel ?? [], ["import"] = Import ?? [], ["pattern"] = Pattern ?? [], ["remedy"] = Remedy ?? [], ["marks"] = Marks ?? [],
        ["retaliation"] = Retaliation ?? [], ["relation"] = Relation ?? [], ["reference"] = Reference ?? [], ["sort"] = Sort ?? [],
    });
}
