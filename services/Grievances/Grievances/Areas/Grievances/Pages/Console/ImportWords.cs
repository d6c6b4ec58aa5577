using Grievances.Features.Imports;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Words of the console for what is taken over from another register.</summary>
internal static class ImportWords
{
    /// <summary>Address of the imports.</summary>
    public const string Address = "/console/grievances/imports";

    /// <summary>A field of a case in words.</summary>
    public static string Field(string? field) => field switch
    {
        RegisterFields.Number => "Number of the case in the register",
        RegisterFields.Text => "What happened",
        RegisterFields.Summary => "Summary in one line",
        RegisterFields.Language => "Language",
        RegisterFields.FiledAt => "Date it was filed",
        RegisterFields.Affected => "Who was harmed",
        RegisterFields.Rights => "Rights",
        RegisterFields.System => "AI system",
        RegisterFields.Wants => "What the person asks for",
        RegisterFields.Status => "Open or closed",
        _ => "The row",
    };

    /// <summary>What a field takes.</summary>
    public static string Takes(string field) => field switch
    {
        RegisterFields.Number => "Needed. At most 100 characters.",
        RegisterFields.Text => "Needed. At most 20,000 characters.",
        RegisterFields.Summary => "At most 300 characters. Left out, the first line of what happened stands in its place.",
        RegisterFields.Language => "A tag such as en, ar or pt-BR. Needed unless you name one for all rows.",
        RegisterFields.FiledAt => "Needed. Like 2026-05-31, or an instant like 2026-05-31T09:00:00Z. Not before 2000.",
        RegisterFields.Affected => "self, child, other, group, class or unknown.",
        RegisterFields.Rights => "Codes of the taxonomy, with blanks or commas between them.",
        RegisterFields.System => "Id or name of an AI system the organisation has published.",
        RegisterFields.Wants => "apology, correction, explanation, restitution, compensation, rehabilitation, non_repetition or other, with blanks or commas between them.",
        _ => "open or closed. Closed cases are not taken over: they stay where they were closed.",
    };

    /// <summary>The state of an import in words, and its pill.</summary>
    public static (string Word, string Kind) State(string state) => state switch
    {
        ImportView.Waiting => ("Waits for you to name its columns", "waiting"),
        "running" => ("Running", "active"),
        "stopped" => ("Stopped", "late"),
        "taken_back" => ("Taken back", "late"),
        _ => ("Done", "done"),
    };

    /// <summary>Rows, counted.</summary>
    public static string Rows(int count) => count == 1 ? "one row" : $"{count} rows";

    /// <summary>Says at the question what was refused.</summary>
    public static void Refuse(ModelStateDictionary state, Refusal refusal, string registerField, string languageField, string contentField)
    {
        foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]> { [""] = [refusal.Code] })
        {
            var words = ProblemTexts.Find(codes[0]);
            var field = pointer.StartsWith("/mapping/", StringComparison.Ordinal) ? pointer["/mapping/".Length..] : null;
            state.AddModelError(pointer switch { "/register" => registerField, "/language" or "/mapping/language" => languageField, _ => contentField }, $"{(field is null ? "" : Field(field) + ": ")}{words.Title} {words.Mend}".Trim());
        }
    }
}
