using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Referrals;
using Identity.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Remedy;

/// <summary>A measure to plan.</summary>
/// <param name="Measure">Kind.</param>
/// <param name="Text">What is done, or the text of the apology; the person reads it. At most 4,000 characters.</param>
/// <param name="OwnerRole">Role inside the organisation that answers for it being done.</param>
/// <param name="DueOn">Until which day, not in the past and within ten years. An apology may have none: then it is made with the offer.</param>
/// <param name="Signatory">Of an apology: in which role it is signed, for example chief-executive; a role, never a name.</param>
/// <param name="Language">BCP 47 tag of the text: the case's language, whatever the region, also where null.</param>
public sealed record MeasureRequest(RemedyMeasure Measure, string Text, string OwnerRole, DateOnly? DueOn = null, string? Signatory = null, string? Language = null);

/// <summary>A measure was planned.</summary>
/// <param name="Id">Its id.</param>
public sealed record AddedMeasure(Guid Id);

/// <summary>An order of measures.</summary>
/// <param name="Measures">Every measure of the plan; apologies come first, whatever is said here.</param>
public sealed record OrderRequest(IReadOnlyList<Guid> Measures);

/// <summary>
/// The plan of a remedy: an apology first, then what puts things right (UN Basic Principles on Remedy, A/RES/60/147, 19–23). It can be changed
/// until it is before the person, and again once they refused or want something else; what they were offered stays as it was offered. Where an appeal
/// was right after they had confirmed all of it, more can be added, and what they confirmed stays. Of a case
/// that was referred to us the measures go into the plan of whoever referred it.
/// </summary>
public sealed class PlanRemedy(GrievancesDb db, CaseDoor doors, Deciders deciders, EarlierPromise earlier, JointRemedy joint, Actor actor, TimeProvider clock)
{
    /// <summary>Most measures of one organisation in a plan.</summary>
    public const int MostMeasures = 15;

    /// <summary>Years within which a measure is due.</summary>
    public const int MostYears = 10;

    /// <summary>Longest role an apology is signed in.</summary>
    public const int MostSignatory = 60;

    /// <summary>Adds a measure within the current unit of work.</summary>
    public async Task<Outcome<AddedMeasure>> Add(Guid id, MeasureRequest request, CancellationToken cancellation)
    {
        var plan = await Open(id, request, cancellation, adds: true);
        if (plan.Refusal is { } refusal)
            return refusal;
        var (kase, sealer, measures, cameBy) = plan.Value!;
        if (measures.Offered().Count(m => m.ByTenant is null) >= MostMeasures)
            return Refusal.Conflict("grievances.too_many_measures");
        if (request.Measure is RemedyMeasure.Apology && measures.Apologies() > 0)
            return Refusal.Conflict("grievances.one_apology");
        var measure = new RemedyAction { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id };
        Write(measure, request, kase, sealer);
        db.Add(measure);
        Arrange([.. measures, measure]);
        if (kase.Remedy is RemedyState.None or RemedyState.NotOwed)
            kase.Enter(RemedyState.Planned);
        if (kase.Remedy.IsOwed())
        {
            JointRemedy.PlanAnew(kase);
            await joint.Tell(kase, cancellation);
        }
        await Keep(kase, "grievances.measure_planned", cameBy, measure);
        return new AddedMeasure(measure.Id);
    }

    /// <summary>Changes a measure within the current unit of work.</summary>
    public async Task<Outcome<Done>> Change(Guid id, Guid measureId, MeasureRequest request, CancellationToken cancellation)
    {
        var plan = await Open(id, request, cancellation);
        if (plan.Refusal is { } refusal)
            return refusal;
        var (kase, sealer, measures, cameBy) = plan.Value!;
        if (measures.FirstOrDefault(m => m.Id == measureId) is not { } measure)
            return Refusal.NotFound("grievances.measure_unknown");
        if (measure.ByTenant is not null)
            return Refusal.Conflict("grievances.measure_of_partner");
        if (measure.State is not (MeasureState.Planned or MeasureState.Disputed))
            return Refusal.Conflict("grievances.measure_settled");
        if (request.Measure is RemedyMeasure.Apology && measures.Where(m => m != measure).Apologies() > 0)
            return Refusal.Conflict("grievances.one_apology");
        Write(measure, request, kase, sealer);
        Arrange(measures);
        await Keep(kase, "grievances.measure_changed", cameBy, measure);
        return new Done();
    }

    /// <summary>Takes a measure out of the plan within the current unit of work.</summary>
    public async Task<Outcome<Done>> Drop(Guid id, Guid measureId, CancellationToken cancellation)
    {
        var plan = await Open(id, null, cancellation);
        if (plan.Refusal is { } refusal)
            return refusal;
        var (kase, sealer, measures, cameBy) = plan.Value!;
        if (measures.FirstOrDefault(m => m.Id == measureId) is not { } measure)
            return Refusal.NotFound("grievances.measure_unknown");
        // Of another organisation's, what it planned for a day that has passed is offered no more, and goes where it does not take it out itself.
        if (measure.ByTenant is not null && !measure.IsOverdue(clock.GetUtcNow()))
            return Refusal.Conflict("grievances.measure_of_partner");
        // What the person confirmed stays, with what shows that it was done.
        if (measure.Stays())
            return Refusal.Conflict("grievances.measure_settled");
        // Nor does anything vanish that they accepted: it can be changed, and they read what it is now.
        var promised = await FurtherRemedy.Promised(db, id, sealer, cancellation);
        if (promised.Contains(measureId))
            return Refusal.Conflict("grievances.measure_promised");
        (measure.State, measure.Version) = (MeasureState.Dropped, measure.Version + 1);
        List<RemedyAction> left = [.. measures.Where(m => m != measure)];
        Arrange(left);
        // What was to be added is not: the remedy is what the person had confirmed.
        var whole = kase.Remedy is RemedyState.Planned && await FurtherRemedy.IsWhole(db, id, left, sealer, cancellation);
        if (whole)
            kase.Enter(RemedyState.Verified);
        else if (kase.Remedy is RemedyState.Planned && left.All(m => m.IsSettled() || promised.Contains(m.Id)) && await earlier.GoesOnWithout(kase, sealer, clock.GetUtcNow(), cancellation) is { } goesOn)
        {
            kase.Enter(goesOn);
            whole = true;
        }
        if (whole || measure.ByTenant is not null)
            await joint.Tell(kase, cancellation);
        // Whoever has the mailbox says whether a remedy is owed; a side without a measure has nothing planned.
        if (cameBy is not null && measures.Count == 1 && kase.Remedy is RemedyState.Planned)
            kase.Enter(RemedyState.None);
        await Keep(kase, "grievances.measure_dropped", cameBy, measure);
        return new Done();
    }

    /// <summary>Puts the measures in another order within the current unit of work.</summary>
    public async Task<Outcome<Done>> Order(Guid id, OrderRequest request, CancellationToken cancellation)
    {
        var plan = await Open(id, null, cancellation);
        if (plan.Refusal is { } refusal)
            return refusal;
        var (kase, _, measures, _) = plan.Value!;
        if (request.Measures.Count != measures.Count || request.Measures.Distinct().Count() != measures.Count || request.Measures.Except(measures.Select(m => m.Id)).Any())
            return Refusal.Field("platform.invalid", "/measures", "grievances.measure_unknown");
        var places = request.Measures.Index().ToDictionary(m => m.Item, m => m.Index);
        Arrange([.. measures.OrderBy(m => places[m.Id])]);
        await Keep(kase, "grievances.measures_ordered");
        return new Done();
    }

    private sealed record Plan(Grievance Case, CaseSealer Sealer, List<RemedyAction> Measures, CaseShare? CameBy);

    private async Task<Outcome<Plan>> Open(Guid id, MeasureRequest? request, CancellationToken cancellation, bool adds = false)
    {
        if (request is not null && Fault(request, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is { } fault)
            return fault;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        // What is promised, and that one is sorry, the person reads in their own language; no tag makes up for it.
        if (request?.Language is { } language && RemedyText.Primary(language) != RemedyText.Primary(kase.Language))
            return Refusal.Field("grievances.measure_language", "/language", "grievances.measure_language");
        if (request is not null && TextForPerson.InOtherLanguage(request.Text, kase.Language, "/text") is { } unread)
            return unread;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (kase.Remedy is RemedyState.Offered)
            return Refusal.Conflict("grievances.remedy_offered");
        if (kase.Remedy.IsOwed() && !adds)
            return Refusal.Conflict("grievances.remedy_under_way");
        if (kase.Remedy.IsOwed() && await deciders.Overruled(id, doors.Account, cancellation))
            return Refusal.Conflict("grievances.decided_before");
        var cameBy = await joint.CameBy(kase, cancellation);
        if (JointRemedy.Untaken(kase, cameBy) is { } untaken)
            return untaken;
        var door = await doors.Open(kase, "planning", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        if (kase.Remedy.IsOwed() && !await FurtherRemedy.MayBePlanned(db, kase, door.Value!.Sealer, cancellation))
            return Refusal.Conflict("grievances.remedy_under_way");
        return new Plan(kase, door.Value!.Sealer, await db.Measures.Where(m => m.CaseId == id && m.State != MeasureState.Dropped).OrderBy(m => m.Place).ThenBy(m => m.Id).ToListAsync(cancellation), cameBy);
    }

    private static Refusal? Fault(MeasureRequest request, DateOnly today)
    {
        if (TextForPerson.Unfit(request.Text, "/text", "grievances.measure_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var apology = request.Measure is RemedyMeasure.Apology;
        return !RoleIds.All.Contains(request.OwnerRole) ? Refusal.Field("platform.invalid", "/ownerRole", "grievances.role_unknown")
            : request.Language is { } language && !FileRules.IsLanguage(language) ? Refusal.Field("platform.invalid", "/language", "grievances.language_unknown")
            : request.DueOn is null && !apology ? Refusal.Field("platform.invalid", "/dueOn", "grievances.due_missing")
            : request.DueOn > today.AddYears(MostYears) ? Refusal.Field("platform.invalid", "/dueOn", "grievances.due_too_far")
            : request.DueOn < today ? Refusal.Field("platform.invalid", "/dueOn", "grievances.due_passed")
            : apology && FileRules.IsBlank(request.Signatory) ? Refusal.Field("platform.invalid", "/signatory", "grievances.signatory_missing")
            : apology && !IsRole(request.Signatory!.Trim()) ? Refusal.Field("platform.invalid", "/signatory", "grievances.signatory_malformed")
            : null;
    }

    // It is kept in clear: letters, spaces and hyphens are enough for a role.
    private static bool IsRole(string role) => role.Length <= MostSignatory && role.All(sign => char.IsLetter(sign) || char.GetUnicodeCategory(sign) is System.Globalization.UnicodeCategory.NonSpacingMark || sign is ' ' or '-');

    private static void Write(RemedyAction measure, MeasureRequest request, Grievance kase, CaseSealer sealer)
    {
        measure.Measure = request.Measure;
        measure.State = MeasureState.Planned;
        measure.Text = sealer.Seal("measure", measure.Id, "text", request.Text.Trim());
        measure.Language = request.Language ?? kase.Language;
        measure.Signatory = request.Measure is RemedyMeasure.Apology ? request.Signatory!.Trim() : null;
        measure.OwnerRole = request.OwnerRole;
        measure.DueOn = request.DueOn;
        measure.Version++;
    }

    /// <summary>Puts measures in order: whoever was harmed hears first that one is sorry.</summary>
    internal static void Arrange(IReadOnlyList<RemedyAction> measures)
    {
        foreach (var (place, measure) in measures.OrderBy(m => m.Measure is RemedyMeasure.Apology ? 0 : 1).Index())
            measure.Place = place;
    }

    private async Task Keep(Grievance kase, string action, CaseShare? cameBy = null, RemedyAction? measure = null)
    {
        var now = clock.GetUtcNow();
        kase.Touch(now);
        if (cameBy is not null && measure is not null)
            joint.Send(cameBy, measure.Id);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, action, $"case:{kase.Id}", "remedy");
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>POST, PUT and DELETE /api/grievances/v1/cases/{id}/remedy/measures, PUT /cases/{id}/remedy/order.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/remedy/measures", async (Guid id, JsonBody<MeasureRequest> body, PlanRemedy plan, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"measure:{id:N}", key, body.Raw, () => plan.Add(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(added => TypedResults.Created($"/api/grievances/v1/cases/{id}/remedy", added));
            })
            .Idempotent().WithName("Grievances_PlanMeasure").WithSummary("Add a measure to the plan of a remedy")
            .Produces<AddedMeasure>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPut("/cases/{id:guid}/remedy/measures/{measure:guid}", async (Guid id, Guid measure, JsonBody<MeasureRequest> body, PlanRemedy plan, HttpContext http) =>
                (await plan.Change(id, measure, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_ChangeMeasure").WithSummary("Change a measure that is not before the person")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapDelete("/cases/{id:guid}/remedy/measures/{measure:guid}", async (Guid id, Guid measure, PlanRemedy plan, HttpContext http) =>
                (await plan.Drop(id, measure, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DropMeasure").WithSummary("Take a measure out of the plan").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPut("/cases/{id:guid}/remedy/order", async (Guid id, JsonBody<OrderRequest> body, PlanRemedy plan, HttpContext http) =>
                (await plan.Order(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_OrderMeasures").WithSummary("Put the measures in another order; apologies stay first")
            .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
