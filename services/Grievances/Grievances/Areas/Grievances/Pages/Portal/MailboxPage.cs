using System.Security.Cryptography;
using System.Text;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>What a form says of the mailbox it was shown in; a form with a streamed file says it in its address.</summary>
    [BindProperty] public string? BoundTo { get; set; }

    /// <summary>
    /// What every form of this mailbox carries: the one cookie may hold another mailbox by the time the form is sent. A form that is
    /// shown again keeps what it said, whatever is open by then.
    /// </summary>
    public string Mine => string.IsNullOrEmpty(BoundTo) ? Binding ?? "" : BoundTo;

    /// <summary>Whether a form came from another mailbox than the one that is open in this browser now; nothing was done.</summary>
    public bool Elsewhere { get; private set; }

    /// <summary>The session, where there is one that may show the case.</summary>
    protected MailboxSession? Session => !Elsewhere && HttpContext.Features.Get<MailboxSession>() is { MustTakeOver: false } session ? session : null;

    /// <summary>Whether the mailbox is that of a part of the case.</summary>
    public bool InPart => Session is { IsInPart: true };

    /// <summary>
    /// Lets a form do something only in the mailbox it was shown in. Elsewhere, and where none is open any more, what somebody typed is kept on the front
    /// page, which does nothing with it.
    /// </summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var post = HttpMethods.IsPost(Request.Method);
        if (!post)
            Elsewhere = Request.Query.ContainsKey("elsewhere");
        else if (context.Result is null && IsBound(context.HandlerMethod?.Name) && !IsFromHere)
        {
            Elsewhere = true;
            ModelState.Clear();
            // Sent on as it was typed, to the handler that shows it and does nothing more.
            context.Result = this is MailboxModel ? Page()
                : KeepsText ? OnToTheFront()
                : SeeOther(Front + "?elsewhere=true");
        }
        else if (context.Result is null && Session is null && this is not MailboxModel && IsBound(context.HandlerMethod?.Name) && KeepsText)
            context.Result = OnToTheFront();
    }

    /// <summary>A session can end while its form is on the way: what somebody typed goes along to the front page, whichever handler leads there.</summary>
    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        if (HttpMethods.IsPost(Request.Method) && this is not MailboxModel && context.Result is StatusCodeResult { StatusCode: StatusCodes.Status303SeeOther } && Response.Headers.Location.ToString().Split('?')[0] == Front && KeepsText)
            context.Result = OnToTheFront();
    }

    /// <summary>Whether the form that was sent was shown in the mailbox that is open now; always where none is.</summary>
    protected bool IsFromHere => Binding is not { } mine || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mine), Encoding.UTF8.GetBytes(BoundTo ?? ""));

    private string? Binding => HttpContext.Features.Get<MailboxSession>() is { } session ? HttpContext.RequestServices.GetRequiredService<MailboxTokens>().Binding(session) : null;

    /// <summary>Whether the form holds something that somebody typed.</summary>
    protected virtual bool KeepsText => TypedText.Of(Request).Count > 0;

    /// <summary>Whether a handler has to do with the mailbox that is open: opening one and typing back what is shown have not.</summary>
    protected virtual bool IsBound(string? handler) => handler != "Open";

    /// <summary>Role words of the portal.</summary>
    public static string Role(string role) => PortalText.Words.Find("box.role." + role) ?? PortalText.Words["box.role.other"];

    /// <summary>What a hint says of the longest text. No field cuts what is pasted: whoever writes more is told, and keeps it all.</summary>
    public static string AtMost(int characters) => PortalText.Words.Format("box.at_most", characters);

    /// <summary>A key for the next form.</summary>
    protected void NewKey()
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
    }

    /// <summary>
    /// A form of a session that leads nowhere any more: sent on as it was typed to the front page, which says why and keeps the text.
    /// </summary>
    protected IActionResult OnToTheFront() => new RedirectResult(HttpContext.KeepLanguage(Front + "?handler=Language"), permanent: false, preserveMethod: true);

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
    protected void Remember(string token) => Response.Cookies.Append(TenantFromMailboxAttribute.Cookie, token, Strict(HttpContext));

    /// <summary>Lets go of a session that is over. What waits to be sent is shown again once the person opens the mailbox anew in this browser.</summary>
    protected void ForgetSession() => HttpContext.Response.Cookies.Delete(TenantFromMailboxAttribute.Cookie, Strict(HttpContext));

    /// <summary>Closes whichever mailbox is open in a browser, and forgets what waits there to be sent.</summary>
    internal static void Forget(HttpContext http)
    {
        http.Response.Cookies.Delete(TenantFromMailboxAttribute.Cookie, Strict(http));
        WaitingFiles.ForgetAll(http);
    }

    private static CookieOptions Strict(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Front, Secure = http.Request.IsHttps, IsEssential = true };
}
