using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Security;

namespace Grievances.Features.Learning;

/// <summary>What was learned from a case. It names nobody.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Version to send back as it is changed.</param>
/// <param name="CaseId">The case; nothing is found there once it is erased.</param>
/// <param name="Reference">Reference of the case, where the reader may see it.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="SystemName">Its name, where it is published.</param>
/// <param name="ImpactId">Impact, or null.</param>
/// <param name="Cause">Code of what led to the harm.</param>
/// <param name="Rights">Risk codes of the case.</param>
/// <param name="Text">What is learned.</param>
/// <param name="Changed">What was changed because of it, or null while nothing was.</param>
/// <param name="WriterRole">Role of whoever wrote it.</param>
/// <param name="At">When.</param>
public sealed record LessonView(
    Guid Id, long Version, Guid CaseId, string? Reference, Guid? SystemId, string? SystemName, Guid? ImpactId, string Cause, IReadOnlyList<string> Rights, string Text, string? Changed, string WriterRole, DateTimeOffset At);

/// <summary>Which lessons; what is null is not filtered by.</summary>
/// <param name="System">AI system.</param>
/// <param name="Cause">What led to the harm.</param>
/// <param name="Right">A risk code.</param>
/// <param name="CaseId">The case.</param>
public sealed record LessonFilter(Guid? System = null, RootCause? Cause = null, string? Right = null, Guid? CaseId = null);

/// <summary>
/// The library of lessons, the newest first. They are sealed for the organisation, outlive the case they come from, and are a member's
/// of staff who reads figures as much as a handler's; of a case that is kept from them nobody reads what was learned while it lives.
/// </summary>
public sealed class Lessons(GrievancesDb db, CaseDoor doors, TenantKeys keys)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>A page.</summary>
    public async Task<Outcome<Page<LessonView>>> List(LessonFilter filter, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        return (before.Refusal ?? most.Refusal) is { } refusal ? refusal : await Part(filter, before.Value, most.Value, cancellation);
    }

    /// <summary>The part of a list that follows a cursor, however long it is asked to be.</summary>
    internal async Task<Page<LessonView>> Part(LessonFilter filter, string? cursor, int most, CancellationToken cancellation) => await Part(filter, Cursor.Read<Key>(cursor).Value, most, cancellation);

    /// <summary>Lessons of a case that is open to the reader.</summary>
    public async Task<IReadOnlyList<LessonView>> Of(Guid caseId, CancellationToken cancellation) => (await Part(new LessonFilter(CaseId: caseId), (Key?)null, Cursor.MostLimit, cancellation)).Items;

    /// <summary>The key they are sealed under.</summary>
    public async Task<LessonSealer> Sealer(CancellationToken cancellation) => new(db.Tenant.Required, (await keys.Group(db, CaseKeys.Lessons, cancellation)).Value);

    private async Task<Page<LessonView>> Part(LessonFilter filter, Key? before, int most, CancellationToken cancellation)
    {
        var visible = doors.Visible(db.Grievances.AsNoTracking());
        var lessons = db.Lessons.AsNoTracking().Where(l => !db.Grievances.Any(g => g.Id == l.CaseId) || visible.Any(g => g.Id == l.CaseId));
        if (filter.System is { } system)
            lessons = lessons.Where(l => l.SystemId == system);
        if (filter.Cause is { } cause)
            lessons = lessons.Where(l => l.Cause == cause);
        if (filter.CaseId is { } kase)
            lessons = lessons.Where(l => l.CaseId == kase);
        if (filter.Right is { Length: > 0 } right)
        {
            var wanted = "," + right + ",";
            lessons = lessons.Where(l => ("," + l.Rights + ",").Contains(wanted));
        }
        if (before is { } key)
            lessons = lessons.Where(l => l.At < key.At || (l.At == key.At && l.Id < key.Id));
        var rows = await lessons.OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(most + 1).Select(l => new
        {
            Lesson = l,
            Reference = visible.Where(g => g.Id == l.CaseId).Select(g => g.Reference).FirstOrDefault(),
            System = db.Systems.Where(s => s.Id == l.SystemId).Select(s => s.Name).FirstOrDefault(),
        }).ToListAsync(cancellation);
        var page = Cursor.Page(rows, most, row => new Key(row.Lesson.At, row.Lesson.Id));
        if (page.Items.Count == 0)
            return new Page<LessonView>([], null);
        var sealer = await Sealer(cancellation);
        return new Page<LessonView>([.. page.Items.Select(row => sealer.Open(row.Lesson, row.Reference, row.System))], page.Next);
    }

    /// <summary>GET /api/grievances/v1/lessons.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/lessons", async (Lessons lessons, HttpContext http, Guid? system = null, string? cause = null, string? right = null, string? cursor = null, int? limit = null) =>
            {
                var filter = Read(system, cause, right);
                return filter.Refusal is { } refusal ? (IResult)new Problem(refusal) : (await lessons.List(filter.Value!, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page));
            })
        .WithName("Grievances_ListLessons").WithSummary("What was learned from cases, the newest first").Produces<Page<LessonView>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesLearn);

    /// <summary>A filter as it stands in an address.</summary>
    public static Outcome<LessonFilter> Read(Guid? system, string? cause, string? right)
    {
        var known = Enum.GetValues<RootCause>().Where(c => Codes.Of(c) == cause).Select(c => (RootCause?)c).FirstOrDefault();
        return known is null && !string.IsNullOrEmpty(cause) ? Refusal.Field("platform.invalid", "/cause", "grievances.cause_unknown")
            : right is { Length: > 60 } ? Refusal.Field("platform.invalid", "/right", "platform.too_long")
            : new LessonFilter(system, known, string.IsNullOrEmpty(right) ? null : right);
    }
}

/// <summary>Seals and opens lessons of an organisation.</summary>
/// <param name="Tenant">Owner.</param>
/// <param name="Key">Key of its lessons, which is never drawn anew.</param>
public sealed record LessonSealer(Guid Tenant, byte[] Key)
{
    /// <summary>Seals a field of a lesson.</summary>
    public byte[] Seal(CaseLesson lesson, string field, string text) => Envelope.Seal(Key, Place(lesson, field), text);

    /// <summary>A stored lesson, opened.</summary>
    public LessonView Open(CaseLesson l, string? reference, string? system) => new(l.Id, l.Version, l.CaseId, reference, l.SystemId, system, l.ImpactId, Codes.Of(l.Cause), Codes.List(l.Rights),
        Envelope.Open(Key, Place(l, "text"), l.Text), l.Changed is null ? null : Envelope.Open(Key, Place(l, "changed"), l.Changed), l.WriterRole, l.At);

    private SealedPlace Place(CaseLesson lesson, string field) => new(Tenant, lesson.CaseId, "lesson", lesson.Id, field);
}
