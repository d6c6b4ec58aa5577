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

    private sealed record Opening(string Role, DateTimeOffset At, Guid Id, string? By)
    {
        public CaseOpening Shown => new(Role, At, By);
    }

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
        var lines = db.SharedEntries.AsNoTracking().Where(e => e.CaseId == caseId && e.Kind != SharedKind.Opened);
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
        // Here, and with those who handle a part of it: each newest first, and then together.
        var (here, there) = (Here(kase.Id), There(kase.Id));
        if (before.Value is { } key)
            (here, there) = (here.Where(l => l.At < key.At || (l.At == key.At && l.Id < key.Id)), there.Where(e => e.At < key.At || (e.At == key.At && e.Id < key.Id)));
        var oneMore = most.Value + 1;
        var rows = await here.OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(oneMore).Select(l => new Opening(l.Role, l.At, l.Id, null)).ToListAsync(cancellation);
        rows.AddRange(await Opened(kase, there.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(oneMore), cancellation));
        var page = Cursor.Page([.. rows.OrderByDescending(o => o.At).ThenByDescending(o => o.Id).Take(oneMore)], most.Value, o => new Key(o.At, o.Id));
        return new Page<CaseOpening>([.. page.Items.Select(o => o.Shown), .. page.Next is null ? Earlier(kase) : []], page.Next);
    }

    /// <summary>Every opening, oldest first.</summary>
    public async Task<IReadOnlyList<CaseOpening>> EveryOpening(Grievance kase, CancellationToken cancellation) =>
        [.. Earlier(kase).OrderBy(o => o.At), .. (await Here(kase.Id).Select(l => new Opening(l.Role, l.At, l.Id, null)).ToListAsync(cancellation)).Concat(await Opened(kase, There(kase.Id), cancellation)).OrderBy(o => o.At).Select(o => o.Shown)];

    /// <summary>Whether somebody had opened a case before it was passed on and when it was confirmed.</summary>
    public static bool OpenedBefore(Grievance kase) => Earlier(kase).Exists(o => o.At <= kase.AcknowledgedAt);

    private IQueryable<AuditLine> Here(Guid caseId)
    {
        var subject = $"case:{caseId}";
        return db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == CaseKeys.Opened);
    }

    private IQueryable<SharedEntry> There(Guid caseId) => db.SharedEntries.AsNoTracking().Where(e => e.CaseId == caseId && e.Kind == SharedKind.Opened && e.FromTenantId != e.TenantId);

    private Task<List<Opening>> Opened(Grievance kase, IQueryable<SharedEntry> entries, CancellationToken cancellation) => entries
        .Select(e => new Opening(e.WriterRole, e.At, e.Id, db.Shares.Where(s => s.CaseId == kase.Id && s.Id == e.ShareId).Select(s => s.OtherName).FirstOrDefault())).ToListAsync(cancellation);

    private static List<CaseOpening> Earlier(Grievance kase) =>
        kase.EarlierOpenings is { } json ? JsonSerializer.Deserialize<List<CaseOpening>>(json, JsonSerializerOptions.Web) ?? [] : [];
}
