using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountAcknowledged : EventHandlerOf<TransparencyDb, GrievanceAcknowledged>
{
    public override Task Handle(TransparencyDb db, GrievanceAcknowledged evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
