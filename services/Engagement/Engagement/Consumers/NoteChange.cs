using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class NoteChange : EventHandlerOf<EngagementDb, CaseChanged>
{
    public override Task Handle(EngagementDb db, CaseChanged evt, EventContext context, CancellationToken cancellation) =>
        db.Follow(evt.Case, null, context.Now, cancellation);
}
