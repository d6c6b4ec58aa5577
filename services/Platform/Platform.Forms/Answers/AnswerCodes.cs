namespace Platform.Forms;

/// <summary>What can be wrong with an answer. Each code has words in the six languages (<see cref="FormText"/>) and in the problem catalogue.</summary>
public static class AnswerCodes
{
    /// <summary>A question that needs an answer has none.</summary>
    public const string Missing = "forms.answer_missing";

    /// <summary>A text is longer than its question allows.</summary>
    public const string TooLong = "forms.answer_too_long";

    /// <summary>Several values where one is asked for.</summary>
    public const string TooMany = "forms.answer_too_many";

    /// <summary>"I don't know" together with another answer.</summary>
    public const string Contradicts = "forms.answer_contradicts";

    /// <summary>An answer to a question that the other answers do not lead to.</summary>
    public const string Hidden = "forms.answer_hidden";

    /// <summary>A choice that the question does not offer.</summary>
    public const string OptionUnknown = "forms.option_unknown";

    /// <summary>No date of the form YYYY, YYYY-MM or YYYY-MM-DD.</summary>
    public const string DateMalformed = "forms.date_malformed";

    /// <summary>No number.</summary>
    public const string NumberMalformed = "forms.number_malformed";

    /// <summary>U+0000, or half a character.</summary>
    public const string CharacterUnfit = "forms.character_unfit";

    /// <summary>The form has no such question.</summary>
    public const string QuestionUnknown = "forms.question_unknown";

    /// <summary>The form has no such page.</summary>
    public const string PageUnknown = "forms.page_unknown";
}
