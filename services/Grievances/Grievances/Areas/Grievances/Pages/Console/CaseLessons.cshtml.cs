using Grievances.Domain;
using Grievances.Features.Learning;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What is learned from a case: what led to it, what was changed, and whether it happened before.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseLessonsModel(CasePageTools tools, Lessons lessons, WriteLesson write, Recurrences recurrences, RelateCases relate) : CasePage(tools, "lessons")
{
    [BindProperty] public RootCause? Cause { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Changed { get; set; }
    [BindProperty] public Guid? LessonId { get; set; }
    [BindProperty] public long? LessonVersion { get; set; }
    [BindProperty] public Guid OtherId { get; set; }

    /// <summary>Lesson that is being changed, from the address.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Change { get; set; }

    public IReadOnlyList<LessonView> Learned { get; private set; } = [];
    public IReadOnlyList<EarlierCase> Earlier { get; private set; } = [];
    public IReadOnlyList<RelatedCase> Again { get; private set; } = [];

    public LessonView? Changing => Learned.FirstOrDefault(l => l.Id == Change);

    public IEnumerable<SelectListItem> Causes => [new("Choose", ""), .. Enum.GetValues<RootCause>().Select(cause => new SelectListItem(EffectivenessWords.Cause(Codes.Of(cause)), cause.ToString()))];

    public string Heading => Learned.Count == 0 ? "Nothing is written down yet"
        : Learned.All(l => l.Changed is null) ? "Something was learned, and nothing changed yet"
        : "Something was learned and changed";

    protected override string? Done(string code) => code switch { "learned" => "Written down. It stays when the case is erased.", "changed" => "Changed.", "related" => "Noted that it happened again.", _ => null };

    public async Task<IActionResult> OnPostWrite(Guid id, CancellationToken cancellation)
    {
        if (Cause is not { } cause)
        {
            ModelState.AddModelError(nameof(Cause), "Choose what led to it. That it is not known is an answer.");
            return await Show(id, cancellation);
        }
        var request = new LessonRequest(cause, Text ?? "", Changed, LessonVersion);
        if (LessonId is null)
            return await Do(id, "learned", request, () => write.Run(id, request, cancellation), nameof(Text), cancellation);
        Change = LessonId;
        var changed = await Tools.Unit.Repeat(() => write.Change(id, LessonId.Value, request, cancellation), outcome => !outcome.Refused, cancellation);
        return await After(id, changed, "changed", nameof(Text), cancellation);
    }

    public async Task<IActionResult> OnPostAgain(Guid id, CancellationToken cancellation)
    {
        var related = await Tools.Unit.Repeat(() => relate.Run(id, new RelateRequest(OtherId, RelationKind.Recurrence), cancellation), outcome => !outcome.Refused, cancellation);
        return related.Refusal is null ? Redirect($"/console/grievances/{id}/lessons?done=related") : await After(id, new Outcome<object>(null, related.Refusal), "", "", cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var id = door.Case.Id;
        Learned = await lessons.Of(id, cancellation);
        Earlier = (await recurrences.Run(id, cancellation)).Value ?? [];
        Again = [.. ((await relate.List(id, cancellation)).Value ?? []).Where(r => r.Kind == "recurrence")];
        if (Changing is { } lesson && !ModelState.ContainsKey(nameof(Text)))
            (Cause, Text, Changed) = (Enum.GetValues<RootCause>().First(c => Codes.Of(c) == lesson.Cause), lesson.Text, lesson.Changed);
        return null;
    }
}
