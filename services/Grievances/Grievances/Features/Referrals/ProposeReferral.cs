using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>What another organisation is to have of a case.</summary>
/// <param name="Organisation">Slug of the organisation.</param>
/// <param name="Text">These words and nothing else, at most 20,000 characters. The person reads them before anything leaves.</param>
/// <param name="Why">Why, for the person, at most 4,000 characters.</param>
/// <param name="Files">Files of the case that go along, at most 20; the person reads which. Of those that could be cleaned the cleaned copy goes.</param>
public sealed record ReferralRequest(string Organisation, string Text, string Why, IReadOnlyList<Guid>? Files = null);

/// <summary>A referral that waits for the person.</summary>
/// <param name="Id">Its id.</param>
public sealed record ProposedReferral(Guid Id);

/// <summary>
/// Proposes to handle a case, or a part of it, together with another organisation that has a part in the harm. Nothing leaves before the person
/// has read what would, and said yes.
/// </summary>
public sealed class ProposeReferral(GrievancesDb db, CaseDoor doors, Pings pings, Actor actor, TimeProvider clock)
{
    private const int MostOpen = 10;

    /// <summary>Proposes within the current unit of work.</summary>
    public async Task<Outcome<ProposedReferral>> Run(Guid id, ReferralRequest request, CancellationToken cancellation)
    {
        if (Fault(request) is { } fault)
            return fault;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var kase = found.Value!;
        if (TextForPerson.InOtherLanguage(request.Why, kase.Language, "/why") is { } unread)
            return unread;
        if (!kase.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        // What was referred to us is not ours to pass on: the person's mailbox is elsewhere.
        if (kase.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.referred_to_us");
        var tenant = kase.TenantId;
        if (await db.Set<KnownTenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Slug == request.Organisation && t.Active && t.Id != tenant, cancellation) is not { } other)
            return Refusal.Field("platform.invalid", "/organisation", "grievances.organisation_unknown");
        var open = await db.Shares.Where(s => s.CaseId == id && (s.State == ShareState.AwaitingConsent || s.State == ShareState.Offered || s.State == ShareState.Accepted)).Select(s => s.OtherTenantId).ToListAsync(cancellation);
        if (open.Contains(other.Id))
            return Refusal.Conflict("grievances.referred_before");
        if (open.Count >= MostOpen)
            return Refusal.Conflict("grievances.too_many_referrals");
        Guid[] files = [.. (request.Files ?? []).Distinct()];
        if (files.Length > 0 && await SharedFile.Sharable(db, id).CountAsync(f => files.Contains(f.Id), cancellation) != files.Length)
            return Refusal.Field("platform.invalid", "/files", "grievances.file_not_shared");
        var door = await doors.Open(kase, "referral", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (now, share, sealer) = (clock.GetUtcNow(), Guid.CreateVersion7(), door.Value!.Sealer);
        db.Add(new CaseShare
        {
            TenantId = tenant, Id = share, CaseId = id, OtherTenantId = other.Id, OtherName = other.Name, Given = true, State = ShareState.AwaitingConsent, LeadTenantId = tenant,
            Text = SharedText.Seal(share, sealer, request.Text.Trim(), files), Why = sealer.Seal("share", share, "why", request.Why.Trim()),
            ProposedByRole = actor.Role, ProposedAt = now, Version = 1,
        });
        kase.Touch(now);
        await pings.Tell(id, null, now, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, actor.Id, actor.Role, "grievances.referral_proposed", $"case:{id}", $"share:{share}");
        await db.SaveChangesAsync(CancellationToken.None);
        return new ProposedReferral(share);
    }

    // All that is missing is said at once.
    private static Refusal? Fault(ReferralRequest request)
    {
        List<Refusal?> faults =
        [
            FileRules.IsBlank(request.Organisation) ? Refusal.Field("platform.invalid", "/organisation", "grievances.organisation_missing") : null,
            FileRules.IsBlank(request.Text) ? Refusal.Field("platform.invalid", "/text", "grievances.shared_text_missing")
                : FileRules.Characters(request.Text) > FileRules.MostText ? Refusal.Field("platform.invalid", "/text", "platform.too_long") : null,
            TextForPerson.Unfit(request.Why, "/why", "grievances.reason_missing", FileRules.MostNote),
            request.Files?.Count > FileRules.MostFiles ? Refusal.Field("platform.invalid", "/files", "grievances.too_many_files") : null,
        ];
        List<Refusal> found = [.. faults.OfType<Refusal>()];
        return found.Count < 2 ? found.FirstOrDefault() : found[0] with { Code = "platform.invalid", Errors = found.SelectMany(fault => fault.Errors!).ToDictionary() };
    }

    /// <summary>POST /api/grievances/v1/cases/{id}/referrals.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{id:guid}/referrals",
            async (Guid id, JsonBody<ReferralRequest> body, ProposeReferral propose, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"referral:{id:N}", key, body.Raw, () => propose.Run(id, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(proposed => TypedResults.Created($"/api/grievances/v1/cases/{id}/referrals", proposed));
            })
        .Idempotent().WithName("Grievances_ProposeReferral").WithSummary("Propose to handle a case together with another organisation; the person decides")
        .Produces<ProposedReferral>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
}
