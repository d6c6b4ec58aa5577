using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What somebody answered who has no mailbox here, written down by a handler: to the offer, to each measure that is done, and that they appeal.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseRecordedModel(CasePageTools tools, RecordAnswer record, RecordAppeal recordAppeal, ReadRecorded read) : CasePage(tools, "recorded")
{
    [BindProperty] public int Offer { get; set; }
    [BindProperty] public RemedyAnswer? Answer { get; set; }
    [BindProperty] public bool? Apology { get; set; }
    [BindProperty] public SaidBy? How { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public bool? AsPromised { get; set; }
    [BindProperty] public AppealAgainst? Against { get; set; }
    [BindProperty] public SaidBy? AppealedBy { get; set; }
    [BindProperty] public string? AppealWords { get; set; }

    /// <summary>Measure that the form is about, from the address.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Measure { get; set; }

    /// <summary>Whether the person answers in a mailbox of their own; nothing is recorded for them then.</summary>
    public bool HasMailbox { get; private set; }

    public RecordedView View { get; private set; } = new([], false, false, [], [], []);

    public IEnumerable<SelectListItem> AnswerItems => [new("Choose", ""), new("They accept it", nameof(RemedyAnswer.Accept)),
        .. View.MayOnlyAccept ? Array.Empty<SelectListItem>() : [new("They refuse it", nameof(RemedyAnswer.Refuse)), new("They want something else", nameof(RemedyAnswer.Counter))]];

    public IEnumerable<SelectListItem> ApologyItems { get; } = [new("They did not say", ""), new("They take it", "true"), new("They don’t take it", "false")];

    public IEnumerable<SelectListItem> PromisedItems { get; } = [new("Choose", ""), new("It came as promised", "true"), new("It did not", "false")];

    public IEnumerable<SelectListItem> HowItems => [new("Choose", ""), .. Enum.GetValues<SaidBy>().Select(how => new SelectListItem(HowWord(Codes.Of(how)), how.ToString()))];

    /// <summary>What is true of it now.</summary>
    public string Heading => HasMailbox ? "The person answers in their mailbox"
        : View.MayAnswer && !View.MayOnlyAccept ? "The person’s answer to the offer is not recorded yet"
        : View.Measures.Count(m => m.Waits) is > 0 and var waiting ? waiting == 1 ? "The person’s word on one measure is not recorded yet" : $"The person’s word on {waiting} measures is not recorded yet"
        : "Nothing waits to be recorded";

    public IEnumerable<SelectListItem> AgainstItems => [new("Choose", ""), .. View.Possible.Select(against => new SelectListItem(AgainstWord(Codes.Of(against)), against.ToString()))];

    public static string AgainstWord(string against) => against switch { "inadmissible" => "That it was not taken up", "outcome" => "The outcome", _ => "The remedy, or that there is none" };

    public static string HowWord(string how) => how switch
    {
        "phone" => "By phone",
        "letter" => "By letter",
        "email" => "By e-mail",
        "in_person" => "In person",
        _ => "In the other register",
    };

    /// <summary>Who wrote it down, and how it was said.</summary>
    public string By(RecordedBy by) => $"Recorded by {CaseRemedyModel.RoleWord(by.Role).ToLowerInvariant()} · {HowWord(by.How).ToLowerInvariant()}";

    /// <summary>State of an offer.</summary>
    public static string OfferWord(string state) => state switch
    {
        "open" => "Not answered",
        "countered" => "They want something else",
        "replaced" => "A newer offer stands in its place",
        "taken_back" => "Taken back",
        _ => char.ToUpperInvariant(state[0]) + state[1..],
    };

    protected override string? Done(string code) => code switch
    {
        "answered" => "Recorded. It counts as the person’s answer.",
        "confirmed" => "Recorded. It counts as the person’s word on the measure.",
        "appealed" => "Recorded. Somebody decides it who decided nothing in this case before.",
        _ => null,
    };

    public async Task<IActionResult> OnPostAnswer(Guid id, CancellationToken cancellation)
    {
        if (Answer is null)
            ModelState.AddModelError(nameof(Answer), "Choose what they answered.");
        if (How is null)
            ModelState.AddModelError(nameof(How), "Choose how they said it.");
        if (Answer is not { } said || How is not { } how)
            return await Show(id, cancellation);
        var request = new RecordedAnswerRequest(Offer, said, how, Words ?? "", Apology);
        return await Do(id, "answered", request, () => record.Run(id, request, cancellation), nameof(Words), cancellation);
    }

    public async Task<IActionResult> OnPostConfirm(Guid id, CancellationToken cancellation)
    {
        if (AsPromised is null)
            ModelState.AddModelError(nameof(AsPromised), "Choose what they said.");
        if (How is null)
            ModelState.AddModelError(nameof(How), "Choose how they said it.");
        if (AsPromised is not { } came || How is not { } how)
            return await Show(id, cancellation);
        var (measure, request) = (Measure ?? Guid.Empty, new RecordedConfirmRequest(came, how, Words ?? ""));
        return await Do(id, "confirmed", new { measure, request }, () => record.Run(id, measure, request, cancellation), nameof(Words), cancellation);
    }

    public async Task<IActionResult> OnPostAppeal(Guid id, CancellationToken cancellation)
    {
        if (Against is null)
            ModelState.AddModelError(nameof(Against), "Choose what they disagree with.");
        if (AppealedBy is null)
            ModelState.AddModelError(nameof(AppealedBy), "Choose how they said it.");
        if (Against is not { } against || AppealedBy is not { } how)
            return await Show(id, cancellation);
        var request = new RecordedAppealRequest(against, how, AppealWords ?? "");
        return await Do(id, "appealed", request, () => recordAppeal.Run(id, request, cancellation), nameof(AppealWords), cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        HasMailbox = door.Case.HasMailbox;
        if (!HasMailbox)
            View = await read.Of(door, cancellation);
        return null;
    }
}
