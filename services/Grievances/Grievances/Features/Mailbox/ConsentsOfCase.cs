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
        // One statement: at most a few hundred people, each with a handful of purposes.
        var people = await db.Holders.AsNoTracking().Where(h => h.CaseId == caseId && h.LeftAt == null && (h.Id == caseId || h.Role == HolderRole.Member)).Select(h => new
        {
            ByFiler = h.Id == caseId,
            // Whoever files into a pattern asks for exactly that.
            Joined = h.Id == caseId && db.Grievances.Any(g => g.Id == caseId && g.PatternId != null),
            Purposes = db.Consents.Where(c => c.CaseId == caseId && c.HolderId == h.Id && c.WithdrawnAt == null).Select(c => c.Purpose).ToList(),
        }).ToListAsync(cancellation);
        var members = people.Count(person => !person.ByFiler);
        return [.. Enum.GetValues<ConsentPurpose>().Select(purpose =>
        {
            var byFiler = people.Any(person => person.ByFiler && (person.Purposes.Contains(purpose) || (person.Joined && purpose is ConsentPurpose.JoinSimilar)));
            // Nobody but the one who filed has left a contact here.
            if (members == 0 || purpose is ConsentPurpose.ContactOutside)
                return new ConsentOfCase(Codes.Of(purpose), byFiler, byFiler ? "all" : "none", null, null);
            var allowed = people.Count(person => !person.ByFiler && person.Purposes.Contains(purpose));
            var extent = allowed == 0 ? "none" : allowed < members ? "some" : "all";
            return members < 5 ? new ConsentOfCase(Codes.Of(purpose), byFiler, extent, null, null) : new ConsentOfCase(Codes.Of(purpose), byFiler, extent, allowed, members);
        })];
    }
}
