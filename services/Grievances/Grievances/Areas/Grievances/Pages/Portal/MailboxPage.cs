using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What the pages of a mailbox share: one strict cookie on this path alone, gone with the browser or after half an hour.</summary>
public abstract class MailboxPage : PageModel
{
    /// <summary>Where a mailbox begins.</summary>
    protected const string Front = "/portal/mailbox";

    /// <summary>Sending a form twice does it once.</summary>
    [BindProperty] public string? Key { get; set; }

    /// <summary>The session, where there is one that may show the case.</summary>
    protected MailboxSession? Session => HttpContext.Features.Get<MailboxSession>() is { MustTakeOver: false } session ? session : null;

    /// <summary>Role words of the portal.</summary>
    public static string Role(string role) => PortalText.Words.Find("box.role." + role) ?? PortalText.Words["box.role.other"];

    /// <summary>A key for the next form.</summary>
    protected void NewKey()
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
    }

    /// <summary>Shows a page by its address, so that going back or reloading sends nothing again.</summary>
    protected StatusCodeResult SeeOther(string address)
    {
        Response.Headers.Location = HttpContext.KeepLanguage(address);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Puts a refusal into words where a form shows errors.</summary>
    protected void Show(Refusal refusal, string field)
    {
        var code = refusal.Errors?.Values.FirstOrDefault()?[0] ?? refusal.Code;
        ModelState.AddModelError(field, PortalText.Words.Find("error.code." + code) ?? PortalText.Words["error.again"]);
    }

    /// <summary>Keeps a mailbox open in this browser.</summary>
    protected void Remember(string token) => Response.Cookies.Append(TenantFromMailboxAttribute.Cookie, token, Strict());

    /// <summary>Closes it.</summary>
    protected void Forget() => Response.Cookies.Delete(TenantFromMailboxAttribute.Cookie, Strict());

    private CookieOptions Strict() => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Front, Secure = Request.IsHttps, IsEssential = true };
}
