using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Referrals;

/// <summary>
/// A remedy of two organisations. The person has one plan before them, that of the giver, where their mailbox is; what another organisation carries
/// out is planned in its own case and stands in that plan under its name. Of the giver's own measures the other side learns nothing. All within the
/// current unit of work.
/// </summary>
public sealed class JointRemedy(GrievancesDb db, SharedPart shared)
{
    /// <summary>The share by which a case was referred to us; null where it is a case of our own.</summary>
    public async Task<CaseShare?> CameBy(Grievance kase, CancellationToken cancellation) =>
        kase.Channel is FilingChannel.Referral ? await db.Shares.FirstOrDefaultAsync(s => s.CaseId == kase.Id && !s.Given, cancellation) : null;

    /// <summary>What keeps us from planning or ending our part of a case that was referred to us: nobody has taken it yet.</summary>
    public static Refusal? Untaken(Grievance kase, CaseShare? cameBy) =>
        kase.Channel is FilingChannel.Referral && cameBy is not { State: ShareState.Accepted } ? Refusal.Conflict("grievances.take_it_first") : null;

    /// <summary>What keeps us from putting a plan before the person, or saying that none is owed: their mailbox is with the giver.</summary>
    public static Refusal? NotOurs(Grievance kase) => kase.Channel is FilingChannel.Referral ? Refusal.Conflict("grievances.remedy_of_the_giver") : null;

    /// <summary>Sends a measure of ours to the giver.</summary>
    public void Send(CaseShare cameBy, Guid measure) => shared.Send(cameBy.Id, cameBy.OtherTenantId, ParcelContent.Measure, measure);

    /// <summary>Tells those who handle a case with us how far the remedy is, and what the person says of their measures.</summary>
    public void Tell(IEnumerable<CaseShare> partners)
    {
        // Of one that was ended in this unit of work the database still says the opposite.
        foreach (var partner in partners.Where(s => s is { Given: true, State: ShareState.Accepted }))
            shared.Send(partner.Id, partner.OtherTenantId, ParcelContent.Remedy, null);
    }

    /// <summary>The same, to all of them.</summary>
    public async Task Tell(Grievance kase, CancellationToken cancellation) =>
        Tell(await db.Shares.Where(s => s.CaseId == kase.Id && s.Given && s.State == ShareState.Accepted).ToListAsync(cancellation));

    /// <summary>
    /// The person took back their yes to an organisation: what it has not done is carried out no more. What it has done stays, and the rest of the
    /// plan goes on; where nothing of it is left, it is to be planned anew.
    /// </summary>
    public async Task Leave(Grievance kase, CaseShare share, DateTimeOffset now, CancellationToken cancellation)
    {
        var live = await db.Measures.Where(m => m.CaseId == kase.Id && m.State != MeasureState.Dropped).ToListAsync(cancellation);
        var undone = live.Where(m => m.ByTenant == share.OtherTenantId && m.State is MeasureState.Planned or MeasureState.Disputed).ToList();
        if (undone.Count == 0)
            return;
        var disputed = undone.Exists(m => m.State is MeasureState.Disputed);
        foreach (var measure in undone)
            (measure.State, measure.Version) = (MeasureState.Dropped, measure.Version + 1);
        var before = kase.Remedy;
        GoOn(kase, [.. live.Except(undone)]);
        // What the person said did not come as promised is no remedy they confirmed.
        if (kase.Remedy is RemedyState.Verified && disputed)
            PlanAnew(kase);
        if (kase.Remedy is RemedyState.Verified && before is not RemedyState.Verified)
            db.Publish(new RemedyVerified(kase.Snapshot()), now);
        await Tell(kase, cancellation);
    }

    /// <summary>Puts a remedy where it is with what is left of it, once something is carried out no more.</summary>
    public static void GoOn(Grievance kase, IReadOnlyList<RemedyAction> left)
    {
        if (left.Count > 0 && kase.Remedy.IsOwed())
        {
            kase.Enter(RemedySteps.Progress(left, kase.Remedy is RemedyState.Accepted ? RemedyState.Accepted : RemedyState.Implementing));
        }
        else if (left.Count == 0 && kase.Remedy is RemedyState.Planned)
        {
            kase.Remedy = RemedyState.None;
        }
        else if (left.Count == 0 && kase.Remedy.IsOwed())
        {
            PlanAnew(kase);
        }
    }

    /// <summary>Nothing of what was promised is left to be carried out, and the person has not got it: the plan is to be made anew.</summary>
    public static void PlanAnew(Grievance kase)
    {
        kase.Remedy = RemedyState.Planned;
        if (kase.State is CaseState.Accepted or CaseState.Implementing or CaseState.Verified)
            kase.State = CaseState.Assessed;
    }

    /// <summary>The one who filed goes, and with them their yes: nobody else could take it back. What still waits for it is not asked any more.</summary>
    public async Task End(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var share in await db.Shares.Where(s => s.CaseId == kase.Id && s.Given && (s.State == ShareState.AwaitingConsent || s.State == ShareState.Offered || s.State == ShareState.Accepted)).ToListAsync(cancellation))
        {
            (share.State, share.EndedAt, share.Version) = (share.IsOpen ? ShareState.Withdrawn : ShareState.Refused, now, share.Version + 1);
            if (share.State is ShareState.Refused)
                continue;
            shared.Send(share.Id, share.OtherTenantId, ParcelContent.Withdraw, null);
            await Leave(kase, share, now, cancellation);
        }
    }
}
