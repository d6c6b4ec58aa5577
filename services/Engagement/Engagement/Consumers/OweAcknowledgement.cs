using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class OweAcknowledgement : EventHandlerOf<EngagementDb, GrievanceFiled>
{
    public override Task Handle(EngagementDb db, GrievanceFiled evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, null, context.Now, cancellation);
}
