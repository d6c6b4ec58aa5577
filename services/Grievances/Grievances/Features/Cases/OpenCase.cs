using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Cases;

/// <summary>An opened case.</summary>
/// <param name="Case">What the queue shows.</param>
/// <param name="Version">Version that was read; sent back with a decision, it is refused where somebody changed the case meanwhile.</param>
/// <param name="Summary">What was filed, in one line.</param>
/// <param name="WhatHappened">What was filed.</param>
/// <param name="SystemName">AI system the person chose or a handler found, or null.</param>
/// <param name="SystemDescription">The system in the person's words, or null.</param>
/// <param name="Contact">How the person can be reached outside the mailbox; null where they named nothing, or do not allow it now.</param>
/// <param name="Rights">Risk codes.</param>
/// <param name="Wants">What the person asks for.</param>
/// <param name="SystemId">AI system, or null.</param>
/// <param name="ImpactId">Linked impact, or null.</param>
/// <param name="ClosingLetter">Closing letter, or null.</param>
/// <param name="FindingsBy">Until when the person is told what was found.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Messages">A page of messages, the newest unless asked, oldest first.</param>
/// <param name="EarlierMessages">Cursor of the page of messages before, or null.</param>
/// <param name="Unsafe">What would put the person in danger: read it first. Null where nothing was said.</param>
/// <param name="Excerpt">What an AI product passed on because the person chose it, or null.</param>
/// <param name="Answers">Answers to the questionnaire, or null.</param>
/// <param name="Files">Files; a handler gets the cleaned copies.</param>
/// <param name="Capacity">person, representative, group or union.</param>
/// <param name="Channel">portal, machine, operator, product or worker.</param>
/// <param name="People">How many people it was filed for; 0 below five, null where nobody can count them.</param>
/// <param name="RetaliationBy">Until when somebody has to act on a report of retaliation that waits, or null.</param>
/// <param name="Marks">spam, legal_hold, appeal_hold.</param>
/// <param name="ExtensionReason">Why the findings come later, or null.</param>
/// <param name="Mandates">By what right people here speak for others (Directive (EU) 2024/1760, art. 14(2)). Members of a group are one line for each kind: neither their names nor their number is for handlers.</param>
/// <param name="DirectiveApplies">Whether Directive (EU) 2019/1937 applied when it was filed: its findings can't be put off then.</param>
/// <param name="PatternId">Pattern it belongs to, or null.</param>
/// <param name="PatternTitle">What happened to many, or null.</param>
/// <param name="PassedOnAt">When the neutral desk passed it on, or null.</param>
/// <param name="PassedOnBy">Name of that desk, or null.</param>
/// <param name="Consents">How many of the people allow what; of a group each member decides for themselves.</param>
/// <param name="Admissibility">Whether it was taken up and why, or null while nobody decided.</param>
public sealed record OpenedCase(
    CaseRow Case, long Version, string Summary, string WhatHappened, string? SystemName, string? SystemDescription, string? Contact,
    IReadOnlyList<string> Rights, IReadOnlyList<string> Wants, Guid? SystemId, Guid? ImpactId, string? ClosingLetter, DateTimeOffset FindingsBy, DateTimeOffset? ClosedAt,
    IReadOnlyList<CaseMessageView> Messages, string? EarlierMessages, string? Unsafe, string? Excerpt, GivenAnswers? Answers, IReadOnlyList<CaseFileView> Files,
    string Capacity, string Channel, int? People, DateTimeOffset? RetaliationBy, IReadOnlyList<string> Marks, string? ExtensionReason,
    IReadOnlyList<MandateView> Mandates, bool DirectiveApplies, Guid? PatternId, string? PatternTitle, DateTimeOffset? PassedOnAt, string? PassedOnBy,
    IReadOnlyList<ConsentOfCase> Consents, AdmissibilityView? Admissibility = null)
{
    /// <summary>Name of the organisation that referred it to us, or null.</summary>
    public string? ReferredBy { get; init; }
}

/// <summary>Whether a case was taken up.</summary>
/// <param name="Admissible">Whether it was.</param>
/// <param name="Reason">Code of why not, or null.</param>
/// <param name="Text">What the person reads, or null.</param>
public sealed record AdmissibilityView(bool Admissible, string? Reason, string? Text)
{
    /// <summary>What was decided; null while nothing was.</summary>
    public static AdmissibilityView? Of(Grievance kase, CaseSealer sealer) => kase.InadmissibleFor is null && kase.AdmissibilityReason is null && kase.State is not CaseState.Admissible ? null
        : new(kase.InadmissibleFor is null, Codes.Of(kase.InadmissibleFor), sealer.OpenIfAny("grievance", kase.Id, "admissibility_reason", kase.AdmissibilityReason));
}

/// <summary>By what right somebody speaks in a case for others.</summary>
/// <param name="Role">complainant, member, representative, adviser or operator.</param>
/// <param name="Name">What they are called here, or null.</param>
/// <param name="Kind">written, oral, parent, guardian, statute or none_yet.</param>
/// <param name="Words">What they said about it, or null.</param>
public sealed record MandateView(string Role, string? Name, string Kind, string? Words);

/// <summary>A message of a case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FromPerson">Whether the person wrote it.</param>
/// <param name="WriterRole">Role of the writer.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="Kind">ordinary or retaliation.</param>
/// <param name="OnlyFor">Between this holder and the handlers alone; null where everybody in the case sees it.</param>
public sealed record CaseMessageView(Guid Id, bool FromPerson, string WriterRole, string Text, DateTimeOffset WrittenAt, string Kind, Guid? OnlyFor)
{
    /// <summary>A stored message, opened.</summary>
    public static CaseMessageView Of(CaseMessage m, CaseSealer sealer) => new(m.Id, m.FromPerson, m.WriterRole, sealer.Open("message", m.Id, "body", m.Body), m.WrittenAt, Codes.Of(m.Kind), m.OnlyFor);
}

/// <summary>Decrypts a case for a handler. Every opening is a line of the audit log, and the person sees it.</summary>
public sealed class OpenCase(GrievancesDb db, CaseThread thread, CaseDoor doors, CaseFiles files)
{
    /// <summary>Opens within the current, writing, unit of work, with one page of messages.</summary>
    public async Task<Outcome<OpenedCase>> Run(Guid id, string? messagesBefore, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var messages = await thread.Messages(id, null, messagesBefore, null, cancellation);
        if (messages.Refusal is { } refusal)
            return refusal;
        var door = await doors.Open(found.Value!, "handling", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var system = kase.SystemId is { } systemId ? await db.Systems.Where(s => s.Id == systemId).Select(s => s.Name).FirstOrDefaultAsync(cancellation) : null;
        var pattern = kase.PatternId is { } patternId ? await db.Patterns.Where(p => p.Id == patternId).Select(p => p.Title).FirstOrDefaultAsync(cancellation) : null;
        var referrer = kase.Channel is FilingChannel.Referral ? await db.Shares.Where(s => s.CaseId == id && !s.Given).Select(s => s.OtherName).FirstOrDefaultAsync(cancellation) : null;
        var consents = await ConsentsOfCase.Read(db, id, cancellation);
        var holders = await db.Holders.AsNoTracking().Where(h => h.CaseId == id && h.LeftAt == null && h.MandateKind != null).OrderBy(h => h.JoinedAt).ThenBy(h => h.Id).ToListAsync(cancellation);
        string? Field(string field, byte[]? text) => sealer.OpenIfAny("grievance", id, field, text);
        return new OpenedCase(CaseRow.Of(kase), kase.Version, Field("summary", kase.Summary)!, Field("what_happened", kase.WhatHappened)!, system,
            Field("system_description", kase.SystemDescription), consents.Any(c => c is { Purpose: "contact_outside", ByFiler: true }) ? Field("contact", kase.Contact) : null, Codes.List(kase.Rights), Codes.List(kase.Wants),
            kase.SystemId, kase.ImpactId, LetterView.Plain(Field("closing_letter", kase.ClosingLetter)), kase.FindingsBy, kase.ClosedAt,
            [.. messages.Value!.Items.Reverse().Select(m => CaseMessageView.Of(m, sealer))], messages.Value.Next,
            Field("unsafe", kase.Unsafe), Field("excerpt", kase.Excerpt), Field("answers", kase.Answers) is { } given ? JsonSerializer.Deserialize<GivenAnswers>(given, JsonSerializerOptions.Web) : null,
            await files.List(sealer, null, cancellation), Codes.Of(kase.Capacity), Codes.Of(kase.Channel),
            kase.People switch { 0 => null, 1 => 1, < 5 => 0, var people => people }, kase.RetaliationWaits ? kase.RetaliationBy : null, [.. Marks(kase)], Field("extension_reason", kase.ExtensionReason),
            [.. holders.Select(h => Mandated(h, sealer)).Distinct()], kase.DirectiveApplies, kase.PatternId, pattern, kase.PassedOnAt, kase.PassedOnBy, consents, AdmissibilityView.Of(kase, sealer)) { ReferredBy = referrer };
    }

    private static MandateView Mandated(CaseHolder holder, CaseSealer sealer) => holder.Role is HolderRole.Member
        ? new MandateView(Codes.Of(holder.Role), null, Codes.Of(holder.MandateKind!.Value), null)
        : new MandateView(Codes.Of(holder.Role), sealer.OpenIfAny("holder", holder.Id, "name", holder.Name), Codes.Of(holder.MandateKind!.Value), sealer.OpenIfAny("holder", holder.Id, "mandate", holder.Mandate));

    private static IEnumerable<string> Marks(Grievance kase)
    {
        if (kase.Spam)
            yield return "spam";
        if (kase.LegalHold)
            yield return "legal_hold";
        if (kase.AppealHold)
            yield return "appeal_hold";
    }

    /// <summary>GET /api/grievances/v1/cases/{id}.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/{id:guid}",
            async (Guid id, OpenCase open, HttpContext http) => (await open.Run(id, null, http.RequestAborted)).ToResult(opened =>
            {
                VersionTag.Give(http, opened.Version);
                return TypedResults.Ok(opened);
            }))
        .WithName("Grievances_OpenCase").WithSummary("Open a case; recorded, and shown to the person")
        .Produces<OpenedCase>().ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
}
