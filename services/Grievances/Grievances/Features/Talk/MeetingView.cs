using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Intake;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>Times for a meeting, and what goes with it.</summary>
/// <param name="Times">One to five instants to choose from, with the offset of whoever names them; none is past.</param>
/// <param name="Way">here: in writing in the mailbox, phone, video or in_person.</param>
/// <param name="Needs">What is needed: interpreter, sign_language, companion, step_free, breaks.</param>
/// <param name="Where">Place, number or link, at most 300 characters, or null.</param>
/// <param name="Words">What else there is to say, at most 4,000 characters, or null.</param>
/// <param name="HolderId">Holder the organisation wants to meet; the one who filed where null. A person asks for themselves.</param>
public sealed record MeetingRequest(IReadOnlyList<DateTimeOffset> Times, string Way, IReadOnlyList<string>? Needs = null, string? Where = null, string? Words = null, Guid? HolderId = null);

/// <summary>A meeting, as both sides see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">proposed, agreed, held, minuted or cancelled.</param>
/// <param name="HolderId">Whom it is with.</param>
/// <param name="AskedByPerson">Whether the person asked for it first.</param>
/// <param name="ProposedByPerson">Whether the times that stand are the person's: the other side answers.</param>
/// <param name="Times">Times to choose from.</param>
/// <param name="Way">here, phone, video or in_person.</param>
/// <param name="Where">Place, number or link, or null.</param>
/// <param name="Needs">What is needed.</param>
/// <param name="Words">What else was said, or null.</param>
/// <param name="AgreedFor">Time both sides agreed on, with the offset of whoever named it, or null.</param>
/// <param name="CancelledByPerson">Who cancelled it, or null.</param>
/// <param name="CancelWords">What was said with it, or null.</param>
/// <param name="Minutes">The minutes as they stand, or null.</param>
/// <param name="MinutesVersion">Number of their wording.</param>
/// <param name="StaffAgreedAt">When the organisation agreed to exactly this wording, or null.</param>
/// <param name="PersonAgreedAt">When the person did, or null.</param>
/// <param name="Remark">What the person wants changed, or adds, or null.</param>
/// <param name="ProposedAt">When it was first asked for.</param>
public sealed record MeetingView(
    Guid Id, string State, Guid HolderId, bool AskedByPerson, bool ProposedByPerson, IReadOnlyList<DateTimeOffset> Times, string Way, string? Where, IReadOnlyList<string> Needs, string? Words,
    DateTimeOffset? AgreedFor, bool? CancelledByPerson, string? CancelWords, string? Minutes, int MinutesVersion, DateTimeOffset? StaffAgreedAt, DateTimeOffset? PersonAgreedAt, string? Remark, DateTimeOffset ProposedAt)
{
    /// <summary>What a mediator is shown of it: when and how, and minutes that both sides agreed to. Where it is may tell how the person can be reached, and what was said with it is not theirs.</summary>
    public MeetingView ForMediator() => this with { Where = null, Words = null, CancelWords = null, Remark = null, Minutes = State == Codes.Of(MeetingState.Minuted) ? Minutes : null };

    /// <summary>A stored meeting.</summary>
    public static MeetingView Of(CaseMeeting meeting, CaseSealer sealer)
    {
        var proposal = StoredProposal.Open(meeting, sealer);
        // The row keeps the instant; the offset is that of the time that was chosen.
        var agreed = proposal.Times.Where(t => t == meeting.AgreedFor).Select(t => (DateTimeOffset?)t).FirstOrDefault() ?? meeting.AgreedFor;
        return new(meeting.Id, Codes.Of(meeting.State), meeting.HolderId, meeting.AskedByPerson, proposal.ByPerson, proposal.Times, proposal.Way, proposal.Where, proposal.Needs, proposal.Words, agreed,
            proposal.CancelledByPerson, proposal.CancelWords, sealer.OpenIfAny("meeting", meeting.Id, "minutes", meeting.Minutes), meeting.MinutesVersion, meeting.StaffAgreedAt, meeting.PersonAgreedAt,
            sealer.OpenIfAny("meeting", meeting.Id, "remark", meeting.Remark), meeting.ProposedAt);
    }
}

/// <summary>What is sealed of a meeting's times.</summary>
internal sealed record StoredProposal(
    bool ByPerson, IReadOnlyList<DateTimeOffset> Times, string Way, IReadOnlyList<string> Needs, string? Where, string? Words, bool? CancelledByPerson = null, string? CancelWords = null)
{
    public static StoredProposal Of(MeetingRequest request, bool person) =>
        new(person, [.. request.Times.Order()], request.Way, [.. MeetingRules.Needs.Where(need => request.Needs?.Contains(need) == true)], Text(request.Where), Text(request.Words));

    public static StoredProposal Open(CaseMeeting meeting, CaseSealer sealer) => Open(meeting.Id, meeting.Proposal, sealer);

    public static StoredProposal Open(Guid meeting, byte[] proposal, CaseSealer sealer) => JsonSerializer.Deserialize<StoredProposal>(sealer.Open("meeting", meeting, "proposal", proposal), JsonSerializerOptions.Web)!;

    public byte[] Seal(Guid meeting, CaseSealer sealer) => sealer.Seal("meeting", meeting, "proposal", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    public static string? Text(string? text) => FileRules.IsBlank(text) ? null : text.Trim();
}

/// <summary>What a meeting's times and words must hold.</summary>
public static class MeetingRules
{
    /// <summary>Most times that can be named at once.</summary>
    public const int MostTimes = 5;

    /// <summary>How people can meet.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["here", "phone", "video", "in_person"];

    /// <summary>What somebody may need.</summary>
    public static IReadOnlyList<string> Needs { get; } = ["interpreter", "sign_language", "companion", "step_free", "breaks"];

    /// <summary>What keeps times from being proposed, or null. What an organisation says with them asks for no waiver of rights.</summary>
    public static Refusal? Unfit(MeetingRequest request, bool person, DateTimeOffset now) =>
        request.Times is not { Count: >= 1 and <= MostTimes } || request.Times.Any(t => t <= now || t > now.AddYears(1)) || request.Times.Distinct().Count() < request.Times.Count
            ? Refusal.Field("platform.invalid", "/times", "grievances.meeting_times")
        : !Ways.Contains(request.Way) ? Refusal.Field("platform.invalid", "/way", "grievances.meeting_way")
        : request.Needs?.All(Needs.Contains) == false ? Refusal.Field("platform.invalid", "/needs", "grievances.meeting_needs")
        : Unfit(request.Where, "/where", FileRules.MostSummary, person) ?? Unfit(request.Words, person);

    /// <summary>The same of words that go with a step.</summary>
    public static Refusal? Unfit(string? words, bool person) => Unfit(words, "/words", FileRules.MostNote, person);

    // The person may say whatever they want.
    private static Refusal? Unfit(string? text, string pointer, int most, bool person) => !person ? TextForPerson.UnfitIfAny(text, pointer, most)
        : FileRules.Characters(text ?? "") > most ? Refusal.Field("platform.invalid", pointer, "platform.too_long") : null;
}
