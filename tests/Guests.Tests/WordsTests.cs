using System.Reflection;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Guests.Tests;

/// <summary>The library's own words.</summary>
public sealed class WordsTests
{
    [Fact]
    public void EveryKey_ExistsInEveryLanguage()
    {
        Assert.Equal(PortalLanguages.All.Select(language => language.Code).Order(StringComparer.Ordinal), GuestText.Words.Languages);
        foreach (var language in PortalLanguages.All)
        {
            Assert.Equal(GuestText.Words.Keys("en").Order(StringComparer.Ordinal), GuestText.Words.Keys(language.Code).Order(StringComparer.Ordinal));
            Assert.All(GuestText.Words.Keys(language.Code), key => Assert.False(string.IsNullOrWhiteSpace(GuestText.Words.Get(key, language.Culture)), $"{language.Code} {key}"));
        }
    }

    [Fact]
    public void EveryCode_HasWords()
    {
        ProblemTexts.Add(typeof(GuestCodes).Assembly);
        var codes = typeof(GuestCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(7, codes.Count);
        Assert.Empty(codes.Except(ProblemTexts.Codes));
    }
}
