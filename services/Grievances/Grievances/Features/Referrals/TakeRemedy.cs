using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;

namespace Grievances.Features.Referrals;

/// <summary>
/// Takes in, on the side that a case was referred to, how far the one remedy is and what the person says of this side's measures. The days of these
/// run here, where they are carried out.
/// </summary>
public sealed class TakeRemedy(GrievancesDb db, ThisSide side, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>Takes it in within the current unit of work.</summary>
    public async Task Run(Brought brought, CancellationToken cancellation)
    {
        if (await side.Find(brought, cancellation) is not { Share: { Given: false, State: ShareState.Accepted } } here)
            return;
        var (share, kase, sealer) = here;
        var told = brought.Remedy!;
        var measures = await db.Measures.Where(m => m.CaseId == kase.Id).ToListAsync(cancellation);
        // What is newer here is on its way there.
        var news = told.Measures.Select(theirs => (Theirs: theirs, Ours: measures.FirstOrDefault(m => m.Id == theirs.Id)))
            .Where(m => m.Ours is not null && (m.Theirs.Version > m.Ours.Version || (m.Theirs.Version == m.Ours.Version && Differ(m.Theirs, m.Ours, sealer)))).ToList();
        var (before, after) = (kase.Remedy, Mirrored(told.State, measures));
        if (news.Count == 0 && before == after)
            return;
        var now = clock.GetUtcNow();
        kase.Touch(now);
        foreach (var (theirs, ours) in news)
            Write(kase, theirs, ours!, sealer, now);
        kase.Enter(Mirrored(told.State, measures));
        if (kase.Remedy.IsOwed() && !before.IsOwed())
            clocks.RemedyAccepted(kase, told.Offer, measures);
        if (kase.Remedy is RemedyState.Verified && before is not RemedyState.Verified)
            db.Publish(new RemedyVerified(kase.Snapshot()), now);
        // The person says no to it, or to what was done: somebody has to act.
        if (news.Any(m => m.Ours!.State is MeasureState.Disputed))
            kase.AwaitsAnswer = true;
        else if (before != after && after is RemedyState.Refused or RemedyState.Countered)
            kase.AwaitsAnswer |= kase.IsOpen;
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.remedy_of_giver", $"case:{kase.Id}", $"share:{share.Id}");
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private void Write(Grievance kase, BroughtMeasure theirs, RemedyAction ours, CaseSealer sealer, DateTimeOffset now)
    {
        var answered = theirs.AnsweredAt is { } at && at != ours.AnsweredAt;
        // Who answers for it here they don't know, and what shows that it is done is ours.
        theirs.WriteTo(ours, sealer);
        ours.Remark = theirs.Remark is null ? null : sealer.Seal("measure", ours.Id, "remark", theirs.Remark);
        if (answered && ours.State is not MeasureState.Dropped)
            db.Publish(new RemedyMeasureAnswered(kase.Snapshot(), ours.Id, Codes.Of(ours.Measure), ours.State is MeasureState.Verified), now);
    }

    // Of two that are equally new the one counts that the person has before them.
    private static bool Differ(BroughtMeasure theirs, RemedyAction ours, CaseSealer sealer) =>
        theirs.State != ours.State || theirs.Measure != ours.Measure || theirs.DueOn != ours.DueOn || theirs.Text != sealer.Open("measure", ours.Id, "text", ours.Text);

    // What the giver plans is its own business until it is before the person.
    private static RemedyState Mirrored(RemedyState theirs, List<RemedyAction> measures) => theirs is not (RemedyState.None or RemedyState.Planned) ? theirs
        : measures.Any(m => m.State is not MeasureState.Dropped) ? RemedyState.Planned : RemedyState.None;
}
