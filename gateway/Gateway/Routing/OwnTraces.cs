using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Routing;

/// <summary>
/// Every request begins a trace here. One that a client brings along would go with its case to the services and their tables, so that
/// an employer's proxy, or a product, could find the case by the number in its own log.
/// </summary>
internal sealed class OwnTraces(DistributedContextPropagator outward) : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields => outward.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => outward.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) => (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}

/// <summary>Adds it for all doors, in place of the framework's own.</summary>
internal static class OwnTracesServices
{
    public static void AddOwnTraces(this IServiceCollection services) => services.AddSingleton<DistributedContextPropagator>(new OwnTraces(DistributedContextPropagator.Current));
}
