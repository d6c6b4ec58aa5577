using Grievances.Data;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Guests;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>Mediation for programs: for handlers below a case, for the person below the mailbox, for the mediator with a guest's token.</summary>
public static class MediationApi
{
    /// <summary>GET and POST /api/grievances/v1/cases/{id}/mediations, POST …/invitation, DELETE; GET /mailbox/mediations and PUT …/answer; GET /mediation, POST /mediation/messages, PUT /mediation/translations/{id}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Staff(api);
        Person(api);
        Mediator(api);
        api.MapGuests("grievances");
    }

    private static void Staff(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/mediations", async (Guid id, Mediations mediations, HttpContext http) => (await mediations.OfCase(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListMediations").WithSummary("Mediators proposed and invited; an opening").Produces<IReadOnlyList<MediationView>>().ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapPost("/cases/{id:guid}/mediations", async (Guid id, JsonBody<MediationProposal> body, Mediations mediations, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"mediation:{id:N}", key, body.Raw, () => mediations.Propose(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(made => TypedResults.Created($"/api/grievances/v1/cases/{id}/mediations", made));
            })
            .Idempotent().WithName("Grievances_ProposeMediator").WithSummary("Propose a mediator to the one who filed; nobody is invited before they agree").Produces<ProposedMediation>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/cases/{id:guid}/mediations/{mediation:guid}/invitation", async (Guid id, Guid mediation, JsonBody<MediatorInvite> body, Mediations mediations, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"mediator:{mediation:N}", key, body.Raw, () => mediations.Invite(id, mediation, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(made => TypedResults.Created($"/api/grievances/v1/cases/{id}/mediations", made));
            })
            .Idempotent().WithName("Grievances_InviteMediator").WithSummary("Make the mediator's link, once the one who filed agreed; it is shown once").Produces<InvitedMediator>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapDelete("/cases/{id:guid}/mediations/{mediation:guid}", async (Guid id, Guid mediation, Mediations mediations, HttpContext http) =>
                (await mediations.End(id, mediation, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_EndMediation").WithSummary("End a mediation: its link opens nothing any more").Produces(204).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
    }

    private static void Person(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/mediations", async (Mediations mediations, HttpContext http) => (await mediations.Of(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListOwnMediations").WithSummary("Mediators proposed in one's own case").Produces<MediationsOfMailbox>().ProducesProblem(401)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/mediations/{mediation:guid}/answer", async (Guid mediation, JsonBody<MediationAnswer> body, Mediations mediations, HttpContext http) =>
                (await mediations.Answer(http.Features.GetRequiredMailbox(), mediation, body.Value.Agreed, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_AnswerMediation").WithSummary("Agree to a mediator, or not, or take it back: their link then opens nothing").Produces(204)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }

    private static void Mediator(RouteGroupBuilder api)
    {
        api.MapGet("/mediation", async (MediatorRoom room, HttpContext http, string? cursor = null) => (await room.Read(Session(http), cursor, http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadMediation").WithSummary("What was shared with a mediator; an opening, which the person sees").Produces<MediatorView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(410)
            .Anonymous("The guest's sealed token is the key").WithMetadata(new TenantFromGuestAttribute(Mediations.Purpose)).Writes();
        api.MapPost("/mediation/messages", async (JsonBody<WriteRequest> body, MediatorRoom room, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = Session(http);
                var outcome = await idempotency.Once($"mediator-message:{session.Invitation:N}", key, body.Raw, () => room.Write(session, body.Value.Text, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created("/api/grievances/v1/mediation", written));
            })
            .Idempotent().WithName("Grievances_WriteAsMediator").WithSummary("Write to both sides").Produces<WrittenMessage>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(410)
            .Anonymous("The guest's sealed token is the key").WithMetadata(new TenantFromGuestAttribute(Mediations.Purpose)).OwnWork();
        api.MapPut("/mediation/translations/{translation:guid}", async (Guid translation, JsonBody<TranslationFill> body, MediatorRoom room, HttpContext http) =>
                (await room.Translate(Session(http), translation, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_TranslateAsMediator").WithSummary("Fill a translation in as mediator").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(410)
            .Anonymous("The guest's sealed token is the key").WithMetadata(new TenantFromGuestAttribute(Mediations.Purpose)).Writes();
    }

    private static GuestSession Session(HttpContext http) => http.Features.GetRequiredFeature<GuestSession>();
}
