using Assessments.Data;
using Identity.Contracts.Events;
using Platform.Messaging;
using Platform.Tenancy;

namespace Assessments.Consumers;

public sealed class RememberTenant : EventHandlerOf<AssessmentsDb, TenantProvisioned>
{
    public override Task Handle(AssessmentsDb db, TenantProvisioned evt, EventContext context, CancellationToken cancellation) =>
        db.Remember(evt.TenantId, evt.Slug, evt.Name, evt.Active, evt.Version, cancellation);
}
