using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class SettleAcknowledgement : EventHandlerOf<EngagementDb, GrievanceAcknowledged>
{
    public override Task Handle(EngagementDb db, GrievanceAcknowledged evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, null, context.Now, cancellation);
}
