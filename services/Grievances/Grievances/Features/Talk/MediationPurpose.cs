using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Guests;
using Platform.Tenancy;

namespace Grievances.Features.Talk;

/// <summary>What the page of a mediator's link says: who invites and what to, and nothing of the case.</summary>
public sealed class MediationPurpose : GuestPurpose<GrievancesDb>
{
    /// <summary>Where it is at home.</summary>
    public static GuestPlace Place { get; } = new("grievances", Mediations.Purpose, "/mediation", "case");

    public override async Task<GuestWords> Words(GrievancesDb db, GuestInvitation invitation, CancellationToken cancellation)
    {
        var name = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == invitation.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        return new GuestWords(PortalText.Words["talk.link_title"], PortalText.Words.Format("talk.link_who", name), PortalText.Words["talk.link_what"]);
    }
}
