using System.Security.Cryptography;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Referrals;

/// <summary>What is shared, as it is stored in a share: words, and files by their ids on that side. Shares of earlier versions are words alone.</summary>
internal sealed record SharedText(int Shared, string Text, IReadOnlyList<Guid> Files)
{
    /// <summary>What a share holds, opened.</summary>
    public static SharedText Open(CaseShare share, CaseSealer sealer)
    {
        var stored = sealer.Open("share", share.Id, "text", share.Text);
        return stored.StartsWith("{\"shared\":1,", StringComparison.Ordinal) && JsonSerializer.Deserialize<SharedText>(stored, JsonSerializerOptions.Web) is { } shared ? shared : new(0, stored, []);
    }

    /// <summary>Seals words and files for the row of a share.</summary>
    public static byte[] Seal(Guid share, CaseSealer sealer, string text, IReadOnlyList<Guid> files) =>
        sealer.Seal("share", share, "text", JsonSerializer.Serialize(new SharedText(1, text, files), JsonSerializerOptions.Web));

    /// <summary>The id a file gets on the other side: one of its own, the same however often it is brought.</summary>
    public static Guid There(Guid share, Guid file) => new(SHA256.HashData([.. share.ToByteArray(), .. file.ToByteArray()]).AsSpan(0, 16));
}

/// <summary>A file that is shared, or would be.</summary>
/// <param name="Id">Its id on the reader's side.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">image, pdf, office, text, audio, video, archive or other.</param>
/// <param name="Cleaned">Whether what is sent is a copy without traces of who made it.</param>
public sealed record SharedFile(Guid Id, string Name, string Kind, bool Cleaned)
{
    /// <summary>Files of a case that can be shared: such as the one who filed sees too, and nothing that was set apart or carries a virus.</summary>
    public static IQueryable<CaseFile> Sharable(GrievancesDb db, Guid caseId) => db.Files.Where(f => f.CaseId == caseId && !f.Quarantined && !f.Internal && f.Scan != ScanState.Infected
        && !db.Holders.Any(h => h.CaseId == caseId && h.Id == f.HolderId && h.Role == HolderRole.Member));

    /// <summary>Files of a case that can be shared, the oldest first.</summary>
    public static async Task<IReadOnlyList<SharedFile>> Of(GrievancesDb db, CaseSealer sealer, CancellationToken cancellation) =>
        [.. (await Sharable(db, sealer.CaseId).AsNoTracking().OrderBy(f => f.AddedAt).ThenBy(f => f.Id).Take(200).ToListAsync(cancellation)).Select(f => Of(f, sealer))];

    private static SharedFile Of(CaseFile f, CaseSealer sealer) => new(f.Id, sealer.Open("file", f.Id, "name", f.Name), f.Kind, f.Cleaning is CleaningState.Cleaned);

    /// <summary>Files of a case by their ids, as they are there now; at most one statement.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, SharedFile>> Find(GrievancesDb db, CaseSealer sealer, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        ids.Count == 0 ? new Dictionary<Guid, SharedFile>()
        : (await db.Files.AsNoTracking().Where(f => f.CaseId == sealer.CaseId && ids.Contains(f.Id)).ToListAsync(cancellation))
            .ToDictionary(f => f.Id, f => Of(f, sealer));
}
