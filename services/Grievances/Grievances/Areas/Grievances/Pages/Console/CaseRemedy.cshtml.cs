using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Files;
using Grievances.Features.Referrals;
using Grievances.Features.Remedy;
using Identity.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Remedy of a case: the plan, what was offered and answered, what is done, the letter, and appeals.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseRemedyModel(
    CasePageTools tools, GrievancesDb db, CaseDoor doors, ReadRemedy read, PlanRemedy plan, OfferRemedy offer, TakeBackOffer takeBack, OweNoRemedy owe, CarryOutMeasure carry, TakeBackDone takeBackDone, DecideAppeal decide, JointRemedy joint, CaseFiles files) : CasePage(tools, "remedy")
{
    [BindProperty] public RemedyMeasure? Measure { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? OwnerRole { get; set; }
    [BindProperty] public DateOnly? DueOn { get; set; }
    [BindProperty] public string? Signatory { get; set; }
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public bool WithoutFinding { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Evidence { get; set; }
    [BindProperty] public Guid? FileId { get; set; }
    [BindProperty] public AppealDecision? Decision { get; set; }
    [BindProperty] public string? Letter { get; set; }

    /// <summary>Measure that a form is about, from the address: changed, or carried out.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Change { get; set; }

    /// <inheritdoc cref="Change" />
    [BindProperty(SupportsGet = true)] public Guid? Carry { get; set; }

    /// <inheritdoc cref="Change" />
    [BindProperty(SupportsGet = true)] public Guid? Undo { get; set; }

    /// <summary>Version of the case that whoever offers has before them.</summary>
    [BindProperty] public long? Seen { get; set; }

    public CaseRemedyView View { get; private set; } = null!;
    public bool Closed { get; private set; }

    /// <summary>Name of the organisation that referred this case to us, and that puts the plan before the person; null of a case of our own.</summary>
    public string? Giver { get; private set; }

    /// <summary>Whether it was referred to us and nobody has said yet that we take it.</summary>
    public bool Untaken { get; private set; }

    public IReadOnlyList<SelectListItem> FileItems { get; private set; } = [];

    /// <summary>Whether the plan can be worked on now.</summary>
    public bool MayPlan => !Closed && !Untaken && View.Remedy.State is "none" or "planned" or "refused" or "countered" or "not_owed";

    /// <summary>Whether something can be added to what was accepted, since an appeal was right afterwards.</summary>
    public bool MayAddFurther { get; private set; }

    /// <summary>Whether the case was referred to us after the person had accepted something, or before and we took nothing on.</summary>
    public bool Joins { get; private set; }

    /// <summary>Whether what was promised is owed, so that measures are carried out.</summary>
    public bool IsOwed => View.Remedy.State is "accepted" or "implementing" or "done" or "verified";

    /// <summary>Whether whoever looks may name who decides an appeal: never one that is about what they did, but where there may be nobody else who could.</summary>
    public bool MayName(AppealView appeal) => User.HasClaim("permission", Permissions.GrievancesAssign) && (appeal.Text is not null || ForOmbudsAlone);

    private bool ForOmbudsAlone { get; set; }

    public Guid Account => doors.Account;

    public IEnumerable<MeasureView> Measures => View.Remedy.Measures.Where(m => m.State != "dropped");

    /// <summary>Whether the one at a place can stand before the one above it: nothing stands before an apology.</summary>
    public bool MovesUp(IReadOnlyList<MeasureView> shown, int at) => at > 0 && (shown[at].Measure == "apology" || shown[at - 1].Measure != "apology");

    /// <summary>What another organisation was to carry out that has no part in it any more.</summary>
    public IEnumerable<MeasureView> Left => View.Remedy.Measures.Where(m => m is { State: "dropped", By: not null, LeftOut: false });

    /// <summary>What was planned after the offer that the person accepted.</summary>
    public IEnumerable<MeasureView> LeftOut => View.Remedy.Measures.Where(m => m.LeftOut);

    /// <summary>Whether the person can accept an offer now that a measure of the plan is not in.</summary>
    public bool IsBeside(MeasureView measure) => View.Remedy.Standing is { } standing && standing.Measures.All(m => m.Id != measure.Id);

    public IEnumerable<SelectListItem> MeasureItems => [new("Choose", ""), .. Enum.GetValues<RemedyMeasure>().Select(m => new SelectListItem(Kind(Codes.Of(m)), m.ToString()))];

    public IEnumerable<SelectListItem> RoleItems => [new("Choose", ""), .. RoleIds.All.Select(role => new SelectListItem(RoleWord(role), role))];

    public IEnumerable<SelectListItem> DecisionItems =>
        [new("Choose", ""), new("The appeal is right", nameof(AppealDecision.Upheld)), new("It is right in part", nameof(AppealDecision.Partly)), new("What was decided stands", nameof(AppealDecision.Dismissed))];

    public static string RoleWord(string role) => char.ToUpperInvariant(role[0]) + role[1..].Replace('-', ' ');

    /// <summary>A kind of measure, as those who plan it call it.</summary>
    public static string Kind(string measure) => measure switch
    {
        "apology" => "Apology",
        "restitution" => "Restitution: as it was before",
        "rehabilitation" => "Rehabilitation: help to recover",
        "compensation" => "Compensation",
        "satisfaction" => "Satisfaction: the truth is acknowledged",
        "non_repetition" => "Guarantee of non-repetition",
        "correct_output" => "Correct or delete what the system put out",
        "delete_data" => "Delete the person’s data",
        "retrain" => "Unlearn or retrain",
        "human_review" => "A human being decides anew",
        _ => "Suspend the feature",
    };

    /// <summary>The sentences of what was typed that ask for a right or deny an appeal: said to whoever wrote them, and to nobody else.</summary>
    public IReadOnlyList<string> Clauses => [.. new[] { Text, Words, Reason, Evidence, Letter }.Select(text => LetterForm.Sentences(text)).Where(sentences => sentences.Length > 0)];

    /// <summary>What is true of the remedy now.</summary>
    public string Heading => View.Remedy.State switch
    {
        "none" => "Nothing is planned to put it right",
        "planned" => "A remedy is being planned",
        "offered" => "A remedy is before the person",
        "accepted" => "The person accepted the remedy",
        "refused" => "The person refused the remedy",
        "countered" => "The person wants something else",
        "implementing" => "The remedy is under way",
        "done" when View.Remedy.Measures.All(m => m.State is "dropped" or "verified" || m.ApologyAccepted == false) => "The person did not accept the apology",
        "done" => Left.Any() ? "What is still carried out is done and waits for the person’s word" : "All is done and waits for the person’s word",
        "verified" when View.Remedy.Measures.Any(m => m.ApologyAccepted == false) => "The person confirmed what was done, and did not accept the apology",
        "verified" => Left.Any() ? "The person confirmed what was carried out" : "The person confirmed the remedy",
        _ => "No remedy is owed",
    };

    protected override string? Done(string code) => code switch
    {
        "planned" => "Added to the plan. The person sees it once it is offered.",
        "changed" => "Changed.",
        "dropped" => "Taken out of the plan.",
        "moved" => "Moved up.",
        "offered" => "Offered. Saying nothing accepts nothing.",
        "taken_back" => "Taken back. The person reads why; the plan is yours to work on again.",
        "not_owed" => "Said, with the reason.",
        "carried" => "It is kept. The person says whether it came as promised.",
        "not_done" => "Taken back: it is owed again. The person reads why.",
        "decided" => "Decided. The person reads your letter.",
        _ => null,
    };

    public async Task<IActionResult> OnPostAdd(Guid id, CancellationToken cancellation) => Typed() is not { } request ? await Missing(id, cancellation)
        : await Do(id, "planned", request, () => plan.Add(id, request, cancellation), nameof(Text), cancellation);

    public async Task<IActionResult> OnPostChange(Guid id, CancellationToken cancellation) => Typed() is not { } request ? await Missing(id, cancellation)
        : await After(id, await Write(() => plan.Change(id, Change ?? Guid.Empty, request, cancellation), cancellation), "changed", nameof(Text), cancellation);

    public async Task<IActionResult> OnPostDrop(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => plan.Drop(id, Change ?? Guid.Empty, cancellation), cancellation), "dropped", "", cancellation);

    /// <summary>Moves a measure one place up; the order is sent whole, as it was shown.</summary>
    public async Task<IActionResult> OnPostUp(Guid id, Guid[] order, CancellationToken cancellation)
    {
        var at = Array.IndexOf(order, Change ?? Guid.Empty);
        if (at > 0)
            (order[at - 1], order[at]) = (order[at], order[at - 1]);
        return await After(id, await Write(() => plan.Order(id, new OrderRequest(order), cancellation), cancellation), "moved", "", cancellation);
    }

    public async Task<IActionResult> OnPostOffer(Guid id, CancellationToken cancellation)
    {
        var request = new OfferRequest(Words, WithoutFinding, Seen);
        return await Do(id, "offered", request, () => offer.Run(id, request, cancellation), nameof(Words), cancellation);
    }

    public async Task<IActionResult> OnPostTakeBack(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => takeBack.Run(id, new TakeBackRequest(Reason ?? ""), cancellation), cancellation), "taken_back", nameof(Reason), cancellation);

    public async Task<IActionResult> OnPostNotOwed(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => owe.Run(id, new NotOwedRequest(Reason ?? ""), cancellation), cancellation), "not_owed", nameof(Reason), cancellation);

    public async Task<IActionResult> OnPostCarry(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => carry.Run(id, Carry ?? Guid.Empty, new MeasureDoneRequest(Evidence ?? "", FileId), cancellation), cancellation), "carried", nameof(Evidence), cancellation);

    public async Task<IActionResult> OnPostNotDone(Guid id, CancellationToken cancellation) =>
        await After(id, await Write(() => takeBackDone.Run(id, Undo ?? Guid.Empty, new TakeBackRequest(Reason ?? ""), cancellation), cancellation), "not_done", nameof(Reason), cancellation);

    public async Task<IActionResult> OnPostDecide(Guid id, Guid appeal, CancellationToken cancellation)
    {
        if (Decision is { } decision)
            return await After(id, await Write(() => decide.Run(id, appeal, new AppealDecisionRequest(decision, Letter ?? ""), cancellation), cancellation), "decided", nameof(Letter), cancellation);
        ModelState.AddModelError(nameof(Decision), "Choose a decision.");
        return await Show(id, cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        View = await read.ForHandler(door, cancellation);
        ModelState.Remove(nameof(Seen));
        Seen = door.Case.Version;
        (Closed, ForOmbudsAlone) = (!door.Case.IsOpen, door.Case.IsForOmbudsAlone);
        MayAddFurther = await FurtherRemedy.MayBePlanned(db, door.Case, door.Sealer, cancellation);
        Joins = IsOwed && door.Case.Channel is FilingChannel.Referral && await FurtherRemedy.HasNoPart(db, door.Case.Id, cancellation);
        var cameBy = await joint.CameBy(door.Case, cancellation);
        (Giver, Untaken) = (cameBy?.OtherName, JointRemedy.Untaken(door.Case, cameBy) is not null);
        if (Carry is not null)
            FileItems = [new("None", ""), .. (await files.List(door.Sealer, null, cancellation)).Where(f => f is { Quarantined: false, Internal: false }).Select(f => new SelectListItem(f.Name, f.Id.ToString()))];
        if (Change is { } id && IsShown && Measures.FirstOrDefault(m => m.Id == id) is { } measure)
            (Measure, Text, OwnerRole, DueOn, Signatory, Language) = (Enum.GetValues<RemedyMeasure>().First(m => Codes.Of(m) == measure.Measure), measure.Text, measure.OwnerRole, measure.DueOn, measure.Signatory, measure.Language);
        Language ??= door.Case.Language;
        return null;
    }

    /// <summary>Whether the person accepted a measure at some time, so that it does not vanish from the plan.</summary>
    public bool IsPromised(MeasureView measure) => View.Remedy.Offers.Any(o => o.State == "accepted" && o.Measures.Any(m => m.Id == measure.Id));

    private bool IsShown => Request.Method == "GET";

    private MeasureRequest? Typed() => Measure is not { } measure || Lacking.Any() ? null
        : new MeasureRequest(measure, Text ?? "", OwnerRole ?? "", DueOn, string.IsNullOrWhiteSpace(Signatory) ? null : Signatory, string.IsNullOrWhiteSpace(Language) ? null : Language);

    // All that is missing is said at once.
    private IEnumerable<(string Field, string Words)> Lacking => new[]
    {
        (Measure is null, nameof(Measure), "Choose a kind of measure."), (string.IsNullOrWhiteSpace(Text), nameof(Text), FieldErrors.Words("grievances.measure_missing", null)),
        (string.IsNullOrWhiteSpace(OwnerRole), nameof(OwnerRole), "Choose who does it."), (DueOn is null && Measure is not RemedyMeasure.Apology, nameof(DueOn), FieldErrors.Words("grievances.due_missing", null)),
        (string.IsNullOrWhiteSpace(Signatory) && Measure is RemedyMeasure.Apology, nameof(Signatory), FieldErrors.Words("grievances.signatory_missing", null)),
    }.Where(said => said.Item1).Select(said => (said.Item2, said.Item3));

    private Task<IActionResult> Missing(Guid id, CancellationToken cancellation)
    {
        foreach (var (field, words) in Lacking)
            ModelState.AddModelError(field, words);
        Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status400BadRequest;
        return Show(id, cancellation);
    }

    private Task<Outcome<Done>> Write(Func<Task<Outcome<Done>>> work, CancellationToken cancellation) => Tools.Unit.Repeat(work, outcome => !outcome.Refused, cancellation);
}
