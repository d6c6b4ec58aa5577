using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Guests;

/// <summary>What the page of a link shows before anything is opened.</summary>
/// <param name="Words">The service's words.</param>
/// <param name="ExpiresAt">When the link ends.</param>
/// <param name="AsksPin">Whether a PIN is asked for.</param>
public sealed record GuestView(GuestWords Words, DateTimeOffset ExpiresAt, bool AsksPin);

/// <summary>An invitation that was opened.</summary>
/// <param name="Session">Its session.</param>
/// <param name="Place">Where its pages are.</param>
public sealed record OpenedInvitation(GuestSession Session, GuestPlace Place);

/// <summary>The way from a link to the service that gave it. Found by the service's name: one process may hold several.</summary>
public abstract class GuestDoor
{
    /// <summary>Looks at a link and changes nothing: mail scanners and previews do the same.</summary>
    public abstract Task<Outcome<GuestView>> Look(GuestToken token, CancellationToken cancellation);

    /// <summary>Opens a link.</summary>
    /// <param name="token">The link.</param>
    /// <param name="typed">What was typed as PIN.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public abstract Task<Outcome<OpenedInvitation>> Open(GuestToken token, string? typed, CancellationToken cancellation);
}

/// <inheritdoc />
public sealed class GuestDoor<TDb>(TDb db, UnitOfWork<TDb> unit, GuestTokens tokens, GuestPlaces places, IServiceProvider services, TimeProvider clock) : GuestDoor where TDb : PlatformDb
{
    /// <inheritdoc />
    public override Task<Outcome<GuestView>> Look(GuestToken token, CancellationToken cancellation) => unit.Read<Outcome<GuestView>>(async () =>
    {
        var found = Known(await db.Set<GuestInvitation>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == token.Invitation, cancellation), token);
        return found.Refusal is { } refusal ? refusal
            : new GuestView(await Purpose(found.Value!).Words(db, found.Value!, cancellation), found.Value!.ExpiresAt, found.Value!.PinDigest is not null);
    }, cancellation);

    /// <inheritdoc />
    public override Task<Outcome<OpenedInvitation>> Open(GuestToken token, string? typed, CancellationToken cancellation) =>
        // A refusal is kept as well: it may have counted a wrong PIN.
        unit.Repeat(() => Opened(token, typed), _ => true, cancellation);

    private async Task<Outcome<OpenedInvitation>> Opened(GuestToken token, string? typed)
    {
        var now = clock.GetUtcNow();
        // The row's lock first: of many that try PINs at the same moment each sees what the one before has counted.
        await db.Set<GuestInvitation>().Where(i => i.Id == token.Invitation && i.RevokedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Version, i => i.Version + 1));
        var found = Known(await db.Set<GuestInvitation>().FirstOrDefaultAsync(i => i.Id == token.Invitation), token);
        if (found.Refusal is { } refusal)
            return refusal;
        var invitation = found.Value!;
        if (invitation.PinDigest is { } digest)
        {
            if (GuestPin.Read(typed) is not { } pin)
                return Refusal.Field("platform.invalid", "/pin", GuestCodes.PinMissing);
            if (!CryptographicOperations.FixedTimeEquals(tokens.Digest(pin, invitation.TenantId, invitation.Id), digest))
                return await Wrong(invitation, now);
        }
        var first = invitation.FirstOpenedAt is null;
        invitation.FirstOpenedAt ??= now;
        invitation.LastOpenedAt = now;
        invitation.Version++;
        if (first)
            await Purpose(invitation).FirstOpened(db, invitation, tokens.Key(token), CancellationToken.None);
        Record(invitation, now, first ? "guests.first_opened" : "guests.opened");
        await db.SaveChangesAsync(CancellationToken.None);
        return new OpenedInvitation(new GuestSession(invitation.TenantId, invitation.Id, invitation.Purpose, tokens.Key(token).Bytes, now + GuestSessions.Idle), places.Of(invitation.Purpose));
    }

    private async Task<Outcome<OpenedInvitation>> Wrong(GuestInvitation invitation, DateTimeOffset now)
    {
        var last = ++invitation.WrongPins >= GuestPin.MostWrong;
        invitation.Version++;
        if (last)
            invitation.RevokedAt = now;
        Record(invitation, now, last ? "guests.pin_exhausted" : "guests.pin_wrong");
        await db.SaveChangesAsync(CancellationToken.None);
        return last ? GuestCodes.EndedLink : Refusal.Field("platform.invalid", "/pin", GuestCodes.PinWrong);
    }

    private Outcome<GuestInvitation> Known(GuestInvitation? found, GuestToken token) =>
        found is null || !CryptographicOperations.FixedTimeEquals(tokens.Digest(token), found.SecretDigest) ? GuestCodes.UnknownLink
        : found.IsOpenAt(clock.GetUtcNow()) ? found : GuestCodes.EndedLink;

    private GuestPurpose<TDb> Purpose(GuestInvitation invitation) => services.GetRequiredKeyedService<GuestPurpose<TDb>>(invitation.Purpose);

    private void Record(GuestInvitation invitation, DateTimeOffset now, string action) =>
        db.Record(now, $"guest:{invitation.Id:D}", "guest", action, $"{places.Of(invitation.Purpose).Kind}:{invitation.Subject:D}", invitation.Purpose);
}
