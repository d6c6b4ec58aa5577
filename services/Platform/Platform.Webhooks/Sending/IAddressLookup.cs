using System.Net;

namespace Platform.Webhooks.Sending;

/// <summary>Asks the network for the addresses of a name.</summary>
public interface IAddressLookup
{
    /// <summary>Every address of a name, or of an address written out.</summary>
    Task<IReadOnlyList<IPAddress>> Find(string host, CancellationToken cancellation);
}

/// <summary>The system's resolver.</summary>
internal sealed class SystemLookup : IAddressLookup
{
    public async Task<IReadOnlyList<IPAddress>> Find(string host, CancellationToken cancellation) => await Dns.GetHostAddressesAsync(host, cancellation);
}
