using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

public sealed class AttachFiled : EventHandlerOf<AssessmentsDb, GrievanceFiled>
{
    public override Task Handle(AssessmentsDb db, GrievanceFiled evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
