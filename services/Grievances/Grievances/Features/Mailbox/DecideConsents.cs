using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Patterns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Mail;
using Platform.Messaging;

namespace Grievances.Features.Mailbox;

/// <summary>What a holder allows.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Allowed">Whether it is allowed now.</param>
/// <param name="Since">When that was said; null where nothing ever was.</param>
/// <param name="Pattern">Title of the pattern their case belongs to, where that is what they allowed; otherwise null.</param>
/// <param name="PatternLanguage">BCP 47 tag of that title, or null.</param>
/// <param name="ByStaff">Whether staff put the case there; false where they filed it there themselves.</param>
public sealed record ConsentView(string Purpose, bool Allowed, DateTimeOffset? Since, string? Pattern = null, string? PatternLanguage = null, bool ByStaff = false);

/// <summary>A decision about one purpose.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Allowed">Whether it is allowed from now on.</param>
public sealed record ConsentRequest(ConsentPurpose Purpose, bool Allowed);

/// <summary>How somebody can be reached outside the mailbox.</summary>
/// <param name="Mine">Whether the reader is the one who filed, who alone can name it.</param>
/// <param name="Contact">What they named, or null.</param>
public sealed record NamedContact(bool Mine, Contact? Contact);

/// <summary>
/// A holder allows something, or takes it back, one purpose at a time. Taking back works from now on and is as easy as giving. Whoever
/// filed into a pattern has asked for that to be joined: taking it back takes the case out of the pattern. The one who filed also
/// names here how they can be reached outside the mailbox.
/// </summary>
public sealed class DecideConsents(GrievancesDb db, CaseKeys keys, HolderOfSession holders, Pings pings, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>What a holder allows, every purpose in order; nothing for those who don't decide here.</summary>
    public async Task<Outcome<IReadOnlyList<ConsentView>>> List(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!Decides(found.Value!.Holder))
            return new Outcome<IReadOnlyList<ConsentView>>([], null);
        var given = await db.Consents.AsNoTracking().Where(c => c.CaseId == session.CaseId && c.HolderId == session.Holder).ToDictionaryAsync(c => c.Purpose, cancellation);
        var kase = found.Value.Case;
        var pattern = Joined(kase, found.Value.Holder) ? await Patterns.PatternWords.TitleForReader(db, db.Patterns.Where(p => p.Id == kase.PatternId), cancellation) : null;
        var byStaff = pattern is not null && await AttachToPattern.Lines(db, kase.Id).AnyAsync(cancellation);
        return new Outcome<IReadOnlyList<ConsentView>>([.. Enum.GetValues<ConsentPurpose>().Where(purpose => !session.IsInPart || !OfWhole(purpose)).Select(purpose =>
            purpose is ConsentPurpose.JoinSimilar && pattern is var (title, language)
            ? new ConsentView(Codes.Of(purpose), true, given.GetValueOrDefault(purpose) is { WithdrawnAt: null } said ? said.GivenAt : kase.FiledAt, title, language, byStaff)
            : given.TryGetValue(purpose, out var consent)
            ? new ConsentView(Codes.Of(purpose), consent.WithdrawnAt is null, consent.WithdrawnAt ?? consent.GivenAt)
            : new ConsentView(Codes.Of(purpose), false, null))], null);
    }

    /// <summary>Decides within the current unit of work; deciding the same twice changes nothing.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, ConsentRequest request, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!Decides(found.Value!.Holder))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.consent_not_yours");
        if (session.IsInPart && OfWhole(request.Purpose))
            return HolderOfSession.WholeCaseOnly;
        // Whoever does not want to be reached outside the mailbox gets no e-mail either, also where they never allowed more than that.
        if (request is { Purpose: ConsentPurpose.ContactOutside, Allowed: false })
            await pings.Forget(session.CaseId, session.Holder, cancellation);
        var now = clock.GetUtcNow();
        var consent = await db.Consents.FirstOrDefaultAsync(c => c.CaseId == session.CaseId && c.HolderId == session.Holder && c.Purpose == request.Purpose, cancellation);
        var (kase, holder, sealer) = found.Value;
        if (request.Purpose is ConsentPurpose.ContactOutside && holder.Id == kase.Id)
            kase.Contact = request.Allowed && await Named(session, kase, sealer, cancellation) is { } named ? Identities.Copy(sealer, named) : null;
        var joined = request.Purpose is ConsentPurpose.JoinSimilar && Joined(kase, holder);
        if (request.Allowed == (joined || consent is { WithdrawnAt: null }))
            return new Done();
        if (joined)
            await LeavePattern(kase, now, cancellation);
        // A part was attached by the same word.
        if (request is { Purpose: ConsentPurpose.JoinSimilar, Allowed: false } && holder.Id == kase.Id)
            foreach (var part in await db.PartsOf(kase.Id).Where(g => g.PatternId != null).OrderBy(g => g.Id).ToListAsync(cancellation))
                await LeavePattern(part, now, cancellation);
        if (consent is null)
            db.Add(new CaseConsent { TenantId = session.Tenant, CaseId = session.CaseId, HolderId = session.Holder, Purpose = request.Purpose, GivenAt = joined ? kase.FiledAt : now, WithdrawnAt = joined ? now : null });
        else if (request.Allowed)
            (consent.GivenAt, consent.WithdrawnAt) = (now, null);
        else
            consent.WithdrawnAt = now;
        var taken = request is { Purpose: ConsentPurpose.JoinSimilar, Allowed: true } && holder.Id == kase.Id && kase.IsOpen ? await TakeSimilar.Attach(db, kase, now, cancellation) : null;
        if (taken is not null)
        {
            kase.Touch(now);
            db.Publish(new CaseChanged(kase.Snapshot()), now);
        }
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), request.Allowed ? "grievances.consent_given" : "grievances.consent_withdrawn", $"case:{session.CaseId}", Codes.Of(request.Purpose));
        await db.SaveChangesAsync(CancellationToken.None);
        if (taken is { } pattern)
            await Patterns.Patterns.Tell(db, pattern, 1, now, cancellation);
        return new Done();
    }

    private async Task LeavePattern(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        var left = kase.PatternId;
        kase.PatternId = null;
        kase.Touch(now);
        if (!kase.Spam)
            await Patterns.Patterns.Count(db, left, -1, now, cancellation);
        await clocks.Moved(kase, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
    }

    /// <summary>How the one who filed can be reached, as it is kept; null where nothing was named, or for anybody else.</summary>
    public async Task<Outcome<NamedContact>> Contact(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, holder, sealer) = found.Value!;
        // Of a part they are reached as in the case it comes from.
        var filed = holder.Id == kase.Id && !session.IsInPart;
        return new NamedContact(filed, filed ? await Named(session, kase, sealer, cancellation) : null);
    }

    /// <summary>
    /// Names how the one who filed can be reached, changes it, or takes it away, within the current unit of work. It is sealed as one
    /// named while filing. With the contact goes the leave to use it.
    /// </summary>
    public async Task<Outcome<Done>> Name(MailboxSession session, Contact? contact, CancellationToken cancellation)
    {
        if (contact is not null && Unfit(contact) is { } unfit)
            return unfit;
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, holder, sealer) = found.Value!;
        if (holder.Id != kase.Id)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        var now = clock.GetUtcNow();
        var given = await db.Consents.FirstOrDefaultAsync(c => c.CaseId == kase.Id && c.HolderId == holder.Id && c.Purpose == ConsentPurpose.ContactOutside && c.WithdrawnAt == null, cancellation);
        if (contact is null && given is not null)
            given.WithdrawnAt = now;
        kase.Identity = contact is null ? null : Identities.Seal(sealer with
        {
            Key = await keys.IdentityForFiler(kase.Id, session.ReceiptKey, cancellation) ?? await keys.CreateIdentity(kase.Id, session.ReceiptKey, !kase.Excludes("identity-custodian"), cancellation),
        }, contact);
        kase.Contact = contact is null || given is null ? null : Identities.Copy(sealer, contact);
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), contact is null ? "grievances.contact_removed" : "grievances.contact_named", $"case:{kase.Id}", "mailbox");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // Cases from before the identity had a key of its own hold what was named in the copy alone.
    private async Task<Contact?> Named(MailboxSession session, Grievance kase, CaseSealer sealer, CancellationToken cancellation) =>
        kase.Identity is not null && await keys.IdentityForFiler(kase.Id, session.ReceiptKey, cancellation) is { } key
            ? Identities.Open(sealer with { Key = key }, kase.Identity) : Identities.Read(sealer.OpenIfAny("grievance", kase.Id, "contact", kase.Contact));

    // The same as while filing.
    private static Refusal? Unfit(Contact contact) =>
        contact.Kind is not ("email" or "phone" or "post" or "other") ? Refusal.Field("platform.invalid", "/kind", "grievances.contact_kind_missing")
        : FileRules.IsBlank(contact.Value) ? Refusal.Field("platform.invalid", "/value", "grievances.contact_missing")
        : FileRules.Characters(contact.Value) > FileRules.MostSummary ? Refusal.Field("platform.invalid", "/value", "platform.too_long")
        : contact.Kind == "email" && MailAddress.Read(contact.Value.Trim()) is null ? Refusal.Field("platform.invalid", "/value", "grievances.contact_malformed")
        : null;

    // Only the one who filed says that the same happened to them.
    private static bool Joined(Grievance kase, CaseHolder holder) => kase.PatternId is not null && holder.Id == kase.Id;

    // Where the person is reached, and whether what happened to them stands beside others, is one thing for a case and its parts.
    private static bool OfWhole(ConsentPurpose purpose) => purpose is ConsentPurpose.ContactOutside or ConsentPurpose.JoinSimilar;

    // Whoever was let in to help reads and writes, and decides nothing for the person.
    private static bool Decides(CaseHolder holder) => holder.Id == holder.CaseId || holder.Role is HolderRole.Member;

    /// <summary>GET and PUT /api/grievances/v1/mailbox/consents.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/consents", async (DecideConsents consents, HttpContext http) =>
                (await consents.List(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListConsents").WithSummary("What one has allowed in one's own case").Produces<IReadOnlyList<ConsentView>>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/consents", async (JsonBody<ConsentRequest> body, DecideConsents consents, HttpContext http) =>
                (await consents.Run(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DecideConsent").WithSummary("Allow something, or take it back").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}
