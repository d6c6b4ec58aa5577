using System.Globalization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The talk of a case: notes among handlers, meetings and their minutes, translations; and the ways to a masked copy and to a mediator.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseTalkModel(CasePageTools tools, GrievancesDb db, CaseNotes notes, Meetings meetings, MeetingSides sides, ArrangeMeeting arrange, KeepMinutes minutes, Translations translations) : CasePage(tools, "talk")
{
    private const int MessagesToTranslate = 50;

    [BindProperty] public string? NoteText { get; set; }
    [BindProperty] public bool NoteMine { get; set; }
    [BindProperty] public MeetingForm Meeting { get; set; } = new();
    [BindProperty] public Guid MeetingId { get; set; }
    [BindProperty] public DateTimeOffset? Time { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public bool Agreed { get; set; }
    [BindProperty] public string? What { get; set; }
    [BindProperty] public string? To { get; set; }
    [BindProperty] public Guid Translation { get; set; }
    [BindProperty] public bool Machine { get; set; }

    public Page<NoteView> Notes { get; private set; } = new([], null);
    public IReadOnlyList<MeetingView> Items { get; private set; } = [];
    public IReadOnlyList<TranslationView> Translated { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Parts { get; private set; } = [];
    public string Language { get; private set; } = "";

    /// <summary>Meeting for which other times are named; null where a new one is asked for.</summary>
    public MeetingView? Changed => Items.FirstOrDefault(m => m.Id == MeetingId && m.State is "proposed" or "agreed");

    /// <summary>A language in English, with its tag.</summary>
    public static string LanguageName(string tag) => $"{CultureInfo.GetCultureInfo(tag).EnglishName} ({tag})";

    public IEnumerable<SelectListItem> Ways => [.. MeetingRules.Ways.Select(way => new SelectListItem(way switch { "here" => "Here, in writing", "phone" => "By phone", "video" => "By video", _ => "In person" }, way))];

    public IEnumerable<SelectListItem> Needed => [.. MeetingRules.Needs.Select(need => new SelectListItem(Need(need), need))];

    public static string Need(string need) => need switch { "interpreter" => "an interpreter", "sign_language" => "sign language", "companion" => "somebody along", "step_free" => "a place without stairs", _ => "breaks" };

    /// <summary>Name of a field of one row, since there may be several on the page.</summary>
    public static string FieldOf(string name, Guid row) => $"{name}-{row:N}";

    protected override string? Done(string code) => code switch
    {
        "noted" => "The note is kept. The person does not see it.",
        "asked" => "Asked. The person finds the times in their mailbox.",
        "agreed" => "Agreed. The person sees it in their mailbox.",
        "times" => "The person finds the other times in their mailbox.",
        "cancelled" => "Called off. The person reads what you wrote.",
        "minutes" => "The minutes are before the person. They hold once both sides agreed to these words.",
        "minutes-agreed" => "The organisation agrees to these words.",
        "translation" => "Asked. It is on the list of translations that wait.",
        "translated" => "Kept beside the original.",
        "confirmed" => "Confirmed: it is not marked as a machine’s any more.",
        _ => null,
    };

    public async Task<IActionResult> OnPostNote(Guid id, CancellationToken cancellation)
    {
        var request = new NoteRequest(NoteText ?? "", NoteMine ? NoteReaders.Mine : NoteReaders.Handlers);
        return await Do(id, "noted", request, () => notes.Add(id, request, cancellation), nameof(NoteText), cancellation);
    }

    public async Task<IActionResult> OnPostMeeting(Guid id, CancellationToken cancellation)
    {
        var request = Meeting.ToRequest();
        var outcome = await Tools.Idempotency.Once($"page:meeting:{id:N}", Key ?? "", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request), () => arrange.Ask(() => sides.Staff(id, cancellation), false, request, cancellation), cancellation);
        return await After(id, outcome, "asked", MeetingForm.FieldOf(outcome.Refusal?.Errors?.Keys.First()), cancellation);
    }

    public async Task<IActionResult> OnPostTimes(Guid id, CancellationToken cancellation)
    {
        var outcome = await Write(() => arrange.Propose(() => sides.Staff(id, cancellation), false, MeetingId, Meeting.ToRequest(), cancellation), cancellation);
        return await After(id, outcome, "times", MeetingForm.FieldOf(outcome.Refusal?.Errors?.Keys.First()), cancellation);
    }

    public async Task<IActionResult> OnPostAgree(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => arrange.Agree(() => sides.Staff(id, cancellation), MeetingId, Time ?? default, cancellation), cancellation), "agreed", "", cancellation);

    public async Task<IActionResult> OnPostCancel(Guid id, CancellationToken cancellation)
    {
        var words = Typed("Words", MeetingId);
        return await After(id, await Write(() => arrange.Cancel(() => sides.Staff(id, cancellation), false, MeetingId, words, cancellation), cancellation), "cancelled", FieldOf("Words", MeetingId), cancellation);
    }

    public async Task<IActionResult> OnPostMinutes(Guid id, CancellationToken cancellation)
    {
        var request = new MinutesRequest(Typed("Minutes", MeetingId), Agreed);
        return await After(id, await Tools.Unit.Repeat(() => minutes.Write(id, MeetingId, request, cancellation), o => !o.Refused, cancellation), "minutes", FieldOf("Minutes", MeetingId), cancellation);
    }

    public async Task<IActionResult> OnPostAgreeMinutes(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => minutes.AgreeAsStaff(id, MeetingId, new MinutesAnswer(Version, true), cancellation), cancellation), "minutes-agreed", "", cancellation);

    public async Task<IActionResult> OnPostTranslate(Guid id, CancellationToken cancellation)
    {
        var chosen = (What ?? "").Split(':');
        var part = Enum.GetValues<TranslatedPart>().Where(p => Codes.Of(p) == chosen[0]).Select(p => (TranslatedPart?)p).FirstOrDefault() ?? TranslatedPart.Account;
        var ask = new TranslationAsk(part, To ?? "", chosen.Length > 1 && Guid.TryParse(chosen[1], out var row) ? row : null);
        return await Do(id, "translation", ask, () => translations.Ask(id, ask, cancellation), nameof(To), cancellation);
    }

    public async Task<IActionResult> OnPostFill(Guid id, CancellationToken cancellation)
    {
        var fill = new TranslationFill(Typed("Text", Translation), Machine);
        return await After(id, await Write(() => translations.Fill(id, Translation, fill, cancellation), cancellation), "translated", FieldOf("Text", Translation), cancellation);
    }

    public async Task<IActionResult> OnPostConfirm(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => translations.Confirm(id, Translation, cancellation), cancellation), "confirmed", "", cancellation);

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        if (Guid.TryParse(Request.Query["meeting"], out var changed))
            MeetingId = changed;
        Language = kase.Language;
        var page = await notes.List(door, Request.Query["notes"], null, cancellation);
        if (page.Refusal is { } refusal)
            return refusal;
        Notes = page.Value!;
        Items = await meetings.MeetingsOf(sealer, null, cancellation);
        Translated = await translations.Of(door, cancellation);
        var messages = await db.Messages.AsNoTracking().Where(m => m.CaseId == kase.Id).OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(MessagesToTranslate)
            .Select(m => new { m.Id, m.WriterRole, m.WrittenAt }).ToListAsync(cancellation);
        Parts =
        [
            new("What the person told", "account"), .. kase.ClosingLetter is null ? Array.Empty<SelectListItem>() : [new SelectListItem("Outcome letter", "letter")],
            .. Items.Where(m => m.Minutes is not null).Select(m => new SelectListItem($"Minutes of {Platform.Ui.Localization.UiDates.Long(m.AgreedFor ?? m.ProposedAt)}", $"minutes:{m.Id}")),
            .. messages.Select(m => new SelectListItem($"Message, {Word(m.WriterRole.Replace('-', ' '))}, {Platform.Ui.Localization.UiDates.LongWithTime(m.WrittenAt)}", $"message:{m.Id}")),
        ];
        return null;
    }

    private Task<Outcome<Done>> Write(Func<Task<Outcome<Done>>> work, CancellationToken cancellation) => Tools.Unit.Repeat(work, o => !o.Refused, cancellation);

    // A form that comes back shows what was typed in its own row alone.
    private string Typed(string name, Guid row)
    {
        var typed = Request.Form[FieldOf(name, row)].ToString();
        ModelState.SetModelValue(FieldOf(name, row), typed, typed);
        return typed;
    }
}
