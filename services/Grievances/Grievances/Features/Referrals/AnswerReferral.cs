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
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Referrals;

/// <summary>Whether another organisation may have it.</summary>
/// <param name="Allow">Yes or no.</param>
public sealed record ReferralAnswer(bool Allow);

/// <summary>Words to both organisations.</summary>
/// <param name="Text">At most 20,000 characters.</param>
public sealed record SharedWords(string Text);

/// <summary>
/// The person decides whether another organisation may have what a handler proposes, takes it back at any time, and writes to both. Only the one
/// who filed decides; others in the case read along.
/// </summary>
public sealed class AnswerReferral(GrievancesDb db, HolderOfSession holders, SharedPart shared, JointRemedy joint, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>What is shared or waits for the person.</summary>
    public async Task<Outcome<IReadOnlyList<SharedView>>> List(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } refusal ? refusal : new Outcome<IReadOnlyList<SharedView>>(await shared.Of(found.Value!.Sealer, cancellation), null);
    }

    /// <summary>Decides within the current unit of work.</summary>
    public async Task<Outcome<Done>> Answer(MailboxSession session, Guid id, bool allow, CancellationToken cancellation)
    {
        var found = await Mine(session, id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (held, share) = found.Value!;
        if (share.State is ShareState.TakenBack)
            return Refusal.Conflict("grievances.referral_taken_back");
        if (share.State is not ShareState.AwaitingConsent)
            return Refusal.Conflict("grievances.referral_answered");
        // Nobody handles together what was ended.
        if (allow && !held.Case.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        var now = clock.GetUtcNow();
        (share.State, share.ConsentAt, share.Version) = (allow ? ShareState.Offered : ShareState.Refused, allow ? now : null, share.Version + 1);
        if (allow)
        {
            shared.Send(share.Id, share.OtherTenantId, ParcelContent.Open, null);
            foreach (var file in SharedText.Open(share, held.Sealer).Files)
                shared.Send(share.Id, share.OtherTenantId, ParcelContent.File, file);
        }
        else
        {
            share.EndedAt = now;
        }
        await Changed(held, allow ? "grievances.referral_allowed" : "grievances.referral_refused", share, now);
        return new Done();
    }

    /// <summary>Takes the yes back within the current unit of work: the other organisation's copy goes, and nothing opens it.</summary>
    public async Task<Outcome<Done>> Withdraw(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var found = await Mine(session, id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (held, share) = found.Value!;
        if (!share.IsOpen)
            return Refusal.Conflict(SharedPart.Shut(share));
        var now = clock.GetUtcNow();
        (share.State, share.EndedAt, share.Version) = (ShareState.Withdrawn, now, share.Version + 1);
        shared.Send(share.Id, share.OtherTenantId, ParcelContent.Withdraw, null);
        await joint.Leave(held.Case, share, now, cancellation);
        await Changed(held, "grievances.referral_withdrawn", share, now);
        return new Done();
    }

    /// <summary>Writes to both organisations, within the current unit of work.</summary>
    public async Task<Outcome<WrittenLine>> Write(MailboxSession session, Guid id, SharedWords request, CancellationToken cancellation)
    {
        if (MessageText.Check(request.Text) is { } unfit)
            return unfit;
        var found = await Mine(session, id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (held, share) = found.Value!;
        if (!share.IsOpen)
            return Refusal.Conflict(SharedPart.Shut(share));
        var line = shared.Write(share, held.Sealer, SharedKind.Words, fromPerson: true, Codes.Of(held.Holder.Role), request.Text);
        var now = clock.GetUtcNow();
        held.Case.Wrote(person: true, now);
        db.Publish(new ComplainantWrote(held.Case.Snapshot(), now), now);
        await clocks.Moved(held.Case, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenLine(line);
    }

    private async Task<Outcome<MyShare>> Mine(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (found.Value!.Holder.Id != session.CaseId)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        return await db.Shares.FirstOrDefaultAsync(s => s.CaseId == session.CaseId && s.Id == id, cancellation) is { } share
            ? new MyShare(found.Value, share) : Refusal.NotFound("grievances.referral_unknown");
    }

    private async Task Changed(HeldCase held, string action, CaseShare share, DateTimeOffset now)
    {
        held.Case.Touch(now);
        db.Publish(new CaseChanged(held.Case.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(held.Holder.Role), action, $"case:{held.Case.Id}", $"share:{share.Id}");
        await clocks.Moved(held.Case, CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private sealed record MyShare(HeldCase Held, CaseShare Share);

    /// <summary>GET /api/grievances/v1/mailbox/referrals; POST …/{id}/answer, …/{id}/withdrawal, …/{id}/entries.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        const string token = "The sealed mailbox token is the key";
        api.MapGet("/mailbox/referrals", async (AnswerReferral answer, HttpContext http) =>
                (await answer.List(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListReferrals").WithSummary("What of one's own case other organisations have, or would have").Produces<IReadOnlyList<SharedView>>().ProducesProblem(401)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute());
        api.MapPost("/mailbox/referrals/{id:guid}/answer", async (Guid id, JsonBody<ReferralAnswer> body, AnswerReferral answer, HttpContext http) =>
                (await answer.Answer(http.Features.GetRequiredMailbox(), id, body.Value.Allow, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_AnswerReferral").WithSummary("Say whether another organisation may have it").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute()).Writes();
        api.MapPost("/mailbox/referrals/{id:guid}/withdrawal", async (Guid id, AnswerReferral answer, HttpContext http) =>
                (await answer.Withdraw(http.Features.GetRequiredMailbox(), id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_WithdrawReferral").WithSummary("Take one's yes back: the other organisation's copy goes").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute()).Writes();
        api.MapPost("/mailbox/referrals/{id:guid}/entries", async (Guid id, JsonBody<SharedWords> body, AnswerReferral answer, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"shared:{session.Holder:N}", key, body.Raw, () => answer.Write(session, id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(line => TypedResults.Created("/api/grievances/v1/mailbox/referrals", line));
            })
            .Idempotent().WithName("Grievances_WriteToBoth").WithSummary("Write to both organisations").Produces<WrittenLine>(201).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous(token).WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
    }
}
