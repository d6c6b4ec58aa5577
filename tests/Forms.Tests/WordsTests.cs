using System.Globalization;
using Platform.Hosting.Http;
using Platform.Ui.Localization;
using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>The library's own words.</summary>
public sealed class WordsTests
{
    [Fact]
    public void EveryKey_ExistsInEveryLanguage()
    {
        Assert.Equal(PortalLanguages.All.Select(language => language.Code).Order(StringComparer.Ordinal), FormText.Catalogue.Languages);
        foreach (var language in FormText.Catalogue.Languages)
            Assert.Equal(FormText.Catalogue.Keys("en").Order(StringComparer.Ordinal), FormText.Catalogue.Keys(language).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryCode_HasWordsForMachines_AndForPeopleWhereTheyMeetIt()
    {
        ProblemTexts.Add(typeof(FormJson).Assembly);
        string[] own = ["forms.definition_faulty", "forms.form_malformed", "forms.draft_unknown", "forms.version_unknown", "forms.if_match_missing"];
        Assert.Empty(DefinitionTests.Codes(typeof(DefinitionCodes)).Concat(DefinitionTests.Codes(typeof(AnswerCodes))).Concat(own).Except(ProblemTexts.Codes));
        foreach (var code in DefinitionTests.Codes(typeof(AnswerCodes)))
            Assert.DoesNotContain("forms.", FormText.Error(new FormError(code, 40)), StringComparison.Ordinal);
        Assert.Contains("40", FormText.Error(new FormError(AnswerCodes.TooLong, 40)), StringComparison.Ordinal);
    }

    [Fact]
    public void Shown_GivesWordsForWhatIsStored()
    {
        var question = Intake.Question("who")!;
        Assert.Equal("A child", FormText.Shown(question, "child").Text);
        Assert.Equal(FormText.Unknown, FormText.Shown(question, "unknown").Text);
        Assert.Equal("Advisor", FormText.Shown(Intake.Question("system")!, "0192-a", Systems).Text);
        Assert.Equal("Yes", FormText.Shown(Intake.Question("guardian")!, "yes").Text);
        Assert.Equal("5 March 2024", FormText.Shown(Intake.Question("day")!, "2024-03-05").Text);
        Assert.Equal("March 2024", FormText.Shown(Intake.Question("day")!, "2024-03").Text);
        Assert.Equal("2024", FormText.Shown(Intake.Question("day")!, "2024").Text);
        Assert.Equal(new LocalWords("It said no.", "und"), FormText.Shown(Intake.Question("story")!, "It said no."));
        // No longer offered, but answered once: shown as it is stored.
        Assert.Equal("gone", FormText.Shown(question, "gone").Text);
    }

    [Fact]
    public void Progress_IsSaidInTheLanguageOfThePage()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = PortalLanguages.Find("zh")!.Culture;
            Assert.Equal("第 2 页，共 7 页", FormText.Progress(new FormProgress(2, 7)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
