using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
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

/// <summary>
/// The person appeals against what the other organisation of a joint case decided. Their mailbox is here and the decision was made there: the appeal goes
/// over as a line of the shared part, opens the other side's own appeal with its days, and somebody who decided nothing there before answers it, the
/// same way back (UN Guiding Principle 31 h; nobody is sent to and fro, seed S65).
/// </summary>
public sealed class AppealThere(GrievancesDb db, HolderOfSession holders, SharedPart shared, FileAppeal appeals, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>Lines that say where the other side's decision stands: the last of them does.</summary>
    internal static IReadOnlyList<SharedKind> Deciding { get; } = [SharedKind.Outcome, SharedKind.Appealed, SharedKind.AppealUpheld, SharedKind.AppealDismissed];

    /// <summary>Appeals within the current unit of work, on the side that has the mailbox.</summary>
    public async Task<Outcome<WrittenLine>> Run(MailboxSession session, Guid id, SharedWords request, CancellationToken cancellation)
    {
        if (FileAppeal.Unfit(request.Text) is { } text)
            return text;
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        if (holder.Id != session.CaseId)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        if (await db.Shares.FirstOrDefaultAsync(s => s.CaseId == kase.Id && s.Id == id && s.Given, cancellation) is not { } share)
            return Refusal.NotFound("grievances.referral_unknown");
        if (!share.IsOpen)
            return Refusal.Conflict(SharedPart.Shut(share));
        var last = await db.SharedEntries.AsNoTracking().Where(e => e.ShareId == id && Deciding.Contains(e.Kind)).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => (SharedKind?)e.Kind).FirstOrDefaultAsync(cancellation);
        if (Unfit(last) is { } unfit)
            return unfit;
        var now = clock.GetUtcNow();
        var line = shared.Write(share, sealer, SharedKind.Appealed, fromPerson: true, Codes.Of(holder.Role), request.Text);
        // Two that come at once: the second finds the case changed.
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), "grievances.shared_appealed", $"case:{kase.Id}", $"share:{share.Id}");
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenLine(line);
    }

    // A letter can be appealed against, once.
    private static Refusal? Unfit(SharedKind? last) => last switch
    {
        SharedKind.Outcome => null,
        SharedKind.Appealed => Refusal.Conflict("grievances.appeal_open"),
        SharedKind.AppealDismissed => Refusal.Conflict("grievances.appealed_before"),
        _ => Refusal.Conflict("grievances.nothing_to_appeal"),
    };

    /// <summary>Takes it in on the side that decided, within the current unit of work: an appeal like any other, of whoever filed there. Where nothing is decided any more it stays a line.</summary>
    public async Task<bool> Arrived(Grievance kase, CaseSealer sealer, string text, DateTimeOffset now, CancellationToken cancellation)
    {
        var against = kase.Outcome is CaseOutcome.Inadmissible ? AppealAgainst.Inadmissible : AppealAgainst.Outcome;
        if (await appeals.Unfit(kase, kase.Id, against, cancellation) is not null)
            return false;
        await appeals.Add(kase, kase.Id, sealer, new AppealRequest(against, text), now, cancellation);
        return true;
    }

    /// <summary>POST /api/grievances/v1/mailbox/referrals/{id}/appeal.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/referrals/{id:guid}/appeal",
            async (Guid id, JsonBody<SharedWords> body, AppealThere appeal, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"appeals:{session.Holder:N}", key, body.Raw, () => appeal.Run(session, id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(line => TypedResults.Created("/api/grievances/v1/mailbox/referrals", line));
            })
        .Idempotent().WithName("Grievances_AppealThere").WithSummary("Appeal against what the other organisation of a joint case decided; somebody there decides who decided nothing in it before")
        .Produces<WrittenLine>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
}
