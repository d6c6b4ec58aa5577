using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;

namespace Grievances.Features.Cases;

/// <summary>That a case was linked to an impact of another AI system than stood in it; the first of them says what the person had named.</summary>
/// <param name="From">AI system that stood there before, or null where none did.</param>
/// <param name="FromName">Its name, where it is known.</param>
/// <param name="To">AI system since.</param>
/// <param name="ToName">Its name, where it is known.</param>
/// <param name="Role">Role of whoever linked it.</param>
/// <param name="At">When.</param>
public sealed record SystemChange(Guid? From, string? FromName, Guid To, string? ToName, string Role, DateTimeOffset At)
{
    /// <summary>Action of the audit line that keeps it.</summary>
    public const string Action = "grievances.system_changed";

    private const string Before = "from:";
    private const string None = "none";

    /// <summary>Purpose of the audit line: which AI system stood there before. Which one came after stands in the next line, or in the case.</summary>
    public static string Purpose(Guid? before) => Before + (before?.ToString() ?? None);

    /// <summary>Name of the AI system that the purpose of an audit line says stood there before; null where none did.</summary>
    public static async Task<string?> NameBefore(GrievancesDb db, string purpose, CancellationToken cancellation) =>
        Guid.TryParse(purpose.AsSpan(Before.Length), out var before) ? await db.Systems.Where(s => s.Id == before).Select(s => s.Name).FirstOrDefaultAsync(cancellation) : null;

    /// <summary>Every change of the AI system of a case, the oldest first, within the current unit of work.</summary>
    public static async Task<IReadOnlyList<SystemChange>> Of(GrievancesDb db, OpenedCase opened, CancellationToken cancellation)
    {
        // Only a link to an impact changes it.
        if (opened is not { SystemId: { } now, ImpactId: not null })
            return [];
        var subject = $"case:{opened.Case.Id}";
        var lines = await db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == Action).OrderBy(l => l.At).ThenBy(l => l.Id).Select(l => new { l.At, l.Role, l.Purpose }).ToListAsync(cancellation);
        if (lines.Count == 0)
            return [];
        var before = lines.ConvertAll(l => Guid.TryParse(l.Purpose.AsSpan(Before.Length), out var id) ? id : (Guid?)null);
        List<Guid> ids = [now, .. before.OfType<Guid>()];
        var names = await db.Systems.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        return [.. lines.Select((line, at) => (Line: line, From: before[at], To: at + 1 < before.Count ? before[at + 1] ?? now : now)).Select(c => new SystemChange(c.From, Name(c.From), c.To, Name(c.To), c.Line.Role, c.Line.At))];
    }
}
