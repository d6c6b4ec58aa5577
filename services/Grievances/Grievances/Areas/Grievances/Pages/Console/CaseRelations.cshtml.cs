using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>What a case belongs together with, and what can be done about it: relate it, handle it with another, split it.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseRelationsModel(CasePageTools tools, CaseRelations relations, RelateCases relate, MergeCases merge, SplitCase split) : CasePage(tools, "relations")
{
    [BindProperty] public string? Reference { get; set; }
    [BindProperty] public RelationKind? Kind { get; set; }
    [BindProperty] public string? Into { get; set; }
    [BindProperty] public string? Summary { get; set; }
    [BindProperty] public string? WhatHappened { get; set; }
    [BindProperty] public bool Again { get; set; }

    /// <summary>Case that a line of the list is about.</summary>
    [BindProperty] public Guid Other { get; set; }

    public IReadOnlyList<RelationLine> Lines { get; private set; } = [];
    public bool HasMailbox { get; private set; }

    /// <summary>What the person told: of that a part is made.</summary>
    public string Told { get; private set; } = "";

    /// <summary>What an AI product passed on, or null.</summary>
    public string? Excerpt { get; private set; }

    /// <summary>Whether another part has the text that was sent, so that it has to be meant.</summary>
    public bool MayRepeat { get; private set; }

    /// <summary>Why it can't be handled with another case; null where it can.</summary>
    public string? NotMerged { get; private set; }

    /// <summary>Why it can't be split; null where it can.</summary>
    public string? NotSplit { get; private set; }

    /// <summary>Whether it is handled with a case that whoever is signed in does not see.</summary>
    public bool LeadIsHidden { get; private set; }

    public IEnumerable<SelectListItem> Kinds { get; } = [new("Choose", ""), new("They belong together", nameof(RelationKind.Related)), new("It happened again", nameof(RelationKind.Recurrence))];

    /// <summary>What is true of it now.</summary>
    public string Heading => LeadIsHidden || Lines.Any(l => l is { Kind: RelationKind.Merged, Leads: true }) ? "It is handled with another case"
        : Others == 0 ? "No other case belongs together with this one"
        : Others == 1 ? "One other case belongs together with this one" : $"{Others} other cases belong together with this one";

    // Two may belong together and have happened again: that is one other case.
    private int Others => Lines.DistinctBy(l => l.Id).Count();

    /// <summary>How two cases belong together, as the list of this one says it.</summary>
    public static string How(RelationLine line) => (line.Kind, line.Leads) switch
    {
        (RelationKind.Merged, true) => "This case is handled with it",
        (RelationKind.Merged, false) => "Is handled with this case",
        (RelationKind.Split, true) => "This case is a part of it",
        (RelationKind.Split, false) => "Is a part of this case",
        (RelationKind.Recurrence, _) => "It happened again",
        _ => "They belong together",
    };

    /// <summary>Whether a line can be taken back from here.</summary>
    public static bool MayUndo(RelationLine line) => line.Kind is RelationKind.Related or RelationKind.Recurrence || (line.Kind is RelationKind.Merged && (line.Leads || line.MayOpen));

    protected override string? Done(string code) => code switch
    {
        "related" => "Noted at both cases. Neither person learns of the other.",
        "merged" => "This case is handled with the other from now on.",
        "split" => "Split. The part stands below, with a reference of its own.",
        "undone" => "Taken back.",
        _ => null,
    };

    public async Task<IActionResult> OnPostRelate(Guid id, CancellationToken cancellation)
    {
        if (Kind is not { } kind)
        {
            ModelState.AddModelError(nameof(Kind), "Choose how they belong together.");
            return await Show(id, cancellation);
        }
        if (await Named(Reference, nameof(Reference), cancellation) is not { } other)
            return await Show(id, cancellation);
        var request = new RelateRequest(other, kind);
        return await Do(id, "related", request, () => relate.Run(id, request, cancellation), nameof(Reference), cancellation);
    }

    public async Task<IActionResult> OnPostMerge(Guid id, CancellationToken cancellation)
    {
        if (await Named(Into, nameof(Into), cancellation) is not { } lead)
            return await Show(id, cancellation);
        var request = new MergeRequest(lead);
        return await Do(id, "merged", request, () => merge.Run(id, request, cancellation), nameof(Into), cancellation);
    }

    public async Task<IActionResult> OnPostSplit(Guid id, CancellationToken cancellation)
    {
        var request = new SplitRequest(Summary ?? "", WhatHappened ?? "", Again);
        var outcome = await Tools.Idempotency.Once($"page:split:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => split.Run(id, request, cancellation), cancellation);
        MayRepeat = outcome.Refusal?.Code == SplitCase.Before;
        return await After(id, outcome, "split", pointer => pointer == "/summary" ? nameof(Summary) : nameof(WhatHappened), cancellation);
    }

    public async Task<IActionResult> OnPostUndo(Guid id, CancellationToken cancellation) =>
        await After(id, await Tools.Unit.Repeat(() => relate.Undo(id, new RelateRequest(Other, Kind ?? RelationKind.Related), cancellation), o => !o.Refused, cancellation), "undone", "", cancellation);

    /// <summary>Lets the one of two cases go its own way that is handled with the other: this one, or one of the list.</summary>
    public async Task<IActionResult> OnPostUnmerge(Guid id, CancellationToken cancellation) =>
        await After(id, await Tools.Unit.Repeat(() => merge.Undo(Other == Guid.Empty ? id : Other, cancellation), o => !o.Refused, cancellation), "undone", "", cancellation);

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        (Told, Excerpt) = (sealer.Open("grievance", kase.Id, "what_happened", kase.WhatHappened), sealer.OpenIfAny("grievance", kase.Id, "excerpt", kase.Excerpt));
        Lines = await relations.Of(kase, cancellation);
        HasMailbox = kase.HasMailbox;
        LeadIsHidden = kase.MergedIntoId is not null && !Lines.Any(l => l is { Kind: RelationKind.Merged, Leads: true });
        NotMerged = !kase.IsOpen ? "A closed case is handled with no other."
            : kase.MergedIntoId is not null ? "It is handled with another case already. Let it go its own way first."
            : Lines.Any(l => l is { Kind: RelationKind.Merged, Leads: false }) ? "Other cases are handled with this one: one case leads, and the one that leads is handled with no other."
            : null;
        NotSplit = !kase.IsOpen ? "A closed case is not split."
            : kase.Channel is FilingChannel.Referral ? "Another organisation referred this case, and the person’s mailbox is there: a part of it would open with no receipt."
            : kase.SplitFromId is not null ? "This case is a part itself. Split the case it comes from."
            : null;
        return null;
    }

    // A reference that somebody reads out, sign by sign.
    private async Task<Guid?> Named(string? said, string field, CancellationToken cancellation)
    {
        var found = await Tools.Unit.Read(() => relate.ByReference(said, cancellation), cancellation);
        if (found is null)
            ModelState.AddModelError(field, "No case that you may see has this reference. Compare it sign by sign: it has ten.");
        return found;
    }
}
