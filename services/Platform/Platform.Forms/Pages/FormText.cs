using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Platform.Ui.Localization;

namespace Platform.Forms;

/// <summary>The library's own words, in the six languages of the portal.</summary>
public static class FormText
{
    /// <summary>The catalogue behind these words; tests compare its languages.</summary>
    public static StringCatalogue Catalogue { get; } = new(typeof(FormText).Assembly, "forms");

    /// <summary>"I don't know, or I'd rather not say".</summary>
    public static string Unknown => Catalogue["unknown"];

    /// <summary>What to do about a refused answer.</summary>
    public static string Error(FormError error) => error.Words ?? Catalogue.Format(
        "error." + error.Code["forms.".Length..], (error.Most ?? 0).ToString("N0", CultureInfo.CurrentCulture));

    /// <summary>"Page 2 of 7".</summary>
    public static string Progress(FormProgress progress) => Catalogue.Format("progress", progress.Number, progress.Of);

    /// <summary>The words of a stored value as a reader is shown them: of a choice its label, of a text itself, of a partial date what is known.</summary>
    public static LocalWords Shown(FormQuestion question, string value, HostOptions? hostOptions = null)
    {
        var language = PortalLanguages.Current;
        if (value == FormLimits.Unknown && question.Unknown)
            return new LocalWords(Unknown, language.Tag);
        if (question.Kind == QuestionKind.YesNo && value is FormLimits.Yes or FormLimits.No)
            return new LocalWords(Catalogue[value], language.Tag);
        if (question.IsChoice && (hostOptions ?? HostOptions.None).For(question).FirstOrDefault(option => option.Id == value) is { } option)
            return option.Label.In(language.Tag);
        if (question.Kind == QuestionKind.Date && FormDate.TryRead(value, out var date))
            return new LocalWords(Date(date), language.Tag);
        return new LocalWords(value, LocalText.NoLanguage);
    }

    /// <summary>Adds the errors of a page to ModelState, where <c>heed-error-summary</c> finds them.</summary>
    public static void ShowIn(this IReadOnlyDictionary<string, FormError> errors, ModelStateDictionary state, string prefix = FormPosted.Prefix)
    {
        foreach (var (question, error) in errors)
            state.AddModelError(question.Length == 0 ? "" : $"{prefix}.{question}", Error(error));
    }

    private static string Date(FormDate date) => (date.Month, date.Day) switch
    {
        ({ } month, { } day) => UiDates.Long(new DateOnly(date.Year, month, day)),
        ({ } month, null) => UiDates.Month(new DateTimeOffset(date.Year, month, 1, 0, 0, 0, TimeSpan.Zero)),
        _ => date.ToString(),
    };
}
