using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Hosting.Http;
using Platform.Security;

namespace Grievances.Features.Drafts;

/// <summary>A draft that was opened.</summary>
/// <param name="Code">The code it lies under.</param>
/// <param name="State">What it holds.</param>
/// <param name="Version">Version that a change has to name.</param>
/// <param name="ExpiresAt">When it is gone.</param>
public sealed record OpenedDraft(Receipt Code, DraftState State, long Version, DateTimeOffset ExpiresAt);

/// <summary>
/// Keeps unfinished grievances without an account: sealed under a code of 20 digits and the pepper, found by a keyed digest,
/// gone after seven days. Nobody but who has the code can open one, and the code is stored nowhere.
/// </summary>
public sealed class Drafts(GrievancesDb db, Secrets secrets, TimeProvider clock)
{
    /// <summary>Clock that removes expired drafts.</summary>
    public const string Clock = "drafts";

    /// <summary>How long a draft is kept after its last change.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>How long the way back to a receipt is kept whose page may have been lost; as long as an answer can be replayed.</summary>
    public static readonly TimeSpan KeptOnceSent = TimeSpan.FromHours(24);

    /// <summary>Starts a draft within the current unit of work.</summary>
    public async Task<OpenedDraft> Start(DraftState state, CancellationToken cancellation)
    {
        var (code, expires) = (Receipt.New(), clock.GetUtcNow() + Kept);
        var digest = Digest(code);
        await Sweep(expires, cancellation);
        db.Add(new Draft { TenantId = db.Tenant.Required, CodeDigest = digest, State = Seal(code, digest, state), Version = 1, ExpiresAt = expires });
        await db.SaveChangesAsync(cancellation);
        return new OpenedDraft(code, state, 1, expires);
    }

    /// <summary>The draft of a code as somebody typed it, or a refusal; one that never was and one that is gone look alike.</summary>
    public async Task<Outcome<OpenedDraft>> Open(string? typed, CancellationToken cancellation)
    {
        switch (Receipt.Read(typed, out var code))
        {
            case ReceiptReading.Malformed:
                return Refusal.Field("grievances.receipt_malformed", "/code", "grievances.receipt_malformed");
            case ReceiptReading.Mistyped:
                return Refusal.Field("grievances.receipt_mistyped", "/code", "grievances.receipt_mistyped");
        }
        var (digest, now) = (Digest(code), clock.GetUtcNow());
        var draft = await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.CodeDigest == digest && d.ExpiresAt > now, cancellation);
        if (draft is null)
            return new Refusal(StatusCodes.Status404NotFound, "grievances.draft_unknown");
        var state = JsonSerializer.Deserialize<DraftState>(Envelope.Open(Key(code), Place(draft.TenantId, digest), draft.State), JsonSerializerOptions.Web)!;
        return new OpenedDraft(code, state, draft.Version, draft.ExpiresAt);
    }

    /// <summary>Stores a newer state within the current unit of work; refused where another page has changed it since.</summary>
    public async Task<Outcome<OpenedDraft>> Store(OpenedDraft draft, DraftState state, CancellationToken cancellation)
    {
        var (digest, expires) = (Digest(draft.Code), clock.GetUtcNow() + (state.Sent ? KeptOnceSent : Kept));
        var sealedState = Seal(draft.Code, digest, state);
        var changed = await db.Drafts.Where(d => d.CodeDigest == digest && d.Version == draft.Version)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, sealedState).SetProperty(x => x.Version, x => x.Version + 1).SetProperty(x => x.ExpiresAt, expires), cancellation);
        return changed == 1 ? new OpenedDraft(draft.Code, state, draft.Version + 1, expires) : Refusal.Conflict("grievances.draft_changed");
    }

    /// <summary>Forgets a draft within the current unit of work.</summary>
    public Task Forget(Receipt code, CancellationToken cancellation)
    {
        var digest = Digest(code);
        return db.Drafts.Where(d => d.CodeDigest == digest).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Removes expired drafts of the tenant, within the current unit of work, and sees to it that somebody comes by again while there are others.</summary>
    public async Task RemoveExpired(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.Drafts.Where(d => d.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
        if (await db.Drafts.MinAsync(d => (DateTimeOffset?)d.ExpiresAt, cancellation) is { } next)
            await Sweep(next, cancellation);
    }

    // One clock for all drafts of a tenant: started with the first, started again while there are others.
    private async Task Sweep(DateTimeOffset at, CancellationToken cancellation)
    {
        var tenant = db.Tenant.Required;
        if (!await db.Set<DueDate>().AnyAsync(d => d.Subject == tenant && d.Kind == Clock && d.SettledAt == null, cancellation))
            await db.DueDates(clock.GetUtcNow()).Plan(tenant, Clock, [new DueStep(Clock, at)], cancellation);
    }

    private byte[] Digest(Receipt code) => secrets.Digest("draft-lookup", Bound(code));

    private byte[] Key(Receipt code) => secrets.Derive("draft-seal", Bound(code));

    // A code opens a draft with one tenant alone.
    private byte[] Bound(Receipt code) => [.. db.Tenant.Required.ToByteArray(), .. code.Bytes];

    private byte[] Seal(Receipt code, byte[] digest, DraftState state) =>
        Envelope.Seal(Key(code), Place(db.Tenant.Required, digest), JsonSerializer.Serialize(state, JsonSerializerOptions.Web));

    private static SealedPlace Place(Guid tenant, byte[] digest) => new(tenant, Guid.Empty, "draft", new Guid(digest.AsSpan(0, 16)), "state");
}
