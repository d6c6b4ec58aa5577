using System.Diagnostics.Metrics;

namespace Gateway.Emergency;

/// <summary>Counts passes by kind. A count says nothing of who passed.</summary>
internal sealed class PassCounts
{
    public const string Meter = "Heed.Gateway", Work = "work", HandedOut = "handed_out", Ticket = "ticket", Told = "told_to_wait", None = "none";

    private readonly Counter<long> passes;

    public PassCounts(IMeterFactory meters) =>
        passes = meters.Create(Meter).CreateCounter<long>("heed.gateway.passes", description: "Beginnings of a grievance while the emergency switch was on, by the pass they had");

    public void Add(string kind) => passes.Add(1, KeyValuePair.Create<string, object?>("kind", kind));
}
