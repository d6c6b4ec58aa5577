using System.Text;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Http;
using Platform.Security;

namespace Grievances.Features.Mailbox;

/// <summary>
/// Files that were uploaded for a mailbox and not sent yet. Which they are, and the token that opens each, lies sealed in a cookie of
/// this browser for the pages of the mailbox alone, one for each mailbox, and gone with the browser or with closing the mailbox: no row leads from a case to what
/// its person has not sent. It says nothing while another mailbox is open, or none.
/// </summary>
public sealed class WaitingFiles(Secrets secrets)
{
    /// <summary>Start of the cookies' names.</summary>
    public const string Cookie = "heed-files";

    private const string Path = "/portal/mailbox";

    private byte[] Key => secrets.Derive("waiting-files", secrets.Get(Secrets.KeyEncryptionKey));

    /// <summary>What waits for a mailbox, oldest first.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mailbox">What its forms carry to say which mailbox they belong to.</param>
    public IReadOnlyList<UploadedFile> Read(HttpContext http, string mailbox) =>
        http.Request.Cookies[NameOf(mailbox)] is { Length: <= 4000 } value ? SealedJson.Open<List<UploadedFile>>(Key, Place(mailbox), value) ?? [] : [];

    /// <summary>Keeps what waits for a mailbox.</summary>
    public void Keep(HttpContext http, string mailbox, IReadOnlyList<UploadedFile> files)
    {
        if (files.Count == 0)
            http.Response.Cookies.Delete(NameOf(mailbox), Strict(http));
        else
            http.Response.Cookies.Append(NameOf(mailbox), SealedJson.Seal(Key, Place(mailbox), files), Strict(http));
    }

    /// <summary>Forgets what waits in this browser, for whichever mailbox.</summary>
    public static void ForgetAll(HttpContext http)
    {
        foreach (var name in http.Request.Cookies.Keys.Where(key => key.StartsWith(Cookie + "-", StringComparison.Ordinal)))
            http.Response.Cookies.Delete(name, Strict(http));
    }

    private static string NameOf(string mailbox) => $"{Cookie}-{mailbox[..Math.Min(8, mailbox.Length)]}";

    private static byte[] Place(string mailbox) => Encoding.UTF8.GetBytes("heed|waiting-files|v1|" + mailbox);

    private static CookieOptions Strict(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Path, Secure = http.Request.IsHttps, IsEssential = true };
}
