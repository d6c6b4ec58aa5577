namespace Platform.Forms;

/// <summary>
/// Whether any answers lead somewhere. Tries the answers that the conditions on the way can tell apart, in the order of the
/// form, through the very path that people take. The search is bounded; where it gives up the place counts as reachable.
/// </summary>
internal sealed class Reachability(FormDefinition definition)
{
    private const int MostSteps = 4_000;
    private const int MostStepsTogether = 60_000;
    private const int MostCombined = 10;

    private static readonly FormQuestion Probe = new("", QuestionKind.Information, LocalText.Name(""));

    private readonly Dictionary<object, bool> found = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<IReadOnlyList<string>>?> answers = new(StringComparer.Ordinal);
    private int stepsTogether;

    public bool Of(FormPage page) => page.When is null || Found(page, page with { Questions = [Probe] });

    public bool Of(FormPage page, FormQuestion question) => question.When is null || Found(question, page with { Questions = [question] });

    private bool Found(object place, FormPage target)
    {
        if (!found.TryGetValue(place, out var known))
            found[place] = known = Search(place as FormPage, target);
        return known;
    }

    private bool Search(FormPage? page, FormPage target)
    {
        var wanted = Before(target);
        var form = new FormDefinition([.. Cut(wanted, page, target), target]);
        var way = form.Pages.SelectMany(p => p.Questions).Where(question => wanted.Contains(question.Id)).DistinctBy(question => question.Id).ToList();
        if (way.Exists(question => Answers(question) is null))
            return true;
        var steps = 0;
        return Try(FormAnswers.None, 0);

        bool Try(FormAnswers given, int at)
        {
            if (++steps > MostSteps || ++stepsTogether > MostStepsTogether)
                return true;
            var path = FormPath.Of(form, given);
            if (at == way.Count)
                return path.Pages.Any(shown => ReferenceEquals(shown.Page, target));
            return path.PageOf(way[at].Id) is null ? Try(given, at + 1) : Answers(way[at])!.Exists(values => Try(given.With(way[at].Id, values), at + 1));
        }
    }

    // Pages before the place that hold what bears on it, with nothing else on them.
    private IEnumerable<FormPage> Cut(HashSet<string> wanted, FormPage? page, FormPage target) =>
        from whole in definition.Pages.TakeWhile(other => !ReferenceEquals(other, page) && other.Id != target.Id)
        let kept = whole.Questions.Where(question => wanted.Contains(question.Id)).ToList()
        where kept.Count > 0
        select whole with { Questions = kept };

    /// <summary>The questions that bear on a place, and those that bear on them in turn.</summary>
    private HashSet<string> Before(FormPage target)
    {
        var wanted = new HashSet<string>(Asked(target, target.Questions[0]), StringComparer.Ordinal);
        var open = new Queue<string>(wanted);
        while (open.TryDequeue(out var id))
            foreach (var before in from page in definition.Pages from question in page.Questions where question.Id == id from asked in Asked(page, question) select asked)
                if (wanted.Add(before))
                    open.Enqueue(before);
        return wanted;
    }

    private static IEnumerable<string> Asked(FormPage page, FormQuestion question) => (page.When?.Questions ?? []).Concat(question.When?.Questions ?? []);

    /// <summary>The answers of a question that conditions can tell apart and that its own rules allow; null where they are too many to try.</summary>
    private List<IReadOnlyList<string>>? Answers(FormQuestion question)
    {
        if (!answers.TryGetValue(question.Id, out var known))
            answers[question.Id] = known = Possible(question);
        return known;
    }

    private List<IReadOnlyList<string>>? Possible(FormQuestion question)
    {
        var possible = new List<IReadOnlyList<string>>();
        if (!question.Required)
            possible.Add([]);
        if (question.Unknown)
            possible.Add([FormLimits.Unknown]);
        switch (question.Kind)
        {
            case QuestionKind.YesNo:
                possible.AddRange([[FormLimits.Yes], [FormLimits.No]]);
                break;
            case QuestionKind.OneOf:
                possible.AddRange(Choices(question).Select(value => (string[])[value]));
                break;
            case QuestionKind.ManyOf:
                var choices = Choices(question);
                if (choices.Count > MostCombined)
                    return null;
                for (var mask = 1; mask < 1 << choices.Count; mask++)
                    possible.Add([.. choices.Where((_, at) => (mask & 1 << at) != 0)]);
                break;
            case QuestionKind.Information:
                break;
            default:
                possible.Add(["2000"]);
                break;
        }
        return possible;
    }

    // Of the options that no condition names one stands for all.
    private List<string> Choices(FormQuestion question)
    {
        var tested = definition.Pages.SelectMany(page => page.Questions.Select(asked => asked.When).Prepend(page.When))
            .SelectMany(Values).Where(test => test.Question == question.Id && test.Value != FormLimits.Unknown).Select(test => test.Value).Distinct().ToList();
        var other = question.OptionsFrom is not null ? "any other of the list" : question.Options.Select(option => option.Id).FirstOrDefault(id => !tested.Contains(id));
        return other is null ? tested : [other, .. tested];
    }

    private static IEnumerable<FormCondition.OnValue> Values(FormCondition? condition) => condition switch
    {
        FormCondition.OnValue test => [test],
        FormCondition.Several several => several.Terms.SelectMany(Values),
        FormCondition.Not not => Values(not.Term),
        _ => [],
    };
}
