using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Mailbox;

/// <summary>How many of the people of a case allow something now.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="ByFiler">Whether the one who filed allows it. For <c>contact_outside</c> this alone counts: it is their contact.</param>
/// <param name="Extent">none, some or all of the people.</param>
/// <param name="Allowed">How many; null where the people are fewer than five or nobody can count them.</param>
/// <param name="People">Of how many; null likewise.</param>
public sealed record ConsentOfCase(string Purpose, bool ByFiler, string Extent, int? Allowed, int? People);

/// <summary>
/// What a handler may know of the consents of a case: of a group never who allows what, and no number where there are fewer
/// than five. The people are the members, each of whom decides for themselves; without any it is the one who filed.
/// </summary>
public static class ConsentsOfCase
{
    /// <summary>Every purpose in order.</summary>
    public static async Task<IReadOnlyList<ConsentOfCase>> Read(GrievancesDb db, Guid caseId, CancellationToken cancellation)
    {
        var deciding = db.Holders.AsNoTracking().Where(h => h.CaseId == caseId && h.LeftAt == null && (h.Id == caseId || h.Role == HolderRole.Member));
        var members = await deciding.CountAsync(h => h.Id != caseId, cancellation);
        var given = await db.Consents.AsNoTracking().Where(c => c.CaseId == caseId && c.WithdrawnAt == null && deciding.Any(h => h.Id == c.HolderId))
            .GroupBy(c => new { c.Purpose, ByFiler = c.HolderId == caseId }).Select(same => new { same.Key.Purpose, same.Key.ByFiler, Count = same.Count() }).ToListAsync(cancellation);
        return [.. Enum.GetValues<ConsentPurpose>().Select(purpose =>
        {
            var byFiler = given.Any(g => g.Purpose == purpose && g.ByFiler);
            // Nobody but the one who filed has left a contact here.
            if (members == 0 || purpose is ConsentPurpose.ContactOutside)
                return new ConsentOfCase(Codes.Of(purpose), byFiler, byFiler ? "all" : "none", null, null);
            var allowed = given.Where(g => g.Purpose == purpose && !g.ByFiler).Sum(g => g.Count);
            var extent = allowed == 0 ? "none" : allowed < members ? "some" : "all";
            return members < 5 ? new ConsentOfCase(Codes.Of(purpose), byFiler, extent, null, null) : new ConsentOfCase(Codes.Of(purpose), byFiler, extent, allowed, members);
        })];
    }
}
