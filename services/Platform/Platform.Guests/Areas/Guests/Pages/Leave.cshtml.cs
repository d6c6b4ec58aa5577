using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;

namespace Platform.Guests.Areas.Guests.Pages;

/// <summary>Closes an invitation in this browser, and says so. Whose session ran out is led here as well. It asks nothing of the database.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, WithoutTenant, Work(Work.Own), KnownMethods]
public sealed class LeaveModel(GuestPlaces places) : PageModel
{
    /// <summary>Closes.</summary>
    public IActionResult OnGet(string service, Guid? invitation)
    {
        var here = places.In(service).ToList();
        if (here.Count == 0)
            return NotFound();
        // Another site may send somebody here, but not close what they have open.
        if (invitation is { } open && Request.Headers["Sec-Fetch-Site"].ToString() is not "cross-site")
            foreach (var place in here)
                Response.Cookies.Delete(TenantFromGuestAttribute.Cookie, place.Cookie(HttpContext, open));
        return Page();
    }
}
