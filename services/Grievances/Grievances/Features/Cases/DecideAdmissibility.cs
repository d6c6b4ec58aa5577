using System.Globalization;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Legal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Cases;

/// <summary>Whether a grievance is taken up.</summary>
/// <param name="Admissible">Whether it is.</param>
/// <param name="Reason">Why not, as a code; needed where it is not.</param>
/// <param name="Text">Why, in the person's language, at most 4,000 characters; needed where it is not taken up. The person reads it.</param>
/// <param name="Version">Version of the case that was read; where it has changed since, this is refused. Left out, it is not asked.</param>
public sealed record AdmissibilityRequest(bool Admissible, InadmissibleReason? Reason = null, string? Text = null, long? Version = null);

/// <summary>
/// Decides whether a grievance is taken up, and tells the person why (Directive (EU) 2024/1760, art. 14(4): reasons, also where a complaint is
/// considered unfounded). It can be decided anew while the case is open, for example once the person has answered a question; the person
/// can appeal. Because another organisation is responsible nobody is sent away: a referral to it was proposed, or somebody outside was
/// named to the person, whose name and address they then read.
/// </summary>
public sealed class DecideAdmissibility(GrievancesDb db, CaseDoor doors, Deciders deciders, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Decides within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(Guid id, AdmissibilityRequest request, CancellationToken cancellation)
    {
        if (Fault(request) is { } fault)
            return fault;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (kase.ChangedSince(request.Version))
            return Refusal.Conflict("grievances.changed_meanwhile");
        if (TextForPerson.InOtherLanguage(request.Text, kase.Language, "/text") is { } unread)
            return unread;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        // The person's mailbox is with the giver, where they would read nothing of it.
        if (!request.Admissible && kase.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.decline_instead");
        // It would be taken up and stand in no queue.
        if (kase.Spam)
            return Refusal.Conflict("grievances.marked_as_spam");
        if (kase.AcknowledgedAt is null)
            return Refusal.Conflict("grievances.acknowledge_first");
        if (kase.State is not (CaseState.Acknowledged or CaseState.Admissible or CaseState.Inadmissible or CaseState.InDialogue))
            return Refusal.Conflict("grievances.past_admissibility");
        // Whoever was offered a remedy was taken up.
        if (kase.Remedy is not (RemedyState.None or RemedyState.Planned or RemedyState.NotOwed))
            return Refusal.Conflict("grievances.past_admissibility");
        if (await deciders.Overruled(id, doors.Account, cancellation))
            return Refusal.Conflict("grievances.decided_before");
        var door = await doors.Open(kase, "admissibility", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var text = request.Text?.Trim();
        if (request is { Admissible: false, Reason: InadmissibleReason.OtherOrganisation })
        {
            var bodies = (await db.LegalNotes.AsNoTracking().Where(n => n.CaseId == id && (n.Body != null || n.Kind == LegalNoteKind.Named)).OrderByDescending(n => n.At).Take(20).ToListAsync(cancellation))
                .Select(n => NameBody.Of(n, door.Value!.Sealer)).OfType<(string Name, string Address)>().Distinct().Take(3).ToList();
            if (bodies.Count == 0 && !await db.Shares.AnyAsync(s => s.CaseId == id && s.Given && s.State != ShareState.TakenBack && s.State != ShareState.Declined, cancellation))
                return Refusal.Conflict("grievances.nobody_sent_away");
            text = string.Join("\n\n", [text, .. bodies.Select(body => string.Format(CultureInfo.InvariantCulture, LegalText.In("law.turn_to", kase.Language), body.Name, body.Address))]);
        }
        var now = clock.GetUtcNow();
        kase.State = request.Admissible ? CaseState.Admissible : CaseState.Inadmissible;
        kase.InadmissibleFor = request.Admissible ? null : request.Reason;
        kase.AdmissibilityReason = FileRules.IsBlank(text) ? null : door.Value!.Sealer.Seal("grievance", id, "admissibility_reason", text);
        kase.Touch(now);
        db.Add(deciders.Of(kase, DecisionKind.Admissibility, request.Admissible ? "admissible" : Codes.Of(request.Reason!.Value), now));
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.admissibility_decided", $"case:{id}", Codes.Of(kase.State));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private static Refusal? Fault(AdmissibilityRequest request) =>
        !request.Admissible && request.Reason is null ? Refusal.Field("platform.invalid", "/reason", "grievances.reason_missing")
        : request is { Admissible: false, Reason: InadmissibleReason.NoGrievance } ? Refusal.Field("platform.invalid", "/reason", "grievances.spam_by_mark")
        : request.Admissible && FileRules.IsBlank(request.Text) ? null : TextForPerson.Unfit(request.Text, "/text", "grievances.reason_missing", FileRules.MostNote);

    /// <summary>POST /api/grievances/v1/cases/{id}/admissibility.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/admissibility",
            async (Guid id, JsonBody<AdmissibilityRequest> body, DecideAdmissibility decide, HttpContext http) =>
                (await decide.Run(id, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_DecideAdmissibility").WithSummary("Say whether a grievance is taken up, with reasons the person reads")
        .Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
}
