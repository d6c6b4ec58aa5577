using Grievances.Features.Forms;
using Platform.Forms;

namespace Grievances.Features.Drafts;

/// <summary>An unfinished grievance, as it is sealed.</summary>
/// <param name="Path">Way through the questionnaire.</param>
/// <param name="Answers">What was answered so far; also what a change elsewhere has hidden, which is not sent.</param>
/// <param name="Files">Files uploaded so far.</param>
/// <param name="FormNumber">Number of the tenant's form the answers belong to, or null.</param>
/// <param name="PatternId">The pattern it belongs to, or null.</param>
/// <param name="Excerpt">What an AI product passed on because the person chose it, or null.</param>
/// <param name="Key">Idempotency key of the sending: sending twice files once.</param>
/// <param name="Step">Where the person was.</param>
/// <param name="Sent">It was sent: nothing of it is kept but the way back to its receipt, for a day, in case the answer was lost on the way.</param>
/// <param name="Shown">Its code was shown to be written down, or was typed: others may know it.</param>
/// <param name="SentBy">Which browser's way into the draft sent it, or null where it had none.</param>
/// <param name="SystemId">The AI system that was chosen before the first page, or null.</param>
/// <param name="Danger">Of one that was sent: an answer said danger, so that its receipt is shown with a way to help.</param>
public sealed record DraftState(
    FilingPath Path, FormAnswers Answers, IReadOnlyList<DraftFile> Files, int? FormNumber, Guid? PatternId, string? Excerpt, string Key, string Step, bool Sent = false, bool Shown = false, string? SentBy = null,
    Guid? SystemId = null, bool Danger = false);

/// <summary>A file of an unfinished grievance.</summary>
/// <param name="Id">Id of the staged file.</param>
/// <param name="Token">Its token.</param>
/// <param name="Original">Whether handlers may see the original.</param>
public sealed record DraftFile(Guid Id, string Token, bool Original);
