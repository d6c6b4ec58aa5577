using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

public sealed class CountChanged : EventHandlerOf<TransparencyDb, CaseChanged>
{
    public override Task Handle(TransparencyDb db, CaseChanged evt, EventContext context, CancellationToken cancellation) =>
        db.Keep(evt.Case, context.Now, cancellation);
}
