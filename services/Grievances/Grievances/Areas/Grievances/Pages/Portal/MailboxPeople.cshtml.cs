using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Who else may read along: advisers and representatives, each with a receipt of their own that can be taken back.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxPeopleModel(Companions companions, CaseKeys keys, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency) : MailboxPage
{
    [BindProperty] public string? CompanionRole { get; set; }
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Mandate { get; set; }
    [BindProperty] public Guid Id { get; set; }

    public IReadOnlyList<CompanionView> People { get; private set; } = [];
    public string? NewReceipt { get; private set; }

    /// <summary>The group it was filed for, for the one who filed.</summary>
    public IReadOnlyList<MemberView> Members { get; private set; } = [];
    public bool Filed { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation) => Session is null || InPart ? SeeOther(Front) : await Shown(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var role = CompanionRole switch { "adviser" => HolderRole.Adviser, "representative" => HolderRole.Representative, _ => (HolderRole?)null };
        if (role is null)
            ModelState.AddModelError(nameof(CompanionRole), PortalText.Words["people.error.role"]);
        else
        {
            var request = new CompanionRequest(role.Value, Name, role is HolderRole.Representative ? new Mandate(MandateKind.Written, Mandate) : null);
            var outcome = await idempotency.Once($"companions:{session.Holder:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => companions.Add(session, request, cancellation), cancellation);
            if (outcome.Refusal is { } refusal)
                Show(refusal, refusal.Errors?.Keys.First().StartsWith("/mandate", StringComparison.Ordinal) == true ? nameof(Mandate) : nameof(Name));
            else if (Receipt.Read(outcome.Value!.Receipt, out var receipt) == ReceiptReading.Readable)
            {
                NewReceipt = receipt.Grouped;
                ModelState.Clear();
                (CompanionRole, Name, Mandate) = (null, null, null);
            }
        }
        return await Shown(cancellation);
    }

    public async Task<IActionResult> OnPostRemove(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        await unit.Repeat(() => companions.Remove(session, Id, keys, cancellation), outcome => !outcome.Refused, cancellation);
        return SeeOther(Front + "/people");
    }

    /// <summary>A new receipt for a member whose receipt was lost before they used it.</summary>
    public async Task<IActionResult> OnPostRenew(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var outcome = await idempotency.Once($"members:{session.Holder:N}", Key ?? "", Id.ToByteArray(), () => companions.Renew(session, Id, cancellation), cancellation);
        if (outcome.Refusal is { } refusal)
            Show(refusal, "");
        else if (Receipt.Read(outcome.Value!.Receipt, out var receipt) == ReceiptReading.Readable)
        {
            NewReceipt = receipt.Grouped;
            ModelState.Clear();
        }
        return await Shown(cancellation);
    }

    private async Task<IActionResult> Shown(CancellationToken cancellation)
    {
        NewKey();
        Filed = Session!.Holder == Session.CaseId;
        var list = await unit.Read(() => companions.List(Session, cancellation), cancellation);
        if (list.Refused)
            return SeeOther(Front);
        People = list.Value!;
        if (Filed)
            Members = (await unit.Read(() => companions.Members(Session, cancellation), cancellation)).Value ?? [];
        return Page();
    }
}
