using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

public sealed class AttachAcknowledged : EventHandlerOf<AssessmentsDb, GrievanceAcknowledged>
{
    public override Task Handle(AssessmentsDb db, GrievanceAcknowledged evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
