using Grievances.Contracts.Events;
using Platform.Messaging;
using Transparency.Data;

namespace Transparency.Consumers;

/// <summary>
/// What happened stays counted when its words are gone: figures are numbers. What was brought in by mistake never happened, and a copy that was
/// referred and not taken on is counted where it was filed. One that was taken on is in the figures of both, as is what the neutral desk passed
/// on: each tells what came to it.
/// </summary>
public sealed class ForgetCase : EventHandlerOf<TransparencyDb, CaseErased>
{
    public override Task Handle(TransparencyDb db, CaseErased evt, EventContext context, CancellationToken cancellation) =>
        evt.Cause is "import_taken_back" or "declined" ? db.Forget(evt.CaseId, context.Now, cancellation) : Task.CompletedTask;
}
