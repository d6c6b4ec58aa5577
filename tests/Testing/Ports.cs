using System.Net.NetworkInformation;

namespace Testing;

/// <summary>Ports for servers of tests.</summary>
internal static class Ports
{
    /// <summary>A port nobody listens on, below those from which connections take theirs: what is free now is free a moment later too.</summary>
    public static int Free()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        int port;
        do
            port = Random.Shared.Next(12_000, 32_000);
        while (taken.Contains(port));
        return port;
    }
}
