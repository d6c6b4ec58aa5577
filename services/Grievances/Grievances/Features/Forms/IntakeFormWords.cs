using System.Globalization;
using Platform.Forms;
using Platform.Hosting.Http;

namespace Grievances.Features.Forms;

/// <summary>A tenant's pages in words of the console.</summary>
public sealed class IntakeFormWords(FormDefinition own, HostOptions options)
{
    /// <summary>When a page is shown.</summary>
    public string Condition(FormCondition? when) => when is null ? "Shown to everybody" : "Shown where " + Term(when);

    /// <summary>How a question is answered.</summary>
    public static string Kind(QuestionKind kind) => kind switch
    {
        QuestionKind.Text => "One line of text",
        QuestionKind.LongText => "Several lines of text",
        QuestionKind.OneOf => "One of several choices",
        QuestionKind.ManyOf => "Any number of choices",
        QuestionKind.YesNo => "Yes or no",
        QuestionKind.Date => "A date",
        QuestionKind.Number => "A number",
        _ => "Something to read, without an answer",
    };

    /// <summary>Choices that a condition can look at, by value, in words.</summary>
    public IEnumerable<(string Value, string Words)> Values(FormQuestion question)
    {
        var values = question.Kind == QuestionKind.YesNo ? [(FormLimits.Yes, "Yes"), (FormLimits.No, "No")] : options.For(question).Select(option => (option.Id, option.Label.In("en").Text));
        return question.Unknown && question.IsChoice ? values.Append((FormLimits.Unknown, "I don’t know")) : values;
    }

    /// <summary>Place of the page a fault lies on; null where it is the form itself.</summary>
    public static int? PageOf(DefinitionFault fault) =>
        fault.Pointer.Split('/') is ["", "pages", var page, ..] && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;

    /// <summary>What is wrong and how to mend it, with the place on its page.</summary>
    public string Fault(DefinitionFault fault)
    {
        var text = ProblemTexts.Find(fault.Code);
        var place = Place(fault.Pointer);
        return $"{(place.Length == 0 ? "" : place + ": ")}{text.Title} {text.Mend}".Trim();
    }

    /// <summary>Languages a page has no words in, by their English names.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<DefinitionFault> faults, int page) =>
        [.. faults.Where(fault => fault.Code == DefinitionCodes.TranslationMissing && PageOf(fault) == page).Select(fault => Language(fault.Pointer[(fault.Pointer.LastIndexOf('/') + 1)..])).Distinct()];

    private string Term(FormCondition when) => when switch
    {
        FormCondition.Is one => $"“{Question(one.Question)}” is “{Value(one)}”",
        FormCondition.IsNot one => $"“{Question(one.Question)}” is not “{Value(one)}”",
        FormCondition.Includes one => $"“{Question(one.Question)}” includes “{Value(one)}”",
        FormCondition.Answered one => $"“{Question(one.Question)}” {(one.Given ? "has an answer" : "has no answer")}",
        FormCondition.All all => string.Join(" and ", all.Terms.Select(Nested)),
        FormCondition.Any any => string.Join(" or ", any.Terms.Select(Nested)),
        FormCondition.Not not => $"it is not so that {Nested(not.Term)}",
        _ => "",
    };

    private string Nested(FormCondition when) => when is FormCondition.Several ? $"({Term(when)})" : Term(when);

    private FormQuestion? Find(string id) => IntakeFormCheck.Before.Question(id) ?? own.Question(id);

    private string Question(string id) => Find(id)?.Label.In("en").Text is { Length: > 0 } words ? words : id;

    private string Value(FormCondition.OnValue test) =>
        Find(test.Question) is { } question && Values(question).FirstOrDefault(value => value.Value == test.Value) is { Words: { } words } ? words : test.Value;

    // /pages/0/questions/1/options/2/label/ar
    private string Place(string pointer)
    {
        var steps = new List<string>();
        var parts = pointer.Split('/').Skip(3).ToList();
        for (var i = 0; i < parts.Count; i++)
            if (parts[i] is "questions" or "options" && i + 1 < parts.Count && int.TryParse(parts[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                steps.Add($"{(parts[i++] == "questions" ? "question" : "choice")} {number + 1}");
            else
                steps.Add(parts[i] switch { "id" => "name", "label" => "words", "when" => "condition", "questions" => "questions", "options" or "optionsFrom" => "choices", "mostCharacters" => "limit", var other => IntakeFormCheck.Languages.Contains(other) ? Language(other) : other });
        return steps.Count == 0 ? "" : char.ToUpperInvariant(steps[0][0]) + string.Join(", ", steps)[1..];
    }

    private static string Language(string code) => CultureInfo.GetCultureInfo(code).EnglishName;
}
