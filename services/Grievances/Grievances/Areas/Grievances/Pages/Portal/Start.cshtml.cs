using Grievances.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Find who is responsible: the first page of the platform.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, WithoutTenant]
public sealed class StartModel(GrievancesDb db) : PageModel
{
    private const int PageSize = 50;

    public string? Query { get; private set; }
    public IReadOnlyList<KnownTenant> Organisations { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGet(string? q, string? after, CancellationToken cancellation)
    {
        Query = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var organisations = db.Set<KnownTenant>().AsNoTracking().Where(t => t.Active);
        if (Query?.ToLowerInvariant() is { } text)
            organisations = organisations.Where(t => t.SearchName.Contains(text));
        if (after is { Length: > 0 and <= 60 })
            organisations = organisations.Where(t => t.Slug.CompareTo(after) > 0);
        var rows = await organisations.OrderBy(t => t.Slug).Take(PageSize + 1).ToListAsync(cancellation);
        if (rows.Count > PageSize)
        {
            rows.RemoveAt(PageSize);
            Next = $"/?q={Uri.EscapeDataString(Query ?? "")}&after={rows[^1].Slug}";
        }
        Organisations = rows;
    }
}
