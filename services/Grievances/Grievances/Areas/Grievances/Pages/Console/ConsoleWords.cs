namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Words of the console for codes of a case.</summary>
internal static class ConsoleWords
{
    public static string Person(string affected) => affected switch { "self" => "the person filing", "other" => "another person", _ => "a group" };
}
