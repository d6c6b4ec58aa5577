using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Cases;

/// <summary>An answer.</summary>
/// <param name="Text">At most 20,000 characters.</param>
/// <param name="OnlyFor">A holder of the case it is for alone, for example a member of a group who wrote; everybody on the person's side where null.</param>
public sealed record AnswerRequest(string Text, Guid? OnlyFor = null);

/// <summary>A handler writes to the person; they read it in their mailbox.</summary>
public sealed class AnswerPerson(GrievancesDb db, CaseKeys keys, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Writes within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Run(Guid id, AnswerRequest request, CancellationToken cancellation)
    {
        if (MessageText.Check(request.Text) is { } refusal)
            return refusal;
        var kase = await db.Grievances.FirstOrDefaultAsync(g => g.Id == id, cancellation);
        if (kase is null)
            return Refusal.NotFound("grievances.case_unknown");
        if (request.OnlyFor is { } reader && !await db.Holders.AnyAsync(h => h.CaseId == id && h.Id == reader && h.LeftAt == null, cancellation))
            return Refusal.Field("platform.invalid", "/onlyFor", "grievances.holder_unknown");
        var sealer = new CaseSealer(kase.TenantId, id, await keys.OpenForHandler(id, actor, "answering", cancellation));
        var (now, messageId) = (clock.GetUtcNow(), Guid.CreateVersion7());
        db.Add(new CaseMessage
        {
            TenantId = kase.TenantId,
            Id = messageId,
            CaseId = id,
            OnlyFor = request.OnlyFor,
            WriterRole = actor.Role,
            Body = sealer.Seal("message", messageId, "body", request.Text.Trim()),
            WrittenAt = now,
        });
        kase.Wrote(person: false, now);
        await clocks.Moved(kase, cancellation);
        kase.RetaliationBy = null;
        await pings.Tell(id, request.OnlyFor, now, cancellation);
        db.Publish(new ComplainantAnswered(kase.Snapshot(), now), now);
        db.Record(now, actor.Id, actor.Role, "grievances.answered", $"case:{id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenMessage(messageId, now);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/messages.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/messages",
            async (Guid id, JsonBody<AnswerRequest> body, AnswerPerson answer, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"answer:{id:N}", key, body.Raw, () => answer.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created($"/api/grievances/v1/cases/{id}", written));
            })
        .Idempotent().WithName("Grievances_AnswerPerson").WithSummary("Write to the person")
        .Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
