using Assessments.Contracts.Events;
using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Messaging;

namespace Grievances.Consumers;

/// <summary>Keeps the list of AI systems that people can choose from, and the one that anybody can search.</summary>
public sealed class RememberSystem : EventHandlerOf<GrievancesDb, AiSystemPublished>
{
    // One statement: of two events that are handled at once, neither can write over the newer one.
    public override async Task Handle(GrievancesDb db, AiSystemPublished evt, EventContext context, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO known_systems (tenant_id, id, name, published, version)
            VALUES ({context.Tenant}, {evt.SystemId}, {evt.Name}, {evt.Published}, {evt.Version})
            ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, published = excluded.published, version = excluded.version
            WHERE known_systems.version < excluded.version
            """, cancellation);
        // Who owns a system never changes: another tenant's event can't take a name over.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO public_systems (id, owner_id, name, search_name, published, version)
            VALUES ({evt.SystemId}, {context.Tenant}, {evt.Name}, {evt.Name.ToLowerInvariant()}, {evt.Published}, {evt.Version})
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, search_name = excluded.search_name, published = excluded.published, version = excluded.version
            WHERE public_systems.version < excluded.version AND public_systems.owner_id = excluded.owner_id
            """, cancellation);
    }
}
