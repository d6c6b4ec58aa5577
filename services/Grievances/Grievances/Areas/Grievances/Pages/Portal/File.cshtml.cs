using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Files a grievance from a plain form. The form carries its own Idempotency-Key: sending it twice files once.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromPath<GrievancesDb>, Work(Work.Own)]
public sealed class FileModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, FileGrievance file, Idempotency<GrievancesDb> idempotency) : PageModel
{
    private static readonly Dictionary<string, (string Field, string Words)> ErrorWords = new(StringComparer.Ordinal)
    {
        ["/summary"] = (nameof(Summary), "error.summary"),
        ["/whatHappened"] = (nameof(WhatHappened), "error.what"),
        ["/contact/value"] = (nameof(ContactValue), "error.contact"),
        ["/systemId"] = (nameof(SystemChoice), "error.system"),
        ["/systemDescription"] = (nameof(SystemDescription), "error.too_long"),
    };

    [BindProperty] public string? WhatHappened { get; set; }
    [BindProperty] public string? Summary { get; set; }
    [BindProperty] public string? Affected { get; set; }
    [BindProperty] public string? SystemChoice { get; set; }
    [BindProperty] public string? SystemDescription { get; set; }
    [BindProperty] public List<string> Wants { get; set; } = [];
    [BindProperty] public string? ContactKind { get; set; }
    [BindProperty] public string? ContactValue { get; set; }
    [BindProperty] public string? Key { get; set; }

    public KnownTenant Tenant => HttpContext.KnownTenant();
    public IReadOnlyList<KnownSystem> Systems { get; private set; } = [];
    public FiledGrievance? Filed { get; private set; }
    public string GroupedReceipt => Receipt.Read(Filed?.Receipt, out var receipt) == ReceiptReading.Readable ? receipt.Grouped : "";
    public DateTimeOffset? FiledAt => Filed is null ? null : Filed.AcknowledgeBy.AddDays(-7);

    public IEnumerable<SelectListItem> WantItems => Enum.GetValues<RemedyKind>().Select(Codes.Of)
        .Select(code => new SelectListItem(PortalText.Words["file.wants." + code], code));

    public async Task OnGet(CancellationToken cancellation)
    {
        Key = Guid.NewGuid().ToString();
        await LoadSystems(cancellation);
    }

    /// <summary>Shows the form in another language with everything typed so far.</summary>
    public async Task OnPostLanguage(CancellationToken cancellation)
    {
        await LoadSystems(cancellation);
        ModelState.Clear();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        await LoadSystems(cancellation);
        if (!Tenant.Active)
            return Page();
        if (!Enum.TryParse<AffectedPerson>(Affected, ignoreCase: true, out var affected))
            ModelState.AddModelError(nameof(Affected), PortalText.Words["error.affected"]);
        if (SystemChoice is not (null or "" or "unknown") && !Guid.TryParse(SystemChoice, out _))
            ModelState.AddModelError(nameof(SystemChoice), PortalText.Words["error.system"]);
        if (Wants.Any(want => Kind(want) is null))
            ModelState.AddModelError(nameof(Wants), PortalText.Words["error.other"]);
        // What somebody typed is never dropped in silence: it may be the only way to them, or one they thought better of.
        if (ContactKind is null or "none" or "" && !FileRules.IsBlank(ContactValue))
            ModelState.AddModelError(nameof(ContactKind), PortalText.Words["error.contact_kind"]);
        var request = AsFiled(affected);
        if (FileRules.Check(request) is { } early)
            Show(early);
        if (ModelState.IsValid)
        {
            var outcome = await idempotency.Once("file", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => file.Run(request, cancellation), cancellation);
            Filed = outcome.Value;
            if (outcome.Refusal is { } refusal)
                Show(refusal);
            else
                Response.StatusCode = 201;
        }
        if (Filed is null && !Guid.TryParse(Key, out _))
            Key = Guid.NewGuid().ToString();
        return Page();
    }

    private static RemedyKind? Kind(string code) => Enum.GetValues<RemedyKind>().Cast<RemedyKind?>().FirstOrDefault(kind => Codes.Of(kind!.Value) == code);

    private FileRequest AsFiled(AffectedPerson affected) => new(
        PortalLanguages.Current.Code, Summary ?? "", WhatHappened ?? "", affected,
        Guid.TryParse(SystemChoice, out var system) ? system : null,
        SystemDescription,
        Wants: [.. Wants.Select(Kind).OfType<RemedyKind>()],
        Contact: ContactKind is null or "none" or "" ? null : new Contact(ContactKind, ContactValue ?? ""));

    private void Show(Refusal refusal)
    {
        foreach (var (where, codes) in refusal.Errors ?? new Dictionary<string, string[]>())
        {
            var (field, key) = ErrorWords.GetValueOrDefault(where, ("", "error.other"));
            ModelState.AddModelError(field, PortalText.Words[codes[0] switch
            {
                "platform.too_long" => "error.too_long",
                "grievances.contact_malformed" => "error.contact_email",
                _ => key,
            }]);
        }
        if (refusal.Errors is null)
        {
            ModelState.AddModelError("", PortalText.Words["error.again"]);
            ModelState.Remove(nameof(Key));
            Key = Guid.NewGuid().ToString();
        }
    }

    private async Task LoadSystems(CancellationToken cancellation) =>
        Systems = await unit.Read(() => db.Systems.AsNoTracking().Where(s => s.Published).OrderBy(s => s.Name).Take(100).ToListAsync(cancellation), cancellation);
}
