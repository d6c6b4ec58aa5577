using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Files;
using Platform.Messaging;

namespace Grievances.Features.Erasure;

/// <summary>
/// Erases a case in two steps. The first destroys every key to it within the request: from then on nothing opens it, also from
/// a copy of the database, once the month's epoch key is gone. The second, by the sweep, removes the rows and the files. A
/// tombstone without content stays, in the database and beside the files, so that a restored backup erases it again.
/// </summary>
public sealed class EraseCase(GrievancesDb db, CaseClocks clocks, Pings pings, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Clock that removes the bytes of files whose holder had them erased.</summary>
    public const string FileClock = "file";

    /// <summary>Destroys the keys within the current unit of work.</summary>
    public async Task Begin(Grievance kase, ErasureCause cause, string role, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.Wraps.Where(w => w.CaseId == kase.Id).ExecuteDeleteAsync(cancellation);
        await db.Receipts.Where(r => r.CaseId == kase.Id).ExecuteDeleteAsync(cancellation);
        await pings.Forget(kase.Id, null, cancellation);
        if (!await db.Tombstones.AnyAsync(t => t.CaseId == kase.Id, cancellation))
        {
            db.Add(new Tombstone { TenantId = kase.TenantId, CaseId = kase.Id, ErasedOn = DateOnly.FromDateTime(now.UtcDateTime), Cause = cause });
            if (!kase.Spam)
                await Patterns.Patterns.Count(db, kase.PatternId, -1, cancellation);
        }
        kase.Touch(now);
        await clocks.Erase(kase, now, cancellation);
        db.Publish(new CaseErased(kase.Id, kase.Version, Codes.Of(cause)), now);
        db.Record(now, Guid.Empty.ToString(), role, "grievances.case_erased", $"case:{kase.Id}", Codes.Of(cause));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Removes what is left of a case within the current unit of work; doing it again changes nothing.</summary>
    public async Task Finish(Guid tenant, Guid caseId, CancellationToken cancellation)
    {
        await blobs.Put(TombstoneName(tenant, caseId), Array.Empty<byte>(), cancellation);
        foreach (var file in await db.Files.Where(f => f.CaseId == caseId).Select(f => f.Id).ToListAsync(cancellation))
            await SealedFile.Delete(blobs, tenant, file, cancellation);
        await db.Files.Where(f => f.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Messages.Where(m => m.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Notices.Where(n => n.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.PingAddresses.Where(p => p.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Consents.Where(c => c.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Holders.Where(h => h.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Wraps.Where(w => w.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Receipts.Where(r => r.CaseId == caseId).ExecuteDeleteAsync(cancellation);
        await db.Grievances.Where(g => g.Id == caseId).ExecuteDeleteAsync(cancellation);
        await db.DueDates(clock.GetUtcNow()).Forget(caseId, cancellation);
    }

    /// <summary>Takes one holder's files out of a case that goes on, within the current unit of work; their bytes go when the sweep comes by.</summary>
    public async Task FilesOf(Guid caseId, Guid holder, DateTimeOffset now, CancellationToken cancellation)
    {
        var theirs = db.Files.Where(f => f.CaseId == caseId && f.HolderId == holder);
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
