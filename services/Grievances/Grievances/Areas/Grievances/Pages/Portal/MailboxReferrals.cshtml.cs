using System.Text.Json;
using Grievances.Data;
using Grievances.Features.Mailbox;
using Grievances.Features.Referrals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What other organisations have of the case, or would have if the person says yes.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxReferralsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, AnswerReferral answer, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public bool Allow { get; set; }
    [BindProperty] public string? Text { get; set; }

    /// <summary>Whether they were asked once more.</summary>
    [BindProperty] public bool Sure { get; set; }

    /// <summary>Share whose taking back is asked once more about.</summary>
    public Guid? Asking { get; private set; }

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
        return await Shown(cancellation);
    }

    /// <summary>Where it stands, in the words of the page: also that they answered without saying whether they take it, and that they ended their part.</summary>
    public static string Standing(SharedView share) => share.State switch
    {
        "offered" when share.Entries.Any(e => !e.FromPerson && !e.Ours) => "offered_spoke",
        "accepted" when share.Entries.Any(e => e.Kind == "outcome" && !e.Ours) => "ended",
        _ => share.State,
    };

    public async Task<IActionResult> OnPostWrite(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return OnToTheFront();
        var outcome = await idempotency.Once($"shared:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(new { Id, Text }), () => answer.Write(session, Id, new SharedWords(Text ?? ""), cancellation), cancellation);
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Front + "/referrals");
        Show(refusal, nameof(Text));
        Response.StatusCode = refusal.Status;
        return await Shown(cancellation);
    }

    protected override bool KeepsText => !string.IsNullOrEmpty(Text);

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
