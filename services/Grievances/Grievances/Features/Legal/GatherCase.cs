using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
using Grievances.Features.Responsibility;
using Grievances.Help;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Files;
using Platform.Hosting.Auth;
using Platform.Tenancy;

namespace Grievances.Features.Legal;

/// <summary>A file that goes into an archive.</summary>
/// <param name="Entry">Where it lies.</param>
/// <param name="Place">Which stored form of it.</param>
/// <param name="Key">Its key.</param>
/// <param name="Manifest">Its chunks.</param>
public sealed record HandedContent(string Entry, SealedFile Place, byte[] Key, SealedManifest Manifest);

/// <summary>Reads of an opened case what a body outside gets: everything a handler may see or, by consent, what is not a member's own.</summary>
public sealed class GatherCase(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReadRemedy remedy, LateScan scan, Actor actor, TimeProvider clock)
{
    private static readonly Dictionary<string, string[]> Endings = new()
    {
        ["image"] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".tif", ".tiff"],
        ["office"] = [".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"],
        ["audio"] = [".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac"],
        ["video"] = [".mp4", ".mov", ".webm", ".mkv", ".avi"],
    };

    private sealed record Beside(string Organisation, string? System, bool ContactAllowed, bool SystemLinked);

    /// <summary>The case and its files, in a unit of work of its own.</summary>
    public async Task<(HandedCase Case, IReadOnlyList<HandedContent> Files)> Run(OpenDoor door, LegalChannel? body, string reason, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        var byConsent = body is not null;
        var read = await unit.Read(async () => new
        {
            Messages = await Messages(kase.Id, byConsent).OrderBy(m => m.WrittenAt).ThenBy(m => m.Id).ToListAsync(cancellation),
            Files = await Files(kase.Id, byConsent).OrderBy(f => f.AddedAt).ThenBy(f => f.Id).ToListAsync(cancellation),
            Attribution = await AttributionRecordView.Of(db, sealer, cancellation),
            Remedy = await remedy.ForHandler(door, cancellation),
            Beside = await BesideIt(kase, cancellation),
        }, cancellation);
        var (files, contents) = await Files(read.Files, sealer, cancellation);
        string? Field(string field, byte[]? text) => sealer.OpenIfAny("grievance", kase.Id, field, text);
        var row = CaseRow.Of(kase);
        var admissibility = AdmissibilityView.Of(kase, sealer);
        var handed = new HandedCase(HandedCase.Version, clock.GetUtcNow(), read.Beside.Organisation, body is null ? null : new HandedTo(body.Id, body.Name), byConsent ? "consent" : "order", reason,
            new HandedFacts(row.Reference, row.State, row.Outcome, row.Band, row.Language, row.Affected, row.Capacity, row.Channel, row.People, Codes.List(kase.Rights), Codes.List(kase.Wants),
                read.Beside.System, kase.SystemId, kase.FiledAt, kase.AcknowledgeBy, kase.AcknowledgedAt, kase.FindingsBy, kase.ClosedAt, admissibility?.Admissible, admissibility?.Text ?? admissibility?.Reason, kase.ParallelProceedings, !read.Beside.SystemLinked),
            new HandedAccount(Field("summary", kase.Summary)!, Field("what_happened", kase.WhatHappened)!, Field("system_description", kase.SystemDescription), Field("excerpt", kase.Excerpt), Field("unsafe", kase.Unsafe),
                Field("answers", kase.Answers) is { } given ? JsonSerializer.Deserialize<GivenAnswers>(given, JsonSerializerOptions.Web) : null, read.Beside.ContactAllowed ? Field("contact", kase.Contact) : null),
            [.. read.Messages.Select(m => new HandedMessage(m.WrittenAt, m.FromPerson, m.WriterRole, Codes.Of(m.Kind), sealer.Open("message", m.Id, "body", m.Body)))],
            read.Attribution, read.Remedy.Remedy, [.. read.Remedy.Appeals.Where(a => !byConsent || a.By != Codes.Of(HolderRole.Member)).Select(HandedAppeal.Of)], read.Remedy.Letter, files,
            [.. LeftOut(byConsent, kase.Contact is not null && read.Beside.ContactAllowed, files)]);
        return (handed, contents);
    }

    // Between a member and the handlers alone is what they wrote and sent, and what was answered to them.
    private IQueryable<CaseMessage> Messages(Guid id, bool byConsent) => db.Messages.AsNoTracking().Where(m => m.CaseId == id
        && (!byConsent || ((m.OnlyFor == null || m.OnlyFor == id) && !db.Holders.Any(h => h.CaseId == id && h.Id == m.HolderId && h.Role == HolderRole.Member && h.Id != id))));

    private IQueryable<CaseFile> Files(Guid id, bool byConsent) => db.Files.AsNoTracking().Where(f => f.CaseId == id && !f.Internal
        && (!byConsent || !db.Holders.Any(h => h.CaseId == id && h.Id == f.HolderId && h.Role == HolderRole.Member && h.Id != id)));

    private Task<Beside> BesideIt(Grievance kase, CancellationToken cancellation)
    {
        var subject = $"case:{kase.Id}";
        return db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == kase.TenantId).Select(t => new Beside(t.Name,
            db.Systems.Where(s => s.Id == kase.SystemId).Select(s => s.Name).FirstOrDefault(),
            db.Consents.Any(c => c.CaseId == kase.Id && c.HolderId == kase.Id && c.Purpose == ConsentPurpose.ContactOutside && c.WithdrawnAt == null),
            db.Set<AuditLine>().Any(l => l.Subject == subject && l.Action == SystemChange.Action))).SingleAsync(cancellation);
    }

    private async Task<(IReadOnlyList<HandedFile> Files, IReadOnlyList<HandedContent> Contents)> Files(IReadOnlyList<CaseFile> rows, CaseSealer sealer, CancellationToken cancellation)
    {
        var (files, contents) = (new List<HandedFile>(), new List<HandedContent>());
        foreach (var (number, file) in rows.Index())
        {
            var infected = !file.Quarantined && (file.Scan is ScanState.Infected || await scan.Finds(sealer, file, (actor.Id, actor.Role), cancellation));
            var cleaned = !file.OriginalAllowed && file.CleanManifest is not null;
            var name = sealer.Open("file", file.Id, "name", file.Name);
            string? entry = null;
            if (!file.Quarantined)
            {
                entry = infected ? $"quarantine/{number + 1:D3}.bin" : $"files/{number + 1:D3}{Ending(name, file.Kind)}";
                var (key, manifest) = CaseFiles.Open(sealer, file, cleaned);
                contents.Add(new HandedContent(entry, new SealedFile(file.TenantId, file.Id, cleaned ? SealedFile.Cleaned : SealedFile.Original), key, manifest));
            }
            files.Add(new HandedFile(entry, name, file.Kind, file.HolderId is not null, cleaned ? "cleaned" : "original", infected ? "infected" : Codes.Of(file.Scan), Warnings(sealer, file), file.AddedAt));
        }
        return (files, contents);
    }

    // By what the file was found to be, never by what it is called alone: nothing here starts as a program or a page.
    private static string Ending(string name, string kind)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        return Endings.TryGetValue(kind, out var known) && known.Contains(ending) ? ending : kind switch { "pdf" => ".pdf", "text" => ".txt", _ => ".bin" };
    }

    private static IReadOnlyList<string> Warnings(CaseSealer sealer, CaseFile file) =>
        [.. JsonSerializer.Deserialize<IReadOnlyList<FoundInFile>>(sealer.Open("file", file.Id, "findings", file.Findings), JsonSerializerOptions.Web)!
            .Select(found => found.Code).Where(code => FindingCodes.Dangers.Contains(code) && (file.OriginalAllowed || !FindingCodes.Inside.Contains(code))).Distinct()];

    private static IEnumerable<string> LeftOut(bool byConsent, bool contact, IReadOnlyList<HandedFile> files)
    {
        yield return "Notes and files among handlers.";
        yield return "The proof of filing: only the person has what it takes to make it, and can add their own.";
        if (!contact)
            yield return "How the person can be reached: they named nothing, or do not allow it.";
        if (byConsent)
            yield return "What members of a group said or sent themselves: each decides about their own.";
        if (files.Any(f => f.Entry is null))
            yield return "Files that were set apart: nobody opens, copies or sends them.";
    }
}
