namespace Platform.Webhooks.Sending;

/// <summary>Bounds how much is on its way at once: 32 in all and up to four to one endpoint, so that a slow one takes nobody else's turn.</summary>
internal sealed class EndpointTurns
{
    private const int MostInAll = 32;
    private readonly Lock door = new();
    private readonly Dictionary<Guid, int> busy = [];
    private int all;

    /// <summary>Takes a turn, to be given back by disposing of it; null where there is none.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="most">Most turns it may have at once.</param>
    public IDisposable? TryTake(Guid endpoint, int most)
    {
        lock (door)
        {
            var taken = busy.GetValueOrDefault(endpoint);
            if (all >= MostInAll || taken >= most)
                return null;
            (busy[endpoint], all) = (taken + 1, all + 1);
        }
        return new Turn(this, endpoint);
    }

    private void GiveBack(Guid endpoint)
    {
        lock (door)
        {
            all--;
            if (--busy[endpoint] == 0)
                busy.Remove(endpoint);
        }
    }

    private sealed class Turn(EndpointTurns turns, Guid endpoint) : IDisposable
    {
        private EndpointTurns? held = turns;
        public void Dispose() => Interlocked.Exchange(ref held, null)?.GiveBack(endpoint);
    }
}
