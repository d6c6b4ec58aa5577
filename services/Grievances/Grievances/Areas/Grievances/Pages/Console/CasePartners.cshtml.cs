using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Referrals;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What of a case is handled together with other organisations: one lead, one shared part, and the person reads all of it.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CasePartnersModel(CasePageTools tools, GrievancesDb db, ProposeReferral propose, TakeBackReferral takeBack, WorkTogether work, SharedPart shared) : CasePage(tools, "partners")
{
    [BindProperty] public string? Organisation { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public List<Guid> Files { get; set; } = [];
    [BindProperty] public Guid Share { get; set; }
    [BindProperty] public SharedKind Kind { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public IReadOnlyList<SharedView> Shares { get; private set; } = [];

    /// <summary>Whether another organisation referred this case to us.</summary>
    public bool Referred { get; private set; }

    /// <summary>Files of the case that can go along.</summary>
    public IReadOnlyList<SharedFile> Sharable { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    protected override string? Done(string code) => code switch
    {
        "proposed" => "Proposed. Nothing leaves before the person says yes.",
        "taken_back" => "Taken back. Nothing has left, and the person reads why. You can propose it anew.",
        "written" => "Sent to the other organisation; the person reads it too.",
        _ => null,
    };

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancellation) =>
        await Do(id, "proposed", new { Organisation, Text, Why, Files }, () => propose.Run(id, new ReferralRequest(Organisation ?? "", Text ?? "", Why ?? "", Files), cancellation),
            pointer => pointer switch { "/organisation" => nameof(Organisation), "/why" => nameof(Why), _ => nameof(Text) }, cancellation);

    public async Task<IActionResult> OnPostStep(Guid id, CancellationToken cancellation) =>
        await Do(id, "written", new { Share, Kind, Words }, () => work.Run(id, Share, new SharedStep(Kind, Words), cancellation), nameof(Words), cancellation);

    public async Task<IActionResult> OnPostTakeBack(Guid id, CancellationToken cancellation) =>
        await After(id, await Tools.Unit.Repeat(() => takeBack.Run(id, Share, new TakeBackRequest(Reason ?? ""), cancellation), o => !o.Refused, cancellation), "taken_back", nameof(Reason), cancellation);

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        Shares = await shared.Of(sealer, cancellation);
        Referred = kase.Channel is FilingChannel.Referral;
        if (Referred)
            return null;
        // Whoever has the case, or is asked to take it, is not asked again.
        var partners = db.Shares.Where(s => s.CaseId == kase.Id && (s.State == ShareState.AwaitingConsent || s.State == ShareState.Offered || s.State == ShareState.Accepted)).Select(s => s.OtherTenantId);
        Organisations = [new("Choose", ""), .. await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Active && t.Id != kase.TenantId && !partners.Contains(t.Id)).OrderBy(t => t.Name).Take(500).Select(t => new SelectListItem(t.Name, t.Slug)).ToListAsync(cancellation)];
        Sharable = await SharedFile.Of(db, sealer, cancellation);
        // What was filed, for the handler to cut down to what the other organisation needs.
        Text ??= sealer.Open("grievance", kase.Id, "what_happened", kase.WhatHappened);
        return null;
    }
}
