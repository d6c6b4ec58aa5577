using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Security;

namespace Identity.Features.Connect;

/// <summary>
/// Remembers, in the address that leads back from the sign-in page, since when a new sign-in is asked for. The mark is ours
/// (keyed) and holds for this one request, so leaving it out or carrying it elsewhere only asks anew; and it is met by a
/// password given after it, by nothing else.
/// </summary>
public sealed class Reauthentication(Secrets secrets)
{
    /// <summary>Name of the mark in the address.</summary>
    public const string Parameter = "asked";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>The mark of a request that asks at this moment.</summary>
    public string Mark(IEnumerable<KeyValuePair<string, string>> request, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"{at}.{Base64Url.EncodeToString(Seal(request, at))}";
    }

    /// <summary>Since when this request asks; null where it carries no mark of ours.</summary>
    public DateTimeOffset? Since(IEnumerable<KeyValuePair<string, string>> request, string? mark, DateTimeOffset now)
    {
        if (mark?.Split('.') is not [var at, var seal] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Seal(request, at))), Encoding.UTF8.GetBytes(seal)))
            return null;
        var since = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return now - since <= Life ? since : null;
    }

    private byte[] Seal(IEnumerable<KeyValuePair<string, string>> request, string at) => secrets.Digest("sign-in-again", Encoding.UTF8.GetBytes(
        string.Join('\n', request.Where(p => p.Key != Parameter).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}").Order(StringComparer.Ordinal).Prepend(at))));
}
