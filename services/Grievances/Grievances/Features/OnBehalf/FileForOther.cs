using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.OnBehalf;

/// <summary>An operator's key to a case they filed.</summary>
/// <param name="OperatorReceipt">20 digits, as they came with the filing.</param>
/// <param name="Text">For a message: at most 20,000 characters.</param>
public sealed record OperatorRequest(string OperatorReceipt, string? Text = null);

/// <summary>
/// A hotline or an organisation files for somebody who can't. It has its own credentials and its own key, to tell the person
/// what happens, until the person opens the mailbox for the first time: then the person's receipt changes and the operator's
/// opens nothing any more.
/// </summary>
public sealed class FileForOther(
    GrievancesDb db, OpenMailbox open, HolderOfSession holders, ReadMailbox read, WriteAsPerson write, MailboxTokens tokens, Actor actor, TimeProvider clock)
{
    /// <summary>What the operator may tell the person, within the current unit of work.</summary>
    public async Task<Outcome<MailboxView>> Read(string operatorReceipt, CancellationToken cancellation)
    {
        var session = await Session(operatorReceipt, cancellation);
        if (session.Refusal is { } refusal)
            return refusal;
        var view = await read.Run(session.Value!, null, null, cancellation);
        if (view.Refused)
            return view;
        // The person sees who read their case, whichever side they were on.
        db.Record(clock.GetUtcNow(), session.Value!.Holder.ToString(), "operator", CaseKeys.Opened, $"case:{session.Value.CaseId}", "on_behalf");
        await db.SaveChangesAsync(CancellationToken.None);
        return view;
    }

    /// <summary>Adds what the person says on the phone, within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Write(OperatorRequest request, CancellationToken cancellation)
    {
        var session = await Session(request.OperatorReceipt, cancellation);
        return session.Refusal is { } refusal ? refusal : await write.Run(session.Value!, request.Text, MessageKind.Ordinary, cancellation);
    }

    private static Refusal Unknown => new(StatusCodes.Status404NotFound, "grievances.receipt_unknown");

    private async Task<Outcome<MailboxSession>> Session(string operatorReceipt, CancellationToken cancellation)
    {
        var opened = await open.Run(operatorReceipt, true, cancellation, "/operatorReceipt");
        if (opened.Refusal is { } refusal)
            return refusal;
        var session = tokens.Open(opened.Value!.Token)!;
        if (session.Tenant != db.Tenant.Required)
            return Unknown;
        // One organisation's credentials don't open what another filed; which client it was lies sealed with the key.
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone
            : found.Value!.Sealer.OpenIfAny("holder", session.Holder, "name", found.Value.Holder.Name) is { } client && client != actor.Id ? Unknown : session;
    }

    /// <summary>POST /api/grievances/v1/operator/grievances, /operator/case and /operator/messages.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/operator/grievances", async (JsonBody<FileRequest> body, FileGrievance file, Actor actor, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("operator", key, body.Raw, () => file.Run(body.Value, FilingChannel.Operator, null, http.RequestAborted, seen: true, actor.Id), http.RequestAborted);
                return outcome.ToResult(filed => TypedResults.Created("/api/grievances/v1/operator/case", filed));
            })
            .Idempotent().WithName("Grievances_FileForOther").WithSummary("File for somebody else; their receipt changes hands at its first use").WithDescription(FileGrievance.WithoutForm)
            .Produces<FiledGrievance>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).RequirePermission(Permissions.GrievancesFileForOthers).OwnWork();
        api.MapPost("/operator/case", async (JsonBody<OperatorRequest> body, FileForOther others, HttpContext http) =>
                (await others.Read(body.Value.OperatorReceipt, http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadForOther").WithSummary("What the operator may tell the person, until the person takes over")
            .Produces<MailboxView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(429).RequirePermission(Permissions.GrievancesFileForOthers).Writes();
        api.MapPost("/operator/messages", async (JsonBody<OperatorRequest> body, FileForOther others, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("operator-messages", key, body.Raw, () => others.Write(body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(written => TypedResults.Created("/api/grievances/v1/operator/case", written));
            })
            .Idempotent().WithName("Grievances_WriteForOther").WithSummary("Write what the person says, until the person takes over")
            .Produces<WrittenMessage>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).RequirePermission(Permissions.GrievancesFileForOthers).OwnWork();
    }
}
