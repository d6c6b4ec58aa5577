using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

public sealed class NoteOwnPart : EventHandlerOf<AssessmentsDb, AttributionRecorded>
{
    public override Task Handle(AssessmentsDb db, AttributionRecorded evt, EventContext context, CancellationToken cancellation) =>
        db.KeepOwnPart(evt, context.Now, cancellation);
}
