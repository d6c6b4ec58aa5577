using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;

namespace Grievances.Features.Referrals;

/// <summary>A share on the side that takes something in, and its case, opened.</summary>
/// <param name="Share">The share, tracked.</param>
/// <param name="Case">The case, tracked.</param>
/// <param name="Sealer">Opens and seals its fields.</param>
public sealed record OpenShare(CaseShare Share, Grievance Case, CaseSealer Sealer);

/// <summary>Finds what a parcel belongs to on the side that takes it in.</summary>
public sealed class ThisSide(GrievancesDb db, CaseKeys keys)
{
    /// <summary>In the audit log: another organisation, by the door between two tenants.</summary>
    public const string Partner = "partner-organisation";

    /// <summary>Action of the audit log by which something was referred to us.</summary>
    public const string Received = "grievances.referral_received";

    /// <summary>The share a parcel belongs to; null where it is over. One that comes before its share is brought again.</summary>
    public async Task<OpenShare?> Find(Brought brought, CancellationToken cancellation)
    {
        var id = brought.Parcel.ShareId;
        if (await db.Shares.FirstOrDefaultAsync(s => s.Id == id, cancellation) is not { } share)
        {
            // After the share has gone nobody misses what belonged to it.
            var received = $"share:{id}";
            if (brought.Share is { Given: true } && !await db.Set<AuditLine>().AnyAsync(l => l.Purpose == received && l.Action == Received, cancellation))
                throw new InvalidOperationException("The share this belongs to is not here yet.");
            return null;
        }
        if (!share.IsOpen)
            return null;
        var kase = await db.Grievances.FirstAsync(g => g.Id == share.CaseId, cancellation);
        return await keys.OpenForGroup(kase.Id, kase.HandledBy, cancellation) is { } key ? new OpenShare(share, kase, new CaseSealer(share.TenantId, kase.Id, key)) : null;
    }
}
