using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Platform.Guests;

/// <summary>What somebody is invited to.</summary>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Id">The case, consultation or request.</param>
public readonly record struct GuestSubject(string Purpose, Guid Id);

/// <summary>Who invites, prolongs or takes back.</summary>
/// <param name="Account">Account id, or <c>system</c>.</param>
/// <param name="Role">Role it acts in.</param>
public readonly record struct Inviter(string Account, string Role)
{
    /// <summary>The service itself, for example when a case is closed.</summary>
    public static readonly Inviter System = new("system", "system");

    /// <summary>Whoever acts in the current request.</summary>
    public static Inviter Of(Actor actor) => new(actor.Id, actor.Role);
}

/// <summary>An invitation to be made.</summary>
/// <param name="Id">Its id, random; the name is sealed at it.</param>
/// <param name="Subject">To what.</param>
/// <param name="Language">Code of the language the guest is written to.</param>
/// <param name="Name">How the guest is called, sealed by the service: <c>new SealedPlace(tenant, case, "guest_invitations", id, "name")</c>.</param>
/// <param name="ExpiresAt">When it ends, at most 90 days from now.</param>
/// <param name="Pin">Asked for beside the link, or null.</param>
public sealed record NewInvitation(Guid Id, GuestSubject Subject, string Language, byte[] Name, DateTimeOffset ExpiresAt, GuestPin? Pin = null);

/// <summary>An invitation that was made.</summary>
/// <param name="Invitation">Its row.</param>
/// <param name="Link">Path of the link. Shown once: nobody can make it again.</param>
/// <param name="Key">What the service may wrap for the guest.</param>
public sealed record MadeInvitation(GuestInvitation Invitation, string Link, GuestKey Key);

/// <summary>
/// Makes, lists, prolongs and takes back the invitations of a service, in the current unit of work and each with its line in the audit.
/// The subject is always named with the invitation: whoever may see one case can't touch the guests of another.
/// </summary>
public sealed class Invitations<TDb>(TDb db, GuestTokens tokens, GuestPlaces places, TimeProvider clock) where TDb : PlatformDb
{
    /// <summary>The longest an invitation lasts without being prolonged.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Makes an invitation.</summary>
    /// <returns>The link, which is given away and not kept.</returns>
    public async Task<Outcome<MadeInvitation>> Invite(NewInvitation asked, Inviter by, CancellationToken cancellation)
    {
        var now = Begin();
        var place = places.Of(asked.Subject.Purpose);
        if (PortalLanguages.Find(asked.Language) is not { } language)
            return Refusal.Field("platform.invalid", "/language", GuestCodes.Language);
        if (!IsTerm(asked.ExpiresAt, now))
            return Refusal.Field("platform.invalid", "/expiresAt", GuestCodes.Term);
        var tenant = db.Tenant.Required;
        var token = GuestTokens.New(tenant, asked.Id);
        var invitation = new GuestInvitation
        {
            TenantId = tenant,
            Id = asked.Id,
            Purpose = asked.Subject.Purpose,
            Subject = asked.Subject.Id,
            InvitedBy = by.Account,
            Language = language.Code,
            Name = asked.Name,
            SecretDigest = tokens.Digest(token),
            PinDigest = asked.Pin is { } pin ? tokens.Digest(pin, tenant, asked.Id) : null,
            CreatedAt = now,
            ExpiresAt = asked.ExpiresAt,
            Version = 1,
        };
        db.Add(invitation);
        Record(now, by, "guests.invited", asked.Subject, place);
        await db.SaveChangesAsync(cancellation);
        // The language is part of the link: the page is in it whatever the guest's browser speaks.
        return new MadeInvitation(invitation, $"/guest/{place.Service}/{tokens.Write(token)}?{LanguageOfRequest.Parameter}={language.Code}", tokens.Key(token));
    }

    /// <summary>Every invitation to a subject, ended ones as well, in the order they were made.</summary>
    public Task<List<GuestInvitation>> List(GuestSubject subject, CancellationToken cancellation) =>
        To(subject).AsNoTracking().OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).ToListAsync(cancellation);

    /// <summary>Takes an invitation back; whoever has it open is shown nothing more. Taking it back twice is no fault.</summary>
    public async Task<Outcome<Done>> Revoke(GuestSubject subject, Guid id, Inviter by, CancellationToken cancellation)
    {
        var now = Begin();
        var revoked = await To(subject).Where(i => i.Id == id && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now).SetProperty(i => i.Version, i => i.Version + 1), cancellation);
        if (revoked == 0)
            return await To(subject).AnyAsync(i => i.Id == id, cancellation) ? new Done() : GuestCodes.UnknownLink;
        Record(now, by, "guests.revoked", subject, places.Of(subject.Purpose));
        await db.SaveChangesAsync(cancellation);
        return new Done();
    }

    /// <summary>Lets an invitation last longer, also one whose time has run out: the guest's link stays the same.</summary>
    /// <param name="subject">To what.</param>
    /// <param name="id">The invitation.</param>
    /// <param name="until">Its new end: later than the old one and at most 90 days from now.</param>
    /// <param name="by">Who prolongs.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<Outcome<Done>> Prolong(GuestSubject subject, Guid id, DateTimeOffset until, Inviter by, CancellationToken cancellation)
    {
        var now = Begin();
        if (!IsTerm(until, now))
            return Refusal.Field("platform.invalid", "/expiresAt", GuestCodes.Term);
        var prolonged = await To(subject).Where(i => i.Id == id && i.RevokedAt == null && i.ExpiresAt < until)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, until).SetProperty(i => i.Version, i => i.Version + 1), cancellation);
        if (prolonged == 0)
            return await To(subject).Where(i => i.Id == id).Select(i => new { Ended = i.RevokedAt != null }).FirstOrDefaultAsync(cancellation) switch
            {
                null => GuestCodes.UnknownLink,
                { Ended: true } => Refusal.Conflict(GuestCodes.Ended),
                _ => Refusal.Field("platform.invalid", "/expiresAt", GuestCodes.Term),
            };
        Record(now, by, "guests.prolonged", subject, places.Of(subject.Purpose));
        await db.SaveChangesAsync(cancellation);
        return new Done();
    }

    /// <summary>
    /// The invitation of a session, as long as it lasts. Every page and endpoint of a guest asks for it: the session alone does not say
    /// what it opens, and goes on for up to half an hour after an invitation was taken back.
    /// </summary>
    public async Task<Outcome<GuestInvitation>> Find(GuestSession session, CancellationToken cancellation)
    {
        var found = await db.Set<GuestInvitation>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == session.Invitation && i.Purpose == session.Purpose, cancellation);
        return found is null ? GuestCodes.UnknownLink : found.IsOpenAt(clock.GetUtcNow()) ? found : GuestCodes.EndedLink;
    }

    /// <summary>Removes every trace of a subject's guests, when it is erased; the line in the audit is the eraser's own.</summary>
    public Task<int> Forget(GuestSubject subject, CancellationToken cancellation)
    {
        Begin();
        return To(subject).ExecuteDeleteAsync(cancellation);
    }

    private IQueryable<GuestInvitation> To(GuestSubject subject) => db.Set<GuestInvitation>().Where(i => i.Purpose == subject.Purpose && i.Subject == subject.Id);

    private void Record(DateTimeOffset now, Inviter by, string action, GuestSubject subject, GuestPlace place) =>
        db.Record(now, by.Account, by.Role, action, $"{place.Kind}:{subject.Id:D}", subject.Purpose);

    private static bool IsTerm(DateTimeOffset end, DateTimeOffset now) => end > now && end - now <= Longest;

    // What is updated in place would otherwise meet no guard, and on PostgreSQL no row.
    private DateTimeOffset Begin() => db.Database.CurrentTransaction is not null ? clock.GetUtcNow()
        : throw new InvalidOperationException("Guests are invited in a unit of work.");
}
