using Engagement.Data;
using Engagement.Domain;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class SettleAnswer : EventHandlerOf<EngagementDb, ComplainantAnswered>
{
    public override Task Handle(EngagementDb db, ComplainantAnswered evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, new Writing(evt.Case.Version, evt.WrittenAt, ByPerson: false), context.Now, cancellation);
}
