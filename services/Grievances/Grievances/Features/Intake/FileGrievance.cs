using System.Security.Cryptography;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Security;

namespace Grievances.Features.Intake;

/// <summary>A grievance as somebody files it.</summary>
/// <param name="Language">BCP 47 tag of the language it is written in.</param>
/// <param name="Summary">One line, at most 300 characters.</param>
/// <param name="WhatHappened">What happened, at most 20,000 characters.</param>
/// <param name="Affected">Who was harmed.</param>
/// <param name="SystemId">AI system, one of those the tenant published.</param>
/// <param name="SystemDescription">Or the system in the person's words; "I don't know" is an answer.</param>
/// <param name="Rights">Risk codes of the taxonomy.</param>
/// <param name="Wants">What the person asks for.</param>
/// <param name="Contact">How the person can be reached, if they wish; sealed like everything else.</param>
public sealed record FileRequest(
    string Language, string Summary, string WhatHappened, AffectedPerson Affected, Guid? SystemId = null, string? SystemDescription = null,
    IReadOnlyList<string>? Rights = null, IReadOnlyList<RemedyKind>? Wants = null, Contact? Contact = null);

/// <summary>A way to reach somebody.</summary>
/// <param name="Kind">email, phone, post or other.</param>
/// <param name="Value">Address or number.</param>
public sealed record Contact(string Kind, string Value);

/// <summary>What the person takes away. The receipt is shown once.</summary>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="Receipt">20 digits that open the mailbox; stored nowhere.</param>
/// <param name="AcknowledgeBy">UTC instant by which the organisation has to acknowledge.</param>
public sealed record FiledGrievance(string Reference, string Receipt, DateTimeOffset AcknowledgeBy);

/// <summary>
/// Takes a grievance: validated, sealed under a key of its own, stored with its event in one transaction. Accepted means
/// stored. Acknowledgement is due in seven days (Directive (EU) 2019/1937, art. 9(1)(b)).
/// </summary>
public sealed class FileGrievance(GrievancesDb db, CaseKeys keys, ReceiptDoor door, TimeProvider clock)
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromDays(7);

    /// <summary>Files within the current unit of work.</summary>
    public async Task<Outcome<FiledGrievance>> Run(FileRequest request, CancellationToken cancellation)
    {
        if (FileRules.Check(request) is { } refusal)
            return refusal;
        if (request.SystemId is { } chosen && !await db.Systems.AnyAsync(s => s.Id == chosen && s.Published, cancellation))
            return Refusal.Field("platform.invalid", "/systemId", "grievances.system_unknown");

        var (now, receipt, id) = (clock.GetUtcNow(), Receipt.New(), Guid.CreateVersion7());
        var sealer = new CaseSealer(db.Tenant.Required, id, await keys.Create(id, receipt, cancellation));
        byte[]? Sealed(string field, string? text) => FileRules.IsBlank(text) ? null : sealer.Seal("grievance", id, field, text.Trim());
        var grievance = new Grievance
        {
            TenantId = sealer.Tenant,
            Id = id,
            Reference = RandomNumberGenerator.GetString(Crockford, 10),
            State = CaseState.Received,
            Version = 1,
            Affected = request.Affected,
            Language = request.Language,
            Rights = string.Join(',', (request.Rights ?? []).Distinct().Order(StringComparer.Ordinal)),
            Wants = string.Join(',', (request.Wants ?? []).Distinct().Select(Codes.Of)),
            SystemId = request.SystemId,
            FiledAt = now,
            AcknowledgeBy = now + AcknowledgeWithin,
            DueAt = now + AcknowledgeWithin,
            AwaitsAnswer = true,
            Summary = Sealed("summary", request.Summary)!,
            WhatHappened = Sealed("what_happened", request.WhatHappened)!,
            SystemDescription = Sealed("system_description", request.SystemDescription),
            Contact = Sealed("contact", request.Contact is { } contact ? $"{contact.Kind}: {contact.Value}" : null),
        };
        db.Add(grievance);
        db.Add(new ReceiptLookup { TenantId = sealer.Tenant, Digest = door.Digest(receipt), CaseId = id });
        db.Publish(new GrievanceFiled(grievance.Snapshot()), now);
        await db.SaveChangesAsync(CancellationToken.None);
        return new FiledGrievance(grievance.Reference, receipt.Digits, grievance.AcknowledgeBy);
    }

    /// <summary>POST /api/grievances/v1/public/{tenant}/grievances.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/public/{tenant}/grievances",
            async (string tenant, JsonBody<FileRequest> body, FileGrievance file, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                if (!http.KnownTenant().Active)
                    return new Problem(new Refusal(StatusCodes.Status403Forbidden, "grievances.tenant_suspended"));
                var outcome = await idempotency.Once("file", key, body.Raw, () => file.Run(body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(filed => TypedResults.Created("/api/grievances/v1/mailbox", filed));
            })
        .Idempotent().WithName("Grievances_File").WithSummary("File a grievance with an organisation")
        .Produces<FiledGrievance>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
        .Anonymous("Affected people file without an account (UN Guiding Principle 31 b)")
        .WithMetadata(new TenantFromPathAttribute<GrievancesDb>()).OwnWork();
}
