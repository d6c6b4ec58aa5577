namespace Platform.Forms;

/// <summary>What is wrong with the answer to one question.</summary>
/// <param name="Code">One of <see cref="AnswerCodes"/>.</param>
/// <param name="Most">The limit in characters where the answer is too long.</param>
/// <param name="Words">What to do about it, where the asking service has a rule of its own; the library's words where it is null.</param>
public sealed record FormError(string Code, int? Most = null, string? Words = null);

/// <summary>Holds answers against a definition. What is not shown is not checked: it counts as not given.</summary>
public static class FormCheck
{
    private const int MostUnknown = 50;

    /// <summary>
    /// What is wrong with the answers of one page, by question id, in the order of the questions; empty where the page is not
    /// shown. For a page that the form does not have: <c>forms.page_unknown</c> under the empty id.
    /// </summary>
    public static IReadOnlyDictionary<string, FormError> Page(FormDefinition definition, string pageId, FormAnswers answers, HostOptions? hostOptions = null)
    {
        var errors = new Dictionary<string, FormError>(StringComparer.Ordinal);
        if (definition.Page(pageId) is null)
            errors[""] = new FormError(AnswerCodes.PageUnknown);
        else if (FormPath.Of(definition, answers).Page(pageId) is { } page)
            Add(errors, page, answers, hostOptions ?? HostOptions.None);
        return errors;
    }

    /// <summary>What is wrong with all answers, by question id, in the order of the form; then ids that the form does not know (at most 50).</summary>
    public static IReadOnlyDictionary<string, FormError> All(FormDefinition definition, FormAnswers answers, HostOptions? hostOptions = null)
    {
        var errors = new Dictionary<string, FormError>(StringComparer.Ordinal);
        foreach (var page in FormPath.Of(definition, answers).Pages)
            Add(errors, page, answers, hostOptions ?? HostOptions.None);
        var known = definition.Pages.SelectMany(page => page.Questions).Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var stray in answers.Values.Keys.Where(question => !known.Contains(question)).Take(MostUnknown))
            errors[stray] = new FormError(AnswerCodes.QuestionUnknown);
        return errors;
    }

    private static void Add(Dictionary<string, FormError> errors, ShownPage page, FormAnswers answers, HostOptions host)
    {
        foreach (var question in page.Questions)
            if (question.Kind != QuestionKind.Information && Fault(question, answers[question.Id], host) is { } error)
                errors[question.Id] = error;
    }

    private static FormError? Fault(FormQuestion question, IReadOnlyList<string> values, HostOptions host)
    {
        if (values.Count == 0)
            return question.Required ? new FormError(AnswerCodes.Missing) : null;
        if (values.Any(Readable.IsUnfit))
            return new FormError(AnswerCodes.CharacterUnfit);
        if (question.Unknown && values.Contains(FormLimits.Unknown))
            return values.Count == 1 ? null : new FormError(AnswerCodes.Contradicts);
        if (values.Count > 1 && question.Kind != QuestionKind.ManyOf)
            return new FormError(AnswerCodes.TooMany);
        return question.Kind switch
        {
            QuestionKind.Date when !FormDate.TryRead(values[0], out _) => new FormError(AnswerCodes.DateMalformed),
            QuestionKind.Number when !FormNumber.TryRead(values[0], out _) => new FormError(AnswerCodes.NumberMalformed),
            QuestionKind.YesNo when values[0] is not (FormLimits.Yes or FormLimits.No) => new FormError(AnswerCodes.OptionUnknown),
            QuestionKind.OneOf or QuestionKind.ManyOf when !Offered(question, values, host) => new FormError(AnswerCodes.OptionUnknown),
            QuestionKind.Text or QuestionKind.LongText when Readable.Characters(values[0]) > question.Limit => new FormError(AnswerCodes.TooLong, question.Limit),
            _ => null,
        };
    }

    private static bool Offered(FormQuestion question, IReadOnlyList<string> values, HostOptions host)
    {
        var offered = host.For(question).Select(option => option.Id).ToHashSet(StringComparer.Ordinal);
        return values.All(offered.Contains);
    }
}
