namespace Platform.Forms;

/// <summary>What can be wrong with a definition. Each code has words in the problem catalogue.</summary>
public static class DefinitionCodes
{
    /// <summary>No JSON of a form.</summary>
    public const string Malformed = "forms.definition_malformed";

    /// <summary>Over 200 KiB as JSON.</summary>
    public const string TooLarge = "forms.definition_too_large";

    /// <summary>The form has no page.</summary>
    public const string PagesMissing = "forms.pages_missing";

    /// <summary>More than 40 pages.</summary>
    public const string PagesTooMany = "forms.pages_too_many";

    /// <summary>The page has no question.</summary>
    public const string QuestionsMissing = "forms.questions_missing";

    /// <summary>More than 20 questions on the page.</summary>
    public const string QuestionsTooMany = "forms.questions_too_many";

    /// <summary>A choice without options and without a list of the service.</summary>
    public const string OptionsMissing = "forms.options_missing";

    /// <summary>More than 60 options.</summary>
    public const string OptionsTooMany = "forms.options_too_many";

    /// <summary>Options or a list where nothing is picked, or where yes and no are the options.</summary>
    public const string OptionsUnexpected = "forms.options_unexpected";

    /// <summary>An id is not <c>[a-z][a-z0-9_]{0,39}</c>.</summary>
    public const string IdMalformed = "forms.id_malformed";

    /// <summary>An id is there twice.</summary>
    public const string IdRepeated = "forms.id_repeated";

    /// <summary>An id has a meaning of its own.</summary>
    public const string IdReserved = "forms.id_reserved";

    /// <summary>A text has no words in any language.</summary>
    public const string TextMissing = "forms.text_missing";

    /// <summary>A text is too long.</summary>
    public const string TextTooLong = "forms.text_too_long";

    /// <summary>A text holds U+0000, or half a character.</summary>
    public const string TextUnfit = "forms.text_unfit";

    /// <summary>A text has no words in a language that the form must speak.</summary>
    public const string TranslationMissing = "forms.translation_missing";

    /// <summary>The tag of a language is malformed.</summary>
    public const string LanguageMalformed = "forms.language_malformed";

    /// <summary>A limit that is not 1 to 20,000, or that stands where nothing is written.</summary>
    public const string LimitInvalid = "forms.limit_invalid";

    /// <summary>A condition on a question that the form does not have.</summary>
    public const string ConditionQuestionUnknown = "forms.condition_question_unknown";

    /// <summary>A condition on a question that does not come before.</summary>
    public const string ConditionQuestionLater = "forms.condition_question_later";

    /// <summary>A condition on a question of the same page, where nothing can appear while it is filled in.</summary>
    public const string ConditionSamePage = "forms.condition_same_page";

    /// <summary>A condition on what has no answer.</summary>
    public const string ConditionQuestionSilent = "forms.condition_question_silent";

    /// <summary>A condition on a value that the question can't have.</summary>
    public const string ConditionValueUnknown = "forms.condition_value_unknown";

    /// <summary>A condition of more than 5 levels.</summary>
    public const string ConditionTooDeep = "forms.condition_too_deep";

    /// <summary>A list of conditions that is empty.</summary>
    public const string ConditionEmpty = "forms.condition_empty";

    /// <summary>A list of more than 30 conditions.</summary>
    public const string ConditionTooWide = "forms.condition_too_wide";

    /// <summary>No answers lead to the page.</summary>
    public const string PageUnreachable = "forms.page_unreachable";

    /// <summary>No answers lead to the question.</summary>
    public const string QuestionUnreachable = "forms.question_unreachable";
}
