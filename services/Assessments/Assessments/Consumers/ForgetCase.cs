using Assessments.Data;
using Grievances.Contracts.Events;
using Platform.Messaging;

namespace Assessments.Consumers;

/// <summary>
/// What was found stands when its words are gone: a substantiated case shows what it showed, whether its time was over or the person took it
/// along. What was brought in by mistake, was never taken on or lives with another organisation shows nothing here.
/// </summary>
public sealed class ForgetCase : EventHandlerOf<AssessmentsDb, CaseErased>
{
    public override Task Handle(AssessmentsDb db, CaseErased evt, EventContext context, CancellationToken cancellation) =>
        evt.Cause is "import_taken_back" or "declined" or "routed" ? db.Forget(evt.CaseId, context.Now, cancellation) : Task.CompletedTask;
}
