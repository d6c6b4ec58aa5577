using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Patterns;
using Grievances.Features.Proof;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Security;

namespace Grievances.Features.Intake;

/// <summary>
/// Takes a grievance: validated, sealed under a key of its own, stored with its event in one transaction. Accepted means
/// stored. Acknowledgement is due in seven days (Directive (EU) 2019/1937, art. 9(1)(b)). Nobody is turned away for what only the
/// tenant's own questions ask: what was not asked is marked, and can be asked later.
/// </summary>
public sealed class FileGrievance(
    GrievancesDb db, CaseKeys keys, CasePeople people, CaseFiles files, CaseClocks clocks, FormOfTenant form, FilingProof proof, TimeProvider clock)
{
    /// <summary>Files within the current unit of work.</summary>
    /// <param name="request">What is filed.</param>
    /// <param name="channel">Where it came in.</param>
    /// <param name="excerpt">What an AI product passed on because the person chose it, or null.</param>
    /// <param name="cancellation">Ends reading, never writing.</param>
    /// <param name="seen">Whether somebody else than the person sees the receipt first: it opens nothing before they have changed it.</param>
    /// <param name="operatorId">The client of an operator who files for somebody; its receipt opens the case for this client alone.</param>
    public async Task<Outcome<FiledGrievance>> Run(FileRequest request, FilingChannel channel, string? excerpt, CancellationToken cancellation, bool seen = false, string? operatorId = null)
    {
        if ((FileRules.Check(request) ?? await form.Check(request, cancellation) ?? await Unknown(request, cancellation)) is { } refusal)
            return refusal;
        var (now, receipt, id) = (clock.GetUtcNow(), Receipt.New(), Guid.CreateVersion7());
        var exclude = Excluding.Sorted(request.Exclude);
        var sealer = new CaseSealer(db.Tenant.Required, id, await keys.Create(id, Excluding.HandledBy(exclude), receipt, cancellation));
        var policy = await clocks.Policy(cancellation);
        var grievance = NewCase.Of(request, channel, excerpt, await form.NotAsked(request, cancellation), sealer, policy, now);
        var joined = request.PatternId ?? (request.Consents?.Contains(ConsentPurpose.JoinSimilar) == true ? await TakeSimilar.Attach(db, grievance, now, cancellation) : null);
        if (request.Contact is { } contact)
            grievance.Identity = Identities.Seal(sealer with { Key = await keys.CreateIdentity(id, keys.FromReceipt(receipt), !exclude.Contains("identity-custodian"), cancellation) }, contact);
        db.Add(grievance);
        var stored = await files.Attach(request.Files ?? [], sealer, new FileSource(id), now, cancellation);
        if (stored.Refusal is { } badFile)
            return badFile;
        var salt = proof.Commit(grievance, request, excerpt, stored.Value!, now);
        people.AddFiler(sealer, receipt, request, salt, seen ? ReceiptCondition.TakeOver : ReceiptCondition.None, now);
        var keyOfOperator = channel is FilingChannel.Operator ? people.Add(sealer, HolderRole.Operator, operatorId, null, null, ReceiptCondition.Operator, now).Receipt : default(Receipt?);
        var members = people.AddMembers(sealer, request.Members ?? [], salt, now);
        clocks.Filed(grievance, policy);
        db.Publish(new GrievanceFiled(grievance.Snapshot()), now);
        await db.SaveChangesAsync(CancellationToken.None);
        if (joined is { } pattern)
            await Patterns.Patterns.Tell(db, pattern, 1, now, cancellation);
        return new FiledGrievance(grievance.Reference, receipt.Digits, grievance.AcknowledgeBy, members.Count == 0 ? null : members, keyOfOperator?.Digits);
    }

    /// <summary>What the descriptions of the doors for machines say of the tenant's own questions.</summary>
    public const string WithoutForm = "With formNumber the answers are held against that version of the organisation's own questions, and those that need an answer are needed here; "
        + "\"unknown\" always is one. Without formNumber nothing is refused for them: what the organisation needs an answer to and was not asked is marked in the case (answers.notAsked), "
        + "for the person and for the handlers, so that it can be asked later. Better ask people what GET /public/{tenant}/questionnaire lists and send its formNumber along.";

    private async Task<Refusal?> Unknown(FileRequest request, CancellationToken cancellation)
    {
        if (request.SystemId is { } chosen && !await db.Systems.AnyAsync(s => s.Id == chosen && s.Published, cancellation))
            return Refusal.Field("platform.invalid", "/systemId", "grievances.system_unknown");
        if (request.PatternId is { } pattern && await Patterns.Patterns.Move(db.Patterns.Where(p => p.Id == pattern && p.Open), 1, cancellation) == 0)
            return Refusal.Field("platform.invalid", "/patternId", "grievances.pattern_unknown");
        return null;
    }

    /// <summary>POST /api/grievances/v1/public/{tenant}/grievances.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/public/{tenant}/grievances",
            async (string tenant, JsonBody<FileRequest> body, FileGrievance file, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                if (!http.KnownTenant().Active)
                    return new Problem(new Refusal(StatusCodes.Status403Forbidden, "grievances.tenant_suspended"));
                var outcome = await idempotency.Once("file", key, body.Raw, () => file.Run(body.Value, FilingChannel.Machine, null, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(filed => TypedResults.Created("/api/grievances/v1/mailbox", filed));
            })
        .Idempotent().WithName("Grievances_File").WithSummary("File a grievance with an organisation")
        .WithDescription(WithoutForm)
        .Produces<FiledGrievance>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
        .Anonymous("Affected people file without an account (UN Guiding Principle 31 b)")
        .WithMetadata(new TenantFromPathAttribute<GrievancesDb>()).OwnWork();
}
