using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Platform.Messaging;

/// <summary>
/// Messages handed to the in-memory bus and not yet committed by every consumer. A message is durable elsewhere only when all
/// have reported; a lost report means one more delivery, which the inbox drops: it can be wrong in the safe direction only.
/// </summary>
internal sealed class InFlight
{
    private readonly ConcurrentDictionary<Guid, Waiting> waiting = new();

    public int Count => waiting.Count;

    public bool Watches(Guid message) => waiting.ContainsKey(message);

    public void Begin(Guid message, IReadOnlyList<string> consumers, ChannelWriter<Guid> done)
    {
        if (consumers.Count == 0)
            done.TryWrite(message);
        else
            waiting[message] = new Waiting([.. consumers], done);
    }

    public void Forget(Guid message) => waiting.TryRemove(message, out _);

    public void Report(Guid message, string consumer)
    {
        if (!waiting.TryGetValue(message, out var entry))
            return;
        bool last;
        lock (entry)
        {
            entry.Missing.Remove(consumer);
            last = entry.Missing.Count == 0;
        }
        // Written first, forgotten by the relay once marked: a scan in between must still see it as under way.
        if (last)
            entry.Done.TryWrite(message);
    }

    private sealed record Waiting(HashSet<string> Missing, ChannelWriter<Guid> Done);
}
