using Identity.Contracts.Events;
using Platform.Messaging;
using Platform.Tenancy;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class RememberTenant : EventHandlerOf<TransparencyDb, TenantProvisioned>
{
    public override Task Handle(TransparencyDb db, TenantProvisioned evt, EventContext context, CancellationToken cancellation) =>
        db.Remember(evt.TenantId, evt.Slug, evt.Name, evt.Active, evt.Version, cancellation);
}
