using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

public sealed class WeighClosed : EventHandlerOf<AssessmentsDb, GrievanceClosed>
{
    public override Task Handle(AssessmentsDb db, GrievanceClosed evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
