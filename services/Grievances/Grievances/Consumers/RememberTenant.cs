using Grievances.Data;
using Grievances.Domain;
using Identity.Contracts.Events;
using Platform.Messaging;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Consumers;

/// <summary>Makes a tenant known here, with the keys its cases will be sealed under.</summary>
public sealed class RememberTenant(TenantKeys keys) : EventHandlerOf<GrievancesDb, TenantProvisioned>
{
    public override async Task Handle(GrievancesDb db, TenantProvisioned evt, EventContext context, CancellationToken cancellation)
    {
        await db.Remember(evt.TenantId, evt.Slug, evt.Name, evt.Active, evt.Version, cancellation);
        await keys.Ensure(db, CaseKeys.Groups, cancellation);
    }
}
