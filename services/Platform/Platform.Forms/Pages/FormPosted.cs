using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Platform.Forms;

/// <summary>Reads what a page of a form sent: fields <c>q.{question}</c>, for dates also <c>.year</c>, <c>.month</c>, <c>.day</c>, and <c>.unknown</c>.</summary>
public static class FormPosted
{
    /// <summary>What the names of fields start with unless said otherwise.</summary>
    public const string Prefix = "q";

    // More values than any page offers are not looked at; a posted form is bounded by the host as well.
    private const int MostValues = 300;

    /// <summary>
    /// The answers of the questions that stood on the page; other fields are not looked at. Nothing that was typed is dropped:
    /// an answer together with "I don't know" stays as it is, and the check says so.
    /// </summary>
    public static FormAnswers Read(IFormCollection form, ShownPage page, string prefix = Prefix)
    {
        var answers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var question in page.Questions.Where(question => question.Kind != QuestionKind.Information))
        {
            var name = $"{prefix}.{question.Id}";
            var values = form[name].OfType<string>().Take(MostValues).Where(value => !Readable.IsBlank(value)).ToList();
            if (question.Kind == QuestionKind.Date)
                values = [.. values.Select(Readable.WesternDigits), .. Parts(form, name)];
            else if (question.Kind == QuestionKind.Number)
                values = values.ConvertAll(value => FormNumber.TryRead(value, out var number) ? FormNumber.Write(number) : value);
            if (form[name + ".unknown"].Contains("true"))
                values.Add(FormLimits.Unknown);
            answers[question.Id] = values;
        }
        return new FormAnswers(answers);
    }

    // "2026-3-" is no date: what is missing in the middle stays visible to the check, and to the page that shows it again.
    private static IEnumerable<string> Parts(IFormCollection form, string name)
    {
        var parts = new[] { Part(form, name + ".year", 0), Part(form, name + ".month", 2), Part(form, name + ".day", 2) };
        return parts.All(part => part.Length == 0) ? [] : [string.Join('-', parts).TrimEnd('-')];
    }

    private static string Part(IFormCollection form, string name, int digits)
    {
        var typed = Readable.WesternDigits(form[name].ToString()).Replace('-', ' ').Trim();
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? typed.PadLeft(digits, '0') : typed;
    }
}
