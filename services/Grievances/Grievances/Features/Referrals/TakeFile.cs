using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Files;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Files;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>
/// Takes in a file that the person said yes to: the cleaned copy where there is one, opened with the giver's key and sealed under one of this side, a
/// piece at a time. It is a file of this side's case and goes with it.
/// </summary>
public sealed class TakeFile(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ThisSide side, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Takes it in; the bytes move before the unit of work in which its row is written.</summary>
    public async Task Run(Brought brought, CancellationToken cancellation)
    {
        var (file, sealer) = brought.File!;
        var id = SharedText.There(brought.Parcel.ShareId, file.Id);
        if (await unit.Read(async () => await side.Find(brought, cancellation) is null || await db.Files.AnyAsync(f => f.Id == id, cancellation), cancellation))
            return;
        db.ChangeTracker.Clear();
        var cleaned = file.CleanManifest is not null;
        var (from, manifest) = CaseFiles.Open(sealer, file, cleaned);
        var key = SealedFile.NewKey();
        var (there, here) = (new SealedFile(file.TenantId, file.Id, cleaned ? SealedFile.Cleaned : SealedFile.Original), new SealedFile(db.Tenant.Required, id, SealedFile.Original));
        var copy = await Copy(there, from, manifest, here, key, cancellation);
        await unit.Repeat(async () =>
        {
            if (await side.Find(brought, CancellationToken.None) is not { } open || await db.Files.AnyAsync(f => f.Id == id, CancellationToken.None))
                return false;
            var (share, kase, into) = open;
            var now = clock.GetUtcNow();
            db.Add(new CaseFile
            {
                TenantId = kase.TenantId, Id = id, CaseId = kase.Id, Kind = file.Kind, Bytes = copy.Length, Scan = file.Scan, Cleaning = file.Cleaning, OriginalAllowed = true, AddedAt = now,
                Name = into.Seal("file", id, "name", sealer.Open("file", file.Id, "name", file.Name)),
                Key = into.Seal("file", id, "key", Convert.ToBase64String(key)),
                Manifest = CaseFiles.Seal(into, id, "manifest", copy),
                // What may harm whoever opens it is told; what else the original says stays with the giver.
                Findings = into.Seal("file", id, "findings", JsonSerializer.Serialize(CaseFiles.Warnings(sealer, file), JsonSerializerOptions.Web)),
            });
            kase.Touch(now);
            db.Record(now, Guid.Empty.ToString(), ThisSide.Partner, "grievances.shared_file", $"case:{kase.Id}", $"share:{share.Id}");
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }, done => done, cancellation);
    }

    private async Task<SealedManifest> Copy(SealedFile from, byte[] key, SealedManifest manifest, SealedFile into, byte[] fresh, CancellationToken cancellation)
    {
        await using var source = new SealedFileStream(blobs, from, key, manifest);
        using var writer = new SealedFileWriter(blobs, into, fresh, manifest.Length);
        // A source that breaks off is no file: what came of it is not taken for the whole.
        if (await writer.Append(source, cancellation) is { Interrupted: true } or { Refusal: not null })
            throw new InvalidOperationException("The file did not come whole.");
        return await writer.Complete(cancellation);
    }
}
