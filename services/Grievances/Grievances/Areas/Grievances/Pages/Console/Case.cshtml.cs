using System.Text.Json;
using Assessments.Contracts;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>One case, opened: a GET that writes the line the person will see.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseModel(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, OpenCase open, AcknowledgeCase acknowledge, AnswerPerson answer, TriageCase triage, CloseCase close,
    Idempotency<GrievancesDb> idempotency, IAssessmentsApi assessments, TimeProvider clock, ILogger<CaseModel> log) : PageModel
{
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty] public CaseBand? Band { get; set; }
    [BindProperty] public Guid? ImpactId { get; set; }
    [BindProperty] public CaseOutcome? Outcome { get; set; }
    [BindProperty] public string? Letter { get; set; }

    public OpenedCase? Opened { get; private set; }
    public IReadOnlyList<ImpactSummary> Impacts { get; private set; } = [];
    public bool ImpactsKnown { get; private set; }
    public bool MoreImpacts { get; private set; }
    public string? Notice { get; private set; }

    /// <summary>Cursor of the page of messages that is shown; null for the newest.</summary>
    public string? Messages { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public string? TenantName { get; private set; }

    public string Person(string affected) => ConsoleWords.Person(affected);

    /// <summary>The language's English name, with its tag for the cases no name is known for.</summary>
    public string Language(string tag) => $"{System.Globalization.CultureInfo.GetCultureInfo(tag).EnglishName} ({tag})";

    public string? ImpactTitle => Impacts.FirstOrDefault(i => i.Id == Opened?.ImpactId)?.Title;

    public IEnumerable<SelectListItem> BandItems => [new("Choose", ""), .. Enum.GetValues<CaseBand>().Select(b => new SelectListItem(b.ToString(), b.ToString()))];

    public IEnumerable<SelectListItem> OutcomeItems => [new("Choose", ""), .. Enum.GetValues<CaseOutcome>().Select(o => new SelectListItem(o.ToString(), o.ToString()))];

    public IEnumerable<SelectListItem> ImpactItems =>
        [new("Choose", ""), .. Impacts.Select(i => new SelectListItem($"{Word(i.Band)} · {i.Right} · {i.SystemName}: {i.Title}", i.Id.ToString()))];

    public string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');

    public Task<IActionResult> OnGet(Guid id, string? done, string? messages, CancellationToken cancellation)
    {
        Messages = messages;
        Notice = done switch
        {
            "acknowledged" => "Acknowledged. The person sees it in their mailbox.",
            "answered" => "Sent. The person reads it in their mailbox.",
            "triaged" => "Triage saved.",
            "closed" => "Closed. The person reads your letter in their mailbox.",
            _ => null,
        };
        return Show(id, cancellation);
    }

    public async Task<IActionResult> OnPostAcknowledge(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => acknowledge.Run(id, cancellation), cancellation), "acknowledged", "", cancellation);

    public async Task<IActionResult> OnPostAnswer(Guid id, CancellationToken cancellation) => await After(id,
        await idempotency.Once($"answer:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Text), () => answer.Run(id, new AnswerRequest(Text ?? ""), cancellation), cancellation),
        "answered", nameof(Text), cancellation);

    public async Task<IActionResult> OnPostTriage(Guid id, CancellationToken cancellation) => !ModelState.IsValid ? await Show(id, cancellation)
        : await After(id, await triage.Run(id, new TriageRequest(Band, ImpactId), cancellation), "triaged", nameof(Band), cancellation);

    public async Task<IActionResult> OnPostClose(Guid id, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
            return await Show(id, cancellation);
        if (Outcome is not { } outcome)
        {
            ModelState.AddModelError(nameof(Outcome), "Choose an outcome.");
            return await Show(id, cancellation);
        }
        return await After(id, await Write(() => close.Run(id, new CloseRequest(outcome, Letter ?? ""), cancellation), cancellation), "closed", nameof(Letter), cancellation);
    }

    private Task<Outcome<Done>> Write(Func<Task<Outcome<Done>>> work, CancellationToken cancellation) => unit.Run(true, work, o => !o.Refused, cancellation);

    private async Task<IActionResult> After<T>(Guid id, Outcome<T> outcome, string done, string field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return Redirect($"/console/grievances/{id}?done={done}");
        var code = refusal.Errors?.Values.First()[0] ?? refusal.Code;
        var text = ProblemTexts.Find(code);
        ModelState.AddModelError(field, $"{text.Title} {text.Mend}".Trim());
        return await Show(id, cancellation);
    }

    private async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        await LoadImpacts();
        var opened = await unit.Run(true, () => open.Run(id, Messages, cancellation), o => !o.Refused, cancellation);
        if (opened.Refusal is { } refusal)
            return StatusCode(refusal.Status);
        Opened = opened.Value;
        TenantName = await unit.Read(() => db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation), cancellation);
        (Band, ImpactId) = (Band ?? (Enum.TryParse<CaseBand>(Opened!.Case.Band, true, out var band) ? band : null), ImpactId ?? Opened!.ImpactId);
        return Page();
    }

    private async Task LoadImpacts()
    {
        try
        {
            var answer = await assessments.ListImpacts(limit: 200);
            ImpactsKnown = answer.IsSuccessful;
            Impacts = answer.Content?.Items ?? [];
            MoreImpacts = answer.Content?.Next is not null;
        }
        catch (HttpRequestException fault)
        {
            log.LogWarning("Impacts can't be listed: {Fault}", fault.HttpRequestError);
        }
    }
}
