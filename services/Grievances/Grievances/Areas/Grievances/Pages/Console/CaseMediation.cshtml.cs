using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>An outside mediator: proposed to the person, invited once they agreed, ended by either side.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseMediationModel(CasePageTools tools, Mediations mediations, RedactCase redact) : CasePage(tools, "mediation")
{
    [BindProperty] public string? Who { get; set; }
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public Guid? RedactionId { get; set; }
    [BindProperty] public Guid Mediation { get; set; }
    [BindProperty] public string Language { get; set; } = "en";
    [BindProperty] public int Days { get; set; } = 30;
    [BindProperty] public bool Pin { get; set; }

    public IReadOnlyList<MediationView> Items { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Copies { get; private set; } = [];

    /// <summary>The link, right after it was made; nobody can make it again.</summary>
    public InvitedMediator? Made { get; private set; }

    public bool IsOpen { get; private set; }

    public IEnumerable<SelectListItem> Languages => [.. PortalLanguages.All.Select(l => new SelectListItem(l.NativeName, l.Code))];

    protected override string? Done(string code) => code switch
    {
        "proposed" => "The one who filed is asked. Nobody is invited before they agree.",
        "ended" => "Ended: the link opens nothing any more.",
        _ => null,
    };

    public async Task<IActionResult> OnPostPropose(Guid id, CancellationToken cancellation)
    {
        var proposal = new MediationProposal(Who ?? "", Why ?? "", RedactionId);
        var outcome = await Tools.Idempotency.Once($"page:mediation:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(proposal), () => mediations.Propose(id, proposal, cancellation), cancellation);
        return await After(id, outcome, "proposed", outcome.Refusal?.Errors?.Keys.First() == "/who" ? nameof(Who) : nameof(Why), cancellation);
    }

    /// <summary>Makes the link, and shows it this once.</summary>
    public async Task<IActionResult> OnPostInvite(Guid id, CancellationToken cancellation)
    {
        var invite = new MediatorInvite(Language, Days, Pin);
        var outcome = await Tools.Idempotency.Once($"page:mediator:{Mediation:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(invite), () => mediations.Invite(id, Mediation, invite, cancellation), cancellation);
        if (outcome.Refused)
            return await After(id, outcome, "", nameof(Days), cancellation);
        Made = outcome.Value;
        return await Show(id, cancellation);
    }

    public async Task<IActionResult> OnPostEnd(Guid id, CancellationToken cancellation) =>
        await After(id, await Tools.Unit.Repeat(() => mediations.End(id, Mediation, cancellation), o => !o.Refused, cancellation), "ended", "", cancellation);

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        IsOpen = door.Case.IsOpen;
        Items = await mediations.Of(door.Sealer, cancellation);
        Copies = [new("The account as it is", ""), .. (await redact.Rows(door.Case.Id, cancellation)).Select(c => new SelectListItem($"Masked copy of {UiDates.LongWithTime(c.MadeAt)}", c.Id.ToString()))];
        return null;
    }
}
