using Grievances.Domain;

namespace Grievances.Data;

/// <summary>Parts that were split from a case.</summary>
public static class PartsOfCases
{
    /// <summary>Rows of them, found by the relation that the splitting wrote: no list of cases is looked through for them.</summary>
    public static IQueryable<Grievance> PartsOf(this GrievancesDb db, Guid caseId) => db.Relations.Where(r => r.CaseId == caseId && r.Kind == RelationKind.Split)
        .Join(db.Grievances.Where(g => g.SplitFromId == caseId), r => r.OtherId, g => g.Id, (_, g) => g);
}
