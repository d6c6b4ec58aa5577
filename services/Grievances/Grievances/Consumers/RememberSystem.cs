using Assessments.Contracts.Events;
using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;

namespace Grievances.Consumers;

/// <summary>Keeps the list of AI systems that people can choose from.</summary>
public sealed class RememberSystem : EventHandlerOf<GrievancesDb, AiSystemPublished>
{
    // One statement: of two events that are handled at once, neither can write over the newer one.
    public override Task Handle(GrievancesDb db, AiSystemPublished evt, EventContext context, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO known_systems (tenant_id, id, name, published, version)
            VALUES ({context.Tenant}, {evt.SystemId}, {evt.Name}, {evt.Published}, {evt.Version})
            ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, published = excluded.published, version = excluded.version
            WHERE known_systems.version < excluded.version
            """, cancellation);
}
