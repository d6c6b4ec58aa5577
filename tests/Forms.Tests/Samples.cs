namespace Forms.Tests;

/// <summary>A questionnaire as a service would ask it: who was harmed, where, when, what.</summary>
internal static class Samples
{
    public static readonly string[] Languages = ["ar", "en"];

    public static LocalText Both(string english, string arabic) => LocalText.Of("en", english).With("ar", arabic);

    public static LocalText Text(string words) => Both(words, words + " (ar)");

    public static FormOption Option(string id) => new(id, Text(id));

    public static FormQuestion Question(string id, QuestionKind kind = QuestionKind.Text, bool required = false, bool unknown = true, FormCondition? when = null, string[]? options = null) =>
        new(id, kind, Text(id), Options: options is null ? null : [.. options.Select(Option)], Required: required, Unknown: unknown, When: when);

    public static FormPage Page(string id, params FormQuestion[] questions) => new(id, Text(id), questions);

    public static FormCondition Is(string question, string value) => new FormCondition.Is(question, value);

    /// <summary>who → (child) guardian → (school) school; when; what with a product of the service's list; extra questions for those who saw a screen.</summary>
    public static FormDefinition Intake { get; } = new(
    [
        Page("about", new FormQuestion("who", QuestionKind.OneOf, Both("Who was harmed?", "من تضرر؟"), Both("One answer is enough.", "إجابة واحدة تكفي."),
            [new("self", Both("I was", "أنا")), new("child", Both("A child", "طفل"), Both("Under 18.", "دون 18.")), new("other", LocalText.Of("en", "Somebody else"))], Required: true)),
        Page("guardian", Question("guardian", QuestionKind.YesNo, required: true)) with { When = Is("who", "child") },
        Page("school", Question("school", QuestionKind.Text)) with { When = Is("guardian", "no") },
        Page("time", Question("day", QuestionKind.Date, required: true)),
        new("product", Text("Which product?"),
        [
            new("intro", QuestionKind.Information, Text("About products"), Text("First line.\nSecond line.")),
            new("system", QuestionKind.OneOf, Text("Product"), Options: [Option("not_listed")], OptionsFrom: "ai_systems"),
            Question("signs", QuestionKind.ManyOf, options: ["sound", "screen", "letter"]),
            Question("times", QuestionKind.Number),
        ], Text("Take your time.")),
        Page("screen", Question("shown", QuestionKind.LongText, required: true)) with { When = new FormCondition.Includes("signs", "screen") },
        Page("story", new FormQuestion("story", QuestionKind.LongText, Both("What happened?", "ماذا حدث؟"), Both("In your own words.", "بكلماتك."), Required: true, Unknown: false, MostCharacters: 40)),
    ]);

    public static HostOptions Systems { get; } = HostOptions.None.With("ai_systems", [new("0192-a", LocalText.Name("Advisor")), new("0192-b", LocalText.Name("مساعد"))]);

    public static FormAnswers Answers(params (string Question, string[] Values)[] answers) =>
        new(answers.Select(answer => KeyValuePair.Create<string, IReadOnlyList<string>>(answer.Question, answer.Values)));
}
