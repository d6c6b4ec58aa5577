using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

public sealed class WeighChanged : EventHandlerOf<AssessmentsDb, CaseChanged>
{
    public override Task Handle(AssessmentsDb db, CaseChanged evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
