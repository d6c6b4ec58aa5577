using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

public sealed class AttachTriaged : EventHandlerOf<AssessmentsDb, GrievanceTriaged>
{
    public override Task Handle(AssessmentsDb db, GrievanceTriaged evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
