using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
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
using Platform.Tenancy;

namespace Grievances.Features.Responsibility;

/// <summary>Which part somebody had in the harm.</summary>
/// <param name="Party">What they were in the chain.</param>
/// <param name="Involvement">How they are involved; unknown is an answer.</param>
/// <param name="OrganisationId">Organisation of the platform, or null.</param>
/// <param name="Name">What the party is called, at most 300 characters; needed of one of the kind other.</param>
/// <param name="Share">Part in percent where one can be said.</param>
/// <param name="Contested">Whether the party says otherwise.</param>
/// <param name="Evidence">What it rests on, at most 4,000 characters; needed unless it is unknown.</param>
/// <param name="Objection">What the party says against it, at most 4,000 characters; needed where it is contested.</param>
public sealed record AttributionLine(
    ResponsibleParty Party, Involvement Involvement, Guid? OrganisationId = null, string? Name = null, int? Share = null, bool Contested = false, string? Evidence = null, string? Objection = null);

/// <summary>A record to add.</summary>
/// <param name="Lines">Who had which part, at most 20, each party once; shares together at most a hundred. What is left of a hundred is nobody's yet.</param>
public sealed record AttributionRequest(IReadOnlyList<AttributionLine> Lines);

/// <summary>A record that was added.</summary>
/// <param name="Record">Its number in the case.</param>
public sealed record RecordedAttribution(int Record);

/// <summary>
/// Records who had which part in the harm (UN Guiding Principles 13 and 19): by whose decision, in which role and on what evidence. What was
/// recorded before stays as it was. Whom an appeal overruled records nothing any more.
/// </summary>
public sealed class RecordAttribution(GrievancesDb db, CaseDoor doors, Deciders deciders, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Most lines of one record.</summary>
    public const int MostLines = 20;

    /// <summary>Records of a case, opened within the current, writing, unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<AttributionRecordView>>> List(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "responsibility", cancellation);
        return door.Refusal is { } shut ? shut : new Outcome<IReadOnlyList<AttributionRecordView>>(await AttributionRecordView.Of(db, door.Value!.Sealer, cancellation), null);
    }

    /// <summary>Adds a record within the current unit of work.</summary>
    public async Task<Outcome<RecordedAttribution>> Run(Guid id, AttributionRequest request, CancellationToken cancellation)
    {
        if (Unfit(request.Lines) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (await NotOurs(request.Lines, cancellation) is { } stranger)
            return stranger;
        if (found.Value!.State is CaseState.Appealed)
            return Refusal.Conflict("grievances.appeal_open");
        if (await deciders.Overruled(id, doors.Account, cancellation))
            return Refusal.Conflict("grievances.decided_before");
        var door = await doors.Open(found.Value!, "responsibility", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var (now, number) = (clock.GetUtcNow(), (await db.Attributions.Where(a => a.CaseId == id).MaxAsync(a => (int?)a.Record, cancellation) ?? 0) + 1);
        foreach (var (place, line) in request.Lines.Index())
            db.Add(Sealed(line, sealer, number, place, now));
        // Somebody looked into it and says who had a part: it is assessed. Where a remedy is under way the case is past that.
        if (kase.State is CaseState.Admissible && request.Lines.Any(line => line.Involvement is not Involvement.Unknown))
            kase.State = CaseState.Assessed;
        kase.Touch(now);
        db.Add(deciders.Of(kase, DecisionKind.Attribution, $"record-{number}", now));
        // They read who was responsible once the case is closed; what is found later they hear of.
        if (!kase.IsOpen)
            await pings.Tell(id, null, now, cancellation);
        db.Publish(new AttributionRecorded(kase.Snapshot(), number, OwnPart.Of(request.Lines, kase.TenantId)), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.attribution_recorded", $"case:{id}", $"record:{number}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new RecordedAttribution(number);
    }

    private CaseAttribution Sealed(AttributionLine line, CaseSealer sealer, int record, int place, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        return new CaseAttribution
        {
            TenantId = sealer.Tenant,
            Id = id,
            CaseId = sealer.CaseId,
            Record = record,
            Place = place,
            Party = line.Party,
            OrganisationId = line.OrganisationId,
            Name = FileRules.IsBlank(line.Name) ? null : sealer.Seal("attribution", id, "name", line.Name.Trim()),
            Involvement = line.Involvement,
            Share = line.Share,
            Contested = line.Contested,
            Evidence = new AttributionGround(line.Evidence?.Trim() ?? "", line.Contested ? line.Objection!.Trim() : null).Seal(id, sealer),
            DecidedBy = doors.Account,
            DecidedByRole = actor.Role,
            DecidedAt = now,
        };
    }

    private async Task<Refusal?> NotOurs(IReadOnlyList<AttributionLine> lines, CancellationToken cancellation)
    {
        var named = lines.Where(line => line.OrganisationId is not null).Select(line => line.OrganisationId!.Value).Distinct().ToList();
        if (named.Count == 0)
            return null;
        var known = await db.Set<KnownTenant>().AsNoTracking().Where(t => named.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellation);
        var place = lines.ToList().FindIndex(line => line.OrganisationId is { } organisation && !known.Contains(organisation));
        return place < 0 ? null : Refusal.Field("platform.invalid", $"/lines/{place}/organisationId", "grievances.organisation_unknown");
    }

    private static Refusal? Unfit(IReadOnlyList<AttributionLine> lines)
    {
        if (lines.Count == 0)
            return Refusal.Field("platform.invalid", "/lines", "grievances.attribution_empty");
        if (lines.Count > MostLines)
            return Refusal.Field("platform.invalid", "/lines", "grievances.attribution_too_long");
        var errors = new Dictionary<string, string[]>();
        foreach (var (place, line) in lines.Index())
        {
            void Text(string field, string? text, int most, string? missing)
            {
                var fault = FileRules.IsBlank(text) ? missing : FileRules.Characters(text) > most ? "platform.too_long" : null;
                if (fault is not null)
                    errors[$"/lines/{place}/{field}"] = [fault];
            }
            Text("name", line.Name, FileRules.MostSummary, line.Party is ResponsibleParty.Other && line.OrganisationId is null ? "grievances.party_name_missing" : null);
            Text("evidence", line.Evidence, FileRules.MostNote, line.Involvement is Involvement.Unknown ? null : "grievances.attribution_evidence_missing");
            Text("objection", line.Objection, FileRules.MostNote, line.Contested ? "grievances.objection_missing" : null);
            if (!line.Contested && !FileRules.IsBlank(line.Objection))
                errors[$"/lines/{place}/objection"] = ["grievances.objection_uncontested"];
            if (line.Share is < 0 or > 100)
                errors[$"/lines/{place}/share"] = ["grievances.share_out_of_range"];
            else if (line.Share > 0 && line.Involvement is Involvement.None or Involvement.Unknown)
                errors[$"/lines/{place}/share"] = ["grievances.share_without_part"];
        }
        foreach (var twice in lines.Index().GroupBy(line => Same(line.Item)).SelectMany(same => same.Skip(1)))
            errors.TryAdd($"/lines/{twice.Index}/party", ["grievances.party_twice"]);
        if (errors.Count == 0 && lines.Sum(line => line.Share ?? 0) > 100)
            errors["/lines"] = ["grievances.shares_above_hundred"];
        return errors.Count == 0 ? null : new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
    }

    // Who a line is about: an organisation of the platform by itself, anybody else by name. Two who are not named can't be told apart.
    private static (ResponsibleParty, Guid?, string) Same(AttributionLine line) =>
        (line.Party, line.OrganisationId, line.OrganisationId is null && !FileRules.IsBlank(line.Name) ? line.Name.Trim().ToUpperInvariant() : "");

    /// <summary>GET and POST /api/grievances/v1/cases/{id}/attributions.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/attributions", async (Guid id, RecordAttribution attribution, HttpContext http) =>
                (await attribution.List(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListAttributions").WithSummary("Who had which part in the harm, the newest record first; recorded as an opening").Produces<IReadOnlyList<AttributionRecordView>>()
            .ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/attributions", async (Guid id, JsonBody<AttributionRequest> body, RecordAttribution attribution, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"attribution:{id:N}", key, body.Raw, () => attribution.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(recorded => TypedResults.Created($"/api/grievances/v1/cases/{id}/attributions", recorded));
            })
            .Idempotent().WithName("Grievances_RecordAttribution").WithSummary("Record who had which part in the harm; earlier records stay")
            .Produces<RecordedAttribution>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
    }
}
