using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountComplainantWrote : EventHandlerOf<TransparencyDb, ComplainantWrote>
{
    public override Task Handle(TransparencyDb db, ComplainantWrote evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
