using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Mailbox;
using Grievances.Features.Referrals;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Files;
using Platform.Guests;
using Platform.Messaging;

namespace Grievances.Features.Erasure;

/// <summary>
/// Erases a case in two steps. The first destroys every key to it within the request: from then on nothing opens it, also from
/// a copy of the database, once the month's epoch key is gone. The second, by the sweep, removes the rows and the files. A
/// tombstone without content stays, in the database and beside the files, so that a restored backup erases it again.
/// </summary>
public sealed class EraseCase(GrievancesDb db, Invitations<GrievancesDb> invitations, SharedPart shared, CaseClocks clocks, Pings pings, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Clock that removes the bytes of files whose holder had them erased.</summary>
    public const string FileClock = "file";

    /// <summary>Destroys the keys within the current unit of work.</summary>
    public async Task Begin(Grievance kase, ErasureCause cause, string role, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // What others have of it by the person's leave goes with it.
        await shared.TakeBack(kase.Id, cancellation);
        await db.Wraps.Where(w => w.CaseId == kase.Id).ExecuteDeleteAsync(cancellation);
        await db.Receipts.Where(r => r.CaseId == kase.Id).ExecuteDeleteAsync(cancellation);
        await pings.Forget(kase.Id, null, cancellation);
        // It is in clear: no key has to go for it to be gone.
        await SayAbout.Forget(db, kase.Id, cancellation);
        if (!await db.Tombstones.AnyAsync(t => t.CaseId == kase.Id, cancellation))
        {
            db.Add(new Tombstone { TenantId = kase.TenantId, CaseId = kase.Id, ErasedOn = DateOnly.FromDateTime(now.UtcDateTime), Cause = cause });
            if (!kase.Spam)
                await Patterns.Patterns.Count(db, kase.PatternId, -1, now, cancellation);
        }
        await Others(kase, cause, role, now, cancellation);
        End(kase, cause, now);
        kase.Touch(now);
        await clocks.Erase(kase, now, cancellation);
        db.Publish(new CaseErased(kase.Id, kase.Version, Codes.Of(cause)), now);
        db.Record(now, Guid.Empty.ToString(), role, "grievances.case_erased", $"case:{kase.Id}", Codes.Of(cause));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // Whoever counts cases hears how an open one ended: nobody goes on counting it as one that waits for an answer.
    private void End(Grievance kase, ErasureCause cause, DateTimeOffset now)
    {
        if (kase.IsOpen && cause is ErasureCause.Person or ErasureCause.ConsentWithdrawn)
        {
            kase.Withdraw(now);
            db.Publish(new GrievanceClosed(kase.Snapshot()), now);
        }
        else if (cause is ErasureCause.Routed)
        {
            kase.State = CaseState.Referred;
            kase.Touch(now);
            db.Publish(new CaseChanged(kase.Snapshot()), now);
        }
    }

    // The parts of a case go with it, since its receipt alone opens them; what was handled with it stands in the queue by itself again.
    private async Task Others(Grievance kase, ErasureCause cause, string role, DateTimeOffset now, CancellationToken cancellation)
    {
        var others = await db.Relations.Where(r => r.CaseId == kase.Id && (r.Kind == RelationKind.Merged || r.Kind == RelationKind.Split))
            .Join(db.Grievances.Where(g => g.MergedIntoId == kase.Id || g.SplitFromId == kase.Id), r => r.OtherId, g => g.Id, (_, g) => g).ToListAsync(cancellation);
        foreach (var merged in others.Where(g => g.MergedIntoId == kase.Id))
        {
            merged.MergedIntoId = null;
            merged.Version++;
            db.Publish(new CaseChanged(merged.Snapshot()), now);
        }
        // Passed on, the first lives elsewhere and its parts stay; what a court or an appeal needs stays too.
        foreach (var part in others.Where(g => cause != ErasureCause.Routed && g.SplitFromId == kase.Id && g is { LegalHold: false, AppealHold: false }).DistinctBy(g => g.Id))
            await Begin(part, cause, role, cancellation);
    }

    /// <summary>Removes what is left of a case within the current unit of work; doing it again changes nothing.</summary>
    public async Task Finish(Guid tenant, Guid caseId, CancellationToken cancellation)
    {
        await blobs.Put(TombstoneName(tenant, caseId), Array.Empty<byte>(), cancellation);
        foreach (var file in await db.Files.Where(f => f.CaseId == caseId).Select(f => f.Id).ToListAsync(cancellation))
            await SealedFile.Delete(blobs, tenant, file, cancellation);
        await db.Files.Where(f => f.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await Handling(caseId, cancellation);
        await db.Messages.Where(m => m.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Notices.Where(n => n.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.PingAddresses.Where(p => p.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Consents.Where(c => c.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Holders.Where(h => h.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Wraps.Where(w => w.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Receipts.Where(r => r.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.CaseRights.Where(r => r.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Grievances.Where(g => g.Id == caseId).ExecuteDeleteAsync(cancellation);
        await db.DueDates(clock.GetUtcNow()).Forget(caseId, cancellation);
    }

    // What was done about it goes with it; what was learned from it stays, and names nobody.
    private async Task Handling(Guid caseId, CancellationToken cancellation)
    {
        await invitations.Forget(Talk.Mediations.Subject(caseId), cancellation);
        await db.Set<CaseMediation>().Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.SharedEntries.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Shares.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Assignments.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Exclusions.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.IdentityRequests.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Decisions.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Notes.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Relations.Where(x => x.CaseId == caseId || x.OtherId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Measures.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Offers.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Appeals.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Surveys.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Attributions.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.LegalNotes.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Meetings.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Translations.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Redactions.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.RegisterNumbers.Where(x => x.CaseId == caseId).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Takes one holder's files out of a case that goes on, within the current unit of work; their bytes go when the sweep comes by.</summary>
    public Task FilesOf(Guid caseId, Guid holder, DateTimeOffset now, CancellationToken cancellation) =>
        Files(db.Files.Where(f => f.CaseId == caseId && f.HolderId == holder), now, cancellation);

    /// <summary>Takes one file out of a case that goes on, in the same way.</summary>
    public Task File(Guid caseId, Guid file, DateTimeOffset now, CancellationToken cancellation) =>
        Files(db.Files.Where(f => f.CaseId == caseId && f.Id == file), now, cancellation);

    private async Task Files(IQueryable<CaseFile> theirs, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = await theirs.Select(f => f.Id).ToListAsync(cancellation);
        await theirs.ExecuteDeleteAsync(cancellation);
        foreach (var id in ids)
            await db.DueDates(now).Plan(id, FileClock, [new DueStep(FileClock, now)], cancellation);
    }

    /// <summary>Removes the bytes of a file whose row is gone, within the current unit of work; doing it again changes nothing.</summary>
    public async Task FinishFile(Guid tenant, Guid file, CancellationToken cancellation)
    {
        await SealedFile.Delete(blobs, tenant, file, cancellation);
        await db.DueDates(clock.GetUtcNow()).Forget(file, cancellation);
    }

    /// <summary>Where the tombstone lies beside the files.</summary>
    public static string TombstoneName(Guid tenant, Guid caseId) => $"tombstones/{tenant:N}/{caseId:N}";
}
