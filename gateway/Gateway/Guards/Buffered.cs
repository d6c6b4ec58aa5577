using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Gateway.Guards;

/// <summary>
/// Bytes of bodies that are held in memory at the moment, over all requests: many large bodies that arrive slowly must not fill
/// the process. One client gets a quarter at most, so that it can't take the room of everybody else.
/// </summary>
internal sealed class Buffered(Clients clients, IConfiguration configuration)
{
    private readonly long most = configuration.GetValue("Gateway:MostBufferedBytes", 64L * 1024 * 1024);
    private readonly Dictionary<ulong, long> held = [];
    private readonly Lock gate = new();
    private long total;

    /// <summary>Bytes held now.</summary>
    public long Total => Interlocked.Read(ref total);

    /// <summary>Room of one request, none taken yet.</summary>
    public Room For(HttpContext http) => new(this, clients.Of(http));

    private bool TryTake(ulong client, int bytes)
    {
        lock (gate)
        {
            var own = held.GetValueOrDefault(client) + bytes;
            if (total + bytes > most || own > most / 4)
                return false;
            (held[client], total) = (own, total + bytes);
            return true;
        }
    }

    private void GiveBack(ulong client, int bytes)
    {
        if (bytes == 0)
            return;
        lock (gate)
        {
            total -= bytes;
            if ((held[client] -= bytes) == 0)
                held.Remove(client);
        }
    }

    /// <summary>What one request holds, given back at its end.</summary>
    internal sealed class Room(Buffered all, ulong client) : IDisposable
    {
        private int taken;

        public bool TryTake(int bytes)
        {
            if (!all.TryTake(client, bytes))
                return false;
            taken += bytes;
            return true;
        }

        public void Dispose()
        {
            all.GiveBack(client, taken);
            taken = 0;
        }
    }
}
