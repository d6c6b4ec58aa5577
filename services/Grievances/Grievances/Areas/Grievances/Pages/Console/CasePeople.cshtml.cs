using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Who may see a case, who opened it, and how the person can be reached where somebody was let look.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CasePeopleModel(CasePageTools tools, GrievancesDb db, CaseDoor doors, CaseThread thread, ExcludeColleague exclude, Colleagues colleagues, MoveToGroup move, IdentityRequests identities, TimeProvider clock) : CasePage(tools, "people")
{
    private Staffing? staff;

    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Recusal { get; set; }
    [BindProperty] public int? Hours { get; set; } = 24;

    public string HandledBy { get; private set; } = "";
    public IReadOnlyList<string> Excluded { get; private set; } = [];
    public IReadOnlyList<(string By, DateTimeOffset At, string Reason)> Exclusions { get; private set; } = [];

    /// <summary>Who would be left if the signed-in handler stepped back; null where it can't be known, or they are not of the group that has it.</summary>
    public WhoIsLeft? Left { get; private set; }

    /// <summary>Whether they can't step back now.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Why somebody else decides an appeal than was named before.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Reason)> Replaced { get; private set; } = [];
    public IReadOnlyList<OpeningVisit> Openings { get; private set; } = [];
    public IReadOnlyList<IdentityRequestOfPerson> Requests { get; private set; } = [];

    /// <summary>Whether the person named how they can be reached, and lets a custodian decide about it.</summary>
    public bool HasIdentity { get; private set; }

    /// <summary>Whether the person allows that they are reached outside their mailbox.</summary>
    public bool IsAllowed { get; private set; }

    /// <summary>Whether the signed-in handler may look now.</summary>
    public bool MayLook { get; private set; }

    /// <summary>How the person can be reached; only right after looking.</summary>
    public Contact? Reached { get; private set; }

    public bool MayAssign => User.HasClaim("permission", Permissions.GrievancesAssign);

    protected override string? Done(string code) => code switch
    {
        "asked" => "Asked. A custodian decides; the person sees your request and your reasons.",
        "moved" => "The case is with the other group now.",
        _ => null,
    };

    /// <summary>Asks who holds the roles before the case is opened: no other service is waited for within a unit of work.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        staff = await colleagues.Staff(HttpContext.RequestAborted);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task<IActionResult> OnPostAsk(Guid id, CancellationToken cancellation) =>
        await Do(id, "asked", new { Reason, Hours }, () => identities.Ask(id, new IdentityAsk(Reason ?? "", Hours ?? 0), cancellation), nameof(Reason), cancellation);

    /// <summary>Looks: a POST, so that no reload and no preview does it unnoticed.</summary>
    public async Task<IActionResult> OnPostLook(Guid id, CancellationToken cancellation)
    {
        var looked = await Tools.Unit.Repeat(() => identities.Look(id, cancellation), outcome => !outcome.Refused, cancellation);
        if (looked.Refused)
            return await After(id, looked, "", "", cancellation);
        Reached = looked.Value;
        return await Show(id, cancellation);
    }

    public async Task<IActionResult> OnPostRecuse(Guid id, CancellationToken cancellation)
    {
        var outcome = await exclude.Recuse(id, new RecuseRequest(Recusal ?? ""), cancellation);
        // They have no page of the case any more.
        return outcome.Refused ? await After(id, outcome, "", nameof(Recusal), cancellation) : Redirect("/console/grievances?done=recused");
    }

    public async Task<IActionResult> OnPostMove(Guid id, CancellationToken cancellation)
    {
        var outcome = await Tools.Unit.Repeat(() => move.Run(id, cancellation), o => !o.Refused, cancellation);
        return outcome.Refused ? await After(id, outcome, "", "", cancellation) : Redirect("/console/grievances?done=moved");
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        var (now, account) = (clock.GetUtcNow(), doors.Account);
        (HandledBy, Excluded) = (kase.HandledBy, kase.ExcludedRoles.Length == 0 ? [] : kase.ExcludedRoles.Split(','));
        var exclusions = await db.Exclusions.AsNoTracking().Where(x => x.CaseId == kase.Id).OrderBy(x => x.At).ToListAsync(cancellation);
        Left = doors.Handles(kase) ? WhoIsLeft.Of(kase, account, staff, [.. exclusions.Select(x => x.AccountId)]) : null;
        IsStuck = Left is not null && WhoIsLeft.Stuck(kase, Left) is not null;
        Exclusions = [.. exclusions.Select(x => (x.By == x.AccountId.ToString() ? "recused" : "excluded", x.At, sealer.Open("exclusion", x.AccountId, "reason", x.Reason)))];
        Replaced = [.. (await db.Assignments.AsNoTracking().Where(a => a.CaseId == kase.Id && a.Reason != null).OrderBy(a => a.EndedAt).ToListAsync(cancellation)).Select(a => (a.EndedAt!.Value, sealer.Open("assignment", a.Id, "reason", a.Reason!)))];
        Openings = [.. OpeningVisit.Of((await thread.Openings(kase, null, Cursor.MostLimit, cancellation)).Value!.Items)];
        var asked = await db.IdentityRequests.AsNoTracking().Where(r => r.CaseId == kase.Id).OrderByDescending(r => r.RequestedAt).Take(20).ToListAsync(cancellation);
        Requests = [.. asked.Select(r => new IdentityRequestOfPerson(r.Id, r.RequesterRole, sealer.Open("identity_request", r.Id, "reason", r.Reason), r.RequestedAt, r.StateAt(now), r.Granted ? r.ValidUntil : null, r.FirstLookAt) { By = r.NoBy })];
        IsAllowed = kase.Contact is not null && await db.Consents.AnyAsync(c => c.CaseId == kase.Id && c.HolderId == kase.Id && c.Purpose == ConsentPurpose.ContactOutside && c.WithdrawnAt == null, cancellation);
        HasIdentity = kase.Identity is not null && !kase.Excludes("identity-custodian");
        MayLook = asked.Any(r => r.RequestedBy == account && r.StateAt(now) == "granted");
        return null;
    }
}
