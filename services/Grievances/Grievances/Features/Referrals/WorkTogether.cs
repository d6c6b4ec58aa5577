using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Referrals;

/// <summary>A step of one of two organisations that handle something together.</summary>
/// <param name="Kind">words, accepted or declined (the one it was referred to), contested, uncontested (the one that contested), lead_offered (the one that leads), lead_taken (the one it was offered to).</param>
/// <param name="Text">Words for the other side and the person; needed but for uncontested, lead_offered and lead_taken.</param>
public sealed record SharedStep(SharedKind Kind, string? Text = null);

/// <summary>A line that was stored and is on its way.</summary>
/// <param name="Id">Its id, the same on both sides.</param>
public sealed record WrittenLine(Guid Id);

/// <summary>
/// What either organisation does in the shared part. There is one lead at any time, which goes over once the other side takes it; while it is
/// contested who is responsible it stays where it is, so that the person is never sent to and fro (seed S65), and whoever contests it ends that.
/// </summary>
public sealed class WorkTogether(GrievancesDb db, CaseDoor doors, SharedPart shared, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Shared parts of a case, opened within the current, writing, unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<SharedView>>> List(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "referral", cancellation);
        return door.Refusal is { } shut ? shut : new Outcome<IReadOnlyList<SharedView>>(await shared.Of(door.Value!.Sealer, cancellation), null);
    }

    /// <summary>Does a step within the current unit of work.</summary>
    public async Task<Outcome<WrittenLine>> Run(Guid id, Guid shareId, SharedStep step, CancellationToken cancellation)
    {
        if ((step.Kind is SharedKind.Uncontested or SharedKind.LeadMoved or SharedKind.LeadOffered or SharedKind.LeadTaken ? TextForPerson.UnfitIfAny(step.Text, "/text", FileRules.MostText)
                : TextForPerson.Unfit(step.Text, "/text", "grievances.message_missing", FileRules.MostText)) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (await db.Shares.FirstOrDefaultAsync(s => s.CaseId == id && s.Id == shareId, cancellation) is not { } share)
            return Refusal.NotFound("grievances.referral_unknown");
        if ((Unfit(share, step.Kind) ?? await OfTheOther(share, step.Kind, cancellation)) is { } code)
            return Refusal.Conflict(code);
        var door = await doors.Open(found.Value!, "referral", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var now = clock.GetUtcNow();
        Apply(share, step.Kind, now);
        if (step.Kind is SharedKind.Accepted)
            await Acknowledge(kase, now, cancellation);
        var line = shared.Write(share, sealer, step.Kind, fromPerson: false, actor.Role, step.Text);
        if (share.Given)
            await pings.Tell(id, null, now, cancellation);
        kase.Wrote(person: false, now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.shared_" + Codes.Of(step.Kind), $"case:{id}", $"share:{share.Id}");
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenLine(line);
    }

    // Whoever takes a case has told the person so: nobody owes them that a second time.
    private async Task Acknowledge(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        if (kase.AcknowledgedAt is not null)
            return;
        var policy = await clocks.Policy(cancellation);
        kase.Acknowledge(now, policy);
        await clocks.Acknowledged(kase, policy, cancellation);
        db.Publish(new GrievanceAcknowledged(kase.Snapshot()), now);
    }

    /// <summary>What a step changes of a share, on the side that does it.</summary>
    public static void Apply(CaseShare share, SharedKind kind, DateTimeOffset now)
    {
        switch (kind)
        {
            case SharedKind.Accepted:
                (share.State, share.AnsweredAt) = (ShareState.Accepted, now);
                break;
            case SharedKind.Declined:
                (share.State, share.AnsweredAt, share.EndedAt) = (ShareState.Declined, now, now);
                break;
            case SharedKind.Contested or SharedKind.Uncontested:
                share.Contested = kind is SharedKind.Contested;
                break;
            case SharedKind.LeadTaken:
                share.LeadTenantId = share.TenantId;
                break;
        }
        share.Version++;
    }

    private static string? Unfit(CaseShare share, SharedKind kind) => !share.IsOpen ? SharedPart.Shut(share) : kind switch
    {
        SharedKind.Accepted or SharedKind.Declined => share.Given ? "grievances.not_yours_to_answer" : share.State is not ShareState.Offered ? "grievances.referral_answered" : null,
        SharedKind.Contested => share.Contested ? "grievances.contested_before" : null,
        SharedKind.Uncontested => share.Contested ? null : "grievances.not_contested",
        // A letter comes with the closing of a case, and in no other way.
        SharedKind.Outcome => "grievances.letter_by_closing",
        SharedKind.Appealed or SharedKind.AppealUpheld or SharedKind.AppealDismissed => "grievances.appeal_by_person",
        SharedKind.Opened => "grievances.opened_by_opening",
        // Nobody is given the lead who has not taken it.
        SharedKind.LeadMoved => "grievances.lead_is_offered",
        SharedKind.LeadOffered when share.LeadTenantId != share.TenantId => "grievances.not_the_lead",
        SharedKind.LeadTaken when share.LeadTenantId == share.TenantId => "grievances.lead_not_offered",
        SharedKind.LeadOffered or SharedKind.LeadTaken => share.Contested ? "grievances.lead_while_contested" : share.State is not ShareState.Accepted ? "grievances.referral_not_accepted" : null,
        _ => null,
    };

    // What the other side has to do itself, by what either wrote last of it.
    private async Task<string?> OfTheOther(CaseShare share, SharedKind kind, CancellationToken cancellation)
    {
        if (kind is not (SharedKind.Uncontested or SharedKind.LeadOffered or SharedKind.LeadTaken))
            return null;
        var lines = db.SharedEntries.AsNoTracking().Where(e => e.ShareId == share.Id);
        lines = kind is SharedKind.Uncontested ? lines.Where(e => e.Kind == SharedKind.Contested)
            : lines.Where(e => e.Kind == SharedKind.LeadOffered || e.Kind == SharedKind.LeadTaken || e.Kind == SharedKind.LeadMoved);
        var last = await lines.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).FirstOrDefaultAsync(cancellation);
        var (offered, ours) = (last?.Kind is SharedKind.LeadOffered, last?.FromTenantId == share.TenantId);
        return kind switch
        {
            SharedKind.Uncontested => last is null || ours ? null : "grievances.contested_by_them",
            SharedKind.LeadOffered => offered && ours ? "grievances.lead_offered_before" : null,
            _ => offered && !ours ? null : "grievances.lead_not_offered",
        };
    }

    /// <summary>GET and POST /api/grievances/v1/cases/{id}/referrals….</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/referrals", async (Guid id, WorkTogether work, HttpContext http) =>
                (await work.List(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListShared").WithSummary("What of a case is handled together with others; recorded as an opening").Produces<IReadOnlyList<SharedView>>().ProducesProblem(403).ProducesProblem(404)
            .RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/referrals/{share:guid}/entries", async (Guid id, Guid share, JsonBody<SharedStep> body, WorkTogether work, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"shared:{share:N}", key, body.Raw, () => work.Run(id, share, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(line => TypedResults.Created($"/api/grievances/v1/cases/{id}/referrals", line));
            })
            .Idempotent().WithName("Grievances_WorkTogether").WithSummary("Write to the other organisation and the person; take it, decline it, contest responsibility, offer the lead or take it")
            .Produces<WrittenLine>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
    }
}
