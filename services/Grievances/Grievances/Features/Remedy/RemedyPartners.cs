using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Remedy;

/// <summary>The organisations that carry out a remedy together with the one that has the mailbox: their names, and whether they still do.</summary>
internal sealed class RemedyPartners
{
    private readonly Dictionary<Guid, Partner> partners = [];

    /// <summary>Of a case, where one of these carries something out; one statement, and none where nobody else does.</summary>
    public static async Task<RemedyPartners> Of(GrievancesDb db, Guid caseId, IEnumerable<Guid?> carriers, CancellationToken cancellation)
    {
        var found = new RemedyPartners();
        if (carriers.All(by => by is null))
            return found;
        var shares = await db.Shares.AsNoTracking().Where(s => s.CaseId == caseId && s.Given).Select(s => new { s.OtherTenantId, s.OtherName, s.State, s.AnsweredAt, s.EndedAt }).ToListAsync(cancellation);
        foreach (var of in shares.GroupBy(s => s.OtherTenantId))
            found.partners[of.Key] = new Partner(of.Last().OtherName, of.FirstOrDefault(s => s.State is ShareState.Accepted)?.AnsweredAt,
                of.Where(s => s.State is ShareState.Withdrawn or ShareState.Declined).MaxBy(s => s.EndedAt)?.State is ShareState.Withdrawn);
        return found;
    }

    /// <summary>Name of whoever carries something out; null for the one that has the mailbox.</summary>
    public string? NameOf(Guid? by) => by is { } tenant && partners.TryGetValue(tenant, out var known) ? known.Name : null;

    /// <summary>Whether whoever was to carry something out by an offer of then still does: who came back since has left that one.</summary>
    public bool Has(Guid? by, DateTimeOffset offered) => by is not { } tenant || (partners.TryGetValue(tenant, out var known) && known.Since <= offered);

    /// <summary>Whether it was the person who took back their yes; else the organisation left by itself.</summary>
    public bool WasSentAway(Guid? by) => by is { } tenant && partners.TryGetValue(tenant, out var known) && known.SentAway;

    private sealed record Partner(string Name, DateTimeOffset? Since, bool SentAway);
}
