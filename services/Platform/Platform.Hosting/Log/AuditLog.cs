using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Hosting.Log;

/// <summary>The audit log of one service for whoever checks it (UN Guiding Principle 31 e: transparent, also about itself).</summary>
/// <typeparam name="TDb">The service's context.</typeparam>
public abstract class AuditLog<TDb>(TDb db) where TDb : PlatformDb
{
    /// <summary>Lower-case name of the service, with which the codes of its actions begin.</summary>
    public abstract string Service { get; }

    /// <summary>Every action it records, each in one group.</summary>
    public abstract IReadOnlyList<LogGroup> Groups { get; }

    /// <summary>A page of it, the newest first.</summary>
    public async Task<Outcome<Page<LogLine>>> List(LogFilter filter, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (most, after) = (Cursor.Limit(limit), Cursor.Read<Place>(cursor));
        if ((most.Refusal ?? after.Refusal) is { } refusal)
            return refusal;
        if (filter.Group is { Length: > 0 } group && Groups.All(g => g.Id != group))
            return Refusal.Field("platform.invalid", "/group", "platform.wrong_type");
        var lines = Of(filter, string.IsNullOrWhiteSpace(filter.Reference) ? null : await Subjects(filter.Reference, cancellation));
        if (after.Value is { Id: var place })
            lines = lines.Where(l => l.Id < place);
        var found = await lines.OrderByDescending(l => l.Id).Take(most.Value + 1)
            .Select(l => new { Line = l, Link = db.Set<AuditLink>().FirstOrDefault(k => k.LineId == l.Id) }).ToListAsync(cancellation);
        var references = await References([.. found.Select(f => f.Line.Subject).Distinct()], cancellation);
        return Cursor.Page(found.ConvertAll(f => new LogLine(f.Line.Id, f.Line.At, f.Line.Actor, f.Line.Role, f.Line.Action, f.Line.Subject,
            references.GetValueOrDefault(f.Line.Subject), f.Line.Purpose, f.Link?.Sequence, f.Link is null ? null : Convert.ToHexStringLower(f.Link.Hash))), most.Value, line => new Place(line.Id));
    }

    /// <summary>Walks the whole chain, from its first line to its last.</summary>
    public async Task<LogChain> Check(CancellationToken cancellation)
    {
        var waiting = await db.Set<PendingAuditLine>().CountAsync(cancellation);
        var head = await db.Set<AuditLink>().AsNoTracking().OrderByDescending(l => l.Sequence).FirstOrDefaultAsync(cancellation);
        return new LogChain(head?.Sequence ?? 0, waiting, await AuditChain.FirstBroken(db, cancellation), head is null ? null : Convert.ToHexStringLower(head.Hash));
    }

    /// <summary>What the lines of a record call it that somebody names; one that no line has where there is none.</summary>
    protected abstract Task<IReadOnlyList<string>> Subjects(string said, CancellationToken cancellation);

    /// <summary>What people call records, by what lines call them.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string>> References(IReadOnlyList<string> subjects, CancellationToken cancellation);

    /// <summary>The id in what a line calls a record, where it is of a kind.</summary>
    protected static Guid? IdOf(string kind, string subject) =>
        subject.StartsWith(kind + ":", StringComparison.Ordinal) && Guid.TryParse(subject.AsSpan(kind.Length + 1), out var id) ? id : null;

    private IQueryable<AuditLine> Of(LogFilter filter, IReadOnlyList<string>? subjects)
    {
        var lines = db.Set<AuditLine>().AsNoTracking();
        if (subjects is not null)
            lines = lines.Where(l => subjects.Contains(l.Subject));
        if (filter.Role is { Length: > 0 } role)
            lines = lines.Where(l => l.Role == role);
        if (filter.Action is { Length: > 0 } action)
            lines = lines.Where(l => l.Action == action);
        if (filter.Actor is { Length: > 0 } actor)
            lines = lines.Where(l => l.Actor == actor);
        if (Groups.FirstOrDefault(g => g.Id == filter.Group) is { Actions: var actions })
            lines = lines.Where(l => actions.Contains(l.Action));
        if (filter.Since is { } since && Midnight(since) is var first)
            lines = lines.Where(l => l.At >= first);
        if (filter.Until is { } until && until < DateOnly.MaxValue && Midnight(until.AddDays(1)) is var end)
            lines = lines.Where(l => l.At < end);
        return lines;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private sealed record Place(Guid Id);
}
