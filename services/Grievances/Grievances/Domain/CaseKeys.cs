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
/// the one door below, which writes who opened which case for what, in the same transaction.
/// </summary>
public sealed class CaseKeys(GrievancesDb db, TenantKeys tenantKeys, Secrets secrets, TimeProvider clock)
{
    /// <summary>Action of the audit log by which a person sees who read their case.</summary>
    public const string Opened = "grievances.case_opened";

    /// <summary>The group every case handler belongs to.</summary>
    public const string Team = "team";

    /// <summary>Draws a key for a new case and wraps it for the team and for the receipt of whoever files.</summary>
    public async Task<byte[]> Create(Guid caseId, Receipt receipt, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Wrap(caseId, Team, await tenantKeys.Group(db, Team, cancellation), key);
        WrapForHolder(caseId, caseId, FromReceipt(receipt), key);
        return key;
    }

    /// <summary>The holder key that a receipt yields.</summary>
    public byte[] FromReceipt(Receipt receipt) => secrets.Derive("receipt-wrap", receipt.Bytes);

    /// <summary>Wraps a case key for one more holder of a receipt.</summary>
    public void WrapForHolder(Guid caseId, Guid holderId, byte[] receiptKey, byte[] key) => Wrap(caseId, CaseHolder.NameOf(caseId, holderId), receiptKey, key);

    /// <summary>Takes the key from a holder; nothing they have opens the case any more.</summary>
    public Task TakeFrom(Guid caseId, Guid holderId, CancellationToken cancellation)
    {
        var holder = CaseHolder.NameOf(caseId, holderId);
        return db.Wraps.Where(w => w.CaseId == caseId && w.Holder == holder).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Opens a case for a handler, and records it.</summary>
    public async Task<byte[]> OpenForHandler(Guid caseId, Actor actor, string purpose, CancellationToken cancellation)
    {
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, Opened, $"case:{caseId}", purpose);
        await db.SaveChangesAsync(CancellationToken.None);
        return await Unwrap(caseId, Team, await tenantKeys.Group(db, Team, cancellation), cancellation);
    }

    /// <summary>Opens a case for whoever holds one of its receipts.</summary>
    public Task<byte[]> OpenForPerson(Guid caseId, Guid holderId, byte[] receiptKey, CancellationToken cancellation) =>
        Unwrap(caseId, CaseHolder.NameOf(caseId, holderId), receiptKey, cancellation);

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

    /// <summary>Wraps a case key for the current tenant's handlers.</summary>
    public async Task WrapForTeam(Guid caseId, byte[] key, CancellationToken cancellation) => Wrap(caseId, Team, await tenantKeys.Group(db, Team, cancellation), key);

    private void Wrap(Guid caseId, string holder, byte[] holderKey, byte[] key)
    {
        var (tenant, epoch) = (db.Tenant.Required, secrets.CurrentEpoch);
        var inner = Envelope.SealBytes(holderKey, Place("dek", tenant, caseId, holder, ""), key);
        db.Add(new CaseWrap
        {
            TenantId = tenant,
            CaseId = caseId,
            Holder = holder,
            Epoch = epoch,
            Wrapped = Envelope.SealBytes(secrets.Get(epoch), Place("epoch", tenant, caseId, holder, epoch), inner),
        });
    }

    private async Task<byte[]> Unwrap(Guid caseId, string holder, byte[] holderKey, CancellationToken cancellation)
    {
        var wrap = await db.Wraps.AsNoTracking().FirstOrDefaultAsync(w => w.CaseId == caseId && w.Holder == holder, cancellation)
            ?? throw new CryptographicException("This holder has no key to this case.");
        var inner = Envelope.OpenBytes(secrets.Get(wrap.Epoch), Place("epoch", wrap.TenantId, caseId, holder, wrap.Epoch), wrap.Wrapped);
        return Envelope.OpenBytes(holderKey, Place("dek", wrap.OriginId ?? wrap.TenantId, caseId, holder, ""), inner);
    }

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
