using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class OweFindingsLater : EventHandlerOf<EngagementDb, FindingsExtended>
{
    public override Task Handle(EngagementDb db, FindingsExtended evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, null, context.Now, cancellation);
}
