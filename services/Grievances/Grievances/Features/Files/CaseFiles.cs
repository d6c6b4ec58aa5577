using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.EntityFrameworkCore;
using Platform.Files;
using Platform.Hosting.Http;

namespace Grievances.Features.Files;

/// <summary>A file of a case, as somebody who opened the case sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">image, pdf, office, text, audio, video, archive or other.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Mine">Whether the reader sent it.</param>
/// <param name="Scan">unscanned, clean or infected.</param>
/// <param name="Cleaned">Whether there is a copy without traces of who made it.</param>
/// <param name="OriginalAllowed">Whether handlers may see the original: the person allowed it, or there is no cleaned copy.</param>
/// <param name="Quarantined">Whether it was set apart.</param>
/// <param name="Findings">For whoever sent it, what the original says beside its content. For a handler, what may harm whoever opens the file: scripts, program, macros, encrypted or name_mismatch.</param>
/// <param name="AddedAt">When.</param>
/// <param name="AddedByRole">Role of whoever of the staff added it; null where it came from the person’s side or with a referral.</param>
/// <param name="Internal">Whether those who handle the case have it for themselves.</param>
public sealed record CaseFileView(
    Guid Id, string Name, string Kind, long Bytes, bool Mine, string Scan, bool Cleaned, bool OriginalAllowed, bool Quarantined, IReadOnlyList<FoundInFile> Findings, DateTimeOffset AddedAt,
    string? AddedByRole, bool Internal);

/// <summary>Who adds a file.</summary>
/// <param name="Holder">A holder of the case, or null.</param>
/// <param name="StaffRole">Role of somebody of the staff, or null.</param>
/// <param name="Internal">Whether it is for those who handle the case alone.</param>
public sealed record FileSource(Guid? Holder, string? StaffRole = null, bool Internal = false);

/// <summary>Makes staged files part of a case: their keys and names are sealed anew, under the case's key; their bytes stay where they are.</summary>
public sealed class CaseFiles(GrievancesDb db, StagedFiles staged)
{
    /// <summary>Attaches within the current unit of work; digests of the originals, in order.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> Attach(IReadOnlyList<UploadedFile> uploads, CaseSealer sealer, FileSource from, DateTimeOffset now, CancellationToken cancellation)
    {
        var digests = new List<string>();
        // In one order, whatever the order they were named in: each is locked until the end of the unit of work.
        foreach (var (i, upload) in uploads.Index().OrderBy(u => u.Item.Id))
        {
            var found = await staged.Find(upload.Id, upload.Token, cancellation);
            if (found.Refusal is not null || !found.Value.File.Complete)
                return Refusal.Field("platform.invalid", $"/files/{i}", found.Refusal is null ? "grievances.upload_unfinished" : "grievances.upload_unknown");
            var (file, state) = found.Value;
            // From a person it is evidence all the same; staff can bring another.
            if (from.StaffRole is not null && state.Scan is ScanState.Infected)
                return Refusal.Field("platform.invalid", $"/files/{i}", "grievances.file_of_staff_infected");
            // Deleted, not read: of two filings with one file only one gets it.
            if (await db.StagedFiles.Where(s => s.Id == file.Id).ExecuteDeleteAsync(cancellation) == 0)
                return Refusal.Field("platform.invalid", $"/files/{i}", "grievances.upload_unknown");
            byte[] Sealed(string field, string text) => sealer.Seal("file", file.Id, field, text);
            db.Add(new CaseFile
            {
                TenantId = sealer.Tenant,
                Id = file.Id,
                CaseId = sealer.CaseId,
                HolderId = from.Holder,
                StaffRole = from.StaffRole,
                Internal = from.Internal,
                Kind = FileGroups.Of(state.Kind!.Value),
                Bytes = state.Original.Length,
                Scan = state.Scan,
                Cleaning = state.Cleaned is null ? CleaningState.Uncleaned : CleaningState.Cleaned,
                OriginalAllowed = upload.Original || from.StaffRole is not null || state.Cleaned is null,
                Name = Sealed("name", state.Name),
                Key = Sealed("key", state.Key),
                Manifest = Seal(sealer, file.Id, "manifest", state.Original),
                CleanManifest = state.Cleaned is null ? null : Seal(sealer, file.Id, "clean_manifest", state.Cleaned),
                Findings = Sealed("findings", JsonSerializer.Serialize(state.Findings.Select(f => new FoundInFile(f.Code, f.Value, f.Identifying)), JsonSerializerOptions.Web)),
                AddedAt = now,
            });
            digests.Add(state.Original.Sha256!);
        }
        return new Outcome<IReadOnlyList<string>>([.. digests.Order(StringComparer.Ordinal)], null);
    }

    /// <summary>Digests of the files a case was filed with, in order: part of its proof.</summary>
    public async Task<IReadOnlyList<string>> FiledDigests(CaseSealer sealer, Grievance kase, CancellationToken cancellation)
    {
        var files = await db.Files.AsNoTracking().Where(f => f.CaseId == kase.Id && f.AddedAt == kase.FiledAt && f.StaffRole == null).OrderBy(f => f.Id).ToListAsync(cancellation);
        return [.. files.Select(f => Manifest(sealer, f, cleaned: false).Sha256!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The files of a case, oldest first, at most 200.</summary>
    /// <param name="sealer">Opens the case.</param>
    /// <param name="holder">The holder who reads, or null for a handler, who is warned and sees nothing else of what was found.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<CaseFileView>> List(CaseSealer sealer, Guid? holder, CancellationToken cancellation)
    {
        var files = await Shown(sealer.CaseId, holder).AsNoTracking().OrderBy(f => f.AddedAt).ThenBy(f => f.Id).Take(200).ToListAsync(cancellation);
        return [.. files.Select(f => new CaseFileView(
            f.Id, sealer.Open("file", f.Id, "name", f.Name), f.Kind, f.Bytes, holder is not null && f.HolderId == holder, Codes.Of(f.Scan), f.Cleaning is CleaningState.Cleaned,
            f.OriginalAllowed, f.Quarantined, holder is null ? Warnings(sealer, f) : f.HolderId == holder ? Findings(sealer, f) : [], f.AddedAt,
            f.StaffRole, f.Internal))];
    }

    /// <summary>
    /// Files that a holder may have, or a handler where null: a member's own are between them and the handlers alone, what was set apart
    /// is with its sender alone, and what handlers keep among themselves with them.
    /// </summary>
    public IQueryable<CaseFile> Shown(Guid caseId, Guid? holder) => holder is null ? db.Files.Where(f => f.CaseId == caseId)
        : db.Files.Where(f => f.CaseId == caseId && (f.HolderId == holder
            || (!f.Quarantined && !f.Internal && !db.Holders.Any(h => h.CaseId == caseId && h.Id == f.HolderId && h.Role == HolderRole.Member))));

    /// <summary>A file's key and chunks, opened.</summary>
    public static (byte[] Key, SealedManifest Manifest) Open(CaseSealer sealer, CaseFile file, bool cleaned) =>
        (Convert.FromBase64String(sealer.Open("file", file.Id, "key", file.Key)), Manifest(sealer, file, cleaned));

    /// <summary>Chunks of a file, sealed for its row.</summary>
    public static byte[] Seal(CaseSealer sealer, Guid file, string field, SealedManifest manifest) => sealer.Seal("file", file, field, JsonSerializer.Serialize(manifest, JsonSerializerOptions.Web));

    private static SealedManifest Manifest(CaseSealer sealer, CaseFile file, bool cleaned) =>
        JsonSerializer.Deserialize<SealedManifest>(cleaned ? sealer.Open("file", file.Id, "clean_manifest", file.CleanManifest!) : sealer.Open("file", file.Id, "manifest", file.Manifest), JsonSerializerOptions.Web)!;

    private static IReadOnlyList<FoundInFile> Findings(CaseSealer sealer, CaseFile file) =>
        JsonSerializer.Deserialize<IReadOnlyList<FoundInFile>>(sealer.Open("file", file.Id, "findings", file.Findings), JsonSerializerOptions.Web)!;

    // Names of what is inside may be anybody's; how a name ends is known with the name.
    internal static IReadOnlyList<FoundInFile> Warnings(CaseSealer sealer, CaseFile file) =>
        [.. Findings(sealer, file).Where(f => FindingCodes.Dangers.Contains(f.Code) && (file.OriginalAllowed || !FindingCodes.Inside.Contains(f.Code)))
            .Select(f => new FoundInFile(f.Code, FindingCodes.WithoutValue.Contains(f.Code) ? "" : f.Value, false)).Distinct()];
}
