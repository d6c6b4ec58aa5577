using Engagement.Data;
using Engagement.Domain;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class OweAnswer : EventHandlerOf<EngagementDb, ComplainantWrote>
{
    public override Task Handle(EngagementDb db, ComplainantWrote evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, new Writing(evt.Case.Version, evt.WrittenAt, ByPerson: true), context.Now, cancellation);
}
