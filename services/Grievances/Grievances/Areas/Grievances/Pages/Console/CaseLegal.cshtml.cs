using Grievances.Domain;
using Grievances.Features.Legal;
using Grievances.Help;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The law of a case: proceedings beside it, holds, bodies outside, and handing it over to one.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseLegalModel(CasePageTools tools, LegalNotes notes, NameBody name, HandOver handOver) : CasePage(tools, "legal")
{
    [BindProperty] public LegalNoteKind? Kind { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public DateOnly? ReviewOn { get; set; }
    [BindProperty] public Guid NoteId { get; set; }

    /// <summary>Body of the directory that a form is about.</summary>
    [BindProperty] public string? Body { get; set; }

    [BindProperty] public string? Reason { get; set; }

    /// <summary>Name of an organisation that is not in the directory.</summary>
    [BindProperty] public string? Name { get; set; }

    [BindProperty] public string? Address { get; set; }

    /// <summary>Country whose bodies are shown.</summary>
    [BindProperty(SupportsGet = true)] public string? Country { get; set; }

    public IReadOnlyList<LegalNoteView> Notes { get; private set; } = [];
    public bool Parallel { get; private set; }
    public bool OnHold { get; private set; }

    /// <summary>Whether the one who filed allows passing it to an authority.</summary>
    public bool Allowed { get; private set; }

    public HelpDirectory Directory => HelpDirectory.Current;

    public IReadOnlyList<IGrouping<ChannelKind, LegalChannel>> Bodies => Directory.CodeOf(Country) is { } code ? [.. Directory.Bodies(code).GroupBy(body => body.Kind)] : [];

    public IEnumerable<SelectListItem> Countries => [new("Choose", ""), .. Directory.InReadersOrder().Select(country => new SelectListItem(country.Name, country.Code, country.Code == Directory.CodeOf(Country)))];

    public IEnumerable<SelectListItem> Kinds => [new("Choose", ""), new("A court or an authority deals with it too", nameof(LegalNoteKind.Proceeding)), new("Everything has to be kept", nameof(LegalNoteKind.Hold)), new("A note about the law", nameof(LegalNoteKind.Note))];

    /// <summary>What is true of it now.</summary>
    public string Heading => OnHold ? "Everything has to be kept" : Parallel ? "A court or an authority deals with the same matter" : "No proceeding and no hold";

    /// <summary>The country whose bodies are shown, by its name; null where none is chosen.</summary>
    public string? CountryName => Directory.CodeOf(Country) is { } code ? Directory.NameOf(code) : null;

    /// <summary>How well the entry is known.</summary>
    public string Known(LegalChannel body) => body.Confidence switch
    {
        HelpConfidence.Confirmed => "its own text says so",
        HelpConfidence.Undated => "its own text says so, without a date",
        _ => "known in general: check it before you rely on it",
    } + (HelpDirectory.IsOld(body, Now) ? "; more than a year old" : "");

    /// <summary>What a body takes and can do, in the words the person reads of it.</summary>
    public static string About(LegalChannel body) =>
        $"Takes complaints about {string.Join(", ", body.Takes.Select(field => HelpText.Of("help.takes", field)))}; {string.Join(", ", body.Can.Select(power => HelpText.Of("help.can", power)))}.";

    /// <summary>Languages by name.</summary>
    public static string Languages(IEnumerable<string> tags) => string.Join(", ", tags.Select(tag => System.Globalization.CultureInfo.GetCultureInfo(tag).EnglishName));

    public string NoteWord(LegalNoteView note) => note.Kind switch { "proceeding" => "Proceeding", "hold" => "Hold", "hand_over" => "Handed over", "named" => "Named to the person", _ => "Note" };

    protected override string? Done(string code) => code switch
    {
        "noted" => "Noted.",
        "named" => "Named. The person reads name and address in their mailbox; nothing of the case went there.",
        "ended" => "Ended. What else goes on still counts.",
        _ => null,
    };

    public async Task<IActionResult> OnPostNote(Guid id, CancellationToken cancellation)
    {
        if (Kind is not { } kind)
        {
            ModelState.AddModelError(nameof(Kind), "Choose what it is.");
            return await Show(id, cancellation);
        }
        var request = new LegalNoteRequest(kind, Text ?? "", string.IsNullOrEmpty(Body) ? null : Body, ReviewOn);
        return await Do(id, "noted", request, () => notes.Write(id, request, cancellation), kind is LegalNoteKind.Hold && ReviewOn is null && !string.IsNullOrWhiteSpace(Text) ? nameof(ReviewOn) : nameof(Text), cancellation);
    }

    /// <summary>Names to the person whom they can turn to: a body of the directory, or an organisation by name and address.</summary>
    public async Task<IActionResult> OnPostName(Guid id, CancellationToken cancellation)
    {
        var request = string.IsNullOrEmpty(Body) ? new NameBodyRequest(null, Name, Address) : new NameBodyRequest(Body);
        return await Do(id, "named", request, () => name.Run(id, request, cancellation), string.IsNullOrEmpty(Body) ? string.IsNullOrWhiteSpace(Name) ? nameof(Name) : nameof(Address) : "", cancellation);
    }

    public async Task<IActionResult> OnPostEnd(Guid id, CancellationToken cancellation)
    {
        var ended = await Tools.Unit.Repeat(() => notes.End(id, NoteId, cancellation), outcome => !outcome.Refused, cancellation);
        return ended.Refusal is null ? Redirect($"/console/grievances/{id}/legal?done=ended") : await After(id, new Outcome<object>(null, ended.Refusal), "", "", cancellation);
    }

    /// <summary>Hands the case over: the archive comes as the answer, and what went is noted before its first byte.</summary>
    public async Task<IActionResult> OnPostHandOver(Guid id, CancellationToken cancellation)
    {
        var made = await handOver.Run(id, new HandOverRequest(Body ?? "", Reason), Key ?? "", cancellation);
        return made.Refusal is null ? made.Value! : await After(id, made, "", nameof(Reason), cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var kase = door.Case;
        (Parallel, OnHold) = (kase.ParallelProceedings, kase.LegalHold);
        Notes = await notes.Of(door.Sealer, cancellation);
        Allowed = await Tools.Db.Consents.AnyAsync(c => c.CaseId == kase.Id && c.HolderId == kase.Id && c.Purpose == ConsentPurpose.ShareWithAuthority && c.WithdrawnAt == null, cancellation);
        return null;
    }
}
