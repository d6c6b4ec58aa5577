using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountComplainantAnswered : EventHandlerOf<TransparencyDb, ComplainantAnswered>
{
    public override Task Handle(TransparencyDb db, ComplainantAnswered evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
