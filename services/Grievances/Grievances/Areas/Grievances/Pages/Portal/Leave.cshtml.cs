using Grievances.Features.Drafts;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Ui.Layout;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>
/// The quick exit: closes the mailbox and every draft that is open in this browser and sends it on to a harmless page, so that whoever
/// presses "back" afterwards is shown nothing. It asks nothing of the database: who leaves in a hurry waits for nobody.
/// </summary>
[AllowAnonymous]
public sealed class LeaveModel : PageModel
{
    public IActionResult OnGet()
    {
        // Another site may send somebody away from here, but not close what they have open.
        if (Request.Headers["Sec-Fetch-Site"].ToString() is not "cross-site")
        {
            OpenDrafts.ForgetAll(HttpContext);
            MailboxPage.Forget(HttpContext);
        }
        Response.Headers.Location = HeedPage.NeutralPage;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
