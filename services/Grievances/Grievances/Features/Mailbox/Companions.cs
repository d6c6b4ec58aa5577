using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>Somebody who helps: with a receipt of their own.</summary>
/// <param name="Id">Id of the holder.</param>
/// <param name="Role">adviser or representative.</param>
/// <param name="Name">As the person called them, or null.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="TakenOver">Whether the receipt that was passed on has been used, and changed for one that nobody else knows.</param>
/// <param name="OpenedAt">First opening of the last day on which they opened the mailbox; null where they never did, or before that was kept.</param>
public sealed record CompanionView(Guid Id, string Role, string? Name, DateTimeOffset JoinedAt, bool TakenOver = false, DateTimeOffset? OpenedAt = null);

/// <summary>Somebody to add.</summary>
/// <param name="Role">adviser or representative.</param>
/// <param name="Name">Anything that tells them apart; sealed.</param>
/// <param name="Mandate">For a representative: what they may do, and how that was given.</param>
public sealed record CompanionRequest(HolderRole Role, string? Name = null, Mandate? Mandate = null);

/// <summary>The receipt to pass on; changed at its first use.</summary>
/// <param name="Id">Id of the holder.</param>
/// <param name="Receipt">20 digits, shown once.</param>
public sealed record AddedCompanion(Guid Id, string Receipt);

/// <summary>One of the group a case was filed for, as the one who filed may know them.</summary>
/// <param name="Id">Id of the holder.</param>
/// <param name="Number">Place in the list as it was filed, from 1.</param>
/// <param name="Name">As the one who filed called them, or null.</param>
/// <param name="Opened">Whether they have made the receipt their own.</param>
public sealed record MemberView(Guid Id, int Number, string? Name, bool Opened);

/// <summary>The one who filed lets somebody read along and write, and takes that back whenever they like (UN Guiding Principle 31 d: access to advice).</summary>
public sealed class Companions(GrievancesDb db, HolderOfSession holders, CasePeople people, PeopleOfPart inParts, CaseKeys keys, Pings pings, TimeProvider clock)
{
    private const int Most = 10;

    /// <summary>Who was let in, oldest first: all of them for the one who filed, oneself for a companion.</summary>
    public async Task<Outcome<IReadOnlyList<CompanionView>>> List(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        // Whom the one who filed lets in is no business of a whole group.
        var all = session.Holder == session.CaseId;
        var rows = await Let(session.CaseId).AsNoTracking().Where(h => all || h.Id == session.Holder).OrderBy(h => h.JoinedAt).ThenBy(h => h.Id).ToListAsync(cancellation);
        var ids = rows.Select(h => h.Id).ToList();
        var used = await db.Receipts.AsNoTracking().Where(r => r.CaseId == session.CaseId && ids.Contains(r.HolderId) && r.Condition == ReceiptCondition.None).Select(r => r.HolderId).ToListAsync(cancellation);
        var subjects = ids.Select(Subject).ToList();
        var opened = await db.Set<AuditLine>().AsNoTracking().Where(l => subjects.Contains(l.Subject) && l.Action == OpenedAction).OrderByDescending(l => l.At).Take(1000).Select(l => new { l.Subject, l.At }).ToListAsync(cancellation);
        var days = opened.GroupBy(l => l.Subject).ToDictionary(lines => lines.Key, lines => lines.First().At);
        return new Outcome<IReadOnlyList<CompanionView>>([.. rows.Select(h => new CompanionView(h.Id, Codes.Of(h.Role), found.Value!.Sealer.OpenIfAny("holder", h.Id, "name", h.Name), h.JoinedAt,
            used.Contains(h.Id), days.TryGetValue(Subject(h.Id), out var at) ? at : null))], null);
    }

    /// <summary>
    /// Notes within the current unit of work that a companion opened the mailbox, once a day: the one who let them in sees it, and so
    /// notices a receipt that somebody else has used.
    /// </summary>
    public async Task<Outcome<Done>> Opened(MailboxSession session, CancellationToken cancellation)
    {
        var (now, subject) = (clock.GetUtcNow(), Subject(session.Holder));
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (session.MustTakeOver || await Let(session.CaseId).AsNoTracking().Where(h => h.Id == session.Holder).Select(h => (HolderRole?)h.Role).FirstOrDefaultAsync(cancellation) is not { } role
            || await db.Set<AuditLine>().AnyAsync(l => l.Subject == subject && l.Action == OpenedAction && l.At >= today, cancellation))
            return new Done();
        db.Record(now, Guid.Empty.ToString(), Codes.Of(role), OpenedAction, subject, "mailbox");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Line of the audit that says so, about a holder.</summary>
    public const string OpenedAction = "grievances.mailbox_opened";

    /// <inheritdoc cref="OpenedAction" />
    public static string Subject(Guid holder) => $"holder:{holder}";

    /// <summary>Adds within the current unit of work.</summary>
    public async Task<Outcome<AddedCompanion>> Add(MailboxSession session, CompanionRequest request, CancellationToken cancellation)
    {
        if (request.Role is not (HolderRole.Adviser or HolderRole.Representative))
            return Refusal.Field("platform.invalid", "/role", "grievances.role_unknown");
        if (request.Role is HolderRole.Representative && request.Mandate is null)
            return Refusal.Field("platform.invalid", "/mandate", "grievances.mandate_missing");
        if (FileRules.Characters(request.Name ?? "") > FileRules.MostSummary)
            return Refusal.Field("platform.invalid", "/name", "platform.too_long");
        if (FileRules.Characters(request.Mandate?.Words ?? "") > FileRules.MostNote)
            return Refusal.Field("platform.invalid", "/mandate/words", "platform.too_long");
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (session.Holder != session.CaseId)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        if (await Let(session.CaseId).CountAsync(cancellation) >= Most)
            return Refusal.Conflict("grievances.too_many_companions");
        var (now, sealer) = (clock.GetUtcNow(), found.Value!.Sealer);
        var (id, receipt) = people.Add(sealer, request.Role, request.Name, request.Mandate, null, ReceiptCondition.TakeOver, now);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(found.Value.Holder.Role), "grievances.companion_added", $"case:{session.CaseId}", Codes.Of(request.Role));
        await db.SaveChangesAsync(CancellationToken.None);
        return new AddedCompanion(id, receipt.Digits);
    }

    /// <summary>Takes the key back within the current unit of work.</summary>
    public async Task<Outcome<Done>> Remove(MailboxSession session, Guid id, CaseKeys keys, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (session.Holder != session.CaseId && session.Holder != id)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        if (await Let(session.CaseId).FirstOrDefaultAsync(h => h.Id == id, cancellation) is not { } companion)
            return Refusal.NotFound("grievances.holder_unknown");
        var now = clock.GetUtcNow();
        companion.LeftAt = now;
        await keys.TakeFrom(session.CaseId, id, cancellation);
        await db.Receipts.Where(r => r.CaseId == session.CaseId && r.HolderId == id).ExecuteDeleteAsync(cancellation);
        await pings.Forget(session.CaseId, id, cancellation);
        await inParts.Leave(session.CaseId, id, false, now, cancellation);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(found.Value!.Holder.Role), "grievances.companion_removed", $"case:{session.CaseId}", Codes.Of(companion.Role));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>The members who did not leave, in the order they were filed; nobody's business but that of the one who filed.</summary>
    public async Task<Outcome<IReadOnlyList<MemberView>>> Members(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (session.Holder != session.CaseId)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        var rows = await db.Holders.AsNoTracking().Where(h => h.CaseId == session.CaseId && h.Role == HolderRole.Member).OrderBy(h => h.JoinedAt).ThenBy(h => h.Id)
            .Select(h => new { h.Id, h.Name, h.JoinedAt, h.LeftAt, Opened = db.Receipts.Any(r => r.CaseId == h.CaseId && r.HolderId == h.Id && r.Condition == ReceiptCondition.None) }).ToListAsync(cancellation);
        // Who left keeps the number, and so does a place that was given a new receipt.
        var numbers = rows.Select(h => h.JoinedAt).Distinct().Select((at, index) => (at, Number: index + 1)).ToDictionary(place => place.at, place => place.Number);
        return new Outcome<IReadOnlyList<MemberView>>([.. rows.Where(h => h.LeftAt is null).Select(h => new MemberView(h.Id, numbers[h.JoinedAt], found.Value!.Sealer.OpenIfAny("holder", h.Id, "name", h.Name), h.Opened))], null);
    }

    /// <summary>
    /// A new receipt for a member whose receipt was lost on the way to them, within the current unit of work. Once they have made it
    /// their own nobody takes their place from them: the one who filed may be somebody they have to fear.
    /// </summary>
    public async Task<Outcome<AddedCompanion>> Renew(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (session.Holder != session.CaseId)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        if (await db.Holders.FirstOrDefaultAsync(h => h.CaseId == session.CaseId && h.Id == id && h.Role == HolderRole.Member && h.LeftAt == null, cancellation) is not { } member)
            return Refusal.NotFound("grievances.holder_unknown");
        if (await db.Receipts.AnyAsync(r => r.CaseId == session.CaseId && r.HolderId == id && r.Condition == ReceiptCondition.None, cancellation))
            return Refusal.Conflict("grievances.member_has_own");
        var (now, sealer, filer) = (clock.GetUtcNow(), found.Value!.Sealer, found.Value.Holder);
        string? Field(string field, byte[]? text) => sealer.OpenIfAny("holder", id, field, text);
        var (renewed, receipt) = people.Add(sealer, HolderRole.Member, Field("name", member.Name), member.MandateKind is { } kind ? new Mandate(kind, Field("mandate", member.Mandate)) : null, null, ReceiptCondition.TakeOver, member.JoinedAt);
        if (filer.ProofSalt is { } salt)
        {
            var (place, origin) = (db.Holders.Local.Single(h => h.Id == renewed), filer.OriginId ?? session.Tenant);
            (place.OriginId, place.ProofSalt) = (filer.OriginId, ProofSalts.Seal(keys.FromReceipt(receipt), origin, session.CaseId, renewed, ProofSalts.Open(session.ReceiptKey, origin, session.CaseId, filer.Id, salt)));
        }
        (member.LeftAt, member.ProofSalt, member.Name, member.Mandate) = (now, null, null, null);
        await keys.TakeFrom(session.CaseId, id, cancellation);
        await db.Receipts.Where(r => r.CaseId == session.CaseId && r.HolderId == id).ExecuteDeleteAsync(cancellation);
        await pings.Forget(session.CaseId, id, cancellation);
        await inParts.Leave(session.CaseId, id, true, now, cancellation);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(filer.Role), "grievances.member_receipt_renewed", $"case:{session.CaseId}", "mailbox");
        await db.SaveChangesAsync(CancellationToken.None);
        return new AddedCompanion(renewed, receipt.Digits);
    }

    private IQueryable<CaseHolder> Let(Guid caseId) =>
        db.Holders.Where(h => h.CaseId == caseId && h.Id != caseId && h.LeftAt == null && (h.Role == HolderRole.Adviser || h.Role == HolderRole.Representative));

    /// <summary>GET, POST and DELETE /api/grievances/v1/mailbox/companions; GET /mailbox/members and POST /mailbox/members/{id}/receipt.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/companions", async (Companions companions, HttpContext http) =>
                (await companions.List(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListCompanions").WithSummary("Advisers and representatives of one's own case").Produces<IReadOnlyList<CompanionView>>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPost("/mailbox/companions", async (JsonBody<CompanionRequest> body, Companions companions, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"companions:{session.Holder:N}", key, body.Raw, () => companions.Add(session, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(added => TypedResults.Created("/api/grievances/v1/mailbox/companions", added));
            })
            .Idempotent().WithName("Grievances_AddCompanion").WithSummary("Let an adviser or representative in, with a receipt of their own")
            .Produces<AddedCompanion>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
        api.MapGet("/mailbox/members", async (Companions companions, HttpContext http) =>
                (await companions.Members(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListMembers").WithSummary("Who of the group has opened their part; for the one who filed").Produces<IReadOnlyList<MemberView>>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPost("/mailbox/members/{id:guid}/receipt", async (Guid id, Companions companions, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"members:{session.Holder:N}", key, id.ToByteArray(), () => companions.Renew(session, id, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(added => TypedResults.Created("/api/grievances/v1/mailbox/members", added));
            })
            .Idempotent().WithName("Grievances_RenewMember").WithSummary("A new receipt for a member who never used theirs; the old one opens nothing any more")
            .Produces<AddedCompanion>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
        api.MapDelete("/mailbox/companions/{id:guid}", async (Guid id, Companions companions, CaseKeys keys, HttpContext http) =>
                (await companions.Remove(http.Features.GetRequiredMailbox(), id, keys, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_RemoveCompanion").WithSummary("Take an adviser's or representative's receipt back").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}
