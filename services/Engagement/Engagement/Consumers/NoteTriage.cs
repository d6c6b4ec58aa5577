using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class NoteTriage : EventHandlerOf<EngagementDb, GrievanceTriaged>
{
    public override Task Handle(EngagementDb db, GrievanceTriaged evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, null, context.Now, cancellation);
}
