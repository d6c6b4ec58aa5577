using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Patterns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Queue;

/// <summary>What is done with many cases.</summary>
public enum BulkAction
{
    Acknowledge,
    Spam,
    NoSpam,
    Assign,
    Attach,
    Detach,
    Relate,
    Unrelate,
}

/// <summary>Work on many cases.</summary>
/// <param name="Ids">At most 200 cases.</param>
/// <param name="Action">What is done with each.</param>
/// <param name="AccountId">Whom they are given to, for assign.</param>
/// <param name="PatternId">The pattern, for attach.</param>
/// <param name="OtherId">The case they belong together with, for relate and unrelate.</param>
/// <param name="Kind">related or recurrence.</param>
/// <param name="Reason">Why they are spam, for spam: each person reads it; one who does not write in its language is left out.</param>
public sealed record BulkRequest(IReadOnlyList<Guid> Ids, BulkAction Action, Guid? AccountId = null, Guid? PatternId = null, Guid? OtherId = null, RelationKind Kind = RelationKind.Related, string? Reason = null);

/// <summary>What came of one case.</summary>
/// <param name="Id">The case.</param>
/// <param name="Done">Whether it was done.</param>
/// <param name="Code">Why not, or null.</param>
public sealed record BulkCase(Guid Id, bool Done, string? Code = null);

/// <summary>What came of all of them, in the order asked.</summary>
/// <param name="Done">How many were done.</param>
/// <param name="Refused">How many were not.</param>
/// <param name="Cases">Each of them.</param>
public sealed record BulkResult(int Done, int Refused, IReadOnlyList<BulkCase> Cases);

/// <summary>
/// Does one thing with many cases, each as if it were the only one: by the same use case, in a unit of work of its own, under the same
/// rules. What is refused says why, and holds nothing else up. The same key again does what was not done yet.
/// </summary>
public sealed class BulkWork(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency, AcknowledgeCase acknowledge, MarkCase mark, AssignCase assign, AttachToPattern attach, RelateCases relate, RefusedAttempts attempts, Actor actor)
{
    /// <summary>Most cases at once.</summary>
    public const int Most = 200;

    /// <summary>Does it, in units of work of its own.</summary>
    /// <param name="request">What, with which cases.</param>
    /// <param name="key">The client's key.</param>
    /// <param name="body">What tells a repetition from another request.</param>
    /// <param name="cancellation">Ends what has not begun.</param>
    public async Task<Outcome<BulkResult>> Run(BulkRequest request, string key, byte[] body, CancellationToken cancellation)
    {
        if ((Forbidden(request.Action) ?? Check(request)) is { } invalid)
            return invalid;
        // Another request under the same key is refused before anything of it is done.
        var first = await idempotency.Once($"bulk:{actor.Id}", key, body, () => Task.FromResult<Outcome<Done>>(new Done()), cancellation);
        if (first.Refusal is { } reused)
            return reused;
        var cases = new List<BulkCase>();
        foreach (var id in request.Ids.Distinct())
        {
            cancellation.ThrowIfCancellationRequested();
            // Each finds everything anew, as a request of its own does.
            db.ChangeTracker.Clear();
            cases.Add(await One(id, request, key, body, cancellation));
        }
        return new BulkResult(cases.Count(c => c.Done), cases.Count(c => !c.Done), cases);
    }

    /// <summary>Why whoever is signed in may do nothing of the kind: whoever gives work out need not handle cases.</summary>
    public Refusal? Forbidden(BulkAction action) =>
        actor.May(action is BulkAction.Assign ? Permissions.GrievancesAssign : Permissions.GrievancesHandle) ? null : new Refusal(StatusCodes.Status403Forbidden, "platform.forbidden");

    private static Refusal? Check(BulkRequest request)
    {
        if (request.Ids.Count == 0)
            return Refusal.Field("platform.invalid", "/ids", "grievances.bulk_empty");
        if (request.Ids.Count > Most)
            return Refusal.Field("platform.invalid", "/ids", "grievances.bulk_too_many");
        return request.Action switch
        {
            BulkAction.Assign when request.AccountId is null => Refusal.Field("platform.invalid", "/accountId", "platform.field_missing"),
            BulkAction.Spam => TextForPerson.Unfit(request.Reason, "/reason", "grievances.reason_missing", FileRules.MostNote),
            BulkAction.Attach when request.PatternId is null => Refusal.Field("platform.invalid", "/patternId", "platform.field_missing"),
            BulkAction.Relate or BulkAction.Unrelate when request.OtherId is null => Refusal.Field("platform.invalid", "/otherId", "platform.field_missing"),
            _ => null,
        };
    }

    private async Task<BulkCase> One(Guid id, BulkRequest request, string key, byte[] body, CancellationToken cancellation)
    {
        try
        {
            // Giving a case away asks the identity service first, and runs its own work.
            var outcome = request.Action == BulkAction.Assign ? await assign.Run(id, new AssignRequest(request.AccountId!.Value), cancellation)
                : await idempotency.Once($"bulk:{actor.Id}:{id:N}", key, body, () => Work(id, request, cancellation), cancellation);
            // Whoever gives work out looks at rows: no door notes what it refused.
            if (request.Action == BulkAction.Assign && outcome.Refusal is { Code: "grievances.case_unknown" } unknown)
                attempts.Note(id, unknown);
            return new BulkCase(id, !outcome.Refused, outcome.Refusal is { } refusal ? refusal.Errors?.Values.First()[0] ?? refusal.Code : null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new BulkCase(id, false, "platform.conflict");
        }
    }

    private Task<Outcome<Done>> Work(Guid id, BulkRequest request, CancellationToken cancellation) => request.Action switch
    {
        // The queue shows nothing of what a person said: what is said to them of what they filed, somebody has to have read.
        BulkAction.Acknowledge => acknowledge.Run(id, cancellation, onlyOpened: true),
        BulkAction.Spam => Mark(id, new MarkRequest(Spam: true, Reason: request.Reason), cancellation),
        BulkAction.NoSpam => Mark(id, new MarkRequest(Spam: false), cancellation),
        BulkAction.Attach => attach.Run(id, new AttachRequest(request.PatternId!.Value), cancellation),
        BulkAction.Detach => attach.Undo(id, cancellation),
        BulkAction.Relate => relate.Run(id, new RelateRequest(request.OtherId!.Value, request.Kind), cancellation),
        BulkAction.Unrelate => relate.Undo(id, new RelateRequest(request.OtherId!.Value, request.Kind), cancellation),
        _ => throw new InvalidOperationException("This is done elsewhere."),
    };

    // That nothing changed is said, so that taking it back takes back only what was done here.
    private async Task<Outcome<Done>> Mark(Guid id, MarkRequest request, CancellationToken cancellation)
    {
        var before = await db.Grievances.AsNoTracking().Where(g => g.Id == id).Select(g => (bool?)g.Spam).FirstOrDefaultAsync(cancellation);
        var outcome = await mark.Run(id, request, cancellation);
        return !outcome.Refused && before == request.Spam ? Refusal.Conflict("grievances.marked_before") : outcome;
    }

    /// <summary>References of those of the cases that whoever is signed in may see.</summary>
    public Task<Dictionary<Guid, string>> References(CaseDoor doors, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => unit.Read(() =>
        doors.Visible(db.Grievances.AsNoTracking()).Where(g => ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Reference, cancellation), cancellation);

    /// <summary>POST /api/grievances/v1/cases/bulk.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/bulk", async (JsonBody<BulkRequest> body, BulkWork bulk, HttpContext http) =>
            !Idempotency<GrievancesDb>.TryRead(http.Request, out var key) ? new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"))
                : (await bulk.Run(body.Value, key, body.Raw, http.RequestAborted)).ToResult(result => TypedResults.Ok(result)))
        .Idempotent().WithName("Grievances_BulkWork").WithSummary("Do one thing with many cases, each by its own rules")
        .Produces<BulkResult>().ProducesProblem(400).ProducesProblem(403).RequirePermission(Permissions.GrievancesRead).OwnWork();
}
