using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>Reads the question that takes one system id per line.</summary>
internal static class RevenueLines
{
    /// <summary>The ids; a line that is none is told at the question.</summary>
    public static List<Guid> SystemsIn(this PageModel page, string? text, string question)
    {
        var systems = new List<Guid>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Guid.TryParse(line, out var system))
                systems.Add(system);
            else
                page.ModelState.AddModelError(question, "Enter one system id per line, as the page of the system shows it.");
        }
        return systems;
    }
}

/// <summary>An answer left empty is no answer.</summary>
internal static class Blank
{
    public static string? ToNull(string? text) => text?.Trim() is { Length: > 0 } words ? words : null;
}
