using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Intake;

/// <summary>
/// The people of a case in the parts that were split from it: each has a place of their own in every part, so that a remedy, an appeal or a
/// survey there has somebody to answer it. They open it with the receipt of the first case, and leave it with that.
/// </summary>
public sealed class PeopleOfPart(GrievancesDb db)
{
    /// <summary>Id of a holder in another case of theirs. Whoever filed has the id of the case there too; everybody else keeps their own.</summary>
    public static Guid Id(Guid from, Guid to, Guid holder) => holder == from ? to : holder;

    /// <summary>Gives everybody who has a place in the first one in its part too, within the current unit of work.</summary>
    public async Task Join(CaseSealer first, CaseSealer part, CancellationToken cancellation)
    {
        foreach (var holder in await db.Holders.AsNoTracking().Where(h => h.CaseId == first.CaseId && h.LeftAt == null).OrderBy(h => h.Id).ToListAsync(cancellation))
            db.Add(Place(first, part, holder));
    }

    /// <summary>The place of one of them, for whoever came after the part was split.</summary>
    public static CaseHolder Place(CaseSealer first, CaseSealer part, CaseHolder holder)
    {
        var id = Id(first.CaseId, part.CaseId, holder.Id);
        byte[]? Again(string field, byte[]? text) => first.OpenIfAny("holder", holder.Id, field, text) is { } words ? part.Seal("holder", id, field, words) : null;
        // No salt: what was filed, and when, is proved by the first case.
        return new CaseHolder
        {
            TenantId = part.Tenant, CaseId = part.CaseId, Id = id, Role = holder.Role, JoinedAt = holder.JoinedAt,
            Name = Again("name", holder.Name), MandateKind = holder.MandateKind, Mandate = Again("mandate", holder.Mandate),
        };
    }

    /// <summary>Whoever leaves a case leaves its parts with it, within the current unit of work; by what they are called there too, where it is erased.</summary>
    public async Task Leave(Guid caseId, Guid holder, bool erased, DateTimeOffset now, CancellationToken cancellation)
    {
        var (parts, filed) = (db.PartsOf(caseId).Select(g => g.Id), holder == caseId);
        var gone = db.Holders.Where(h => parts.Contains(h.CaseId) && (h.Id == holder || (filed && h.Id == h.CaseId)));
        await (erased ? gone.ExecuteUpdateAsync(set => set.SetProperty(h => h.LeftAt, now).SetProperty(h => h.Name, (byte[]?)null).SetProperty(h => h.Mandate, (byte[]?)null), cancellation)
            : gone.ExecuteUpdateAsync(set => set.SetProperty(h => h.LeftAt, now), cancellation));
    }
}
