using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class OweFeedback : EventHandlerOf<EngagementDb, GrievanceClosed>
{
    public override Task Handle(EngagementDb db, GrievanceClosed evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, null, context.Now, cancellation);
}
