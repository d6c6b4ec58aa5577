using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountFiled : EventHandlerOf<TransparencyDb, GrievanceFiled>
{
    public override Task Handle(TransparencyDb db, GrievanceFiled evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
