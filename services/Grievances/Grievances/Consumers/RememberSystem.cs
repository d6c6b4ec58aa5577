using Assessments.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;

namespace Grievances.Consumers;

/// <summary>Keeps the list of AI systems that people can choose from.</summary>
public sealed class RememberSystem : EventHandlerOf<GrievancesDb, AiSystemPublished>
{
    public override async Task Handle(GrievancesDb db, AiSystemPublished evt, EventContext context, CancellationToken cancellation)
    {
        var system = await db.Systems.FirstOrDefaultAsync(s => s.Id == evt.SystemId, cancellation);
        if (system is null)
            db.Add(system = new KnownSystem { TenantId = context.Tenant, Id = evt.SystemId });
        else if (system.Version >= evt.Version)
            return;
        (system.Name, system.Published, system.Version) = (evt.Name, evt.Published, evt.Version);
    }
}
