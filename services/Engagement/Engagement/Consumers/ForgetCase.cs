using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class ForgetCase : EventHandlerOf<EngagementDb, CaseErased>
{
    public override Task Handle(EngagementDb db, CaseErased evt, EventContext context, CancellationToken cancellation) =>
        db.Forget(evt.CaseId, context.Now, cancellation);
}
