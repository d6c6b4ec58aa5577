using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountTriaged : EventHandlerOf<TransparencyDb, GrievanceTriaged>
{
    public override Task Handle(TransparencyDb db, GrievanceTriaged evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
