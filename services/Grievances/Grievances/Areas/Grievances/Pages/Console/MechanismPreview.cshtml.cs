using Grievances.Data;
using Grievances.Features.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>A page as the portal will ask it, in any of its languages. Whatever is typed here goes nowhere.</summary>
[Authorize(Policy = Permissions.GrievancesRead)]
public sealed class MechanismPreviewModel(GrievancesDb db, IntakeForm intake, FormOfTenant forms) : PageModel
{
    public int At { get; private set; }
    public ShownPage Asked { get; private set; } = null!;
    public HostOptions Options { get; private set; } = HostOptions.None;
    public PortalLanguage Language { get; private set; } = PortalLanguages.English;
    public bool IsDraft { get; private set; }
    public string? TenantName { get; private set; }

    public async Task<IActionResult> OnGet(int at, string? language, CancellationToken cancellation)
    {
        var view = await intake.Read(cancellation);
        if ((view.Draft ?? view.Published)?.Definition.Pages.ElementAtOrDefault(at) is not { Questions.Count: > 0 } page)
            return NotFound();
        (At, Asked, IsDraft) = (at, new ShownPage(page, page.Questions), view.Draft is not null);
        Language = PortalLanguages.Find(language) ?? PortalLanguages.English;
        Options = (await forms.Of(FilingPath.Full, null, cancellation)).Options;
        TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        return Page();
    }
}
