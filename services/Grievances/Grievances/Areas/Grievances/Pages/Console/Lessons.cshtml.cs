using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Learning;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Everything the organisation learned from cases, also from such as are erased. The filter is the address.</summary>
[Authorize(Policy = Permissions.GrievancesLearn), Work(Work.Own)]
public sealed class LessonsModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, Lessons lessons, ExportLessons export) : PageModel
{
    // As many systems as a list of choices bears.
    private const int MostSystems = 200;

    public IReadOnlyList<LessonView> Items { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Systems { get; private set; } = [];
    public Guid? SystemId { get; private set; }
    public string? Cause { get; private set; }
    public string? Right { get; private set; }
    public string? Next { get; private set; }
    public string? First { get; private set; }
    public string? TenantName { get; private set; }

    public bool MayOpen => User.HasClaim("permission", Permissions.GrievancesHandle);

    public string Heading => Items.Count == 0 ? "Nothing was learned that is written down"
        : Items.All(l => l.Changed is not null) ? "Every lesson shown changed something"
        : $"{Items.Count(l => l.Changed is null)} of the lessons shown changed nothing yet";

    public IEnumerable<SelectListItem> Causes => [new("Every cause", ""), .. Enum.GetValues<RootCause>().Select(c => Codes.Of(c)).Select(code => new SelectListItem(EffectivenessWords.Cause(code), code, code == Cause))];

    /// <summary>The filter as it stands in an address.</summary>
    public string Address => string.Join('&', new[] { ("system", SystemId?.ToString()), ("cause", Cause), ("right", Right) }.Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));

    public async Task<IActionResult> OnGet(Guid? system, string? cause, string? right, string? cursor, CancellationToken cancellation)
    {
        var filter = Lessons.Read(system, cause, right);
        if (filter.Refusal is { } unfit)
            return new RefusedResult(unfit);
        (SystemId, Cause, Right) = (system, cause, right);
        var read = await unit.Read(async () => new
        {
            Page = await lessons.List(filter.Value!, cursor, null, cancellation),
            Systems = await db.Systems.AsNoTracking().OrderBy(s => s.Name).Take(MostSystems).Select(s => new { s.Id, s.Name }).ToListAsync(cancellation),
            Tenant = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation),
        }, cancellation);
        if (read.Page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        (Items, TenantName) = (read.Page.Value!.Items, read.Tenant);
        Systems = [new SelectListItem("Every AI system", ""), .. read.Systems.Select(s => new SelectListItem(s.Name, s.Id.ToString(), s.Id == system))];
        var filtered = Address.Length == 0 ? "" : Address + "&";
        Next = read.Page.Value.Next is { } next ? $"/console/grievances/lessons?{filtered}cursor={next}" : null;
        First = cursor is null ? null : $"/console/grievances/lessons?{Address}";
        return Page();
    }

    /// <summary>The same as a file.</summary>
    public async Task<IActionResult> OnGetFile(string? format, Guid? system, string? cause, string? right, CancellationToken cancellation)
    {
        var filter = Lessons.Read(system, cause, right);
        return filter.Refusal is { } unfit ? new RefusedResult(unfit) : await export.Run(filter.Value!, format == "json", cancellation);
    }
}
