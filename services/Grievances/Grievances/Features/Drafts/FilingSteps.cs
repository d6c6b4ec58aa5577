using Grievances.Features.Forms;
using Platform.Forms;

namespace Grievances.Features.Drafts;

/// <summary>The steps of one filing in order: the pages that its answers lead to, then files, then a look at everything.</summary>
public sealed class FilingSteps
{
    /// <summary>Step where files are added.</summary>
    public const string Files = "files";

    /// <summary>Step where everything is looked at before it is sent.</summary>
    public const string Review = "review";

    private readonly List<string> steps;

    /// <summary>Steps of a draft.</summary>
    public FilingSteps(FilingPath way, FormDefinition definition, FormAnswers answers)
    {
        Path = FormPath.Of(definition, answers);
        steps = [.. Path.Pages.Select(page => page.Page.Id)];
        // Children are not asked for pictures: what happened to them may be in them.
        if (way is not FilingPath.Child)
            steps.Insert(Math.Max(steps.IndexOf("unsafe"), 0), Files);
        steps.Add(Review);
    }

    /// <summary>The pages shown, and the answers that count.</summary>
    public FormPath Path { get; }

    /// <summary>All steps in order.</summary>
    public IReadOnlyList<string> All => steps;

    /// <summary>Number of steps.</summary>
    public int Count => steps.Count;

    /// <summary>The first step.</summary>
    public string First => steps[0];

    /// <summary>Whether it is a step of this filing.</summary>
    public bool Has(string step) => steps.Contains(step);

    /// <summary>Place of a step, from 1.</summary>
    public int NumberOf(string step) => steps.IndexOf(step) + 1;

    /// <summary>The step after another; the last stays.</summary>
    public string After(string step) => steps[Math.Min(steps.IndexOf(step) + 1, steps.Count - 1)];

    /// <summary>The step after one whose answer was changed from the summary: the first that asks something which was not asked before, and the summary where nothing is.</summary>
    /// <param name="step">The step.</param>
    /// <param name="before">The steps before the change.</param>
    public string AfterChange(string step, FilingSteps before)
    {
        var asked = before.Path.Pages.SelectMany(page => page.Questions).Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        return Path.Pages.FirstOrDefault(page => steps.IndexOf(page.Page.Id) > steps.IndexOf(step) && page.Questions.Any(question => !asked.Contains(question.Id)))?.Page.Id ?? Review;
    }

    /// <summary>The step before another, or null at the first.</summary>
    public string? Before(string step) => steps.IndexOf(step) is > 0 and var place ? steps[place - 1] : null;

    /// <summary>The first page whose answers don't fit, or null.</summary>
    public string? FirstFault(Questionnaire asked) => Path.Pages.FirstOrDefault(page => FilingChecks.Of(asked, page.Page.Id, Path.Kept).Count > 0)?.Page.Id;
}
