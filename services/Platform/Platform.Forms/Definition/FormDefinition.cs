using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Hosting.Http;

namespace Platform.Forms;

/// <summary>How a question is answered. Wire names are snake_case.</summary>
[JsonConverter(typeof(QuestionKindJson))]
[JsonShape("""
    { "type": "string", "description": "How a question is answered.", "enum": ["text", "long_text", "one_of", "many_of", "yes_no", "date", "number", "information"], "examples": ["one_of"] }
    """)]
public enum QuestionKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    LongText,

    /// <summary>One option.</summary>
    OneOf,

    /// <summary>Any number of options.</summary>
    ManyOf,

    /// <summary>Options <c>yes</c> and <c>no</c>, in the words of the library.</summary>
    YesNo,

    /// <summary>A day, or only its month or year: YYYY-MM-DD, YYYY-MM or YYYY.</summary>
    Date,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>Something to read; it has no answer. The label is its heading, the hint its text.</summary>
    Information,
}

/// <summary>A questionnaire: its pages in order. It holds questions only; answers are kept by the service that asks.</summary>
/// <param name="Pages">1 to 40.</param>
public sealed record FormDefinition(IReadOnlyList<FormPage> Pages)
{
    /// <summary>The page with an id, or null.</summary>
    public FormPage? Page(string id) => Pages.FirstOrDefault(page => page.Id == id);

    /// <summary>The question with an id, or null.</summary>
    public FormQuestion? Question(string id) => Pages.SelectMany(page => page.Questions).FirstOrDefault(question => question.Id == id);
}

/// <summary>One page. Best with one question: its label is then the page's heading.</summary>
/// <param name="Id"><c>[a-z][a-z0-9_]{0,39}</c>, unique among pages; part of addresses.</param>
/// <param name="Title">Heading, and title of the window; at most 300 characters a language.</param>
/// <param name="Questions">1 to 20.</param>
/// <param name="Lead">A few sentences before the questions; at most 2,000 characters a language.</param>
/// <param name="When">Shown only where this holds; always where it is null.</param>
public sealed record FormPage(string Id, LocalText Title, IReadOnlyList<FormQuestion> Questions, LocalText? Lead = null, FormCondition? When = null);

/// <summary>One question.</summary>
/// <param name="Id"><c>[a-z][a-z0-9_]{0,39}</c>, unique in the form.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Label">The question; at most 300 characters a language.</param>
/// <param name="Hint">A sentence that helps to answer; at most 2,000 characters a language.</param>
/// <param name="Options">Choices of <c>one_of</c> and <c>many_of</c>, at most 60; they follow those of <paramref name="OptionsFrom"/>.</param>
/// <param name="OptionsFrom">Name of a list that the asking service supplies, for example <c>ai_systems</c>.</param>
/// <param name="Required">Whether an answer is needed; that one does not know is an answer.</param>
/// <param name="Unknown">Whether "I don't know, or I'd rather not say" is offered. Its value is <c>unknown</c>.</param>
/// <param name="MostCharacters">Limit of a text, 1 to 20,000; 300 for <c>text</c> and 20,000 for <c>long_text</c> where it is null.</param>
/// <param name="When">Shown only where this holds; it may name questions of earlier pages.</param>
public sealed record FormQuestion(
    string Id, QuestionKind Kind, LocalText Label, LocalText? Hint = null, IReadOnlyList<FormOption>? Options = null, string? OptionsFrom = null,
    bool Required = false, bool Unknown = true, int? MostCharacters = null, FormCondition? When = null)
{
    /// <summary>Choices of <c>one_of</c> and <c>many_of</c>.</summary>
    public IReadOnlyList<FormOption> Options { get; init; } = Options ?? [];

    /// <summary>Whether it is answered by picking.</summary>
    [JsonIgnore] public bool IsChoice => Kind is QuestionKind.OneOf or QuestionKind.ManyOf or QuestionKind.YesNo;

    /// <summary>Whether it is answered by writing freely.</summary>
    [JsonIgnore] public bool IsText => Kind is QuestionKind.Text or QuestionKind.LongText;

    /// <summary>The limit in force for a text, in characters.</summary>
    [JsonIgnore] public int Limit => Math.Clamp(MostCharacters ?? (Kind == QuestionKind.Text ? 300 : FormLimits.Answer), 1, FormLimits.Answer);
}

/// <summary>A choice.</summary>
/// <param name="Id">What is stored: <c>[a-z][a-z0-9_]{0,39}</c> in a definition, up to 100 characters in a list of the service.</param>
/// <param name="Label">What is read; at most 300 characters a language.</param>
/// <param name="Hint">A sentence that helps to choose.</param>
public sealed record FormOption(string Id, LocalText Label, LocalText? Hint = null);

internal sealed class QuestionKindJson() : JsonStringEnumConverter<QuestionKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
