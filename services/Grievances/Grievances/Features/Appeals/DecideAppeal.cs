using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Referrals;
using Grievances.Features.Remedy;
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

namespace Grievances.Features.Appeals;

/// <summary>What comes of an appeal.</summary>
/// <param name="Decision">upheld, partly or dismissed.</param>
/// <param name="Letter">Why, in the person's language, at most 20,000 characters; they read it.</param>
public sealed record AppealDecisionRequest(AppealDecision Decision, string Letter);

/// <summary>
/// The reviewer alone decides. Where the appeal is right, also in part, the case is open again with them, and whoever decided before decides nothing in
/// it any more; the letter that had closed it stays readable. Otherwise what was decided stands.
/// </summary>
public sealed class DecideAppeal(GrievancesDb db, CaseDoor doors, CaseKeys keys, Reviewers reviewers, Deciders deciders, JointRemedy joint, SharedPart shared, CaseClocks clocks, MissedDeadlines missed, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Decides within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, Guid appealId, AppealDecisionRequest request, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(request.Letter, "/letter", "grievances.appeal_letter_missing", FileRules.MostText) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (TextForPerson.InOtherLanguage(request.Letter, kase.Language, "/letter") is { } unread)
            return unread;
        // They may have been given the case, or have decided in it, since they were named.
        var (account, before) = (doors.Account, reviewers.InIt(id, doors.Account, appealId));
        var row = await db.Appeals.Where(a => a.CaseId == id && a.Id == appealId).Select(a => new
        {
            Appeal = a,
            Assigned = db.Assignments.Where(x => x.CaseId == a.CaseId && x.EndedAt == null).ToList(),
            Clocks = db.Settings.Select(s => s.Clocks).FirstOrDefault(),
            WasInIt = before.Any(),
            CameBy = db.Shares.FirstOrDefault(s => s.CaseId == a.CaseId && !s.Given && s.State == ShareState.Accepted),
            HasPartners = db.Shares.Any(s => s.CaseId == a.CaseId && s.Given && s.State == ShareState.Accepted),
        }).FirstOrDefaultAsync(cancellation);
        if (row is null)
            return Refusal.NotFound("grievances.appeal_unknown");
        var appeal = row.Appeal;
        if (appeal.Decision is not null || kase.State is not CaseState.Appealed)
            return Refusal.Conflict("grievances.appeal_decided");
        if (appeal.ReviewerId != account || !row.Assigned.Any(a => a.AccountId == account && a.Duty is AssignedDuty.AppealReviewer))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.not_the_reviewer");
        if (row.WasInIt)
            return Refusal.Conflict("grievances.decided_before");
        var door = await doors.Open(kase, "appeal", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (sealer, now) = (door.Value!.Sealer, clock.GetUtcNow());
        var right = request.Decision is not AppealDecision.Dismissed;
        var former = right && kase.ClosingLetter is { } closing ? sealer.Open("grievance", id, "closing_letter", closing) : null;
        appeal.Letter = new AppealLetter(request.Letter.Trim(), former, right ? Codes.Of(kase.Outcome) : null).Seal(appeal.Id, sealer);
        (appeal.Decision, appeal.DecidedAt, appeal.Version) = (request.Decision, now, appeal.Version + 1);
        foreach (var assigned in row.Assigned.Where(a => right || a.Duty is AssignedDuty.AppealReviewer))
            (assigned.EndedAt, assigned.Ended) = (now, AssignmentEnd.HandedOver);
        kase.AppealHold = false;
        var remedy = kase.Remedy;
        if (right)
            await OpenAgain(kase, appeal, account, now, cancellation);
        else
            await LetStand(kase, appeal, now, cancellation);
        // Their mailbox is with the organisation that referred the case, and so is what they read.
        if (row.CameBy is { } cameBy)
            shared.Write(cameBy, sealer, right ? SharedKind.AppealUpheld : SharedKind.AppealDismissed, fromPerson: false, actor.Role, request.Letter);
        kase.AwaitsAnswer = false;
        kase.Touch(now);
        // Where the remedy starts anew, those who have a part in it hear so.
        if (kase.Remedy != remedy && row.HasPartners)
            await joint.Tell(kase, cancellation);
        db.Add(deciders.Of(kase, DecisionKind.Appeal, Codes.Of(request.Decision), now));
        await pings.Tell(id, appeal.HolderId == id ? null : appeal.HolderId, now, cancellation);
        db.Publish(new AppealDecided(kase.Snapshot(), appeal.Id, Codes.Of(appeal.Against), Codes.Of(request.Decision)), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.appeal_decided", $"case:{id}", Codes.Of(request.Decision));
        // A case under appeal is counted as open, so what comes of it is settled in one save with its clock.
        if (right)
            await clocks.Reopened(kase, now, ClockPolicy.Read(row.Clocks), cancellation);
        else
            await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private async Task OpenAgain(Grievance kase, CaseAppeal appeal, Guid reviewer, DateTimeOffset now, CancellationToken cancellation)
    {
        // What passed under the label of spam was owed; and the letter is the first answer where none came before.
        if (kase.InadmissibleFor is InadmissibleReason.NoGrievance)
        {
            await missed.MakeUp(kase, cancellation);
            kase.AcknowledgedAt ??= now;
        }
        (kase.State, kase.Outcome, kase.ClosedAt, kase.ClosingLetter) = (CaseState.Assessed, null, null, null);
        kase.FindingsDueAt = now.AddDays(CaseClocks.AppealDays);
        if (appeal.Against is AppealAgainst.Inadmissible)
            (kase.InadmissibleFor, kase.AdmissibilityReason) = (null, null);
        // What is promised and accepted goes on, unless it is what was wrong; that nothing is owed is to be decided anew.
        if (appeal.Against is AppealAgainst.Remedy || kase.Remedy is RemedyState.NotOwed)
            (kase.Remedy, kase.NoRemedyReason) = (await db.Measures.AnyAsync(m => m.CaseId == kase.Id && m.State != MeasureState.Dropped, cancellation) ? RemedyState.Planned : RemedyState.None, null);
        db.Add(new CaseAssignment { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = kase.Id, AccountId = reviewer, Duty = AssignedDuty.Handler, AssignedBy = "appeal", AssignedAt = now });
        kase.AssigneeId = reviewer;
        var group = GroupOf(appeal);
        if (group != kase.HandledBy)
        {
            await keys.TakeFromGroup(kase.Id, kase.HandledBy, cancellation);
            kase.HandledBy = group;
        }
        kase.Queue();
    }

    private async Task LetStand(Grievance kase, CaseAppeal appeal, DateTimeOffset now, CancellationToken cancellation)
    {
        if (kase.InadmissibleFor is InadmissibleReason.NoGrievance)
        {
            kase.Spam = true;
            await Patterns.Patterns.Count(db, kase.PatternId, -1, now, cancellation);
        }
        kase.State = kase.ClosedAt is not null ? CaseState.Closed
            : appeal.Against is AppealAgainst.Inadmissible ? CaseState.Inadmissible
            : RemedySteps.StateFor(kase.Remedy) ?? CaseState.Assessed;
        kase.Queue();
        if (GroupOf(appeal) is var group && group != kase.HandledBy)
            await keys.TakeFromGroup(kase.Id, group, cancellation);
    }

    private static string GroupOf(CaseAppeal appeal) => appeal.ReviewerRole == RoleIds.Ombuds ? CaseKeys.Ombuds : CaseKeys.Team;

    /// <summary>POST /api/grievances/v1/cases/{id}/appeals/{appeal}/decision.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/appeals/{appeal:guid}/decision",
            async (Guid id, Guid appeal, JsonBody<AppealDecisionRequest> body, DecideAppeal decide, HttpContext http) =>
                (await decide.Run(id, appeal, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_DecideAppeal").WithSummary("Decide an appeal, as the reviewer named for it, with a letter the person reads")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
