using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
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

/// <summary>A handler writes to the person; they read it in their mailbox.</summary>
public sealed class AnswerPerson(GrievancesDb db, CaseKeys keys, Actor actor, TimeProvider clock)
{
    /// <summary>Writes within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Run(Guid id, string? text, CancellationToken cancellation)
    {
        if (MessageText.Check(text) is { } refusal)
            return refusal;
        var kase = await db.Grievances.FirstOrDefaultAsync(g => g.Id == id, cancellation);
        if (kase is null)
            return Refusal.NotFound("grievances.case_unknown");
        var sealer = new CaseSealer(kase.TenantId, id, await keys.OpenForHandler(id, actor, "answering", cancellation));
        var (now, messageId) = (clock.GetUtcNow(), Guid.CreateVersion7());
        db.Add(new CaseMessage
        {
            TenantId = kase.TenantId,
            Id = messageId,
            CaseId = id,
            WriterRole = actor.Role,
            Body = sealer.Seal("message", messageId, "body", text!.Trim()),
            WrittenAt = now,
        });
        kase.Wrote(person: false);
        db.Publish(new ComplainantAnswered(kase.Snapshot(), now), now);
        db.Record(now, actor.Id, actor.Role, "grievances.answered", $"case:{id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenMessage(messageId, now);
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/messages.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/messages",
            async (Guid id, JsonBody<WriteRequest> body, AnswerPerson answer, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"answer:{id:N}", key, body.Raw, () => answer.Run(id, body.Value.Text, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created($"/api/grievances/v1/cases/{id}", written));
            })
        .Idempotent().WithName("Grievances_AnswerPerson").WithSummary("Write to the person")
        .Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
