using Grievances.Features.Files;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Words of the console for a file of a case.</summary>
internal static class FileWords
{
    /// <summary>Who brought it, and who sees it.</summary>
    public static string From(CaseFileView file) => file switch
    {
        { AddedByRole: { } role, Internal: true } => $"Kept by the {role.Replace('-', ' ')} for those who handle the case",
        { AddedByRole: { } role } => $"Sent to the person by the {role.Replace('-', ' ')}",
        _ => "From the person’s side",
    };

    /// <summary>What it is.</summary>
    public static string Kind(CaseFileView file) => QueueWords.Word(file.Kind);

    /// <summary>How large it is.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024 ? $"{Math.Max(1, bytes / 1024)} KB" : $"{bytes / (1024.0 * 1024):0.0} MB";

    /// <summary>What of it a reader gets.</summary>
    public static string Form(CaseFileView file) => file.Cleaned ? "cleaned copy" : "not cleaned: it may tell who made it";

    /// <summary>What the virus scanner said.</summary>
    public static string Scanned(CaseFileView file) => file.Scan switch { "infected" => "a virus scanner warns of it", "clean" => "virus scanner found nothing", _ => "not scanned" };

    /// <summary>What is dangerous in it.</summary>
    public static string Danger(FoundInFile found) => found.Code switch
    {
        "scripts" => "holds programs that run when it is opened",
        "macros" => "holds macros",
        "program" => "is a program",
        "encrypted" => "is encrypted, so nobody could look into it",
        "name_mismatch" => "its name says something else than its content",
        _ => found.Code,
    } + (string.IsNullOrEmpty(found.Value) ? "" : $" ({found.Value})");
}
