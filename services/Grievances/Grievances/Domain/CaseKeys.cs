using System.Security.Cryptography;
using System.Text;
using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Security;

namespace Grievances.Domain;

/// <summary>
/// Makes and opens case keys. A key is wrapped once per holder, then once more under the current epoch key. Handlers pass
/// <see cref="CaseDoor"/>, which writes who opened which case for what, in the same transaction. How a person can be reached has a key
/// of its own, which handlers don't have.
/// </summary>
public sealed class CaseKeys(GrievancesDb db, TenantKeys tenantKeys, Secrets secrets)
{
    /// <summary>Action of the audit log by which a person sees who read their case.</summary>
    public const string Opened = "grievances.case_opened";

    /// <summary>The group every case handler belongs to.</summary>
    public const string Team = "team";

    /// <summary>The group that hears cases about the team, and such as the person would not have the team read.</summary>
    public const string Ombuds = "ombuds";

    /// <summary>The group that keeps who anonymous people are; it has no key to any case.</summary>
    public const string Custodian = "custodian";

    /// <summary>The human-rights lead, for the reasons of critical bands alone.</summary>
    public const string Lead = "lead";

    /// <summary>What an organisation learned, for its handlers; wraps no case.</summary>
    public const string Lessons = "lessons";

    /// <summary>Where machines are told of cases, and what signs what they are told; wraps no case.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Every group a tenant has a key for.</summary>
    public static IReadOnlyList<string> Groups { get; } = [Team, Ombuds, Custodian, Lead, Lessons, Webhooks];

    /// <summary>Groups whose keys wrap keys of cases: these are drawn anew at a rotation.</summary>
    public static IReadOnlyList<string> Wrapping { get; } = [Team, Ombuds, Custodian, Lead];

    // The identity's key under the receipt of the one who filed.
    private const string IdentityOfFiler = "identity";

    /// <summary>Draws a key for a new case and wraps it for the group that handles it and for the receipt of whoever files.</summary>
    public async Task<byte[]> Create(Guid caseId, string handledBy, Receipt receipt, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        await WrapForGroup(caseId, handledBy, key, cancellation);
        WrapForHolder(caseId, caseId, FromReceipt(receipt), key);
        return key;
    }

    /// <summary>The holder key that a receipt yields.</summary>
    public byte[] FromReceipt(Receipt receipt) => secrets.Derive("receipt-wrap", receipt.Bytes);

    /// <summary>Wraps a case key for one more holder of a receipt.</summary>
    public void WrapForHolder(Guid caseId, Guid holderId, byte[] receiptKey, byte[] key) => Wrap(caseId, CaseHolder.NameOf(caseId, holderId), receiptKey, key);

    /// <summary>Takes the key from a holder; nothing they have opens the case any more.</summary>
    public Task TakeFrom(Guid caseId, Guid holderId, CancellationToken cancellation) => Take(caseId, CaseHolder.NameOf(caseId, holderId), cancellation);

    /// <summary>Takes the key from a group.</summary>
    public Task TakeFromGroup(Guid caseId, string handlers, CancellationToken cancellation) => Take(caseId, handlers, cancellation);

    /// <summary>Wraps a case key for a guest, under the key that their link yields.</summary>
    public void WrapForGuest(Guid caseId, Guid invitation, byte[] guestKey, byte[] key) => Wrap(caseId, GuestName(invitation), guestKey, key);

    /// <summary>Takes the key from a guest; their link opens nothing any more.</summary>
    public Task TakeFromGuest(Guid caseId, Guid invitation, CancellationToken cancellation) => Take(caseId, GuestName(invitation), cancellation);

    /// <summary>Opens a case for a guest; null where the key was taken from them.</summary>
    public async Task<byte[]?> OpenForGuest(Guid caseId, Guid invitation, byte[] guestKey, CancellationToken cancellation) =>
        await Find(caseId, GuestName(invitation), cancellation) is { } wrap ? Unwrap(wrap, guestKey) : null;

    /// <summary>Opens a case for a group; null where the group has no key to it.</summary>
    public async Task<byte[]?> OpenForGroup(Guid caseId, string handlers, CancellationToken cancellation) =>
        await Find(caseId, handlers, cancellation) is { } wrap ? Unwrap(wrap, await tenantKeys.Group(db, handlers, KeyVersion(wrap), cancellation)) : null;

    /// <summary>Opens a case for whoever holds one of its receipts.</summary>
    public async Task<byte[]> OpenForPerson(Guid caseId, Guid holderId, byte[] receiptKey, CancellationToken cancellation) =>
        await Find(caseId, CaseHolder.NameOf(caseId, holderId), cancellation) is { } wrap ? Unwrap(wrap, receiptKey) : throw new CryptographicException("This holder has no key to this case.");

    /// <summary>Wraps a case key for a group of the current tenant.</summary>
    public async Task WrapForGroup(Guid caseId, string handlers, byte[] key, CancellationToken cancellation)
    {
        var group = await tenantKeys.Group(db, handlers, cancellation);
        Wrap(caseId, handlers, group.Value, key, group.Version);
    }

    /// <summary>Draws the key under which a person's identity is sealed, for the one who filed and, unless they keep them out, the custodian.</summary>
    public async Task<byte[]> CreateIdentity(Guid caseId, byte[] receiptKey, bool custodian, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        if (custodian)
            await WrapForGroup(caseId, Custodian, key, cancellation);
        Wrap(caseId, IdentityOfFiler, receiptKey, key);
        return key;
    }

    /// <summary>The identity's key for the one who filed; null where nothing is sealed under one.</summary>
    public async Task<byte[]?> IdentityForFiler(Guid caseId, byte[] receiptKey, CancellationToken cancellation) =>
        await Find(caseId, IdentityOfFiler, cancellation) is { } wrap ? Unwrap(wrap, receiptKey) : null;

    /// <summary>Wraps the identity's key under a receipt that takes the place of another.</summary>
    public async Task MoveIdentity(Guid caseId, byte[] former, byte[] receiptKey, CancellationToken cancellation)
    {
        if (await IdentityForFiler(caseId, former, cancellation) is not { } key)
            return;
        await Take(caseId, IdentityOfFiler, cancellation);
        Wrap(caseId, IdentityOfFiler, receiptKey, key);
    }

    /// <summary>Wraps the identity's key for whom a custodian let look, in their group; gone when the time is over.</summary>
    public async Task Grant(Guid caseId, Guid requestId, string handlers, CancellationToken cancellation)
    {
        var key = await OpenForGroup(caseId, Custodian, cancellation) ?? throw new CryptographicException("The custodian has no key to this identity.");
        var group = await tenantKeys.Group(db, handlers, cancellation);
        Wrap(caseId, GrantName(requestId, handlers), group.Value, key, group.Version);
    }

    /// <summary>The identity's key by a grant; null where it was never given or its time is over.</summary>
    public async Task<byte[]?> OpenByGrant(Guid caseId, Guid requestId, string handlers, CancellationToken cancellation) =>
        await Find(caseId, GrantName(requestId, handlers), cancellation) is { } wrap ? Unwrap(wrap, await tenantKeys.Group(db, handlers, KeyVersion(wrap), cancellation)) : null;

    /// <summary>What a group has the keys to of several cases: the custodian's to identities, the lead's to reasons.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> ForGroup(IReadOnlyList<Guid> cases, string handlers, CancellationToken cancellation)
    {
        var opened = new Dictionary<Guid, byte[]>();
        foreach (var wrap in await db.Wraps.AsNoTracking().Where(w => cases.Contains(w.CaseId) && w.Holder == handlers).ToListAsync(cancellation))
            opened[wrap.CaseId] = Unwrap(wrap, await tenantKeys.Group(db, handlers, KeyVersion(wrap), cancellation));
        return opened;
    }

    /// <summary>Ends a grant.</summary>
    public Task EndGrant(Guid caseId, Guid requestId, CancellationToken cancellation)
    {
        var grant = $"grant-{requestId:N}-";
        return db.Wraps.Where(w => w.CaseId == caseId && w.Holder.StartsWith(grant)).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The key for reasons that the human-rights lead alone reads; drawn where there is none yet.</summary>
    public async Task<byte[]> ForLead(Guid caseId, CancellationToken cancellation)
    {
        if (await OpenForGroup(caseId, Lead, cancellation) is { } known)
            return known;
        var key = RandomNumberGenerator.GetBytes(32);
        await WrapForGroup(caseId, Lead, key, cancellation);
        return key;
    }

    /// <summary>
    /// Wraps anew, within the current unit of work, what replaced keys of groups wrap; how many. A replaced key that wraps nothing any
    /// more and that nobody can remember is destroyed.
    /// </summary>
    public async Task<int> FollowRotation(int most, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var handlers in Wrapping)
        {
            var current = await tenantKeys.Newest(db, handlers, cancellation);
            var old = await db.Wraps.Where(w => (w.Holder == handlers || (w.Holder.StartsWith("grant-") && w.Holder.EndsWith("-" + handlers))) && w.KeyVersion < current.Version)
                .OrderBy(w => w.CaseId).Take(most).ToListAsync(cancellation);
            foreach (var wrap in old)
            {
                var key = Unwrap(wrap, await tenantKeys.Group(db, handlers, KeyVersion(wrap), cancellation));
                var epoch = secrets.CurrentEpoch;
                (wrap.KeyVersion, wrap.Epoch, wrap.Wrapped) = (current.Version, epoch, Outer(epoch, wrap.TenantId, wrap.CaseId, wrap.Holder, wrap.OriginId ?? wrap.TenantId, current.Value, key));
            }
            done += old.Count;
        }
        await db.SaveChangesAsync(cancellation);
        if (done > 0)
            return done;
        foreach (var replaced in await tenantKeys.Replaced(db, cancellation))
        {
            // The first version stands as 0 in what was wrapped before there were versions.
            if (!await db.Wraps.AnyAsync(w => (w.Holder == replaced.HandlingGroup || w.Holder.EndsWith("-" + replaced.HandlingGroup)) && (w.KeyVersion == replaced.Version || (replaced.Version == 1 && w.KeyVersion == 0)), cancellation))
                db.Remove(replaced);
        }
        await db.SaveChangesAsync(cancellation);
        return 0;
    }

    /// <summary>
    /// Wraps keys of living cases anew under the current epoch, within the current unit of work; how many. What was erased is not
    /// among them, so once the old epoch's key is destroyed no copy of the database from before opens it.
    /// </summary>
    public async Task<int> TurnEpoch(int most, CancellationToken cancellation)
    {
        var current = secrets.CurrentEpoch;
        var old = await db.Wraps.Where(w => w.Epoch != current).OrderBy(w => w.CaseId).ThenBy(w => w.Holder).Take(most).ToListAsync(cancellation);
        foreach (var wrap in old)
        {
            var inner = Envelope.OpenBytes(secrets.Get(wrap.Epoch), Place("epoch", wrap.TenantId, wrap.CaseId, wrap.Holder, wrap.Epoch), wrap.Wrapped);
            (wrap.Epoch, wrap.Wrapped) = (current, Envelope.SealBytes(secrets.Get(current), Place("epoch", wrap.TenantId, wrap.CaseId, wrap.Holder, current), inner));
        }
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }

    /// <summary>
    /// Takes wraps of receipts over from a case's former tenant, into the current tenant: the outer layer is made anew, the inner
    /// one stays as the receipts made it.
    /// </summary>
    public void TakeOver(IEnumerable<CaseWrap> former)
    {
        var (tenant, epoch) = (db.Tenant.Required, secrets.CurrentEpoch);
        foreach (var wrap in former)
        {
            var inner = Envelope.OpenBytes(secrets.Get(wrap.Epoch), Place("epoch", wrap.TenantId, wrap.CaseId, wrap.Holder, wrap.Epoch), wrap.Wrapped);
            db.Add(new CaseWrap
            {
                TenantId = tenant,
                CaseId = wrap.CaseId,
                Holder = wrap.Holder,
                Epoch = epoch,
                OriginId = wrap.OriginId ?? wrap.TenantId,
                Wrapped = Envelope.SealBytes(secrets.Get(epoch), Place("epoch", tenant, wrap.CaseId, wrap.Holder, epoch), inner),
            });
        }
    }

    private Task<int> Take(Guid caseId, string holder, CancellationToken cancellation) => db.Wraps.Where(w => w.CaseId == caseId && w.Holder == holder).ExecuteDeleteAsync(cancellation);

    private void Wrap(Guid caseId, string holder, byte[] holderKey, byte[] key, int version = 0)
    {
        // Read once: at the turn of the month the next look may see another.
        var (tenant, epoch) = (db.Tenant.Required, secrets.CurrentEpoch);
        db.Add(new CaseWrap
        {
            TenantId = tenant,
            CaseId = caseId,
            Holder = holder,
            KeyVersion = version,
            Epoch = epoch,
            Wrapped = Outer(epoch, tenant, caseId, holder, tenant, holderKey, key),
        });
    }

    private byte[] Outer(string epoch, Guid tenant, Guid caseId, string holder, Guid boundTo, byte[] holderKey, byte[] key) =>
        Envelope.SealBytes(secrets.Get(epoch), Place("epoch", tenant, caseId, holder, epoch), Envelope.SealBytes(holderKey, Place("dek", boundTo, caseId, holder, ""), key));

    private Task<CaseWrap?> Find(Guid caseId, string holder, CancellationToken cancellation) =>
        db.Wraps.AsNoTracking().FirstOrDefaultAsync(w => w.CaseId == caseId && w.Holder == holder, cancellation);

    private byte[] Unwrap(CaseWrap wrap, byte[] holderKey)
    {
        var inner = Envelope.OpenBytes(secrets.Get(wrap.Epoch), Place("epoch", wrap.TenantId, wrap.CaseId, wrap.Holder, wrap.Epoch), wrap.Wrapped);
        return Envelope.OpenBytes(holderKey, Place("dek", wrap.OriginId ?? wrap.TenantId, wrap.CaseId, wrap.Holder, ""), inner);
    }

    private static int KeyVersion(CaseWrap wrap) => wrap.KeyVersion == 0 ? 1 : wrap.KeyVersion;

    private static string GuestName(Guid invitation) => $"guest-{invitation:N}";

    private static string GrantName(Guid requestId, string handlers) => $"grant-{requestId:N}-{handlers}";

    private static byte[] Place(string kind, Guid tenant, Guid caseId, string holder, string epoch) =>
        Encoding.UTF8.GetBytes($"{kind}|v1|{tenant:N}|{caseId:N}|{holder}|{epoch}");
}

/// <summary>Seals and opens the fields of one case.</summary>
/// <param name="Tenant">Owner.</param>
/// <param name="CaseId">Case.</param>
/// <param name="Key">Its key.</param>
public sealed record CaseSealer(Guid Tenant, Guid CaseId, byte[] Key)
{
    public byte[] Seal(string entity, Guid row, string field, string text) => Envelope.Seal(Key, new SealedPlace(Tenant, CaseId, entity, row, field), text);

    public string Open(string entity, Guid row, string field, byte[] sealedText) => Envelope.Open(Key, new SealedPlace(Tenant, CaseId, entity, row, field), sealedText);

    public string? OpenIfAny(string entity, Guid row, string field, byte[]? sealedText) => sealedText is null ? null : Open(entity, row, field, sealedText);
}
