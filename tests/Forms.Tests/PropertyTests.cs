using System.Text.Json;
using CsCheck;

namespace Forms.Tests;

/// <summary>Whatever a form and its answers are, sound or not.</summary>
public sealed class PropertyTests
{
    private static readonly Gen<string> Ids = Gen.OneOf("a", "b", "c", "d", "e", "f", "Bad id", "", "unknown");
    private static readonly Gen<string> Values = Gen.OneOf(Gen.OneOf("x", "y", "yes", "no", "unknown", "2024-05", "12", "", " ", "\uD800", "\0", "\u200F"), Gen.String[0, 12]);
    private static readonly Gen<LocalText> Texts = Gen.Select(Gen.OneOf("en", "ar", "", "e/n~"), Values, LocalText.Of);
    private static readonly Gen<FormCondition> Leaves = Gen.Select(Ids, Values, Gen.Int[0, 3]).Select<(string Id, string Value, int Kind), FormCondition>(leaf => leaf.Kind switch
    {
        0 => new FormCondition.Is(leaf.Id, leaf.Value),
        1 => new FormCondition.IsNot(leaf.Id, leaf.Value),
        2 => new FormCondition.Includes(leaf.Id, leaf.Value),
        _ => new FormCondition.Answered(leaf.Id, leaf.Value.Length % 2 == 0),
    });

    private static readonly Gen<FormCondition> Conditions = Nested(3);
    private static readonly Gen<FormCondition?> MaybeConditions = Gen.Select(Gen.Bool, Conditions, (there, condition) => there ? condition : null);
    private static readonly Gen<FormQuestion> Questions = Gen.Select(Ids, Gen.Enum<QuestionKind>(), Texts, Values.List[0, 3], MaybeConditions, Gen.Int[0, 7])
        .Select((id, kind, text, options, when, bits) => new FormQuestion(id, kind, text, (bits & 1) == 0 ? text : null, [.. options.Select(option => new FormOption(option, text))],
            (bits & 2) == 0 ? "list" : null, (bits & 4) == 0, (bits & 1) == 0, options.Count == 2 ? bits : null, when));
    private static readonly Gen<FormDefinition> Definitions = Gen.Select(Ids, Texts, Questions.List[0, 4], MaybeConditions, (id, text, questions, when) => new FormPage(id, text, questions, text, when))
        .List[0, 5].Select(pages => new FormDefinition(pages));
    private static readonly Gen<FormAnswers> Given = Gen.Select(Ids, Values.List[0, 3]).List[0, 8]
        .Select(answers => answers.Aggregate(FormAnswers.None, (all, answer) => all.With(answer.Item1, answer.Item2)));

    private static Gen<FormCondition> Nested(int depth) => depth == 0 ? Leaves : Gen.Select(Nested(depth - 1).List[0, 3], Leaves, Gen.Int[0, 5]).Select<(List<FormCondition> Terms, FormCondition Leaf, int Kind), FormCondition>(node => node.Kind switch
    {
        0 => new FormCondition.All(node.Terms),
        1 => new FormCondition.Any(node.Terms),
        2 when node.Terms.Count > 0 => new FormCondition.Not(node.Terms[0]),
        _ => node.Leaf,
    });

    [Fact]
    public void ThePath_IsTheSameEachTime_AndCutsAnswersOnceForAll() => Gen.Select(Definitions, Given).Sample((definition, answers) =>
    {
        var (first, second) = (FormPath.Of(definition, answers), FormPath.Of(definition, answers));
        var kept = FormPath.Of(definition, first.Kept);
        return Shape(first) == Shape(second) && first.Kept.Equals(second.Kept)
            // What was cut away had no say: the way is the same without it.
            && kept.Kept.Equals(first.Kept) && Shape(kept) == Shape(first)
            && first.Kept.Values.Keys.All(question => first.PageOf(question) is not null);
    }, iter: 5_000);

    [Fact]
    public void FollowingNext_PassesEveryPageOnce_AndPreviousLeadsBack() => Gen.Select(Definitions, Given).Sample((definition, answers) =>
    {
        var path = FormPath.Of(definition, answers);
        // A form whose pages share an id is refused; nobody walks it.
        if (definition.Pages.Select(page => page.Id).Distinct().Count() != definition.Pages.Count || path.Pages.Count == 0)
            return true;
        var walked = new List<ShownPage> { path.Pages[0] };
        while (path.Next(walked[^1].Page.Id) is { } next && walked.Count < 50)
            walked.Add(next);
        return walked.SequenceEqual(path.Pages) && path.Pages.Skip(1).Zip(path.Pages).All(pair => path.Previous(pair.First.Page.Id) == pair.Second);
    }, iter: 5_000);

    [Fact]
    public void Checks_NeverThrow_AndLookOnlyAtWhatIsShown() => Gen.Select(Definitions, Given).Sample((definition, answers) =>
    {
        _ = DefinitionCheck.Of(definition, ["en", "ar"]);
        var path = FormPath.Of(definition, answers);
        var errors = FormCheck.All(definition, answers);
        foreach (var page in definition.Pages)
            _ = FormCheck.Page(definition, page.Id, answers, HostOptions.None);
        return errors.All(error => error.Value.Code == AnswerCodes.QuestionUnknown || path.PageOf(error.Key) is not null);
    }, iter: 3_000);

    [Fact]
    public void WhateverIsWritten_IsReadAsTheSame_OrRefused() => Gen.Select(Definitions, Given).Sample((definition, answers) =>
    {
        var json = FormJson.Write(definition);
        var read = FormJson.Read(json);
        return (read.Refused || Same(FormJson.Write(read.Value!), json))
            && (answers.Values.Values.Any(values => values.Any(HalfACharacter)) || JsonSerializer.Deserialize<FormAnswers>(JsonSerializer.Serialize(answers))!.Equals(answers));
    }, iter: 3_000);

    [Fact]
    public void AnyText_IsReadOrRefused_NeverAFault() => Gen.String[0, 200].Sample(text =>
    {
        _ = FormJson.Read(text);
        _ = FormJson.Read("{\"pages\":[{\"id\":" + JsonSerializer.Serialize(text) + ",\"title\":{" + JsonSerializer.Serialize(text) + ":\"\"},\"questions\":[]}]}");
        _ = FormDate.TryRead(text, out _);
        _ = FormNumber.TryRead(text, out _);
    }, iter: 5_000);

    private static bool Same(string one, string other)
    {
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }

    private static bool HalfACharacter(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);

    private static string Shape(FormPath path) => string.Join(';', path.Pages.Select(shown => shown.Page.Id + ":" + string.Join(',', shown.Questions.Select(question => question.Id))));
}
