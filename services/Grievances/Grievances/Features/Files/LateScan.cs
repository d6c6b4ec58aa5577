using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Files;
using Platform.Tenancy;

namespace Grievances.Features.Files;

/// <summary>
/// Scans what came in while the scanner was away, when somebody asks for it. Not before: a case's key is taken out only for a
/// person who opens the case and is written down for it, so nothing goes through sealed files by itself.
/// </summary>
public sealed class LateScan(GrievancesDb db, UnitOfWork<GrievancesDb> unit, IBlobStore blobs, IVirusScanner scanner, TimeProvider clock)
{
    /// <summary>Scans the original where it was not yet, outside of any unit of work, and notes what is found; whether it was found infected just now.</summary>
    /// <param name="sealer">Of the case.</param>
    /// <param name="file">The file.</param>
    /// <param name="by">Who asks for it, by id and role.</param>
    /// <param name="cancellation">Honoured until something is noted.</param>
    public async Task<bool> Finds(CaseSealer sealer, CaseFile file, (string Id, string Role) by, CancellationToken cancellation)
    {
        if (file.Scan is not ScanState.Unscanned || scanner is NoScanner)
            return false;
        var (key, manifest) = CaseFiles.Open(sealer, file, cleaned: false);
        await using var original = new SealedFileStream(blobs, new SealedFile(file.TenantId, file.Id, SealedFile.Original), key, manifest);
        var verdict = FileChecks.StateOf(await scanner.Scan(original, cancellation));
        if (verdict is ScanState.Unscanned)
            return false;
        await unit.Write(async () =>
        {
            if (await db.Files.Where(f => f.Id == file.Id && f.Scan == ScanState.Unscanned).ExecuteUpdateAsync(f => f.SetProperty(x => x.Scan, verdict), CancellationToken.None) == 0)
                return;
            db.Record(clock.GetUtcNow(), by.Id, by.Role, "grievances.file_scanned", $"case:{file.CaseId}", $"file:{file.Id}");
            await db.SaveChangesAsync(CancellationToken.None);
        }, CancellationToken.None);
        return verdict is ScanState.Infected;
    }
}
