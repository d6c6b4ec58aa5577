using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Every clock that needs the eyes of the one who looks, page by page, the most overdue first.</summary>
[Authorize(Policy = Permissions.GrievancesRead)]
public sealed class NoticesModel(GrievancesDb db, CaseDoor doors, ListNotices notices, TimeProvider clock) : PageModel
{
    private const string Address = "/console/grievances/notices";

    public string Heading { get; private set; } = "";
    public string? TenantName { get; private set; }
    public IReadOnlyList<NoticeRow> Items { get; private set; } = [];
    public string? Next { get; private set; }
    public string? First { get; private set; }

    /// <summary>Whether the case of a notice opens for whoever is signed in, as far as that depends on its group.</summary>
    public bool Opens(NoticeRow notice) => User.HasClaim("permission", Permissions.GrievancesHandle) && doors.Opens(notice.HandledBy);

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Words(NoticeRow notice) => ConsoleWords.Notice(notice);

    public async Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation)
    {
        var roles = ListNotices.RolesOf(User);
        Outcome<Page<NoticeRow>> page = roles.Count == 0 ? new Page<NoticeRow>([], null) : await notices.Run(roles, cursor, null, cancellation);
        if (page.Refusal is { } refusal)
        {
            var text = ProblemTexts.OnPage(refusal.Code);
            ModelState.AddModelError("", $"{text.Title} {text.Mend}".Trim());
            Response.StatusCode = refusal.Status;
            (cursor, page) = (null, await notices.Run(roles, null, null, cancellation));
        }
        Items = page.Value!.Items;
        (Next, First) = (page.Value.Next is { } next ? $"{Address}?cursor={next}" : null, cursor is null ? null : Address);
        Heading = roles.Count == 0 ? ConsoleWords.Notices(0) : ConsoleWords.Notices(await notices.Count(roles, cancellation));
        TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostSeen(Guid noticeId, CancellationToken cancellation)
    {
        var outcome = await notices.Seen(noticeId, ListNotices.RolesOf(User), cancellation);
        return outcome.Refusal is { } refusal ? new RefusedResult(refusal) : Redirect(Address);
    }
}
