using System.Reflection;
using Assessments;
using Engagement;
using Grievances;
using Identity;
using Platform.Contracts;
using Platform.Messaging;
using Transparency;
using Xunit;

namespace Architecture.Tests;

/// <summary>An event that somebody listens to has to reach a queue before it counts as sent; the mark of the others is true.</summary>
public sealed class UnheardTests
{
    [Fact]
    public void AnEventIsMarkedUnheard_ExactlyWhereNobodyConsumesIt()
    {
        var consumers = new Consumers();
        consumers.AddIdentityConsumers();
        consumers.AddGrievancesConsumers();
        consumers.AddAssessmentsConsumers();
        consumers.AddEngagementConsumers();
        consumers.AddTransparencyConsumers();
        var events = new[] { typeof(Identity.Contracts.IIdentityApi), typeof(Assessments.Contracts.IAssessmentsApi), typeof(Grievances.Contracts.Events.GrievanceFiled), typeof(Engagement.Contracts.IEngagementApi), typeof(Transparency.Contracts.Events.DisclosureReleased) }
            .SelectMany(one => one.Assembly.GetExportedTypes()).Where(type => type.GetCustomAttribute<WireNameAttribute>() is not null).ToList();

        Assert.True(events.Count >= 11, $"{events.Count} events");
        Assert.All(events, evt => Assert.Equal(consumers.Of(evt).Count == 0, evt.GetCustomAttribute<UnheardAttribute>() is not null));
    }
}
