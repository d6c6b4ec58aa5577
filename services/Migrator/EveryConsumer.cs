using Assessments;
using Engagement;
using Grievances;
using Identity;
using Platform.Messaging;
using Transparency;

namespace AllInOne;

/// <summary>
/// Every consumer of every service: the one list behind the topology that is declared, the dead letters that are looked for,
/// and the process that holds all services. What is missing here gets no queue, and its events are lost.
/// </summary>
public static class EveryConsumer
{
    /// <summary>Adds them.</summary>
    public static void Add(Consumers consumers)
    {
        consumers.AddIdentityConsumers();
        consumers.AddGrievancesConsumers();
        consumers.AddAssessmentsConsumers();
        consumers.AddEngagementConsumers();
        consumers.AddTransparencyConsumers();
    }
}
