using Platform.Forms;

namespace Grievances.Features.Forms;

/// <summary>
/// Answers that say that somebody may be in danger: whoever gives one is shown where to find help, on the next page, before it is
/// sent and beside the receipt.
/// </summary>
public static class FilingDanger
{
    // Danger of reprisals; harm to oneself; sexual abuse of a child, or the way to it.
    private static readonly HashSet<(string Question, string Answer)> Answers =
        [("at_risk", FormLimits.Yes), ("kind_harm", "harm_01"), ("kind_harm", "harm_05"), ("kind_child", "child_01"), ("kind_child", "child_02")];

    /// <summary>Whether an answer on the page says so.</summary>
    public static bool On(FilingPath way, ShownPage page, FormAnswers kept) =>
        page.Questions.Any(question => kept[question.Id].Any(answer => Answers.Contains((question.Id, answer)) || way is FilingPath.Child && (question.Id, answer) is ("harm", "child")));

    /// <summary>Whether any answer says so.</summary>
    public static bool In(FilingPath way, FormPath path) => path.Pages.Any(page => On(way, page, path.Kept));
}
