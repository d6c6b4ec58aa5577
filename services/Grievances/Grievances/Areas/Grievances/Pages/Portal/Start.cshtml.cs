using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Find who is responsible: by product, by company, or not at all. The first page of the platform.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, WithoutTenant]
public sealed class StartModel(GrievancesDb db, IConfiguration configuration) : PageModel
{
    private const int PageSize = 50;
    private const int MostSystems = 20;

    public string? Query { get; private set; }
    public IReadOnlyList<KnownTenant> Organisations { get; private set; } = [];
    public IReadOnlyList<(PublicSystem System, KnownTenant Owner)> Systems { get; private set; } = [];
    public KnownTenant? Desk { get; private set; }
    public string? Next { get; private set; }

    public async Task OnGet(string? q, string? after, CancellationToken cancellation)
    {
        Query = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var active = db.Set<KnownTenant>().AsNoTracking().Where(t => t.Active);
        var desk = configuration["Portal:NeutralDesk"];
        Desk = desk is null ? null : await active.FirstOrDefaultAsync(t => t.Slug == desk, cancellation);
        var organisations = active.Where(t => t.Slug != desk);
        if (Query?.ToLowerInvariant() is { } text)
        {
            organisations = organisations.Where(t => t.SearchName.Contains(text));
            if (string.IsNullOrEmpty(after))
                Systems = [.. (await (from s in db.Set<PublicSystem>().AsNoTracking()
                                      join t in active on s.OwnerId equals t.Id
                                      where s.Published && (s.SearchName.Contains(text) || t.SearchName.Contains(text))
                                      orderby s.SearchName, s.Id
                                      select new { s, t }).Take(MostSystems).ToListAsync(cancellation)).Select(row => (row.s, row.t))];
        }
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
