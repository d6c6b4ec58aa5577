using Identity.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Ui.Layout;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>What the pages of administration share: whose organisation it is.</summary>
public abstract class AdministrationPage(IdentityDb db) : PageModel
{
    /// <summary>Puts the organisation's name into the frame.</summary>
    protected async Task ShowTenant()
    {
        var tenant = db.Tenant.Required;
        ViewData[HeedPage.TenantName] = await db.Tenants.Where(t => t.Id == tenant).Select(t => t.Name).FirstOrDefaultAsync(HttpContext.RequestAborted);
    }
}
