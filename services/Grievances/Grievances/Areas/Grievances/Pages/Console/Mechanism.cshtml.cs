using System.Globalization;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Forms;
using Grievances.Features.Learning;
using Grievances.Features.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Forms;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>How the mechanism works: the pages a tenant adds to the questionnaire, its clocks, and from how many people on its figures show a number.</summary>
[Authorize(Policy = Permissions.GrievancesRead)]
public sealed class MechanismModel(GrievancesDb db, IntakeForm intake, FormOfTenant forms, TenantSettings settings, Actor actor) : PageModel
{
    private const string Address = "/console/grievances/mechanism";

    [BindProperty] public string? Tag { get; set; }
    [BindProperty] public long ClocksVersion { get; set; }
    [BindProperty] public string? AcknowledgeDays { get; set; }
    [BindProperty] public string? FindingsDays { get; set; }
    [BindProperty] public bool DirectiveApplies { get; set; }
    [BindProperty] public string? RetaliationHours { get; set; }
    [BindProperty] public string? RetentionMonths { get; set; }
    [BindProperty] public string? EscalateTo { get; set; }
    [BindProperty] public string? Zone { get; set; }
    [BindProperty] public string[] WorkingDays { get; set; } = [];
    [BindProperty] public string? Holidays { get; set; }
    [BindProperty] public string? LeastShown { get; set; }

    public IntakeFormView View { get; private set; } = new(null, null, [], []);
    public IntakeFormWords Words { get; private set; } = null!;
    public ClockPolicy Policy { get; private set; } = new();
    public FigureLimit Limit { get; private set; } = new();
    public string? TenantName { get; private set; }

    /// <summary>Where people file with this organisation, as a product links to it.</summary>
    public string FilingAddress { get; private set; } = "";

    public IReadOnlyList<KnownSystem> Systems { get; private set; } = [];
    public string? Notice { get; private set; }
    public bool MayConfigure => actor.May(Permissions.GrievancesConfigure);

    /// <summary>What is worked on: the draft, or what is published where there is none.</summary>
    public ReadVersion? Shown => View.Draft ?? View.Published;

    public string Heading
    {
        get
        {
            var own = View.Published?.Definition.Pages.Count ?? 0;
            var asks = own == 0 ? "Your portal asks the base questionnaire alone" : $"Your portal asks the base questionnaire and {own} page{(own == 1 ? "" : "s")} of yours";
            return View.Draft is null ? asks : own == 0 ? asks + ", and a draft waits" : asks + "; a draft waits";
        }
    }

    public string Role(string role) => Platform.Ui.Layout.ConsoleNavigation.Name(role);

    public IEnumerable<SelectListItem> RoleItems => ClockPolicy.EscalationRoles.Select(role => new SelectListItem(Role(role), role));

    public IEnumerable<SelectListItem> DayItems => Days.Select(day => new SelectListItem(day.ToString(), Wire(day)));

    public IEnumerable<string> InOrder(WorkingCalendar calendar) => Days.Where(calendar.WorkingDays.Contains).Select(day => day.ToString());

    public Task<IActionResult> OnGet(string? done, CancellationToken cancellation)
    {
        Notice = done switch
        {
            "saved" => "The draft is saved. Nobody is asked it before it is published.",
            "published" => "Published. Whoever begins to file now is asked this.",
            "discarded" => "The draft is gone. The portal asks what it asked before.",
            "clocks" => "The clocks are set. What was filed before keeps the days it was given.",
            "figures" => "The limit is set. It holds for every figure that is counted from now on.",
            _ => null,
        };
        return Show(cancellation);
    }

    public Task<IActionResult> OnPostMove(int at, int by, CancellationToken cancellation) => After("saved", () => intake.Edit(Tag, form => Moved(form, at, by), cancellation), cancellation);

    public Task<IActionResult> OnPostRemove(int at, CancellationToken cancellation) =>
        After("saved", () => intake.Edit(Tag, form => new FormDefinition([.. form.Pages.Where((_, place) => place != at)]), cancellation), cancellation);

    public Task<IActionResult> OnPostPublish(CancellationToken cancellation) => After("published", () => intake.Publish(Tag, cancellation), cancellation);

    public Task<IActionResult> OnPostDiscard(CancellationToken cancellation) => After("discarded", () => intake.Discard(Tag, cancellation), cancellation);

    public Task<IActionResult> OnPostCopy(int number, CancellationToken cancellation) => After("saved", () => intake.Copy(number, Tag, cancellation), cancellation);

    public async Task<IActionResult> OnPostClocks(CancellationToken cancellation)
    {
        if (!MayConfigure)
            return StatusCode(StatusCodes.Status403Forbidden);
        var policy = new ClockPolicy(Number(nameof(AcknowledgeDays), AcknowledgeDays) ?? 0, string.IsNullOrWhiteSpace(FindingsDays) ? null : Number(nameof(FindingsDays), FindingsDays), DirectiveApplies,
            Number(nameof(RetaliationHours), RetaliationHours) ?? 0, Number(nameof(RetentionMonths), RetentionMonths) ?? 0, EscalateTo ?? "", Calendar());
        return await Set(ClockSettings.Part, policy, cancellation);
    }

    public async Task<IActionResult> OnPostFigures(CancellationToken cancellation)
    {
        if (!MayConfigure)
            return StatusCode(StatusCodes.Status403Forbidden);
        return await Set(FigureSettings.Part, new FigureLimit(Number(nameof(LeastShown), LeastShown) ?? 0), cancellation);
    }

    private async Task<IActionResult> Set<T>(SettingsPart<T> part, T value, CancellationToken cancellation) where T : class
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        if (ModelState.IsValid)
        {
            var outcome = await settings.Set(part, value, ClocksVersion, cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"{Address}?done={part.Name}#{part.Name}");
            Response.StatusCode = refusal.Status;
            foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]>())
                ModelState.AddModelError(Field(pointer), Said(pointer, codes[0]));
            if (refusal.Errors is null)
                ModelState.AddModelError("", "Somebody set the clocks or the figures after you opened this page, and yours were not stored. What is in force now stands above the form; send it once more if yours shall hold.");
        }
        return await Show(cancellation, part.Name);
    }

    private async Task<IActionResult> After<T>(string done, Func<Task<Outcome<T>>> change, CancellationToken cancellation)
    {
        if (!MayConfigure)
            return StatusCode(StatusCodes.Status403Forbidden);
        if ((await change()).Refusal is not { } refusal)
            return Redirect($"{Address}?done={done}");
        Response.StatusCode = refusal.Status;
        ModelState.AddModelError("", MechanismPageModel.Said(refusal));
        return await Show(cancellation);
    }

    // What was typed into a form stays in it; the others show what is stored.
    private async Task<IActionResult> Show(CancellationToken cancellation, string? typed = null)
    {
        View = await intake.Read(cancellation);
        Words = new IntakeFormWords(Shown?.Definition ?? new FormDefinition([]), (await forms.Of(FilingPath.Full, null, cancellation)).Options);
        var stored = await db.Settings.AsNoTracking().SingleOrDefaultAsync(cancellation);
        (Policy, Limit, ClocksVersion) = (ClockSettings.Part.Of(stored), FigureSettings.Part.Of(stored), stored?.Version ?? 0);
        var tenant = await db.Set<KnownTenant>().AsNoTracking().FirstAsync(t => t.Id == db.TenantId, cancellation);
        (TenantName, FilingAddress) = (tenant.Name, $"{Request.Scheme}://{Request.Host}/portal/{tenant.Slug}/file");
        Systems = await db.Systems.AsNoTracking().Where(s => s.Published).OrderBy(s => s.Name).Take(200).ToListAsync(cancellation);
        if (typed != "figures")
            LeastShown = Written(Limit.LeastShown);
        if (typed == "clocks")
            return Page();
        (AcknowledgeDays, FindingsDays, RetaliationHours) = (Written(Policy.AcknowledgeDays), Policy.FindingsDays is { } days ? Written(days) : null, Written(Policy.RetaliationHours));
        (RetentionMonths, DirectiveApplies, EscalateTo) = (Written(Policy.RetentionMonths), Policy.DirectiveApplies, Policy.EscalateTo);
        var calendar = Policy.Working;
        (Zone, WorkingDays, Holidays) = (calendar.Zone, [.. Days.Where(calendar.WorkingDays.Contains).Select(Wire)], string.Join('\n', calendar.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        return Page();
    }

    private static IEnumerable<DayOfWeek> Days => Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7));

    private static string Wire(DayOfWeek day) => day.ToString().ToLowerInvariant();

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<string> HolidayLines => (Holidays ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private JsonElement Calendar() => JsonSerializer.SerializeToElement(new { zone = (Zone ?? "").Trim(), workingDays = WorkingDays, holidays = HolidayLines }, JsonSerializerOptions.Web);

    private int? Number(string field, string? typed)
    {
        if (int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        ModelState.AddModelError(field, "Write a whole number.");
        return null;
    }

    private static string Field(string pointer) => pointer.Split('/') switch
    {
        ["", "calendar", var part, ..] => char.ToUpperInvariant(part[0]) + part[1..],
        ["", "calendar"] => nameof(Zone),
        ["", var field, ..] => char.ToUpperInvariant(field[0]) + field[1..],
        _ => "",
    };

    private static string Said(string pointer, string code)
    {
        var text = ProblemTexts.OnPage(code);
        var line = pointer.Split('/') is ["", "calendar", "holidays", var at] && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? $"Line {place + 1}: " : "";
        return $"{line}{text.Title} {text.Mend}".Trim();
    }

    private static FormDefinition Moved(FormDefinition form, int at, int by)
    {
        var pages = form.Pages.ToList();
        var to = at + Math.Sign(by);
        if (at >= 0 && at < pages.Count && to >= 0 && to < pages.Count)
            (pages[at], pages[to]) = (pages[to], pages[at]);
        return new FormDefinition(pages);
    }
}
