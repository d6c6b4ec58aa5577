using Engagement.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Engagement.Consumers;

public sealed class NotePattern : EventHandlerOf<EngagementDb, PatternChanged>
{
    public override Task Handle(EngagementDb db, PatternChanged evt, EventContext context, CancellationToken cancellation) =>
        db.Note(evt.Pattern, cancellation);
}
