using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Auth;

namespace Grievances.Domain;

/// <summary>Who decided what in a case. Whoever an appeal overruled decides nothing in it any more.</summary>
public sealed class Deciders(GrievancesDb db, Actor actor)
{
    /// <summary>A decision of whoever is signed in, to be stored with it.</summary>
    public CaseDecision Of(Grievance kase, DecisionKind kind, string decided, DateTimeOffset now) => new()
    {
        TenantId = kase.TenantId,
        Id = Guid.CreateVersion7(),
        CaseId = kase.Id,
        Kind = kind,
        AccountId = Guid.TryParse(actor.Id, out var account) ? account : Guid.Empty,
        Role = actor.Role,
        Decided = decided,
        At = now,
    };

    /// <summary>Whether an appeal overruled what an account decided.</summary>
    public Task<bool> Overruled(Guid caseId, Guid account, CancellationToken cancellation) => Overruling(caseId, account).AnyAsync(cancellation);

    /// <summary>Appeals that overruled what an account decided.</summary>
    public IQueryable<CaseAppeal> Overruling(Guid caseId, Guid account) => db.Appeals.Where(a => a.CaseId == caseId && a.Decision != null && a.Decision != AppealDecision.Dismissed
        && db.Decisions.Any(d => d.CaseId == caseId && d.AccountId == account && d.Kind != DecisionKind.Appeal && d.At <= a.FiledAt));
}
