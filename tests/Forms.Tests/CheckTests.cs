using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>Answers held against their questions.</summary>
public sealed class CheckTests
{
    private static string? Code(FormQuestion question, params string[] values) =>
        FormCheck.Page(new FormDefinition([Page("p", question)]), "p", Answers((question.Id, values)), Systems).GetValueOrDefault(question.Id)?.Code;

    [Theory]
    [InlineData(QuestionKind.Text)]
    [InlineData(QuestionKind.LongText)]
    [InlineData(QuestionKind.OneOf)]
    [InlineData(QuestionKind.ManyOf)]
    [InlineData(QuestionKind.YesNo)]
    [InlineData(QuestionKind.Date)]
    [InlineData(QuestionKind.Number)]
    public void ARequiredQuestion_TakesUnknownForAnAnswer_UnlessItSaysNot(QuestionKind kind)
    {
        Assert.Equal(AnswerCodes.Missing, Code(Question("q", kind, required: true, options: ["a"])));
        Assert.Equal(AnswerCodes.Missing, Code(Question("q", kind, required: true, options: ["a"]), "\u200E \n"));
        Assert.Null(Code(Question("q", kind, required: true, options: ["a"]), "unknown"));
        Assert.Null(Code(Question("q", kind, options: ["a"])));
        Assert.Equal(AnswerCodes.Missing, Code(Question("q", kind, required: true, unknown: false, options: ["a"])));
        Assert.Equal(kind switch
        {
            QuestionKind.Text or QuestionKind.LongText => null,
            QuestionKind.Date => AnswerCodes.DateMalformed,
            QuestionKind.Number => AnswerCodes.NumberMalformed,
            _ => AnswerCodes.OptionUnknown,
        }, Code(Question("q", kind, required: true, unknown: false, options: ["a"]), "unknown"));
    }

    [Fact]
    public void Information_NeedsNoAnswer() => Assert.Null(Code(Question("q", QuestionKind.Information, required: true)));

    [Theory]
    [InlineData("2024", true)]
    [InlineData("2024-02", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("2024-13", false)]
    [InlineData("2024-00-01", false)]
    [InlineData("24", false)]
    [InlineData("0999", false)]
    [InlineData("-05-03", false)]
    [InlineData("2024--03", false)]
    [InlineData("2024-2-3", false)]
    [InlineData("2024-02-29-1", false)]
    [InlineData("29/02/2024", false)]
    [InlineData("٢٠٢٤", false)]
    public void ADate_IsAsMuchAsSomebodyKnows(string text, bool isDate)
    {
        Assert.Equal(isDate ? null : AnswerCodes.DateMalformed, Code(Question("q", QuestionKind.Date), text));
        Assert.Equal(isDate, FormDate.TryRead(text, out var date));
        if (isDate)
            Assert.Equal(text, date.ToString());
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("12,5", "12.5")]
    [InlineData("١٢", "12")]
    [InlineData("١٢٫٥", "12.5")]
    [InlineData("\u200F 7 ", "7")]
    [InlineData("0.125", "0.125")]
    [InlineData("1,000", null)]
    [InlineData("1.000", null)]
    [InlineData("1,000,000", null)]
    [InlineData("1e5", null)]
    [InlineData("1234567890123456", null)]
    [InlineData("twelve", null)]
    [InlineData("-", null)]
    [InlineData("NaN", null)]
    public void ANumber_IsReadAsPeopleWriteIt_ButNotGuessed(string text, string? stored)
    {
        Assert.Equal(stored is null ? AnswerCodes.NumberMalformed : null, Code(Question("q", QuestionKind.Number), text));
        Assert.Equal(stored is not null, FormNumber.TryRead(text, out var number));
        if (stored is not null)
            Assert.Equal(stored, FormNumber.Write(number));
    }

    [Fact]
    public void AText_IsCountedInCharactersAsPeopleSeeThem()
    {
        var question = new FormQuestion("q", QuestionKind.LongText, Text("q"), MostCharacters: 5);
        Assert.Null(Code(question, "😀😀😀😀😀"));
        Assert.Null(Code(question, "a\r\nb\r\nc"));
        var error = FormCheck.Page(new FormDefinition([Page("p", question)]), "p", Answers(("q", ["abcdef"])))["q"];
        Assert.Equal(new FormError(AnswerCodes.TooLong, 5), error);
        Assert.Null(Code(Question("q"), new string('x', 300)));
        Assert.Equal(AnswerCodes.TooLong, Code(Question("q"), new string('x', 301)));
        Assert.Null(Code(Question("q", QuestionKind.LongText), new string('x', 20_000)));
        Assert.Equal(AnswerCodes.TooLong, Code(Question("q", QuestionKind.LongText), new string('x', 20_001)));
    }

    [Fact]
    public void AChoice_MustBeOffered()
    {
        var listed = new FormQuestion("q", QuestionKind.OneOf, Text("q"), Options: [Option("not_listed")], OptionsFrom: "ai_systems");
        Assert.Null(Code(listed, "0192-a"));
        Assert.Null(Code(listed, "not_listed"));
        Assert.Equal(AnswerCodes.OptionUnknown, Code(listed, "0192-c"));
        Assert.Equal(AnswerCodes.OptionUnknown, Code(listed with { OptionsFrom = "other_list" }, "0192-a"));
        Assert.Null(Code(Question("q", QuestionKind.ManyOf, options: ["a", "b"]), "a", "b"));
        Assert.Equal(AnswerCodes.OptionUnknown, Code(Question("q", QuestionKind.ManyOf, options: ["a", "b"]), "a", "c"));
        Assert.Equal(AnswerCodes.TooMany, Code(Question("q", QuestionKind.OneOf, options: ["a", "b"]), "a", "b"));
        Assert.Null(Code(Question("q", QuestionKind.YesNo), "no"));
        Assert.Equal(AnswerCodes.OptionUnknown, Code(Question("q", QuestionKind.YesNo), "maybe"));
    }

    [Theory]
    [InlineData(QuestionKind.Text)]
    [InlineData(QuestionKind.ManyOf)]
    [InlineData(QuestionKind.Date)]
    public void Unknown_TogetherWithAnAnswer_IsAskedAbout_NotResolvedInSilence(QuestionKind kind) =>
        Assert.Equal(AnswerCodes.Contradicts, Code(Question("q", kind, options: ["a"]), "a", "unknown"));

    [Fact]
    public void WhatCantBeStored_IsRefused() =>
        Assert.All(new[] { "a\0b", "a\uD800", "\uDC00a", "\uD800\uD800a" }, text => Assert.Equal(AnswerCodes.CharacterUnfit, Code(Question("q"), text)));

    [Fact]
    public void Page_ChecksOnlyWhatIsShownThere()
    {
        Assert.Equal(["who"], FormCheck.Page(Intake, "about", FormAnswers.None).Keys);
        Assert.Empty(FormCheck.Page(Intake, "guardian", FormAnswers.None));
        Assert.Equal(["guardian"], FormCheck.Page(Intake, "guardian", Answers(("who", ["child"]))).Keys);
        Assert.Equal(AnswerCodes.PageUnknown, FormCheck.Page(Intake, "invented", FormAnswers.None)[""].Code);
    }

    [Fact]
    public void All_ChecksTheWholeWay_AndNamesWhatIsNotInTheForm()
    {
        var errors = FormCheck.All(Intake, Answers(("who", ["child"]), ("school", ["hidden", "twice"]), ("invented", ["x"]), ("times", ["many"])), Systems);
        Assert.Equal(["guardian", "day", "times", "story", "invented"], errors.Keys);
        Assert.Equal(AnswerCodes.QuestionUnknown, errors["invented"].Code);
        Assert.Empty(FormCheck.All(Intake, Answers(("who", ["self"]), ("day", ["2024"]), ("story", ["It refused me."])), Systems));
    }

    [Fact]
    public void All_WithAThousandInventedAnswers_NamesFifty() =>
        Assert.Equal(50, FormCheck.All(Intake, new FormAnswers(Enumerable.Range(0, 1000).Select(n => KeyValuePair.Create<string, IReadOnlyList<string>>($"x{n}", ["y"])))).Count(error => error.Value.Code == AnswerCodes.QuestionUnknown));
}
