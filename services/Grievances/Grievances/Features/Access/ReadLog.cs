using Grievances.Data;
using Grievances.Features.Cases;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Log;

namespace Grievances.Features.Access;

/// <summary>The audit log of the organisation’s grievances; its cases are found by their references.</summary>
public sealed class ReadLog(GrievancesDb db) : AuditLog<GrievancesDb>(db)
{
    private readonly GrievancesDb db = db;

    /// <inheritdoc />
    public override string Service => "grievances";

    /// <inheritdoc />
    public override IReadOnlyList<LogGroup> Groups => LogGroups.All;

    // Sign by sign as the queue reads it; an id names a case that is gone.
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> Subjects(string said, CancellationToken cancellation)
    {
        if (Guid.TryParse(said, out var id))
            return [$"case:{id}"];
        var reference = CaseFilter.Spelled(said);
        return [$"case:{await db.Grievances.AsNoTracking().Where(g => g.Reference == reference).Select(g => (Guid?)g.Id).FirstOrDefaultAsync(cancellation)}"];
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, string>> References(IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        var cases = subjects.Select(subject => IdOf("case", subject)).OfType<Guid>().ToList();
        return cases.Count == 0 ? new Dictionary<string, string>()
            : await db.Grievances.AsNoTracking().Where(g => cases.Contains(g.Id)).Select(g => new { g.Id, g.Reference }).ToDictionaryAsync(g => $"case:{g.Id}", g => g.Reference, cancellation);
    }
}
