using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Appeals;

/// <summary>An appeal of a person without a mailbox.</summary>
/// <param name="Against">What it is against.</param>
/// <param name="How">phone, letter, email, in_person or other_register: how they said it.</param>
/// <param name="Words">Why, as close to their own words as is known; at most 20,000 characters.</param>
public sealed record RecordedAppealRequest(AppealAgainst Against, SaidBy How, string Words);

/// <summary>
/// A handler writes down the appeal of somebody who has no mailbox here. It is an appeal like any other: of each decision once, and somebody decides who
/// decided nothing in the case before. Who recorded it and how it was said stays with it for good; whoever has a mailbox appeals there, and nobody for them.
/// </summary>
public sealed class RecordAppeal(GrievancesDb db, CaseDoor doors, FileAppeal appeals, Actor actor, TimeProvider clock)
{
    /// <summary>Action of the audit line, which has the instant of the appeal.</summary>
    public const string Recorded = "grievances.appeal_recorded";

    /// <summary>Records within the current unit of work.</summary>
    public async Task<Outcome<FiledAppeal>> Run(Guid id, RecordedAppealRequest request, CancellationToken cancellation)
    {
        if (RecordAnswer.Unfit(request.Words, Intake.FileRules.MostText) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (kase.HasMailbox)
            return Refusal.Conflict("grievances.person_answers_themselves");
        if (await appeals.Unfit(kase, kase.Id, request.Against, cancellation) is { } refusal)
            return refusal;
        var door = await doors.Open(kase, "recording", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var now = clock.GetUtcNow();
        db.Record(now, actor.Id, actor.Role, Recorded, $"case:{id}", $"{Codes.Of(request.Against)}:{Codes.Of(request.How)}");
        return await appeals.Add(kase, kase.Id, door.Value!.Sealer, new AppealRequest(request.Against, request.Words), now, cancellation);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/recorded-appeals.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/recorded-appeals", async (Guid id, JsonBody<RecordedAppealRequest> body, RecordAppeal record, HttpContext http) =>
            (await record.Run(id, body.Value, http.RequestAborted)).ToResult(filed => TypedResults.Created($"/api/grievances/v1/cases/{id}/remedy", filed)))
        .WithName("Grievances_RecordAppeal").WithSummary("Write down the appeal of a person without a mailbox; somebody decides who decided nothing in the case before")
        .Produces<FiledAppeal>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
