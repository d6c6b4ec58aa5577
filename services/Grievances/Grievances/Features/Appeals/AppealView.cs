using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Cases;

namespace Grievances.Features.Appeals;

/// <summary>What the person is told of an appeal, as it is stored; where the case was opened anew, with the letter that had closed it.</summary>
/// <param name="Text">Why it was decided so.</param>
/// <param name="FormerLetter">Closing letter that holds no longer, as it was stored, or null.</param>
/// <param name="FormerOutcome">Outcome that holds no longer, or null.</param>
public sealed record AppealLetter(string Text, string? FormerLetter, string? FormerOutcome)
{
    /// <summary>Opens what was stored; null where nothing was decided.</summary>
    public static AppealLetter? Open(CaseAppeal appeal, CaseSealer sealer) =>
        appeal.Letter is null ? null : JsonSerializer.Deserialize<AppealLetter>(sealer.Open("appeal", appeal.Id, "letter", appeal.Letter), JsonSerializerOptions.Web);

    /// <summary>Seals it for the row of an appeal.</summary>
    public byte[] Seal(Guid appeal, CaseSealer sealer) => sealer.Seal("appeal", appeal, "letter", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
}

/// <summary>An appeal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Against">inadmissible, outcome or remedy.</param>
/// <param name="By">complainant or member.</param>
/// <param name="Text">Why the person appeals; null, while it waits, for staff who were in the case before: it is the reviewer's to read.</param>
/// <param name="FiledAt">When.</param>
/// <param name="DecideBy">Until when it is decided.</param>
/// <param name="ReviewerRole">Role of whoever decides it, who decided nothing in the case before; null while nobody is named.</param>
/// <param name="ReviewerId">Their account; null for the person.</param>
/// <param name="Decision">upheld, partly or dismissed; null while it waits.</param>
/// <param name="Letter">Why it was decided so, or null.</param>
/// <param name="DecidedAt">When, or null.</param>
/// <param name="FormerLetter">Closing letter that holds no longer, or null.</param>
/// <param name="FormerOutcome">Outcome that holds no longer, or null.</param>
public sealed record AppealView(
    Guid Id, string Against, string By, string? Text, DateTimeOffset FiledAt, DateTimeOffset DecideBy, string? ReviewerRole, Guid? ReviewerId, string? Decision, string? Letter, DateTimeOffset? DecidedAt,
    LetterView? FormerLetter, string? FormerOutcome)
{
    /// <summary>A stored appeal, opened.</summary>
    public static AppealView Of(CaseAppeal appeal, CaseSealer sealer, bool forPerson, Guid filer, bool withText = true)
    {
        var letter = AppealLetter.Open(appeal, sealer);
        return new(appeal.Id, Codes.Of(appeal.Against), Codes.Of(appeal.HolderId == filer ? HolderRole.Complainant : HolderRole.Member), withText ? sealer.Open("appeal", appeal.Id, "text", appeal.Text) : null, appeal.FiledAt, appeal.DecideBy,
            appeal.ReviewerRole, forPerson ? null : appeal.ReviewerId, Codes.Of(appeal.Decision), letter?.Text, appeal.DecidedAt, letter?.FormerLetter is { } former ? LetterView.Of(former) : null, letter?.FormerOutcome);
    }
}

/// <summary>Appeals as a person sees them.</summary>
/// <param name="Possible">What the reader can appeal against now: inadmissible, outcome, remedy.</param>
/// <param name="Appeals">Their appeals, and those of the one who filed, the newest first.</param>
/// <param name="Waits">Whether an appeal of somebody in the case waits to be decided.</param>
public sealed record AppealsView(IReadOnlyList<string> Possible, IReadOnlyList<AppealView> Appeals, bool Waits);
