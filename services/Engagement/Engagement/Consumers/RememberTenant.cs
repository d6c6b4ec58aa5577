using Engagement.Data;
using Identity.Contracts.Events;
using Platform.Messaging;
using Platform.Tenancy;

namespace Engagement.Consumers;

public sealed class RememberTenant : EventHandlerOf<EngagementDb, TenantProvisioned>
{
    public override Task Handle(EngagementDb db, TenantProvisioned evt, EventContext context, CancellationToken cancellation) =>
        db.Remember(evt.TenantId, evt.Slug, evt.Name, evt.Active, evt.Version, cancellation);
}
