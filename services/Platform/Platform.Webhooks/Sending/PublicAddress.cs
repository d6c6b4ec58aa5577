using System.Net;
using System.Net.Sockets;

namespace Platform.Webhooks.Sending;

/// <summary>
/// Tells addresses of the open internet from all others, after IANA's registries of special-purpose addresses (RFC 6890 and its
/// updates). IPv4 by what is not public; IPv6 by the one block that is (2000::/3), less what is set apart in it. Addresses that
/// carry an IPv4 address in them (mapped, 6to4, Teredo, NAT64) are refused: what they lead to is decided elsewhere.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether a request may go there.</summary>
    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(NotPublic, network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && address.ScopeId == 0 && GlobalUnicast.Contains(address) && !Array.Exists(NotPublic, network => network.Contains(address)),
        _ => false,
    };
}
