namespace Platform.Forms;

/// <summary>Holds the texts of a definition to their limits and languages.</summary>
internal sealed class TextCheck(IReadOnlyCollection<string> requiredLanguages, Action<string, string> fault)
{
    public void Check(string pointer, LocalText? text, int most)
    {
        if (text is null)
            return;
        if (text.In("en").Text.Length == 0)
        {
            fault(pointer, DefinitionCodes.TextMissing);
            return;
        }
        foreach (var (language, words) in text.Entries)
        {
            var at = $"{pointer}/{language.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (!FormLimits.IsLanguage(language))
                fault(at, DefinitionCodes.LanguageMalformed);
            if (Readable.IsUnfit(words))
                fault(at, DefinitionCodes.TextUnfit);
            if (Readable.Characters(words) > most)
                fault(at, DefinitionCodes.TextTooLong);
        }
        foreach (var language in requiredLanguages.Where(language => !text.Speaks(language)))
            fault($"{pointer}/{language}", DefinitionCodes.TranslationMissing);
    }
}
