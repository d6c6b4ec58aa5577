using System.Security.Cryptography;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Clocks;
using Grievances.Features.Erasure;
using Grievances.Features.Intake;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Messaging;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>Takes in what the other side sent: sealed anew, bound to this tenant. Taking it in twice changes nothing.</summary>
public sealed class TakeIn(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, ThisSide side, TakeMeasure measure, TakeRemedy remedy, TakeFile file, JointRemedy joint,
    CaseKeys keys, MoveToGroup groups, CaseClocks clocks, EraseCase erase, AppealThere appeal, Pings pings, TimeProvider clock)
{
    /// <summary>Takes in within units of work of its own.</summary>
    public Task Run(Brought brought, CancellationToken cancellation) => brought.Parcel.Content switch
    {
        ParcelContent.Open => Take(() => Open(brought, cancellation), cancellation),
        ParcelContent.Withdraw => Take(() => Withdraw(brought.Parcel.ShareId, cancellation), cancellation),
        ParcelContent.Measure => Take(() => measure.Run(brought, cancellation), cancellation),
        ParcelContent.Remedy => Take(() => remedy.Run(brought, cancellation), cancellation),
        ParcelContent.File => file.Run(brought, cancellation),
        _ => Take(() => Line(brought, cancellation), cancellation),
    };

    // This side may be at work on the case.
    private Task<bool> Take(Func<Task> work, CancellationToken cancellation) => unit.Repeat(async () =>
    {
        await work();
        return true;
    }, _ => true, cancellation);

    private async Task Open(Brought brought, CancellationToken cancellation)
    {
        var (share, text) = (brought.Share!, brought.Text!);
        // What was here and is gone does not come back: a parcel that another instance still brings is the same one.
        var received = $"share:{share.Id}";
        if (await db.Shares.FirstOrDefaultAsync(s => s.Id == share.Id, cancellation) is { } known)
        {
            await Exclude(known, brought.Case!, cancellation);
            return;
        }
        if (await db.Set<AuditLine>().AnyAsync(l => l.Purpose == received && l.Action == ThisSide.Received, cancellation))
            return;
        var (tenant, now, id) = (db.Tenant.Required, clock.GetUtcNow(), Guid.CreateVersion7());
        var key = RandomNumberGenerator.GetBytes(32);
        var sealer = new CaseSealer(tenant, id, key);
        var policy = await clocks.Policy(cancellation);
        // The words the person read and nothing else: who was harmed, how many and by which risk stays with the one who has their mailbox.
        var kase = NewCase.Of(new FileRequest(brought.Case!.Language, NewCase.FirstLine(text.Text), text.Text, AffectedPerson.Unknown), FilingChannel.Referral, null, [], sealer, policy, now);
        // Whom the person would not have see it, they said of the giver and mean of whoever has it.
        (kase.HandledBy, kase.ExcludedRoles) = (brought.Case.HandledBy, brought.Case.ExcludedRoles);
        await keys.WrapForGroup(id, kase.HandledBy, key, cancellation);
        db.Add(kase);
        db.Add(new CaseShare
        {
            TenantId = tenant, Id = share.Id, CaseId = id, OtherTenantId = share.TenantId, OtherName = brought.From!, Given = false, State = ShareState.Offered, LeadTenantId = share.LeadTenantId,
            Text = SharedText.Seal(share.Id, sealer, text.Text, [.. text.Files.Select(f => SharedText.There(share.Id, f))]), ProposedByRole = share.ProposedByRole, ProposedAt = share.ProposedAt, ConsentAt = share.ConsentAt, Version = 1,
        });
        clocks.Filed(kase, policy);
        db.Publish(new GrievanceFiled(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, ThisSide.Received, $"case:{id}", received);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task Line(Brought brought, CancellationToken cancellation)
    {
        var line = brought.Line!;
        if (await side.Find(brought, cancellation) is not { } here || await db.SharedEntries.AnyAsync(e => e.Id == line.Id, cancellation))
            return;
        var (share, kase, sealer) = here;
        var now = clock.GetUtcNow();
        // Nothing moves by it: the person finds it among those who opened their case.
        if (line.Kind is SharedKind.Opened)
        {
            Add(share, line, null);
            await db.SaveChangesAsync(CancellationToken.None);
            return;
        }
        if (line.Kind is SharedKind.LeadMoved or SharedKind.LeadTaken)
            (share.LeadTenantId, share.Version) = (line.Kind is SharedKind.LeadTaken ? share.OtherTenantId : share.TenantId, share.Version + 1);
        else
            WorkTogether.Apply(share, line.Kind, now);
        Add(share, line, brought.Words is null ? null : sealer.Seal("shared_entry", line.Id, "body", brought.Words));
        if (line.Kind is SharedKind.Appealed && await appeal.Arrived(kase, sealer, brought.Words!, now, cancellation))
        {
            db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.shared_appealed", $"case:{kase.Id}", $"share:{share.Id}");
            await db.SaveChangesAsync(CancellationToken.None);
            return;
        }
        if (share.Given)
            await pings.Tell(kase.Id, null, now, cancellation);
        // Whoever takes it hears how far the remedy is; of whoever does not nothing is expected any more.
        if (line.Kind is SharedKind.Accepted)
            joint.Tell([share]);
        else if (line.Kind is SharedKind.Declined)
            await joint.Leave(kase, share, now, cancellation);
        kase.Wrote(person: true, now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.shared_" + Codes.Of(line.Kind), $"case:{kase.Id}", $"share:{share.Id}");
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private void Add(CaseShare share, SharedEntry line, byte[]? body) => db.Add(new SharedEntry
    {
        TenantId = share.TenantId, Id = line.Id, ShareId = share.Id, CaseId = share.CaseId, FromTenantId = line.FromTenantId, FromPerson = line.FromPerson, Kind = line.Kind, WriterRole = line.WriterRole, At = line.At, Body = body,
    });

    // Whom the person would not have see it any more, they mean of everybody who has it.
    private async Task Exclude(CaseShare share, Grievance theirs, CancellationToken cancellation)
    {
        if (!share.IsOpen || await db.Grievances.FirstOrDefaultAsync(g => g.Id == share.CaseId, cancellation) is not { } kase || kase.ExcludedRoles == theirs.ExcludedRoles
            || await keys.OpenForGroup(kase.Id, kase.HandledBy, cancellation) is not { } key)
            return;
        await groups.Keep(kase, theirs.ExcludedRoles, key, cancellation);
        var now = clock.GetUtcNow();
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.readers_chosen", $"case:{kase.Id}", kase.ExcludedRoles.Length == 0 ? "all" : kase.ExcludedRoles);
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // The person's yes is gone, and with it everything this side had.
    private async Task Withdraw(Guid shareId, CancellationToken cancellation)
    {
        if (await db.Shares.FirstOrDefaultAsync(s => s.Id == shareId, cancellation) is not { } share || await db.Grievances.FirstOrDefaultAsync(g => g.Id == share.CaseId, cancellation) is not { } kase)
            return;
        var now = clock.GetUtcNow();
        if (share.Given)
        {
            await Left(share, kase, now, cancellation);
            return;
        }
        (share.State, share.EndedAt, share.Version) = (ShareState.Withdrawn, now, share.Version + 1);
        await erase.Begin(kase, ErasureCause.ConsentWithdrawn, ThisSide.Partner, cancellation);
    }

    // The other side has nothing of it any more, for instance since its time for keeping it is over.
    private async Task Left(CaseShare share, Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!share.IsOpen)
            return;
        (share.State, share.EndedAt, share.Version) = (ShareState.Declined, now, share.Version + 1);
        await joint.Leave(kase, share, now, cancellation);
        await pings.Tell(kase.Id, null, now, cancellation);
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.shared_ended", $"case:{kase.Id}", $"share:{share.Id}");
        await clocks.Moved(kase, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
