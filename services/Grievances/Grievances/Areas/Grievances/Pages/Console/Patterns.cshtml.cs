using System.Globalization;
using System.Text.Json;
using Assessments.Contracts;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Patterns;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What happened to many: made known on the portal, so that whoever met the same can attach a report.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class PatternsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, Features.Patterns.Patterns patterns, PatternNews news, TranslatePattern translate, TakeSimilar similar, Idempotency<GrievancesDb> idempotency) : PageModel
{
    private const string Address = "/console/grievances/patterns";

    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? Description { get; set; }
    [BindProperty] public string? SystemId { get; set; }

    /// <summary>Language of what is written.</summary>
    [BindProperty] public string? Language { get; set; } = PatternWords.Default;

    /// <summary>What was said, where it is said in another language.</summary>
    [BindProperty] public Guid SaidId { get; set; }

    /// <summary>Risk codes by which later reports attach by themselves.</summary>
    [BindProperty] public List<string> Rights { get; set; } = [];

    /// <summary>Pattern of which that is chosen.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Takes { get; set; }

    [BindProperty] public PatternState State { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Key { get; set; }

    public IReadOnlyList<PatternView> Items { get; private set; } = [];

    /// <summary>What was closed, the newest first.</summary>
    public IReadOnlyList<PatternView> Closed { get; private set; } = [];

    /// <summary>What was said about each, the newest first.</summary>
    public ILookup<Guid, PatternProgress> Said { get; private set; } = Array.Empty<PatternProgress>().ToLookup(_ => Guid.Empty);

    /// <summary>What was said in other languages, by what was said.</summary>
    public ILookup<Guid, PatternTranslation> Translated { get; private set; } = Array.Empty<PatternTranslation>().ToLookup(_ => Guid.Empty);
    public IReadOnlyDictionary<Guid, string> Systems { get; private set; } = new Dictionary<Guid, string>();
    public string? TenantName { get; private set; }
    public string? Notice { get; private set; }

    public string Heading => Items.Count switch
    {
        0 => "Nothing is shown as happening to many",
        1 => "One pattern stands on your portal",
        var count => $"{count} patterns stand on your portal",
    };

    public IEnumerable<SelectListItem> SystemItems => [new("None, or several", ""), .. Systems.OrderBy(s => s.Value, StringComparer.OrdinalIgnoreCase).Select(s => new SelectListItem(s.Value, s.Key.ToString()))];

    public IEnumerable<SelectListItem> StateItems => Enum.GetValues<PatternState>().Select(state => new SelectListItem(QueueWords.Word(Codes.Of(state)), state.ToString()));

    /// <summary>A language by name, in English.</summary>
    public static string LanguageName(string tag) => CultureInfo.GetCultureInfo(tag).EnglishName;

    /// <summary>The languages of the portal.</summary>
    public static IEnumerable<SelectListItem> Languages => PortalLanguages.All.Select(language => new SelectListItem(LanguageName(language.Code), language.Code));

    /// <summary>Rights that a pattern takes, or can.</summary>
    public static IEnumerable<SelectListItem> RightItems(PatternView pattern) =>
        TaxonomyCodes.Titles.Select(right => new SelectListItem($"{right.Key} · {right.Value}", right.Key, pattern.Takes?.Contains(right.Key) == true));

    /// <summary>Those a pattern is not written in.</summary>
    public static IEnumerable<SelectListItem> Others(string? own) => Languages.Where(language => language.Value != PortalLanguages.Find(own)?.Code);

    /// <summary>What was said, to be chosen from.</summary>
    public static SelectListItem Choice(PatternProgress said) => new($"{UiDates.Long(said.At)} · {QueueWords.Word(said.State)}", said.Id.ToString());

    public async Task<IActionResult> OnGet(string? done, CancellationToken cancellation)
    {
        Notice = done switch
        {
            "added" => "The pattern stands on your portal.",
            "said" => "It stands on your portal, and in the mailboxes of those whose reports are attached.",
            "takes" => "Kept. It counts for what is filed, or allowed to be joined, from now on.",
            "translated" => "Whoever reads this language finds it in theirs from now on.",
            "closed" => "The pattern is closed. What was attached to it stays, and its people read why.",
            _ => null,
        };
        return await Show(cancellation);
    }

    public async Task<IActionResult> OnPostAdd(CancellationToken cancellation)
    {
        var system = Guid.Empty;
        if (!string.IsNullOrEmpty(SystemId) && !Guid.TryParse(SystemId, out system))
            ModelState.AddModelError(nameof(SystemId), "Choose an AI system from the list.");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        if (ModelState.IsValid)
        {
            var request = new PatternRequest(Title ?? "", Description ?? "", system == Guid.Empty ? null : system, Language);
            var outcome = await idempotency.Once("patterns.form", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => patterns.Add(request, cancellation), cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"{Address}?done=added");
            Response.StatusCode = refusal.Status;
            foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]>())
                ModelState.AddModelError(char.ToUpperInvariant(pointer[1]) + pointer[2..], Words(codes[0]));
            if (refusal.Errors is null)
                ModelState.AddModelError("", Words(refusal.Code));
        }
        return await Show(cancellation);
    }

    public async Task<IActionResult> OnPostProgress(Guid id, CancellationToken cancellation)
    {
        var request = new ProgressRequest(State, Text ?? "");
        var outcome = await idempotency.Once($"progress:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => news.Run(id, request, cancellation), cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=said");
    }

    public async Task<IActionResult> OnPostClose(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => news.Close(id, new ProgressRequest(State, Text ?? ""), cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=closed");
    }

    public async Task<IActionResult> OnPostTranslate(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => translate.Run(id, Language ?? "", new PatternInLanguage(Title ?? "", Description ?? ""), cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=translated");
    }

    public async Task<IActionResult> OnPostTranslateSaid(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => translate.Run(id, SaidId, Language ?? "", new ProgressInLanguage(Text ?? ""), cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=translated");
    }

    public async Task<IActionResult> OnPostTake(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => similar.Run(id, new SimilarRequest(Rights), cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? await Refused(refusal, cancellation) : Redirect($"{Address}?done=takes");
    }

    private async Task<IActionResult> Refused(Refusal refusal, CancellationToken cancellation)
    {
        ModelState.AddModelError("", Words(refusal.Errors?.Values.First()[0] ?? refusal.Code));
        Response.StatusCode = refusal.Status;
        return await Show(cancellation);
    }

    private async Task<IActionResult> Show(CancellationToken cancellation)
    {
        // A key that was spent on another content would be refused for ever.
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        (Items, Closed, Systems, TenantName) = await unit.Read(async () => (
            await patterns.List(cancellation),
            await patterns.Closed(cancellation),
            await db.Systems.AsNoTracking().Where(s => s.Published).OrderBy(s => s.Name).Take(200).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation),
            await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation)), cancellation);
        PatternView[] shown = [.. Items, .. Closed];
        (Said, Translated) = await unit.Read(async () => (await patterns.Said(shown, cancellation), await patterns.Translated([.. shown.Select(p => p.Id)], cancellation)), cancellation);
        return Page();
    }

    private static string Words(string code)
    {
        var text = ProblemTexts.OnPage(code);
        return $"{text.Title} {text.Mend}".Trim();
    }
}
