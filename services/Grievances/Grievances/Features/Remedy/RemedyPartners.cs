using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Remedy;

/// <summary>The organisations that carry out a remedy together with the one that has the mailbox: their names, and whether they still do.</summary>
internal sealed class RemedyPartners
{
    private readonly Dictionary<Guid, (string Name, bool There)> partners = [];

    /// <summary>Of a case, where one of these carries something out; one statement, and none where nobody else does.</summary>
    public static async Task<RemedyPartners> Of(GrievancesDb db, Guid caseId, IEnumerable<Guid?> carriers, CancellationToken cancellation)
    {
        var found = new RemedyPartners();
        if (carriers.All(by => by is null))
            return found;
        foreach (var share in await db.Shares.AsNoTracking().Where(s => s.CaseId == caseId && s.Given).Select(s => new { s.OtherTenantId, s.OtherName, s.State }).ToListAsync(cancellation))
            found.partners[share.OtherTenantId] = (share.OtherName, share.State is ShareState.Accepted || found.Has(share.OtherTenantId));
        return found;
    }

    /// <summary>Name of whoever carries something out; null for the one that has the mailbox.</summary>
    public string? NameOf(Guid? by) => by is { } tenant && partners.TryGetValue(tenant, out var known) ? known.Name : null;

    /// <summary>Whether whoever carries something out still has a part in it.</summary>
    public bool Has(Guid? by) => by is not { } tenant || (partners.TryGetValue(tenant, out var known) && known.There);
}
