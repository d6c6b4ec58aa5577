using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Learning;

/// <summary>What is learned from a case.</summary>
/// <param name="Cause">What led to the harm; unknown is an answer.</param>
/// <param name="Text">What is learned, at most 4,000 characters. It outlives the case, so it names nobody and quotes nobody.</param>
/// <param name="Changed">What was changed because of it, at most 4,000 characters, or null while nothing was.</param>
/// <param name="Version">Version that is changed; left out for a new lesson.</param>
public sealed record LessonRequest(RootCause Cause, string Text, string? Changed = null, long? Version = null);

/// <summary>A lesson that was written.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
public sealed record WrittenLesson(Guid Id, long Version);

/// <summary>
/// Writes down what is learned from a case, and later what was changed because of it (UN Guiding Principle 31 g). A lesson stays when the case
/// is erased: what points at the person is refused as far as a machine can tell, and the rest is for whoever writes.
/// </summary>
public sealed class WriteLesson(GrievancesDb db, CaseDoor doors, Lessons lessons, Actor actor, TimeProvider clock)
{
    /// <summary>Writes a new one within the current unit of work.</summary>
    public async Task<Outcome<WrittenLesson>> Run(Guid id, LessonRequest request, CancellationToken cancellation)
    {
        if (Unfit(request) is { } unfit)
            return unfit;
        var door = await doors.Open(id, "lessons", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        if (Points(request, kase, sealer) is { } pointing)
            return pointing;
        var lesson = new CaseLesson { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), CaseId = id, At = clock.GetUtcNow() };
        db.Add(lesson);
        return await Save(lesson, kase, request, cancellation);
    }

    /// <summary>Changes one within the current unit of work: what was changed because of it mostly comes later. Once the case is erased nobody does.</summary>
    public async Task<Outcome<WrittenLesson>> Change(Guid id, Guid lessonId, LessonRequest request, CancellationToken cancellation)
    {
        if (Unfit(request) is { } unfit)
            return unfit;
        var door = await doors.Open(id, "lessons", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        if (Points(request, kase, sealer) is { } pointing)
            return pointing;
        if (await db.Lessons.FirstOrDefaultAsync(l => l.CaseId == id && l.Id == lessonId, cancellation) is not { } lesson)
            return Refusal.NotFound("grievances.lesson_unknown");
        return lesson.Version != request.Version ? Refusal.Conflict("grievances.lesson_changed") : await Save(lesson, kase, request, cancellation);
    }

    private async Task<WrittenLesson> Save(CaseLesson lesson, Grievance kase, LessonRequest request, CancellationToken cancellation)
    {
        var (sealer, now) = (await lessons.Sealer(cancellation), clock.GetUtcNow());
        (lesson.Cause, lesson.SystemId, lesson.ImpactId, lesson.Rights, lesson.WriterRole) = (request.Cause, kase.SystemId, kase.ImpactId, kase.Rights, actor.Role);
        lesson.Text = sealer.Seal(lesson, "text", request.Text.Trim());
        lesson.Changed = FileRules.IsBlank(request.Changed) ? null : sealer.Seal(lesson, "changed", request.Changed.Trim());
        lesson.Version++;
        db.Publish(new LessonLearned(lesson.Id, lesson.Version, lesson.CaseId, lesson.SystemId, lesson.ImpactId, Codes.Of(lesson.Cause), lesson.Changed is not null), now);
        db.Record(now, actor.Id, actor.Role, "grievances.lesson_written", $"case:{kase.Id}", Codes.Of(lesson.Cause));
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenLesson(lesson.Id, lesson.Version);
    }

    private static Refusal? Unfit(LessonRequest request) =>
        FileRules.IsBlank(request.Text) ? Refusal.Field("platform.invalid", "/text", "grievances.lesson_missing")
        : FileRules.Characters(request.Text) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/text", "platform.too_long")
        : request.Changed is { } changed && FileRules.Characters(changed) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/changed", "platform.too_long")
        : null;

    // The reference, an address, how the person can be reached: what would lead back to them long after everything else is gone.
    private static Refusal? Points(LessonRequest request, Grievance kase, CaseSealer sealer)
    {
        var contact = Identities.Read(sealer.OpenIfAny("grievance", kase.Id, "contact", kase.Contact))?.Value.Trim();
        bool Names(string? text) => text is not null && (text.Contains(kase.Reference, StringComparison.OrdinalIgnoreCase)
            || (contact is { Length: > 3 } && text.Contains(contact, StringComparison.OrdinalIgnoreCase))
            || text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => word.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && word.IndexOf('.', at) > at + 1));
        return Names(request.Text) ? Refusal.Field("platform.invalid", "/text", "grievances.lesson_names_somebody")
            : Names(request.Changed) ? Refusal.Field("platform.invalid", "/changed", "grievances.lesson_names_somebody")
            : null;
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/lessons, PUT /cases/{id}/lessons/{lesson}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/lessons", async (Guid id, JsonBody<LessonRequest> body, WriteLesson write, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"lessons:{id:N}", key, body.Raw, () => write.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(lesson => TypedResults.Created("/api/grievances/v1/lessons", lesson));
            })
            .Idempotent().WithName("Grievances_WriteLesson").WithSummary("Write down what is learned from a case")
            .Produces<WrittenLesson>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPut("/cases/{id:guid}/lessons/{lesson:guid}", async (Guid id, Guid lesson, JsonBody<LessonRequest> body, WriteLesson write, HttpContext http) =>
                (await write.Change(id, lesson, body.Value, http.RequestAborted)).ToResult(written => TypedResults.Ok(written)))
            .WithName("Grievances_ChangeLesson").WithSummary("Change a lesson, or say what was changed because of it")
            .Produces<WrittenLesson>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();
    }
}
