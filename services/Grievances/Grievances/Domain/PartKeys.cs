using System.Text;
using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Security;

namespace Grievances.Domain;

/// <summary>A part that was split from a case, opened.</summary>
/// <param name="Part">Its row.</param>
/// <param name="Sealer">Opens its fields.</param>
public sealed record OpenPart(Grievance Part, CaseSealer Sealer);

/// <summary>
/// Keys of the parts of a case, under the key of the case they were split from: whoever holds a receipt of the first opens its parts with
/// the same receipt. They lie among the wraps of <see cref="CaseKeys"/> and turn with them from one epoch to the next.
/// </summary>
public sealed class PartKeys(GrievancesDb db, Secrets secrets)
{
    /// <summary>Name under which the first case holds the key of a part.</summary>
    public const string Parent = "parent";

    /// <summary>Wraps the key of a part under the key of the case it comes from.</summary>
    public void Wrap(CaseSealer first, Guid partId, byte[] key)
    {
        var epoch = secrets.CurrentEpoch;
        var inner = Envelope.SealBytes(first.Key, Place("dek", first.Tenant, partId, ""), key);
        db.Add(new CaseWrap { TenantId = first.Tenant, CaseId = partId, Holder = Parent, Epoch = epoch, Wrapped = Envelope.SealBytes(secrets.Get(epoch), Place("epoch", first.Tenant, partId, epoch), inner) });
    }

    /// <summary>Every part of an opened case, oldest first, in one statement; their rows are tracked.</summary>
    public async Task<IReadOnlyList<OpenPart>> Open(CaseSealer first, CancellationToken cancellation)
    {
        var parts = await db.PartsOf(first.CaseId).Join(db.Wraps.Where(w => w.Holder == Parent), g => g.Id, w => w.CaseId, (g, w) => new { Part = g, Wrap = w }).OrderBy(p => p.Part.Id).ToListAsync(cancellation);
        return [.. parts.Select(p => new OpenPart(p.Part, new CaseSealer(p.Part.TenantId, p.Part.Id, Unwrap(first, p.Wrap))))];
    }

    /// <summary>One part of an opened case, or null where it has none of that id; its row is tracked.</summary>
    public async Task<OpenPart?> One(CaseSealer first, Guid partId, CancellationToken cancellation)
    {
        var found = await db.Grievances.Where(g => g.Id == partId && g.SplitFromId == first.CaseId)
            .Join(db.Wraps.Where(w => w.Holder == Parent), g => g.Id, w => w.CaseId, (g, w) => new { Part = g, Wrap = w }).SingleOrDefaultAsync(cancellation);
        return found is null ? null : new OpenPart(found.Part, new CaseSealer(found.Part.TenantId, found.Part.Id, Unwrap(first, found.Wrap)));
    }

    private byte[] Unwrap(CaseSealer first, CaseWrap wrap) => Envelope.OpenBytes(first.Key, Place("dek", wrap.TenantId, wrap.CaseId, ""),
        Envelope.OpenBytes(secrets.Get(wrap.Epoch), Place("epoch", wrap.TenantId, wrap.CaseId, wrap.Epoch), wrap.Wrapped));

    // As CaseKeys binds them.
    private static byte[] Place(string kind, Guid tenant, Guid partId, string epoch) => Encoding.UTF8.GetBytes($"{kind}|v1|{tenant:N}|{partId:N}|{Parent}|{epoch}");
}
