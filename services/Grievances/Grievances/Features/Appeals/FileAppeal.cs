using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Appeals;

/// <summary>An appeal.</summary>
/// <param name="Against">What it is against.</param>
/// <param name="Text">Why, at most 20,000 characters.</param>
public sealed record AppealRequest(AppealAgainst Against, string Text);

/// <summary>An appeal was filed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DecideBy">Until when it is decided.</param>
public sealed record FiledAppeal(Guid Id, DateTimeOffset DecideBy);

/// <summary>
/// The one who filed appeals, or a member for themselves: that it was not taken up, how it ended, or what is offered; of each decision once. Somebody
/// decides who decided nothing in the case before. Nobody has to appeal before they go elsewhere (Directive (EU) 2024/1760, art. 14(7)).
/// </summary>
public sealed class FileAppeal(GrievancesDb db, HolderOfSession holders, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>Appeals within the current unit of work.</summary>
    public async Task<Outcome<FiledAppeal>> Run(MailboxSession session, AppealRequest request, CancellationToken cancellation)
    {
        if (Unfit(request.Text) is { } text)
            return text;
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        if (!holder.Decides())
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.decision_not_yours");
        if (await Unfit(kase, holder.Id, request.Against, cancellation) is { } unfit)
            return unfit;
        var now = clock.GetUtcNow();
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), "grievances.appeal_filed", $"case:{kase.Id}", Codes.Of(request.Against));
        return await Add(kase, holder.Id, sealer, request, now, cancellation);
    }

    /// <summary>What keeps the words of an appeal from being taken, or null.</summary>
    internal static Refusal? Unfit(string? text) =>
        FileRules.IsBlank(text) ? Refusal.Field("platform.invalid", "/text", "grievances.appeal_missing")
        : FileRules.Characters(text) > FileRules.MostText ? Refusal.Field("platform.invalid", "/text", "platform.too_long") : null;

    /// <summary>What keeps a holder from appealing against a decision: there is none, an appeal waits, or they did before.</summary>
    internal async Task<Refusal?> Unfit(Grievance kase, Guid holder, AppealAgainst against, CancellationToken cancellation)
    {
        var standing = await Standing(kase, cancellation);
        return standing.Waits ? Refusal.Conflict("grievances.appeal_open")
            : standing.DecidedAt(against) is not { } decided ? Refusal.Conflict("grievances.nothing_to_appeal")
            : standing.Appealed(against, holder, decided) ? Refusal.Conflict("grievances.appealed_before") : null;
    }

    /// <summary>Adds an appeal that nothing keeps away, and saves; its clock begins.</summary>
    internal async Task<FiledAppeal> Add(Grievance kase, Guid holder, CaseSealer sealer, AppealRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        var appeal = new CaseAppeal
        {
            TenantId = kase.TenantId, Id = id, CaseId = kase.Id, Against = request.Against, HolderId = holder, Text = sealer.Seal("appeal", id, "text", request.Text.Trim()),
            FiledAt = now, DecideBy = now.AddDays(CaseClocks.AppealDays), Version = 1,
        };
        db.Add(appeal);
        // What was taken for spam stands in the queue and counts until that is decided.
        if (kase.Spam)
        {
            kase.Spam = false;
            await Patterns.Patterns.Count(db, kase.PatternId, 1, now, cancellation);
        }
        (kase.State, kase.AppealHold) = (CaseState.Appealed, true);
        // A report of retaliation may be due before.
        kase.DueAt = kase.RetaliationWaits && kase.RetaliationBy < appeal.DecideBy ? kase.RetaliationBy!.Value : appeal.DecideBy;
        kase.Wrote(person: true, now);
        db.Publish(new AppealFiled(kase.Snapshot(), id, Codes.Of(request.Against), appeal.DecideBy), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        await db.SaveChangesAsync(CancellationToken.None);
        await clocks.Appealed(kase, appeal, cancellation);
        return new FiledAppeal(id, appeal.DecideBy);
    }

    /// <summary>What the holder of a session can appeal against, and what became of earlier appeals.</summary>
    public async Task<Outcome<AppealsView>> Read(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : await Of(found.Value!, cancellation);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<AppealsView> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        var standing = await Standing(kase, cancellation);
        var possible = holder.Decides() ? standing.Possible(holder.Id) : [];
        // What a member writes is between them and the handlers; the appeal of the one who filed is everybody's in the case.
        return new AppealsView([.. possible.Select(against => Codes.Of(against))], [.. standing.Appeals.Where(a => a.HolderId == holder.Id || a.HolderId == kase.Id).OrderByDescending(a => a.FiledAt).Select(a => AppealView.Of(a, sealer, true, kase.Id))], standing.Waits);
    }

    /// <summary>What the one who filed can appeal against now, and their appeals, the newest first.</summary>
    internal async Task<(IReadOnlyList<AppealAgainst> Possible, IReadOnlyList<CaseAppeal> Appeals)> OfFiler(Grievance kase, CancellationToken cancellation)
    {
        var standing = await Standing(kase, cancellation);
        return ([.. standing.Possible(kase.Id)], [.. standing.Appeals.Where(a => a.HolderId == kase.Id).OrderByDescending(a => a.FiledAt)]);
    }

    private async Task<Decided> Standing(Grievance kase, CancellationToken cancellation)
    {
        var rows = await db.Grievances.AsNoTracking().Where(g => g.Id == kase.Id).Select(g => new
        {
            Appeals = db.Appeals.Where(a => a.CaseId == g.Id).ToList(),
            NotTakenUp = db.Decisions.Where(d => d.CaseId == g.Id && d.Kind == DecisionKind.Admissibility).Max(d => (DateTimeOffset?)d.At),
            NotTaken = db.Measures.Any(m => m.CaseId == g.Id && m.Measure == RemedyMeasure.Apology && m.State == MeasureState.Done && m.AnsweredAt != null),
            Remedy = db.Decisions.Where(d => d.CaseId == g.Id && d.Kind == DecisionKind.RemedyOffer).Max(d => (DateTimeOffset?)d.At),
        }).SingleAsync(cancellation);
        var inadmissible = kase.State is CaseState.Inadmissible || kase.Outcome is CaseOutcome.Inadmissible;
        return new Decided(rows.Appeals,
            inadmissible ? kase.ClosedAt ?? rows.NotTakenUp : null,
            kase is { ClosedAt: { } closed, Outcome: not (CaseOutcome.Withdrawn or CaseOutcome.Inadmissible) } ? closed : null,
            // What they confirmed they don't dispute, but where they did not take the apology.
            kase.Remedy is RemedyState.None or RemedyState.Planned || (kase.Remedy is RemedyState.Verified && !rows.NotTaken) || inadmissible ? null : rows.Remedy ?? kase.ClosedAt);
    }

    // Since when each decision stands, where there is one.
    private sealed record Decided(IReadOnlyList<CaseAppeal> Appeals, DateTimeOffset? NotTakenUp, DateTimeOffset? Outcome, DateTimeOffset? Remedy)
    {
        public bool Waits => Appeals.Any(a => a.Decision is null);

        public DateTimeOffset? DecidedAt(AppealAgainst against) => against switch { AppealAgainst.Inadmissible => NotTakenUp, AppealAgainst.Outcome => Outcome, _ => Remedy };

        public IEnumerable<AppealAgainst> Possible(Guid holder) => Waits ? [] : Enum.GetValues<AppealAgainst>().Where(against => DecidedAt(against) is { } decided && !Appealed(against, holder, decided));

        public bool Appealed(AppealAgainst against, Guid holder, DateTimeOffset decided) => Appeals.Any(a => a.Against == against && a.HolderId == holder && a.FiledAt >= decided);
    }

    /// <summary>GET and POST /api/grievances/v1/mailbox/appeals.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/appeals", async (FileAppeal appeals, HttpContext http) => (await appeals.Read(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ListAppeals").WithSummary("What one can appeal against, and what became of earlier appeals").Produces<AppealsView>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPost("/mailbox/appeals", async (JsonBody<AppealRequest> body, FileAppeal appeals, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"appeals:{session.Holder:N}", key, body.Raw, () => appeals.Run(session, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(filed => TypedResults.Created("/api/grievances/v1/mailbox/appeals", filed));
            })
            .Idempotent().WithName("Grievances_FileAppeal").WithSummary("Appeal; somebody decides who decided nothing in the case before")
            .Produces<FiledAppeal>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
    }
}
