using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Features.Talk;
using Platform.Messaging;

namespace Grievances.Consumers;

/// <summary>A case is closed or taken back: whoever was let in to mediate has no link and no key any more. Told twice it changes nothing.</summary>
public sealed class EndMediations(Mediations mediations) : EventHandlerOf<GrievancesDb, GrievanceClosed>
{
    public override Task Handle(GrievancesDb db, GrievanceClosed evt, EventContext context, CancellationToken cancellation) => mediations.EndAll(evt.Case.CaseId, cancellation);
}
