using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Identity.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Who may see the case, who must not, and who asked how the person can be reached.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxReadersModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ChooseReaders readers, IdentityRequests requests, Colleagues colleagues) : MailboxPage
{
    [BindProperty] public List<string> Roles { get; set; } = [];
    [BindProperty] public Guid Id { get; set; }

    public ReadersView View { get; private set; } = new("team", [], false, [], []);
    public string Organisation { get; private set; } = "";
    public string? Done { get; private set; }

    /// <summary>Whether nobody is in the ombuds office now, as far as that can be known.</summary>
    public bool NoOmbuds { get; private set; }

    /// <summary>Roles that can be named.</summary>
    public static IEnumerable<SelectListItem> Choices => Excluding.Roles.Select(role => new SelectListItem(PortalText.Words["readers.role." + role], role));

    public async Task<IActionResult> OnGet(string? done, CancellationToken cancellation)
    {
        Done = done is "saved" or "refused" ? PortalText.Words["readers." + done] : null;
        return Session is null ? SeeOther(Front) : await Shown(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await unit.Repeat(() => readers.Run(session, new ReadersRequest(Roles), cancellation), o => !o.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/readers?done=saved");
        Show(refusal, nameof(Roles));
        Response.StatusCode = refusal.Status;
        return await Shown(cancellation);
    }

    public async Task<IActionResult> OnPostRefuse(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await unit.Repeat(() => requests.Refuse(session, Id, cancellation), o => !o.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/readers?done=refused");
        Show(refusal, "");
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        var (view, name) = await unit.Read(async () => (await readers.Read(Session!, cancellation),
            await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == Session!.Tenant).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        if (view.Refused)
            return SeeOther(Front);
        (View, Organisation) = (view.Value!, name ?? "");
        NoOmbuds = (View.Mine || View.HandledBy == CaseKeys.Ombuds) && await colleagues.IsVacant(Session!.Tenant, RoleIds.Ombuds, cancellation);
        if (!HttpMethods.IsPost(Request.Method))
            Roles = [.. View.Excluded];
        return Page();
    }
}
