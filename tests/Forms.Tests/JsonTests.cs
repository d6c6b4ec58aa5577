using System.Text.Json;
using Platform.Hosting.Http;
using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>The JSON forms: what goes out comes back, and nothing else comes in.</summary>
public sealed class JsonTests
{
    private const string Small = """{"pages":[{"id":"p","title":{"en":"P","ar":"ص"},"questions":[{"id":"q","kind":"long_text","label":{"en":"Q"},"when":{"all":[{"question":"a","is":"x"},{"not":{"any":[{"question":"b","isNot":"y"},{"question":"c","includes":"z"},{"question":"d","answered":true}]}}]}}]}]}""";

    [Fact]
    public void ADefinition_ComesBackAsItWentOut()
    {
        var json = FormJson.Write(Intake);
        Assert.Equal(json, FormJson.Write(FormJson.Read(json).Value!));
        Assert.Contains("\"من تضرر؟\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("isChoice", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("limit", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Read_WithTheShortForm_FillsInTheRest()
    {
        var question = FormJson.Read(Small).Value!.Pages[0].Questions[0];
        Assert.Equal((QuestionKind.LongText, false, true, 0, 20_000), (question.Kind, question.Required, question.Unknown, question.Options.Count, question.Limit));
        Assert.Equal(["a", "b", "c", "d"], question.When!.Questions);
        Assert.Equal(4, question.When.Depth);
        using var back = JsonDocument.Parse(FormJson.Write(FormJson.Read(Small).Value!));
        using var given = JsonDocument.Parse(Small);
        Assert.True(JsonElement.DeepEquals(given.RootElement.GetProperty("pages")[0].GetProperty("questions")[0].GetProperty("when"), back.RootElement.GetProperty("pages")[0].GetProperty("questions")[0].GetProperty("when")));
    }

    [Fact]
    public void ADefinition_CanStandInTheBodyOfARequest()
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, FormDefinition>>($$"""{"form":{{Small}}}""", StrictJson.Options)!;
        Assert.Equal("ص", body["form"].Pages[0].Title.In("ar").Text);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("{\"pages\":[", "/pages/0")]
    [InlineData("{\"pages\":[null]}", "/pages/0")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"},\"questions\":[null]}]}", "/pages/0/questions/0")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"},\"questions\":[{\"id\":\"q\",\"kind\":\"one_of\",\"label\":{},\"options\":[null]}]}]}", "/pages/0/questions/0/options/0")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"}}]}", "/pages/0")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":null,\"questions\":[]}]}", "/pages/0/title")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":\"P\",\"questions\":[]}]}", "/pages/0/title")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":null},\"questions\":[]}]}", "/pages/0/title")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"a\",\"EN\":\"b\"},\"questions\":[]}]}", "/pages/0/title")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"\\ud800\"},\"questions\":[]}]}", "/pages/0/title")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"},\"questions\":[{\"id\":\"q\",\"kind\":\"drawing\",\"label\":{}}]}]}", "/pages/0/questions/0/kind")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"},\"questions\":[{\"id\":\"q\",\"kind\":3,\"label\":{}}]}]}", "/pages/0/questions/0/kind")]
    [InlineData("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"},\"questions\":[],\"script\":\"x\"}]}", "/pages/0/script")]
    public void Read_WhatDoesNotFit_IsRefusedWithItsPlace(string json, string pointer)
    {
        var refusal = FormJson.Read(json).Refusal!;
        Assert.Equal((400, DefinitionCodes.Malformed), (refusal.Status, refusal.Code));
        Assert.Equal([pointer], refusal.Errors!.Keys);
    }

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 1_000 };

    private static Outcome<FormDefinition> WithCondition(string condition) =>
        FormJson.Read("{\"pages\":[{\"id\":\"p\",\"title\":{\"en\":\"P\"},\"questions\":[],\"when\":" + condition + "}]}");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"question\":\"a\"}")]
    [InlineData("{\"is\":\"a\"}")]
    [InlineData("{\"question\":\"a\",\"is\":\"x\",\"isNot\":\"y\"}")]
    [InlineData("{\"question\":\"a\",\"question\":\"b\",\"is\":\"x\"}")]
    [InlineData("{\"question\":\"a\",\"all\":[]}")]
    [InlineData("{\"question\":\"a\",\"is\":3}")]
    [InlineData("{\"question\":\"a\",\"answered\":\"true\"}")]
    [InlineData("{\"question\":\"a\",\"runs\":\"x\"}")]
    [InlineData("{\"all\":{}}")]
    [InlineData("{\"all\":[null]}")]
    [InlineData("{\"any\":[],\"all\":[]}")]
    [InlineData("{\"not\":[]}")]
    public void ACondition_OfNoKnownForm_IsRefused(string condition) => Assert.Equal(DefinitionCodes.Malformed, WithCondition(condition).Refusal?.Code);

    [Fact]
    public void ACondition_NestedWithoutEnd_IsRefused()
    {
        const string leaf = """{"question":"a","answered":true}""";
        string Nested(int levels) => string.Concat(Enumerable.Repeat("{\"not\":", levels)) + leaf + new string('}', levels);
        Assert.Null(WithCondition(Nested(11)).Refusal);
        Assert.Equal(DefinitionCodes.Malformed, WithCondition(Nested(12)).Refusal?.Code);
        Assert.Equal(DefinitionCodes.Malformed, WithCondition(Nested(10_000)).Refusal?.Code);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FormCondition>(Nested(12), Deep));
    }

    [Fact]
    public void Read_Over200KiB_IsRefusedUnread()
    {
        var refusal = FormJson.Read(new string(' ', 200 * 1024) + Small).Refusal!;
        Assert.Equal((413, DefinitionCodes.TooLarge), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Answers_ComeBackAsTheyWentOut()
    {
        var answers = Answers(("what", ["line\r\nline", " "]), ("wants", ["apology", "correction", "apology"]), ("empty", [" \u200F"]));
        var json = JsonSerializer.Serialize(answers);
        Assert.Equal("""{"what":["line\r\nline"],"wants":["apology","correction"]}""", json);
        Assert.Equal(answers, JsonSerializer.Deserialize<FormAnswers>(json));
        Assert.NotEqual(answers, answers.With("what", "other"));
        Assert.Equal(answers.GetHashCode(), JsonSerializer.Deserialize<FormAnswers>(json)!.GetHashCode());
        Assert.Equal("2 answers", answers.ToString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":\"x\"}")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("{\"a\":[null]}")]
    [InlineData("{\"a\":[[]]}")]
    [InlineData("{\"a\":[\"x\"],\"a\":[\"y\"]}")]
    [InlineData("{\"a\":[\"\\udc00\"]}")]
    public void Answers_OfAnotherForm_AreRefused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FormAnswers>(json));

    [Theory]
    [InlineData("fr-CA", "fr", "oui")]
    [InlineData("fr", "fr", "oui")]
    [InlineData("zh", "zh-Hans", "是")]
    [InlineData("AR", "ar", "نعم")]
    [InlineData("sw", "en", "yes")]
    [InlineData("es", "en", "yes")]
    public void AText_SpeaksTheNearestLanguage(string asked, string language, string words)
    {
        var text = new LocalText([new("zh-Hans", "是"), new("fr", "oui"), new("en", "yes"), new("ar", "نعم"), new("es", " ")]);
        Assert.Equal(new LocalWords(words, language), text.In(asked));
        Assert.Equal(asked is "sw" or "es", text.In(asked).DiffersFrom(asked));
    }

    [Fact]
    public void AText_WithoutEnglish_GivesItsFirst_AndSaysHowItRuns()
    {
        Assert.Equal(new LocalWords("بله", "fa"), LocalText.Of("fa", "بله").With("tr", "evet").In("en"));
        Assert.Equal(("rtl", "ltr", "auto"), (LocalText.Of("fa", "بله").In("en").Direction, LocalText.Of("tr", "evet").In("en").Direction, LocalText.Name("x").In("en").Direction));
        Assert.Equal(new LocalWords("", "en"), new LocalText([]).In("en"));
    }
}
