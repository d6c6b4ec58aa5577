using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountClosed : EventHandlerOf<TransparencyDb, GrievanceClosed>
{
    public override Task Handle(TransparencyDb db, GrievanceClosed evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
