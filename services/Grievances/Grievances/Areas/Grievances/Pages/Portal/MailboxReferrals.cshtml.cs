using System.Text.Json;
using Grievances.Data;
using Grievances.Features.Mailbox;
using Grievances.Features.Referrals;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What other organisations have of the case, or would have if the person says yes.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxReferralsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, AnswerReferral answer, AppealThere appeal, ReadRemedy remedy, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    /// <summary>How much of a measure is shown where it is asked once more; its page says all of it.</summary>
    public const int MostOfMeasure = 400;

    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public bool Allow { get; set; }
    [BindProperty] public string? Text { get; set; }

    /// <summary>Why they appeal against what the other organisation decided.</summary>
    [BindProperty] public string? Reasons { get; set; }

    /// <summary>Whether they were asked once more.</summary>
    [BindProperty] public bool Sure { get; set; }

    /// <summary>Share whose taking back is asked once more about.</summary>
    public Guid? Asking { get; private set; }

    /// <summary>What the organisation has promised and not carried out, which nobody carries out once the yes is taken back.</summary>
    public IReadOnlyList<MeasureView> Lost { get; private set; } = [];

    public IReadOnlyList<SharedView> Shares { get; private set; } = [];
    public string Organisation { get; private set; } = "";
    public bool Filed { get; private set; }

    /// <summary>Name of the organisation a line is from.</summary>
    public string From(SharedView share, SharedLine line) => line.FromPerson ? PortalText.Words["box.you"] : line.Ours ? Organisation : share.Other;

    public async Task<IActionResult> OnGet(CancellationToken cancellation) => Session is null ? SeeOther(Front) : await Shown(cancellation);

    public Task<IActionResult> OnPost(CancellationToken cancellation) => Do(session => answer.Answer(session, Id, Allow, cancellation), cancellation);

    public async Task<IActionResult> OnPostWithdraw(CancellationToken cancellation)
    {
        if (Sure || Session is null)
            return await Do(session => answer.Withdraw(session, Id, cancellation), cancellation);
        Asking = Id;
        var shown = await Shown(cancellation);
        // What was promised, and what stands in an offer that can still be accepted.
        if (Shares.FirstOrDefault(s => s.Id == Id) is { } share && (await unit.Read(() => remedy.Run(Session, cancellation), cancellation)).Value is { } plan)
            Lost = [.. plan.Measures.Concat(plan.Standing?.Measures ?? []).Where(m => m.State is "planned" or "disputed" && m.By == share.Other)];
        return shown;
    }

    public async Task<IActionResult> OnPostWrite(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await idempotency.Once($"shared:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(new { Id, Text }), () => answer.Write(session, Id, new SharedWords(Text ?? ""), cancellation), cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/referrals");
        Show(refusal, nameof(Text));
        Response.StatusCode = refusal.Status;
        return await Shown(cancellation);
    }

    public async Task<IActionResult> OnPostAppeal(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await idempotency.Once($"appeals:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(new { Id, Reasons }), () => appeal.Run(session, Id, new SharedWords(Reasons ?? ""), cancellation), cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/referrals");
        Show(refusal, nameof(Reasons));
        Response.StatusCode = refusal.Status;
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Do(Func<MailboxSession, Task<Outcome<Done>>> work, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await unit.Repeat(() => work(session), o => !o.Refused, cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/referrals");
        Show(refusal, "");
        Response.StatusCode = refusal.Status;
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        NewKey();
        Filed = Session!.Holder == Session.CaseId;
        var (list, name) = await unit.Read(async () => (await answer.List(Session, cancellation),
            await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == Session.Tenant).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        if (list.Refused)
            return SeeOther(Front);
        (Shares, Organisation) = (list.Value!, name ?? "");
        return Page();
    }
}
