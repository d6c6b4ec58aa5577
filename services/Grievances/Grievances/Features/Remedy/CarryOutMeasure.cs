using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Referrals;
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

/// <summary>That a measure is done.</summary>
/// <param name="Evidence">What shows it, at most 4,000 characters; the person reads it.</param>
/// <param name="FileId">File of the case that shows it, or null.</param>
public sealed record MeasureDoneRequest(string Evidence, Guid? FileId = null);

/// <summary>The organisation says that a measure is done, with what shows it; the person says whether it came as promised. Also after the closing.</summary>
public sealed class CarryOutMeasure(GrievancesDb db, CaseDoor doors, CaseClocks clocks, JointRemedy joint, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Says so within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid measureId, MeasureDoneRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Evidence, "/evidence", "grievances.evidence_missing", FileRules.MostNote) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        var file = request.FileId;
        // Only what the one who filed sees too can show them that something was done.
        var rows = await db.Measures.Where(m => m.CaseId == id && m.State != MeasureState.Dropped).Select(m => new
        {
            Measure = m,
            Shares = db.Shares.Where(s => s.CaseId == m.CaseId && s.State == ShareState.Accepted).ToList(),
            HasFile = db.Files.Any(f => f.CaseId == id && f.Id == file && !f.Quarantined && !f.Internal && !db.Holders.Any(h => h.CaseId == id && h.Id == f.HolderId && h.Role == HolderRole.Member)),
        }).ToListAsync(cancellation);
        if (rows.FirstOrDefault(r => r.Measure.Id == measureId) is not { } row)
            return Refusal.NotFound("grievances.measure_unknown");
        if (row.Measure.ByTenant is not null)
            return Refusal.Conflict("grievances.measure_of_partner");
        if (!kase.Remedy.IsOwed())
            return Refusal.Conflict("grievances.remedy_not_accepted");
        if (row.Measure.State is not (MeasureState.Planned or MeasureState.Disputed))
            return Refusal.Conflict("grievances.measure_settled");
        if (file is not null && !row.HasFile)
            return Refusal.Field("platform.invalid", "/fileId", "grievances.file_unknown");
        // The person's mailbox is with the giver, and so are the files they see.
        if (file is not null && kase.Channel is FilingChannel.Referral)
            return Refusal.Field("platform.invalid", "/fileId", "grievances.file_not_shared");
        var door = await doors.Open(kase, "remedy", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (now, measure) = (clock.GetUtcNow(), row.Measure);
        measure.Evidence = door.Value!.Sealer.Seal("measure", measure.Id, "evidence", request.Evidence.Trim());
        (measure.State, measure.EvidenceFileId, measure.DoneAt, measure.AnsweredAt, measure.Version) = (MeasureState.Done, file, now, null, measure.Version + 1);
        // How far all of it is, the giver knows alone.
        kase.Enter(kase.Channel is FilingChannel.Referral ? RemedyState.Implementing : RemedySteps.Progress(rows.Select(r => r.Measure), RemedyState.Implementing));
        kase.Touch(now);
        if (row.Shares.FirstOrDefault(s => !s.Given) is { } cameBy)
            joint.Send(cameBy, measure.Id);
        joint.Tell(row.Shares);
        await pings.Tell(id, kase.Id, now, cancellation);
        db.Publish(new RemedyMeasureDone(kase.Snapshot(), measure.Id, Codes.Of(measure.Measure)), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.measure_done", $"case:{id}", Codes.Of(measure.Measure));
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/remedy/measures/{measure}/done.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/remedy/measures/{measure:guid}/done",
            async (Guid id, Guid measure, JsonBody<MeasureDoneRequest> body, CarryOutMeasure carry, HttpContext http) =>
                (await carry.Run(id, measure, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_CarryOutMeasure").WithSummary("Say that a measure is done, with what shows it")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
