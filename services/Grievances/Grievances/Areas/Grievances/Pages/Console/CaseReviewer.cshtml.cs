using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Names who decides an appeal. It opens nothing: whoever names a reviewer need not be able to read the case.</summary>
[Authorize(Policy = Permissions.GrievancesAssign), Work(Work.Own)]
public sealed class CaseReviewerModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, AssignReviewer assign, Colleagues colleagues, Reviewers reviewers, TimeProvider clock) : PageModel
{
    /// <summary>Group and account: <c>team:…</c> or <c>ombuds:…</c>.</summary>
    [BindProperty] public string? Reviewer { get; set; }

    /// <summary>Who was named when the page was shown; empty where nobody was.</summary>
    [BindProperty] public Guid? Before { get; set; }

    /// <summary>Why somebody else than whoever was named.</summary>
    [BindProperty] public string? Reason { get; set; }

    public CaseRow Row { get; private set; } = null!;
    public CaseAppeal Appeal { get; private set; } = null!;

    /// <summary>Whether the team has the case, and somebody of the ombuds could decide: where they find for the person, it is the ombuds' from then on.</summary>
    public bool GoesToOmbuds => Row.HandledBy == CaseKeys.Team && Choices?.Any(c => c.Value.StartsWith(CaseKeys.Ombuds + ":", StringComparison.Ordinal)) == true;

    /// <summary>Whether nobody but the ombuds may read the case.</summary>
    public bool ForOmbudsAlone { get; private set; }

    /// <summary>Who may decide and who may name them; null where the identity service can't be asked.</summary>
    public WhoNames? Who { get; private set; }

    /// <summary>Whether whoever is signed in is named, and so decides it.</summary>
    public bool IsMine => Appeal.Decision is null && Appeal.ReviewerId == doors.Account;

    /// <summary>Whether whoever is signed in could decide it.</summary>
    public bool CouldDecide => Who is { } who && who.Ombuds.Concat(who.Team).Any(c => c.Id == doors.Account);

    /// <summary>Who else may name somebody, by name and role, each once.</summary>
    public IEnumerable<string> Others => (Who?.Others ?? []).DistinctBy(o => o.Colleague.Id).Select(o => $"{o.Colleague.Name} · {o.Role.Replace('-', ' ')}");

    /// <summary>Who may be asked, nobody who was in the case before; null where the identity service can't be asked.</summary>
    public IReadOnlyList<SelectListItem>? Choices { get; private set; }

    /// <summary>Name of whoever is named now, or null.</summary>
    public string? ReviewerName { get; private set; }
    public string? TenantName { get; private set; }
    public bool Named { get; private set; }
    public bool MayOpen => User.HasClaim("permission", Permissions.GrievancesHandle);
    public DateTimeOffset Now => clock.GetUtcNow();

    public Task<IActionResult> OnGet(Guid id, Guid appeal, string? done, CancellationToken cancellation)
    {
        Named = done == "named";
        return Show(id, appeal, cancellation);
    }

    public async Task<IActionResult> OnPost(Guid id, Guid appeal, CancellationToken cancellation)
    {
        if (Reviewer?.Split(':') is not [var group, var account] || !Guid.TryParse(account, out var reviewer))
        {
            ModelState.AddModelError(nameof(Reviewer), "Choose somebody.");
            return await Show(id, appeal, cancellation);
        }
        if ((await assign.Run(id, appeal, new ReviewerRequest(reviewer, group, Before, Reason), cancellation)).Refusal is not { } refusal)
            return Redirect($"/console/grievances/{id}/appeals/{appeal}?done=named");
        var text = ProblemTexts.OnPage(refusal.Errors?.Values.First()[0] ?? refusal.Code);
        ModelState.AddModelError(refusal.Errors?.ContainsKey("/reason") == true ? nameof(Reason) : nameof(Reviewer), $"{text.Title} {text.Mend}".Trim());
        Response.StatusCode = refusal.Status;
        return await Show(id, appeal, cancellation);
    }

    private async Task<IActionResult> Show(Guid id, Guid appealId, CancellationToken cancellation)
    {
        var kase = await unit.Read(() => doors.Visible(db.Grievances.AsNoTracking()).FirstOrDefaultAsync(g => g.Id == id, cancellation), cancellation);
        var appeal = kase is null ? null : await unit.Read(() => db.Appeals.AsNoTracking().FirstOrDefaultAsync(a => a.CaseId == id && a.Id == appealId, cancellation), cancellation);
        if (kase is null || appeal is null)
            return new RefusedResult(Refusal.NotFound(kase is null ? "grievances.case_unknown" : "grievances.appeal_unknown"));
        (Row, Appeal) = (CaseRow.Of(kase), appeal);
        ModelState.Remove(nameof(Before));
        Before = appeal.ReviewerId ?? Guid.Empty;
        if (await colleagues.Staff(cancellation) is { } staff)
        {
            var who = Who = await unit.Read(() => WhoNames.Of(kase, doors.Account, staff, reviewers, cancellation), cancellation);
            Choices = [.. who.Ombuds.Where(c => c.Id != doors.Account).Select(c => new SelectListItem($"{c.Name} · ombuds", $"{CaseKeys.Ombuds}:{c.Id}")),
                .. who.Team.Where(c => c.Id != doors.Account).Select(c => new SelectListItem($"{c.Name} · case handler", $"{CaseKeys.Team}:{c.Id}"))];
            ForOmbudsAlone = kase.IsForOmbudsAlone;
            ReviewerName = staff.Ombuds.Concat(staff.Team).FirstOrDefault(c => c.Id == appeal.ReviewerId)?.Name;
        }
        TenantName = await unit.Read(() => db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation), cancellation);
        return Page();
    }
}
