using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Gateway.Guards;

/// <summary>
/// Tells clients apart without knowing them: a keyed digest of the network address, under a key that dies with the process. It
/// is written nowhere.
/// </summary>
internal sealed class Clients
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public ulong Of(HttpContext http)
    {
        var bytes = http.Connection.RemoteIpAddress switch
        {
            null => [],
            { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().GetAddressBytes(),
            // One household has a whole /64.
            { AddressFamily: AddressFamily.InterNetworkV6 } address => address.GetAddressBytes()[..8],
            var address => address.GetAddressBytes(),
        };
        return BitConverter.ToUInt64(HMACSHA256.HashData(key, bytes));
    }
}
