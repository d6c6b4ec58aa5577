using Identity.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Ui.Layout;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>What the pages of administration share: whose organisation it is, and how a refusal is told.</summary>
public abstract class AdministrationPage(IdentityDb db) : PageModel
{
    /// <summary>Puts the organisation's name into the frame.</summary>
    protected async Task ShowTenant()
    {
        var tenant = db.Tenant.Required;
        ViewData[HeedPage.TenantName] = await db.Tenants.Where(t => t.Id == tenant).Select(t => t.Name).FirstOrDefaultAsync(HttpContext.RequestAborted);
    }

    /// <summary>Tells a refusal at the questions it is about; that also keeps the unit of work from being committed.</summary>
    protected void Tell(Refusal refusal)
    {
        if (refusal.Errors is not { Count: > 0 } errors)
        {
            ModelState.AddModelError("", Words(refusal.Code));
            return;
        }
        foreach (var (pointer, codes) in errors)
            ModelState.AddModelError(char.ToUpperInvariant(pointer[1]) + pointer[2..], Words(codes[0]));
    }

    private static string Words(string code) => ProblemTexts.Find(code) is { Mend: { } mend } text ? $"{text.Title} {mend}" : ProblemTexts.Find(code).Title;
}
