using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Security;

namespace Grievances.Features.Drafts;

/// <summary>
/// Keeps unfinished grievances open in one browser, so that every page has an address to go back to or reload. The address says a mark
/// of the draft and a mark of the step, which mean nothing to whoever reads a history; the code lies sealed in a cookie for these pages
/// alone, gone with the browser, with leaving or after two hours. A browser that keeps no cookies is answered without addresses.
/// </summary>
public sealed class OpenDrafts(Secrets secrets, TimeProvider clock)
{
    /// <summary>Start of the cookies' names; the one that only asks whether cookies are kept has nothing after it.</summary>
    public const string Cookie = "heed-file";

    /// <summary>How long a draft stays open in a browser after its last change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    /// <summary>How long the way back to the receipt stays open after sending, unless the receipt was typed back before.</summary>
    public static readonly TimeSpan OnceSent = TimeSpan.FromMinutes(15);

    private const int MostAtOnce = 4;

    private static readonly byte[] Place = "heed|open-draft|v1"u8.ToArray();

    private byte[] Key => secrets.Derive("open-draft", secrets.Get(Secrets.KeyEncryptionKey));

    /// <summary>Finds out whether this browser keeps cookies.</summary>
    public static void Probe(HttpContext http)
    {
        if (!Works(http))
            http.Response.Cookies.Append(Cookie, "1", Strict(http));
    }

    /// <summary>Whether this browser keeps cookies.</summary>
    public static bool Works(HttpContext http) => http.Request.Cookies.Keys.Any(IsOurs);

    /// <summary>Keeps a draft open in this browser. Of many that are open the others are closed: a request has only so much room.</summary>
    public void Remember(HttpContext http, Receipt code, bool sent)
    {
        var name = NameOf(Mark(code, ""));
        // Browsers send the oldest first.
        foreach (var other in http.Request.Cookies.Keys.Where(key => IsOurs(key) && key != name && key != Cookie).SkipLast(MostAtOnce - 1))
            http.Response.Cookies.Delete(other, Strict(http));
        var open = new Opening(code.Digits, clock.GetUtcNow() + (sent ? OnceSent : Lifetime), sent);
        http.Response.Cookies.Append(name, SealedJson.Seal(Key, Place, open), Strict(http));
    }

    /// <summary>Closes a draft in this browser.</summary>
    public void Forget(HttpContext http, Receipt code) => http.Response.Cookies.Delete(NameOf(Mark(code, "")), Strict(http));

    /// <summary>Closes everything that is open in this browser.</summary>
    public static void ForgetAll(HttpContext http)
    {
        foreach (var name in http.Request.Cookies.Keys.Where(IsOurs))
            http.Response.Cookies.Delete(name, Strict(http));
    }

    /// <summary>What an address says of a draft and one of its steps; without a step, of the draft alone.</summary>
    public string Address(Receipt code, string step) => step.Length == 0 ? Mark(code, "") : $"{Mark(code, "")}.{Mark(code, step)}";

    /// <summary>The code of the draft that an address means, where it is open in this browser; null otherwise.</summary>
    public string? Code(HttpContext http, string address) => Read(Value(http, address.Split('.')[0]))?.Code;

    /// <summary>What tells this browser's way into a draft from any other's, or null where it is not open here.</summary>
    public string? Way(HttpContext http, Receipt code) => Value(http, Mark(code, "")) is { } value && Read(value) is not null ? Base64Url.EncodeToString(secrets.Digest("open-draft", Encoding.UTF8.GetBytes(value))) : null;

    /// <summary>Whether the draft was sent from this browser: it was told so, or it has still the way in from which it was sent.</summary>
    public bool IsSentHere(HttpContext http, Receipt code, string? sentBy) => Read(Value(http, Mark(code, ""))) is { Sent: true } || sentBy is not null && Way(http, code) == sentBy;

    private static string? Value(HttpContext http, string mark) => mark.Length > 0 && http.Request.Cookies[NameOf(mark)] is { Length: > 0 and < 500 } value ? value : null;

    private Opening? Read(string? value) => SealedJson.Open<Opening>(Key, Place, value) is { } open && open.Until > clock.GetUtcNow() ? open : null;

    /// <summary>Which of the steps an address means, or null.</summary>
    public string? Step(Receipt code, string address, IEnumerable<string> steps) => steps.FirstOrDefault(step => Address(code, step) == address);

    private string Mark(Receipt code, string step) => Base64Url.EncodeToString(secrets.Digest("open-draft", [.. code.Bytes, .. Encoding.UTF8.GetBytes(step)]).AsSpan(0, 6));

    private static string NameOf(string mark) => Cookie + "-" + mark;

    private static bool IsOurs(string name) => name == Cookie || name.StartsWith(Cookie + "-", StringComparison.Ordinal);

    private static CookieOptions Strict(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/portal", Secure = http.Request.IsHttps, IsEssential = true };

    private sealed record Opening(string Code, DateTimeOffset Until, bool Sent);
}
