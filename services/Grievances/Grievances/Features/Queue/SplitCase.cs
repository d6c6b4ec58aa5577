using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
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

namespace Grievances.Features.Queue;

/// <summary>The part of a case that becomes a case of its own.</summary>
/// <param name="Summary">It in one line, in the handler's words.</param>
/// <param name="WhatHappened">The part of the account it is about, as the person wrote it: passages of what they filed, several on lines of their own.</param>
/// <param name="Again">That another part has the same text is known.</param>
public sealed record SplitRequest(string Summary, string WhatHappened, bool Again = false);

/// <summary>A part that was split off.</summary>
/// <param name="Id">Id of the new case.</param>
/// <param name="Reference">10 characters to quote.</param>
public sealed record SplitPart(Guid Id, string Reference);

/// <summary>
/// Makes a case of its own of one part of a case, where somebody told of two things. The people stay the same and open both with their one
/// receipt; the same group and the same handlers have it, whoever must not see the first does not see the part, and no day is lost: its
/// clocks are those of the first. The person is told; what the part tells is theirs, word for word.
/// </summary>
public sealed class SplitCase(GrievancesDb db, CaseDoor doors, CaseKeys keys, PartKeys partKeys, PeopleOfPart people, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Another part has the same text.</summary>
    public const string Before = "grievances.split_before";

    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Splits within the current unit of work.</summary>
    public async Task<Outcome<SplitPart>> Run(Guid id, SplitRequest request, CancellationToken cancellation)
    {
        if (Check(request) is { } invalid)
            return invalid;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        // The person's mailbox is elsewhere: a part of it would open with no receipt.
        if (kase.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.referred_to_us");
        // Parts of parts would be out of reach of the receipt.
        if (kase.SplitFromId is not null)
            return Refusal.Conflict("grievances.part_of_another");
        var door = await doors.Open(kase, "splitting", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (first, now) = (door.Value!.Sealer, clock.GetUtcNow());
        if (SplitText.Of(request.WhatHappened, Filed(kase, first)) is not { } account)
            return Refusal.Field("platform.invalid", "/whatHappened", "grievances.not_their_words");
        if (!request.Again && (await partKeys.Open(first, cancellation)).Any(other => SplitText.Same(account, other.Sealer.Open("grievance", other.Part.Id, "what_happened", other.Part.WhatHappened))))
            return Refusal.Conflict(Before);
        request = request with { WhatHappened = account };
        var sealer = new CaseSealer(kase.TenantId, Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32));
        await keys.WrapForGroup(sealer.CaseId, kase.HandledBy, sealer.Key, cancellation);
        partKeys.Wrap(first, sealer.CaseId, sealer.Key);
        var part = Part(kase, first, sealer, request, now);
        db.Add(part);
        await people.Join(first, sealer, cancellation);
        await Handlers(kase, sealer, first, cancellation);
        RelateCases.Write(db, part, id, RelationKind.Split, actor.Id, now);
        Tell(kase, first, part.Reference, now);
        kase.Touch(now);
        await db.SaveChangesAsync(CancellationToken.None);
        await clocks.Received(part, await clocks.Policy(cancellation), cancellation);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new GrievanceFiled(part.Snapshot()), now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.case_split", $"case:{id}", "handling");
        await db.SaveChangesAsync(CancellationToken.None);
        return new SplitPart(part.Id, part.Reference);
    }

    // What they wrote, and what they answered.
    private static IEnumerable<string?> Filed(Grievance kase, CaseSealer sealer)
    {
        foreach (var (field, text) in new[] { ("what_happened", kase.WhatHappened), ("summary", kase.Summary), ("excerpt", kase.Excerpt), ("system_description", kase.SystemDescription) })
            yield return sealer.OpenIfAny("grievance", kase.Id, field, text);
        if (sealer.OpenIfAny("grievance", kase.Id, "answers", kase.Answers) is { } answers)
            foreach (var answer in JsonSerializer.Deserialize<GivenAnswers>(answers, JsonSerializerOptions.Web)!.Answers.Values.SelectMany(values => values))
                yield return answer;
    }

    private static Refusal? Check(SplitRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (FileRules.IsBlank(request.Summary))
            errors["/summary"] = ["grievances.summary_missing"];
        else if (FileRules.Characters(request.Summary) > FileRules.MostSummary)
            errors["/summary"] = ["platform.too_long"];
        if (FileRules.IsBlank(request.WhatHappened))
            errors["/whatHappened"] = ["grievances.what_happened_missing"];
        else if (FileRules.Characters(request.WhatHappened) > FileRules.MostText)
            errors["/whatHappened"] = ["platform.too_long"];
        return errors.Count == 0 ? null : new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
    }

    // What the person allowed stays with the first, where they can take it back: no consent and no contact goes along.
    private static Grievance Part(Grievance kase, CaseSealer first, CaseSealer sealer, SplitRequest request, DateTimeOffset now)
    {
        byte[] Sealed(string field, string text) => sealer.Seal("grievance", sealer.CaseId, field, text.Trim());
        var part = new Grievance
        {
            TenantId = kase.TenantId, Id = sealer.CaseId, Reference = RandomNumberGenerator.GetString(Crockford, 10), Version = 1, SplitFromId = kase.Id,
            State = kase.AcknowledgedAt is null ? CaseState.Received : CaseState.Acknowledged, Affected = kase.Affected, Capacity = kase.Capacity, Channel = kase.Channel, People = kase.People,
            Language = kase.Language, Rights = kase.Rights, Wants = kase.Wants, SystemId = kase.SystemId, HandledBy = kase.HandledBy, ExcludedRoles = kase.ExcludedRoles, AssigneeId = kase.AssigneeId,
            FiledAt = kase.FiledAt, AcknowledgeBy = kase.AcknowledgeBy, AcknowledgedAt = kase.AcknowledgedAt, FindingsDueAt = kase.FindingsDueAt, AcknowledgeMissedAt = kase.AcknowledgeMissedAt,
            FindingsMissedAt = kase.FindingsMissedAt, DirectiveApplies = kase.DirectiveApplies, LegalHold = kase.LegalHold, ParallelProceedings = kase.ParallelProceedings, ActiveAt = now, AwaitsAnswer = true,
            Summary = Sealed("summary", request.Summary), WhatHappened = Sealed("what_happened", request.WhatHappened),
            Unsafe = first.OpenIfAny("grievance", kase.Id, "unsafe", kase.Unsafe) is { } danger ? Sealed("unsafe", danger) : null,
        };
        part.Queue();
        return part;
    }

    // Whoever has the first has the part; whoever must not open the first must not open the part.
    private async Task Handlers(Grievance kase, CaseSealer sealer, CaseSealer first, CancellationToken cancellation)
    {
        foreach (var a in await db.Assignments.AsNoTracking().Where(a => a.CaseId == kase.Id && a.EndedAt == null && a.Duty == AssignedDuty.Handler).ToListAsync(cancellation))
            db.Add(new CaseAssignment { TenantId = a.TenantId, Id = Guid.CreateVersion7(), CaseId = sealer.CaseId, AccountId = a.AccountId, Duty = a.Duty, AssignedBy = a.AssignedBy, AssignedAt = a.AssignedAt });
        foreach (var x in await db.Exclusions.AsNoTracking().Where(x => x.CaseId == kase.Id).ToListAsync(cancellation))
            db.Add(new CaseExclusion
            {
                TenantId = x.TenantId, CaseId = sealer.CaseId, AccountId = x.AccountId, By = x.By, At = x.At,
                Reason = sealer.Seal("exclusion", x.AccountId, "reason", first.Open("exclusion", x.AccountId, "reason", x.Reason)),
            });
    }

    // In the language of the case where the product speaks it, in the first case, which is where its people look.
    private void Tell(Grievance kase, CaseSealer sealer, string reference, DateTimeOffset now)
    {
        var culture = CultureInfo.GetCultureInfo(kase.Language);
        db.Add(CaseMessage.OfStaff(sealer, actor.Role, string.Format(culture, PortalText.Words.Get("split.message", culture), reference), now));
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/split.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/split", async (Guid id, JsonBody<SplitRequest> body, SplitCase split, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"split:{id:N}", key, body.Raw, () => split.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(part => TypedResults.Created($"/api/grievances/v1/cases/{part.Id}", part));
            })
        .Idempotent().WithName("Grievances_SplitCase").WithSummary("Make a case of its own of one part of a case")
        .Produces<SplitPart>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
