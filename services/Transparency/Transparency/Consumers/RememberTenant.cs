using Identity.Contracts.Events;
using Platform.Messaging;
using Platform.Tenancy;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class RememberTenant : EventHandlerOf<TransparencyDb, TenantProvisioned>
{
    public override async Task Handle(TransparencyDb db, TenantProvisioned evt, EventContext context, CancellationToken cancellation)
    {
        await db.Remember(evt.TenantId, evt.Slug, evt.Name, evt.Active, evt.Version, cancellation);
        await db.StartAt(context.Now, cancellation);
    }
}
