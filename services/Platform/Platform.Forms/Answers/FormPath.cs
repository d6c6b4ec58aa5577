namespace Platform.Forms;

/// <summary>A page as it is shown to one person.</summary>
/// <param name="Page">Its definition.</param>
/// <param name="Questions">Those of its questions that are shown; never empty on a path.</param>
public sealed record ShownPage(FormPage Page, IReadOnlyList<FormQuestion> Questions);

/// <summary>Where a person stands.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">Pages on the path as it looks now; answers to come may change it.</param>
public readonly record struct FormProgress(int Number, int Of);

/// <summary>
/// The way through a form that follows from answers: pages and questions in order, each shown or not by the answers before it.
/// An answer to what is not shown counts as not given, also for the conditions that come later.
/// </summary>
public sealed class FormPath
{
    private readonly FormDefinition definition;

    private FormPath(FormDefinition definition, IReadOnlyList<ShownPage> pages, FormAnswers kept)
    {
        this.definition = definition;
        Pages = pages;
        Kept = kept;
    }

    /// <summary>The pages that are shown, in order.</summary>
    public IReadOnlyList<ShownPage> Pages { get; }

    /// <summary>The answers that count: those of questions that are shown. What a person leaves behind is not sent.</summary>
    public FormAnswers Kept { get; }

    /// <summary>Finds the way. The same definition and answers give the same way; nothing makes it throw.</summary>
    /// <param name="definition">The form.</param>
    /// <param name="answers">Answers to it.</param>
    /// <param name="before">What was answered before it in another form; conditions may name that.</param>
    public static FormPath Of(FormDefinition definition, FormAnswers answers, FormAnswers? before = null)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>((before ?? FormAnswers.None).Values, StringComparer.Ordinal);
        var pages = new List<ShownPage>();
        foreach (var page in definition.Pages)
        {
            if (page.When?.Holds(given) == false)
                continue;
            var shown = new List<FormQuestion>();
            foreach (var question in page.Questions)
            {
                if (question.When?.Holds(given) == false)
                    continue;
                shown.Add(question);
                if (question.Kind != QuestionKind.Information && answers[question.Id] is { Count: > 0 } values)
                    given[question.Id] = values;
            }
            if (shown.Count > 0)
                pages.Add(new ShownPage(page, shown));
        }
        return new FormPath(definition, pages, new FormAnswers(given));
    }

    /// <summary>The page with an id where it is shown, or null.</summary>
    public ShownPage? Page(string id) => Pages.FirstOrDefault(shown => shown.Page.Id == id);

    /// <summary>The page a question stands on where it is shown, or null.</summary>
    public ShownPage? PageOf(string question) => Pages.FirstOrDefault(shown => shown.Questions.Any(asked => asked.Id == question));

    /// <summary>The first page after the given one that is shown; null at the end, and for a page the form does not have.</summary>
    public ShownPage? Next(string page) => PlaceOf(page) is { } place ? Pages.FirstOrDefault(shown => PlaceOf(shown.Page.Id) > place) : null;

    /// <summary>The last page before the given one that is shown; null at the start, and for a page the form does not have.</summary>
    public ShownPage? Previous(string page) => PlaceOf(page) is { } place ? Pages.LastOrDefault(shown => PlaceOf(shown.Page.Id) < place) : null;

    /// <summary>Where a page stands on the way; null where it is not shown.</summary>
    public FormProgress? Progress(string page)
    {
        for (var at = 0; at < Pages.Count; at++)
            if (Pages[at].Page.Id == page)
                return new FormProgress(at + 1, Pages.Count);
        return null;
    }

    private int? PlaceOf(string page)
    {
        for (var at = 0; at < definition.Pages.Count; at++)
            if (definition.Pages[at].Id == page)
                return at;
        return null;
    }
}
