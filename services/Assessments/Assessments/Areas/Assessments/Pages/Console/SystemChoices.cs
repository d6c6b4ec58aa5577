using Assessments.Data;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>AI systems to choose from: the first by name, and the chosen one wherever it stands.</summary>
/// <param name="Items">Choices, the empty one first.</param>
/// <param name="More">Whether there are systems beyond these; they are chosen from the list of systems.</param>
public sealed record SystemChoices(IReadOnlyList<SelectListItem> Items, bool More)
{
    public const int Most = 200;

    /// <summary>Whether there is no system at all.</summary>
    public bool None => Items.Count == 1;

    public static async Task<SystemChoices> Find(AssessmentsDb db, Guid? chosen, string empty, CancellationToken cancellation)
    {
        var systems = await db.Systems.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Most + 1).Select(s => new { s.Id, s.Name }).ToListAsync(cancellation);
        var more = systems.Count > Most;
        if (more)
            systems.RemoveAt(Most);
        if (more && chosen is { } one && systems.TrueForAll(s => s.Id != one))
            systems.AddRange(await db.Systems.AsNoTracking().Where(s => s.Id == one).Select(s => new { s.Id, s.Name }).ToListAsync(cancellation));
        return new SystemChoices([new(empty, ""), .. systems.Select(s => new SelectListItem(s.Name, s.Id.ToString(), s.Id == chosen))], more);
    }
}
