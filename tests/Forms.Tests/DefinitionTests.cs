using System.Reflection;
using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>Every fault a definition can have, found at its place.</summary>
public sealed class DefinitionTests
{
    private static readonly FormQuestion First = Question("first", QuestionKind.OneOf, options: ["a", "b"]);

    private static FormDefinition Form(params FormQuestion[] questions) => new([Page("first_page", First), Page("second_page", questions)]);

    private static FormDefinition When(FormCondition condition) => new([Page("first_page", First), Page("second_page", Question("second")) with { When = condition }, Page("third_page", Question("third"))]);

    private static FormCondition Deep(int levels)
    {
        var condition = Is("first", "a");
        while (condition.Depth < levels)
            condition = new FormCondition.All([condition]);
        return condition;
    }

    private static readonly FormDefinition Impossible = new(
    [
        Page("first_page", First, Question("other", QuestionKind.YesNo, required: true, unknown: false)),
        Page("second_page", Question("second", QuestionKind.YesNo)) with { When = Is("first", "a") },
        Page("third_page", Question("third")) with { When = new FormCondition.All([Is("first", "b"), new FormCondition.Answered("second")]) },
    ]);

    public static TheoryData<string, FormDefinition, string> Faults => new()
    {
        { DefinitionCodes.TooLarge, new FormDefinition([.. Enumerable.Range(0, 40).Select(n => Page($"p{n}", new FormQuestion($"q{n}", QuestionKind.Text, Text("q"), Text(new string('x', 2_000)))) with { Lead = LocalText.Of("en", "ا").With("ar", new string('ا', 1_000)) })]), "" },
        { DefinitionCodes.PagesMissing, new FormDefinition([]), "/pages" },
        { DefinitionCodes.PagesTooMany, new FormDefinition([.. Enumerable.Range(0, 41).Select(n => Page($"p{n}", Question($"q{n}")))]), "/pages" },
        { DefinitionCodes.QuestionsMissing, Form(), "/pages/1/questions" },
        { DefinitionCodes.QuestionsTooMany, Form([.. Enumerable.Range(0, 21).Select(n => Question($"q{n}"))]), "/pages/1/questions" },
        { DefinitionCodes.OptionsMissing, Form(Question("q", QuestionKind.ManyOf)), "/pages/1/questions/0/options" },
        { DefinitionCodes.OptionsTooMany, Form(Question("q", QuestionKind.OneOf, options: [.. Enumerable.Range(0, 61).Select(n => $"o{n}")])), "/pages/1/questions/0/options" },
        { DefinitionCodes.OptionsUnexpected, Form(Question("q", QuestionKind.YesNo, options: ["maybe"])), "/pages/1/questions/0/options" },
        { DefinitionCodes.OptionsUnexpected, Form(new FormQuestion("q", QuestionKind.Text, Text("q"), OptionsFrom: "list")), "/pages/1/questions/0/options" },
        { DefinitionCodes.IdMalformed, new FormDefinition([Page("Page", Question("q"))]), "/pages/0/id" },
        { DefinitionCodes.IdMalformed, Form(Question(new string('q', 41))), "/pages/1/questions/0/id" },
        { DefinitionCodes.IdMalformed, Form(Question("q\n")), "/pages/1/questions/0/id" },
        { DefinitionCodes.IdMalformed, Form(Question("q", QuestionKind.OneOf, options: ["a-b"])), "/pages/1/questions/0/options/0/id" },
        { DefinitionCodes.IdMalformed, Form(new FormQuestion("q", QuestionKind.OneOf, Text("q"), OptionsFrom: "A list")), "/pages/1/questions/0/optionsFrom" },
        { DefinitionCodes.IdRepeated, new FormDefinition([Page("p", Question("q")), Page("p", Question("r"))]), "/pages/1/id" },
        { DefinitionCodes.IdRepeated, Form(Question("q"), Question("first")), "/pages/1/questions/1/id" },
        { DefinitionCodes.IdRepeated, Form(Question("q", QuestionKind.OneOf, options: ["a", "a"])), "/pages/1/questions/0/options/1/id" },
        { DefinitionCodes.IdReserved, new FormDefinition([Page("check", Question("q"))]), "/pages/0/id" },
        { DefinitionCodes.IdReserved, Form(Question("unknown")), "/pages/1/questions/0/id" },
        { DefinitionCodes.IdReserved, Form(Question("q", QuestionKind.OneOf, options: ["unknown"])), "/pages/1/questions/0/options/0/id" },
        { DefinitionCodes.TextMissing, Form(Question("q") with { Label = new LocalText([]) }), "/pages/1/questions/0/label" },
        { DefinitionCodes.TextMissing, Form(Question("q") with { Hint = LocalText.Of("en", " \u200F") }), "/pages/1/questions/0/hint" },
        { DefinitionCodes.TextTooLong, new FormDefinition([Page("p", Question("q")) with { Title = Both("Title", new string('x', 301)) }]), "/pages/0/title/ar" },
        { DefinitionCodes.TextTooLong, new FormDefinition([Page("p", Question("q")) with { Lead = Both(new string('x', 2_001), "x") }]), "/pages/0/lead/en" },
        { DefinitionCodes.TextUnfit, Form(Question("q") with { Label = Both("a\0", "b") }), "/pages/1/questions/0/label/en" },
        { DefinitionCodes.TranslationMissing, Form(Question("q") with { Label = LocalText.Of("en", "q") }), "/pages/1/questions/0/label/ar" },
        { DefinitionCodes.TranslationMissing, Form(Question("q", QuestionKind.OneOf) with { Options = [new("a", Both("a", " "))] }), "/pages/1/questions/0/options/0/label/ar" },
        { DefinitionCodes.LanguageMalformed, Form(Question("q") with { Label = Text("q").With("En/Us", "x") }), "/pages/1/questions/0/label/En~1Us" },
        { DefinitionCodes.LimitInvalid, Form(Question("q") with { MostCharacters = 0 }), "/pages/1/questions/0/mostCharacters" },
        { DefinitionCodes.LimitInvalid, Form(Question("q") with { MostCharacters = 20_001 }), "/pages/1/questions/0/mostCharacters" },
        { DefinitionCodes.LimitInvalid, Form(Question("q", QuestionKind.Date) with { MostCharacters = 5 }), "/pages/1/questions/0/mostCharacters" },
        { DefinitionCodes.ConditionQuestionUnknown, When(Is("nowhere", "a")), "/pages/1/when/question" },
        { DefinitionCodes.ConditionQuestionLater, When(new FormCondition.Any([Is("first", "a"), new FormCondition.Answered("third")])), "/pages/1/when/any/1/question" },
        { DefinitionCodes.ConditionSamePage, Form(Question("q", QuestionKind.YesNo), Question("r", when: Is("q", "yes"))), "/pages/1/questions/1/when/question" },
        { DefinitionCodes.ConditionQuestionSilent, new FormDefinition([Page("a", Question("info", QuestionKind.Information)), Page("b", Question("q", when: new FormCondition.Answered("info")))]), "/pages/1/questions/0/when/question" },
        { DefinitionCodes.ConditionValueUnknown, When(Is("first", "c")), "/pages/1/when/is" },
        { DefinitionCodes.ConditionValueUnknown, When(new FormCondition.Not(new FormCondition.Includes("first", "yes"))), "/pages/1/when/not/includes" },
        { DefinitionCodes.ConditionValueUnknown, new FormDefinition([Page("a", Question("a")), Page("b", Question("b", when: new FormCondition.IsNot("a", "Berlin")))]), "/pages/1/questions/0/when/isNot" },
        { DefinitionCodes.ConditionValueUnknown, new FormDefinition([Page("a", Question("a", QuestionKind.YesNo, unknown: false)), Page("b", Question("b")) with { When = Is("a", "unknown") }]), "/pages/1/when/is" },
        { DefinitionCodes.ConditionTooDeep, When(Deep(6)), "/pages/1/when" },
        { DefinitionCodes.ConditionEmpty, When(new FormCondition.Any([])), "/pages/1/when/any" },
        { DefinitionCodes.ConditionTooWide, When(new FormCondition.All([.. Enumerable.Repeat(Is("first", "a"), 31)])), "/pages/1/when/all" },
        { DefinitionCodes.PageUnreachable, When(new FormCondition.All([Is("first", "a"), Is("first", "b")])), "/pages/1" },
        { DefinitionCodes.PageUnreachable, Impossible, "/pages/2" },
        { DefinitionCodes.PageUnreachable, new FormDefinition([Impossible.Pages[0], Page("p", Question("q")) with { When = new FormCondition.Not(new FormCondition.Answered("other")) }]), "/pages/1" },
        { DefinitionCodes.QuestionUnreachable, new FormDefinition([Page("a", First), Page("b", Question("b", when: Is("first", "a")), Question("c")) with { When = Is("first", "b") }]), "/pages/1/questions/0" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void AFault_IsFoundAtItsPlace_AndNothingElse(string code, FormDefinition definition, string pointer) =>
        Assert.Equal([new DefinitionFault(pointer, code)], DefinitionCheck.Of(definition, Languages).Where(fault => fault.Code != DefinitionCodes.TextTooLong || code == DefinitionCodes.TextTooLong));

    [Fact]
    public void EveryCodeOfADefinition_HasATest()
    {
        var tested = Faults.Select(row => row.Data.Item1).Append(DefinitionCodes.Malformed).ToHashSet();
        Assert.Empty(Codes(typeof(DefinitionCodes)).Except(tested));
    }

    internal static IEnumerable<string> Codes(Type of) => of.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    [Fact]
    public void ASoundForm_HasNone()
    {
        // One option of the sample is in English only, to see it marked on an Arabic page.
        Assert.Empty(DefinitionCheck.Of(Intake, ["en"]));
        Assert.Equal(["/pages/0/questions/0/options/2/label/ar"], DefinitionCheck.Of(Intake, Languages).Select(fault => fault.Pointer));
        Assert.Empty(DefinitionCheck.Of(When(Deep(5)), Languages));
        Assert.Empty(DefinitionCheck.Of(Form([.. Enumerable.Range(0, 20).Select(n => Question($"q{n}", QuestionKind.ManyOf, options: [.. Enumerable.Range(0, 6).Select(o => $"o{o}")]))]), Languages));
    }

    [Fact]
    public void ANameWithoutLanguage_SpeaksEveryLanguage() => 
        Assert.DoesNotContain(DefinitionCheck.Of(Form(Question("q") with { Label = LocalText.Name("Advisor 3") }), ["ar", "en", "zh"]), fault => fault.Pointer.StartsWith("/pages/1/questions/0/label", StringComparison.Ordinal));

    [Fact]
    public void NoPages_AreNoFault_WhereAnotherFormIsAskedBefore()
    {
        Assert.Empty(DefinitionCheck.Of(Form(Question("q")), new FormDefinition([]), Languages));
        Assert.Equal([new DefinitionFault("/pages", DefinitionCodes.PagesMissing)], DefinitionCheck.Of(null, new FormDefinition([]), Languages));
    }

    [Fact]
    public void SeveralFaults_AreAllNamed()
    {
        var codes = DefinitionCheck.Of(Form(Question("Q", QuestionKind.OneOf) with { Label = LocalText.Of("en", "q"), When = Is("nowhere", "x") }), Languages).Select(fault => fault.Code);
        Assert.Equal([DefinitionCodes.IdMalformed, DefinitionCodes.TranslationMissing, DefinitionCodes.OptionsMissing, DefinitionCodes.ConditionQuestionUnknown], codes);
    }

    [Fact]
    public void AConditionThroughAHiddenQuestion_IsReachable_WhereTheWayExists()
    {
        var form = new FormDefinition(
        [
            Page("a", First),
            Page("b", Question("second", QuestionKind.YesNo)) with { When = Is("first", "a") },
            Page("c", Question("third", QuestionKind.ManyOf, options: ["x", "y", "z"])) with { When = Is("second", "yes") },
            Page("d", Question("fourth")) with { When = new FormCondition.All([new FormCondition.Includes("third", "x"), new FormCondition.Includes("third", "y"), new FormCondition.Not(new FormCondition.Includes("third", "z"))]) },
        ]);
        Assert.Empty(DefinitionCheck.Of(form, Languages));
    }

    [Fact]
    public async Task AFormMadeToBeHard_IsCheckedInBoundedTime()
    {
        var questions = Enumerable.Range(0, 20).Select(n => Question($"q{n}", QuestionKind.OneOf, options: ["a", "b", "c", "d", "e"])).ToArray();
        var never = new FormCondition.All([.. questions.Take(28).Select(q => Is(q.Id, "a")), Is("q0", "b"), Is("q0", "c")]);
        var form = new FormDefinition([Page("first_page", questions), .. Enumerable.Range(0, 39).Select(n => Page($"p{n}", [.. Enumerable.Range(0, 20).Select(m => Question($"x{n}_{m}", when: never))]) with { When = never })]);
        var faults = await Task.Run(() => DefinitionCheck.Of(form, Languages)).WaitAsync(TimeSpan.FromSeconds(30));
        // Too many ways to try them all: the benefit of the doubt.
        Assert.DoesNotContain(faults, fault => fault.Code == DefinitionCodes.PageUnreachable);
    }
}
