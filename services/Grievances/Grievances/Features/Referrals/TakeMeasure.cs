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
/// Takes a measure of the other organisation into the one plan, at the giver's: under the same id and the name of whoever carries it out. The newer
/// version wins, and of two that are equally new the one here, where the person answers. What the person accepted is not changed from there any
/// more; that it is done is, and that it is not after all while they have not answered. What comes after the case was ended, or is more than a plan holds, is not in it, and its side hears so.
/// </summary>
public sealed class TakeMeasure(GrievancesDb db, ThisSide side, JointRemedy joint, CaseClocks clocks, Pings pings, TimeProvider clock)
{
    /// <summary>Takes it in within the current unit of work.</summary>
    public async Task Run(Brought brought, CancellationToken cancellation)
    {
        if (await side.Find(brought, cancellation) is not { Share.Given: true } here)
            return;
        var (share, kase, sealer) = here;
        // Word that it was taken may come after what is planned; then this is brought again.
        if (share.State is not ShareState.Accepted)
            throw new InvalidOperationException("It is not known here yet that this was taken.");
        var theirs = brought.Measure!;
        var measures = await db.Measures.Where(m => m.CaseId == kase.Id).ToListAsync(cancellation);
        var known = measures.FirstOrDefault(m => m.Id == theirs.Id);
        if (known is null ? theirs.State is MeasureState.Dropped : known.ByTenant != share.OtherTenantId || known.Version >= theirs.Version)
            return;
        var now = clock.GetUtcNow();
        var row = known ?? Add(kase, share, theirs, measures);
        var wasOwed = kase.Remedy.IsOwed();
        kase.Touch(now);
        // Of whoever comes after the person had accepted: once that is confirmed, what they take on is offered in its own right.
        var joins = known is null && FurtherRemedy.IsWhere(kase);
        if (joins)
            JointRemedy.PlanAnew(kase);
        if (kase.Remedy.IsOwed())
            await Owed(kase, row, theirs, known is null, sealer, measures, now, cancellation);
        else if (theirs.State is MeasureState.Dropped && (await FurtherRemedy.Promised(db, kase.Id, sealer, cancellation)).Contains(row.Id))
            // What the person accepted stays in the plan, and its side hears so.
            row.Version = theirs.Version + 1;
        else
            await Planned(kase, row, theirs, sealer, measures, cancellation);
        if (!kase.Remedy.IsOwed() && known is null && (!kase.IsOpen || measures.Offered().Count(m => m.ByTenant == share.OtherTenantId) > PlanRemedy.MostMeasures))
            (row.State, row.Version) = (MeasureState.Dropped, theirs.Version + 1);
        var whole = kase.Remedy is RemedyState.Verified && !wasOwed;
        if (joins || whole || (!kase.Remedy.IsOwed() && (!kase.IsOpen || row.Version > theirs.Version)))
            await joint.Tell(kase, cancellation);
        if (joins || whole)
            db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.measure_of_partner", $"case:{kase.Id}", $"share:{share.Id}");
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private RemedyAction Add(Grievance kase, CaseShare share, BroughtMeasure theirs, List<RemedyAction> measures)
    {
        var row = new RemedyAction { TenantId = kase.TenantId, Id = theirs.Id, CaseId = kase.Id, ByTenant = share.OtherTenantId, OwnerRole = ThisSide.Partner, Place = measures.Count };
        db.Add(row);
        measures.Add(row);
        return row;
    }

    private async Task Planned(Grievance kase, RemedyAction row, BroughtMeasure theirs, CaseSealer sealer, List<RemedyAction> measures, CancellationToken cancellation)
    {
        theirs.WriteTo(row, sealer);
        row.Evidence = theirs.Evidence is null ? null : sealer.Seal("measure", row.Id, "evidence", theirs.Evidence);
        List<RemedyAction> left = [.. measures.Where(m => m.State is not MeasureState.Dropped).OrderBy(m => m.Place).ThenBy(m => m.Id)];
        PlanRemedy.Arrange(left);
        if (kase is { IsOpen: true, Remedy: RemedyState.None or RemedyState.NotOwed } && row.State is not MeasureState.Dropped)
        {
            // That we owe none does not keep from the person what another organisation means to do.
            kase.NoRemedyReason = null;
            kase.Enter(RemedyState.Planned);
        }
        // What was to be added is not: the remedy is what the person had confirmed.
        else if (row.State is MeasureState.Dropped && kase.Remedy is RemedyState.Planned && await FurtherRemedy.IsWhole(db, kase.Id, left, sealer, cancellation))
            kase.Enter(RemedyState.Verified);
    }

    private async Task Owed(Grievance kase, RemedyAction row, BroughtMeasure theirs, bool isNew, CaseSealer sealer, List<RemedyAction> measures, DateTimeOffset now, CancellationToken cancellation)
    {
        var waits = row is { State: MeasureState.Done, AnsweredAt: null, DueOn: not null };
        if (theirs is { State: MeasureState.Done, Evidence: { } evidence } && !isNew && (waits || row.State is MeasureState.Planned or MeasureState.Disputed))
        {
            row.Evidence = sealer.Seal("measure", row.Id, "evidence", evidence);
            (row.State, row.DoneAt, row.AnsweredAt, row.Version) = (MeasureState.Done, theirs.DoneAt, null, theirs.Version);
            kase.Enter(RemedySteps.Progress(measures, RemedyState.Implementing));
            await pings.Tell(kase.Id, kase.Id, now, cancellation);
            db.Publish(new RemedyMeasureDone(kase.Snapshot(), row.Id, Codes.Of(row.Measure)), now);
            db.Publish(new CaseChanged(kase.Snapshot()), now);
        }
        else if (theirs.State is MeasureState.Planned && !isNew && waits)
        {
            // It was said by mistake: it is owed again, and the person is asked no more.
            (row.State, row.Evidence, row.DoneAt, row.Version) = (MeasureState.Planned, null, null, theirs.Version);
            kase.Enter(RemedySteps.Undone(measures));
            db.Publish(new CaseChanged(kase.Snapshot()), now);
        }
        else
        {
            // The person has accepted a plan: what came too late for it is not in it, and what is in it stays as they read it.
            if (isNew)
            {
                theirs.WriteTo(row, sealer);
                row.LeaveOut(now);
            }
            row.Version = theirs.Version + 1;
        }
        await joint.Tell(kase, cancellation);
    }
}
