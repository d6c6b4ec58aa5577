using Grievances.Features.Intake;
using Microsoft.AspNetCore.Http;
using Platform.Forms;
using Platform.Ui.Localization;

namespace Grievances.Features.Forms;

/// <summary>One page with one question as a plain form asks for it; what it can't say is left to the API.</summary>
/// <param name="Id">Id of the page and of its question.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Texts">What was typed, by the name of its field: <c>label_en</c>, <c>hint_ar</c>, <c>title_zh</c>.</param>
/// <param name="Options">A line each: <c>id = English | العربية | …</c>.</param>
/// <param name="Required">Whether an answer is needed.</param>
/// <param name="Unknown">Whether "I don't know" is offered.</param>
/// <param name="Test">How the condition compares: <c>is</c>, <c>isNot</c> or <c>includes</c>.</param>
/// <param name="About">What it looks at: <c>question=value</c>, <c>question=</c> for any answer, empty for no condition.</param>
public sealed record IntakeFormPage(string Id, QuestionKind Kind, IReadOnlyDictionary<string, string> Texts, string Options, bool Required, bool Unknown, string Test, string About)
{
    private static readonly string[] Parts = ["label", "hint", "title"];

    /// <summary>The portal's languages in the order of the form: the console's own first.</summary>
    public static IReadOnlyList<PortalLanguage> Languages { get; } = [PortalLanguages.English, .. PortalLanguages.All.Where(language => language != PortalLanguages.English)];

    /// <summary>A form with nothing in it.</summary>
    public static IntakeFormPage Empty { get; } = new("", QuestionKind.OneOf, new Dictionary<string, string>(), "", false, true, "is", "");

    /// <summary>The text of a field, empty where there is none.</summary>
    public string this[string field] => Texts.GetValueOrDefault(field, "");

    /// <summary>What was posted.</summary>
    public static IntakeFormPage Read(IFormCollection form) => new(
        form["id"].ToString().Trim(), Enum.TryParse<QuestionKind>(form["kind"], out var kind) && Enum.IsDefined(kind) ? kind : QuestionKind.OneOf,
        (from part in Parts from language in Languages select $"{part}_{language.Code}").ToDictionary(field => field, field => form[field].ToString().Trim()),
        form["options"].ToString().Replace("\r", "", StringComparison.Ordinal), form["required"] == "true", form["unknown"] == "true", form["test"].ToString(), form["about"].ToString());

    /// <summary>The form of a stored page, or null where it says more than the form can.</summary>
    public static IntakeFormPage? Of(FormPage page)
    {
        if (page is not { Lead: null, Questions: [{ When: null, OptionsFrom: null, MostCharacters: null } question] } || question.Id != page.Id)
            return null;
        var texts = new Dictionary<string, string>();
        foreach (var language in Languages.Select(language => language.Code))
        {
            (texts[$"label_{language}"], texts[$"hint_{language}"]) = (Words(question.Label, language), Words(question.Hint, language));
            texts[$"title_{language}"] = Words(page.Title, language) is var title && title == texts[$"label_{language}"] ? "" : title;
        }
        var (test, about) = page.When switch
        {
            null => ("is", ""),
            FormCondition.Answered { Given: true } any => ("is", any.Question + "="),
            FormCondition.Is one => ("is", $"{one.Question}={one.Value}"),
            FormCondition.IsNot one => ("isNot", $"{one.Question}={one.Value}"),
            FormCondition.Includes one => ("includes", $"{one.Question}={one.Value}"),
            _ => ("", "?"),
        };
        var form = new IntakeFormPage(page.Id, question.Kind, texts, string.Join('\n', question.Options.Select(Line)), question.Required, question.Unknown, test, about);
        // What would not come back the same is not shown: saving the form would lose it.
        return about != "?" && FormJson.Write(new FormDefinition([form.ToPage()])) == FormJson.Write(new FormDefinition([Ordered(page)])) ? form : null;
    }

    /// <summary>What has to be mended before it can be stored, in words by field.</summary>
    public IEnumerable<(string Field, string Words)> Faults()
    {
        if (!FormLimits.IsId(Id))
            yield return ("id", "Start with a to z, go on with a to z, 0 to 9 and _; at most 40 characters.");
        if (FileRules.IsBlank(this["label_en"]))
            yield return ("label_en", "Write the question in English at least; a draft can wait for the other languages.");
        foreach (var (at, line) in Lines().Index())
            if (line.Split('=', 2) is not [var id, var labels] || !FormLimits.IsId(id.Trim()) || labels.Split('|').Length > Languages.Count)
                yield return ("options", $"Line {at + 1} does not fit: write id = English | العربية | Español | Français | Русский | 中文.");
        if (Lines().Any() && Kind is not (QuestionKind.OneOf or QuestionKind.ManyOf))
            yield return ("options", "Only a choice has options. Remove them, or let people choose.");
    }

    /// <summary>The page; call it where there are no faults.</summary>
    public FormPage ToPage() => new(Id, Text("title", "label") ?? LocalText.Of("en", ""),
    [
        new FormQuestion(Id, Kind, Text("label") ?? LocalText.Of("en", ""), Text("hint"), [.. Lines().Select(Option)], Required: Required, Unknown: Unknown),
    ], When: About.Split('=', 2) is not [var question, var value] ? null : (value, Test) switch
    {
        ("", _) => new FormCondition.Answered(question),
        (_, "isNot") => new FormCondition.IsNot(question, value),
        (_, "includes") => new FormCondition.Includes(question, value),
        _ => new FormCondition.Is(question, value),
    });

    private IEnumerable<string> Lines() => Options.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    // An empty title is the question's own words.
    private LocalText? Text(string part, string? otherwise = null)
    {
        var words = Languages.Select(language => language.Code)
            .Select(code => KeyValuePair.Create(code, this[$"{part}_{code}"] is { Length: > 0 } typed ? typed : otherwise is null ? "" : this[$"{otherwise}_{code}"]))
            .Where(text => text.Value.Length > 0).ToList();
        return words.Count == 0 ? null : new LocalText(words);
    }

    private static FormOption Option(string line)
    {
        var (id, labels) = line.Split('=', 2) is [var name, var rest] ? (name.Trim(), rest) : (line, "");
        return new FormOption(id, new LocalText(Languages.Zip(labels.Split('|', StringSplitOptions.TrimEntries), (language, label) => KeyValuePair.Create(language.Code, label)).Where(text => text.Value.Length > 0)));
    }

    private static string Line(FormOption option) => $"{option.Id} = {string.Join(" | ", Languages.Select(language => Words(option.Label, language.Code))).TrimEnd(' ', '|')}";

    private static string Words(LocalText? text, string language) => text?.Entries.FirstOrDefault(entry => entry.Key == language).Value ?? "";

    private static FormPage Ordered(FormPage page) => page with
    {
        Title = Ordered(page.Title),
        Questions = [.. page.Questions.Select(q => q with { Label = Ordered(q.Label), Hint = q.Hint is null ? null : Ordered(q.Hint), Options = [.. q.Options.Select(o => o with { Label = Ordered(o.Label) })] })],
    };

    private static LocalText Ordered(LocalText text) =>
        new(text.Entries.OrderBy(entry => Languages.Select(language => language.Code).ToList().IndexOf(entry.Key)));
}
