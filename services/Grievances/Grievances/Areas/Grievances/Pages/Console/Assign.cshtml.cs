using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Identity.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Gives a case to a colleague or keeps one out. It opens nothing: whoever gives work out need not be able to read it.</summary>
[Authorize(Policy = Permissions.GrievancesAssign), Work(Work.Own)]
public sealed class AssignModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, AssignCase assign, ExcludeColleague exclude, Colleagues colleagues) : PageModel
{
    [BindProperty] public Guid? Account { get; set; }
    [BindProperty] public bool Also { get; set; }
    [BindProperty] public Guid? Kept { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public CaseRow Row { get; private set; } = null!;
    public string HandlerRole { get; private set; } = "";
    public IReadOnlyList<(Guid Account, DateTimeOffset Since, AssignedDuty Duty)> Assigned { get; private set; } = [];
    public IReadOnlyList<(Guid Account, DateTimeOffset Since, bool MayReadmit)> KeptOut { get; private set; } = [];

    /// <summary>Whether whoever is signed in gives it to somebody and keeps somebody out: nobody does in a colleague's place who could open it then.</summary>
    public bool MayChoose { get; private set; }

    /// <summary>Colleagues of the role; null where the identity service can't be asked.</summary>
    public IReadOnlyList<Colleague>? Known { get; private set; }

    /// <summary>Whether nobody of its group is left who may open it.</summary>
    public bool NobodyIsLeft => Known is not null && Known.All(c => KeptOut.Any(k => k.Account == c.Id));

    /// <summary>Colleagues of the other group, where one of them decides an appeal; otherwise null.</summary>
    public IReadOnlyList<Colleague>? OtherGroup { get; private set; }

    /// <summary>Appeals that nobody decided yet, and whether somebody is named who will.</summary>
    public IReadOnlyList<(Guid Id, bool Named, DateTimeOffset DecideBy)> Appeals { get; private set; } = [];
    public string? TenantName { get; private set; }
    public string? Notice { get; private set; }
    public bool MayOpen => User.HasClaim("permission", Permissions.GrievancesHandle);

    /// <summary>What a colleague is called; somebody who left has only an id.</summary>
    public string Name(Guid account) => account == doors.Account ? "You" : Known?.Concat(OtherGroup ?? []).FirstOrDefault(c => c.Id == account)?.Name ?? "Somebody who is no handler any more";

    public IEnumerable<SelectListItem> Choices => [new("Choose", ""), .. (Known ?? []).Where(c => c.Id != doors.Account && KeptOut.All(k => k.Account != c.Id)).Select(c => new SelectListItem(c.Name, c.Id.ToString()))];

    public async Task<IActionResult> OnGet(Guid id, string? done, CancellationToken cancellation)
    {
        Notice = done switch
        {
            "assigned" => "Given. They alone open it from now on.",
            "taken" => "Taken back. Where nobody has it, everybody of the group may open it.",
            "kept" => "Kept out. They can’t open it any more.",
            "readmitted" => "Let in again.",
            _ => null,
        };
        return await Show(id, cancellation);
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancellation) => Account is not { } account ? await Say(id, nameof(Account), "Choose a colleague.", cancellation)
        : await After(id, await assign.Run(id, new AssignRequest(account, Also), cancellation), "assigned", nameof(Account), cancellation);

    public async Task<IActionResult> OnPostTake(Guid id, CancellationToken cancellation) =>
        await After(id, await unit.Repeat(() => assign.Take(id, Account ?? Guid.Empty, cancellation), o => !o.Refused, cancellation), "taken", "", cancellation);

    public async Task<IActionResult> OnPostKeep(Guid id, CancellationToken cancellation) => Kept is not { } account ? await Say(id, nameof(Kept), "Choose a colleague.", cancellation)
        : await After(id, await exclude.Run(id, new ExcludeRequest(account, Reason ?? ""), cancellation), "kept", nameof(Reason), cancellation);

    public async Task<IActionResult> OnPostReadmit(Guid id, CancellationToken cancellation) =>
        await After(id, await unit.Repeat(() => exclude.Readmit(id, Kept ?? Guid.Empty, cancellation), o => !o.Refused, cancellation), "readmitted", "", cancellation);

    private async Task<IActionResult> After(Guid id, Outcome<Done> outcome, string done, string field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/grievances/{id}/assign?done={done}");
        var text = ProblemTexts.OnPage(refusal.Errors?.Values.First()[0] ?? refusal.Code);
        Response.StatusCode = refusal.Status;
        return await Say(id, field, $"{text.Title} {text.Mend}".Trim(), cancellation);
    }

    private Task<IActionResult> Say(Guid id, string field, string words, CancellationToken cancellation)
    {
        ModelState.AddModelError(field, words);
        return Show(id, cancellation);
    }

    private async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        var kase = await unit.Read(() => doors.Visible(db.Grievances.AsNoTracking()).FirstOrDefaultAsync(g => g.Id == id, cancellation), cancellation);
        if (kase is null)
            return new RefusedResult(Refusal.NotFound("grievances.case_unknown"));
        var handles = doors.Handles(kase);
        (Row, HandlerRole) = (CaseRow.Of(kase), kase.HandlerRole);
        Known = await colleagues.Of(HandlerRole, cancellation);
        await unit.Read(async () =>
        {
            Assigned = [.. (await db.Assignments.AsNoTracking().Where(a => a.CaseId == id && a.EndedAt == null).OrderBy(a => a.AssignedAt).ToListAsync(cancellation)).Select(a => (a.AccountId, a.AssignedAt, a.Duty))];
            KeptOut = [.. (await db.Exclusions.AsNoTracking().Where(x => x.CaseId == id).OrderBy(x => x.At).ToListAsync(cancellation)).Select(x => (x.AccountId, x.At, x.AccountId != doors.Account && (!handles || x.By == User.FindFirst("sub")?.Value)))];
            MayChoose = !handles || Assigned.All(a => a.Duty is not AssignedDuty.Handler) || Assigned.Any(a => a.Duty is AssignedDuty.Handler && a.Account == doors.Account);
            Appeals = [.. (await db.Appeals.AsNoTracking().Where(a => a.CaseId == id && a.Decision == null).OrderBy(a => a.DecideBy).Select(a => new { a.Id, a.ReviewerId, a.DecideBy }).ToListAsync(cancellation)).Select(a => (a.Id, a.ReviewerId is not null, a.DecideBy))];
            TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
            return true;
        }, cancellation);
        if (Known is not null && Assigned.Any(a => a.Duty is AssignedDuty.AppealReviewer && a.Account != doors.Account && Known.All(c => c.Id != a.Account)))
            OtherGroup = await colleagues.Of(AssignReviewer.RoleOf(kase.HandledBy == CaseKeys.Ombuds ? CaseKeys.Team : CaseKeys.Ombuds), cancellation);
        return Page();
    }
}
