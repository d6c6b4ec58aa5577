using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>What was said in a case and who opened it: newest first, page by page, the same for the person and for a handler.</summary>
public sealed class CaseThread(GrievancesDb db)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>A page of messages, still sealed: all of them for handlers, for a holder those that are not between another holder and the handlers alone.</summary>
    public async Task<Outcome<Page<CaseMessage>>> Messages(Guid caseId, Guid? holder, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var messages = db.Messages.AsNoTracking().Where(m => m.CaseId == caseId);
        if (holder is { } reader)
            messages = messages.Where(m => m.OnlyFor == null || m.OnlyFor == reader);
        if (before.Value is { } key)
            messages = messages.Where(m => m.WrittenAt < key.At || (m.WrittenAt == key.At && m.Id < key.Id));
        var rows = await messages.OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(most.Value + 1).ToListAsync(cancellation);
        return Cursor.Page(rows, most.Value, m => new Key(m.WrittenAt, m.Id));
    }

    /// <summary>Lines of what is handled together with other organisations before a cursor that was found to be one: a part of the same thread.</summary>
    public IQueryable<SharedEntry> Shared(Guid caseId, string? cursor)
    {
        var lines = db.SharedEntries.AsNoTracking().Where(e => e.CaseId == caseId);
        return Cursor.Read<Key>(cursor).Value is { } key ? lines.Where(e => e.At < key.At || (e.At == key.At && e.Id < key.Id)) : lines;
    }

    /// <summary>Cursor of what was said before something.</summary>
    public static string Before(DateTimeOffset at, Guid id) => Cursor.Of(new Key(at, id));

    /// <summary>A page of openings, by role and time; its last page ends with those from before the case was passed on.</summary>
    public async Task<Outcome<Page<CaseOpening>>> Openings(Grievance kase, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var openings = Lines(kase.Id);
        if (before.Value is { } key)
            openings = openings.Where(l => l.At < key.At || (l.At == key.At && l.Id < key.Id));
        var rows = await openings.OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(most.Value + 1).ToListAsync(cancellation);
        var page = Cursor.Page(rows, most.Value, l => new Key(l.At, l.Id));
        return new Page<CaseOpening>([.. page.Items.Select(l => new CaseOpening(l.Role, l.At)), .. page.Next is null ? Earlier(kase) : []], page.Next);
    }

    /// <summary>Every opening, oldest first.</summary>
    public async Task<IReadOnlyList<CaseOpening>> EveryOpening(Grievance kase, CancellationToken cancellation) =>
        [.. Earlier(kase).OrderBy(o => o.At), .. await Lines(kase.Id).OrderBy(l => l.At).Select(l => new CaseOpening(l.Role, l.At)).ToListAsync(cancellation)];

    private IQueryable<AuditLine> Lines(Guid caseId)
    {
        var subject = $"case:{caseId}";
        return db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == CaseKeys.Opened);
    }

    private static List<CaseOpening> Earlier(Grievance kase) =>
        kase.EarlierOpenings is { } json ? JsonSerializer.Deserialize<List<CaseOpening>>(json, JsonSerializerOptions.Web) ?? [] : [];
}
