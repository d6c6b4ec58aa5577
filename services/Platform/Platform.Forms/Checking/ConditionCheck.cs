namespace Platform.Forms;

/// <summary>Holds conditions to what can be asked before them.</summary>
internal sealed class ConditionCheck
{
    private readonly Dictionary<string, (FormQuestion Question, int Page)> known = new(StringComparer.Ordinal);
    private readonly Action<string, string> report;
    private bool sound;

    public ConditionCheck(FormDefinition definition, Action<string, string> report)
    {
        this.report = report;
        for (var page = 0; page < definition.Pages.Count; page++)
            foreach (var question in definition.Pages[page].Questions)
                known.TryAdd(question.Id, (question, page));
    }

    /// <summary>Whether a condition of a page, or of a question on it, is sound.</summary>
    public bool Check(string pointer, FormCondition? condition, int page)
    {
        sound = true;
        if (condition?.Depth > FormLimits.ConditionDepth)
            Fault(pointer, DefinitionCodes.ConditionTooDeep);
        else if (condition is not null)
            Walk(pointer, condition, page);
        return sound;
    }

    private void Walk(string pointer, FormCondition condition, int page)
    {
        switch (condition)
        {
            case FormCondition.OnQuestion one:
                One(pointer, one, page);
                break;
            case FormCondition.Not not:
                Walk($"{pointer}/not", not.Term, page);
                break;
            case FormCondition.Several several:
                var at = $"{pointer}/{(several is FormCondition.All ? "all" : "any")}";
                if (several.Terms.Count == 0)
                    Fault(at, DefinitionCodes.ConditionEmpty);
                else if (several.Terms.Count > FormLimits.ConditionTerms)
                    Fault(at, DefinitionCodes.ConditionTooWide);
                else
                    for (var term = 0; term < several.Terms.Count; term++)
                        Walk($"{at}/{term}", several.Terms[term], page);
                break;
        }
    }

    private void One(string pointer, FormCondition.OnQuestion condition, int page)
    {
        if (!known.TryGetValue(condition.Question, out var asked))
            Fault($"{pointer}/question", DefinitionCodes.ConditionQuestionUnknown);
        else if (asked.Page > page)
            Fault($"{pointer}/question", DefinitionCodes.ConditionQuestionLater);
        else if (asked.Page == page)
            Fault($"{pointer}/question", DefinitionCodes.ConditionSamePage);
        else if (asked.Question.Kind == QuestionKind.Information)
            Fault($"{pointer}/question", DefinitionCodes.ConditionQuestionSilent);
        else if (condition is FormCondition.OnValue test && !MayBe(asked.Question, test.Value))
            Fault($"{pointer}/{(test is FormCondition.Is ? "is" : test is FormCondition.IsNot ? "isNot" : "includes")}", DefinitionCodes.ConditionValueUnknown);
    }

    // What the service's list will hold is not known here, so any id may be in it.
    private static bool MayBe(FormQuestion question, string value) => value == FormLimits.Unknown ? question.Unknown : question.Kind switch
    {
        QuestionKind.YesNo => value is FormLimits.Yes or FormLimits.No,
        QuestionKind.OneOf or QuestionKind.ManyOf => question.Options.Any(option => option.Id == value) || question.OptionsFrom is not null && value.Length is > 0 and <= 100,
        _ => false,
    };

    private void Fault(string pointer, string code)
    {
        sound = false;
        report(pointer, code);
    }
}
