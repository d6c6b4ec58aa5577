using Assessments.Data;
using Engagement.Data;
using Grievances.Data;
using Identity.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Tenancy;
using Transparency.Data;

namespace Migrator;

/// <summary>
/// Walks every audit chain, of every tenant in every service. It prints how each ends, so that two runs can be compared: a
/// chain from an older backup holds in itself, and only its end tells that something is missing.
/// </summary>
public static class AuditCommand
{
    private static readonly Dictionary<string, Func<IServiceProvider, string, Task<bool>>> Services = new(StringComparer.Ordinal)
    {
        ["assessments"] = Walk<AssessmentsDb>,
        ["engagement"] = Walk<EngagementDb>,
        ["grievances"] = Walk<GrievancesDb>,
        ["identity"] = Walk<IdentityDb>,
        ["transparency"] = Walk<TransparencyDb>,
    };

    /// <summary>Walks all services, or one; 1 where a chain is broken.</summary>
    public static async Task<int> Run(string[] args)
    {
        var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (words.Length > 1 || (words is [var given] && !Services.ContainsKey(given)))
            throw new UsageException($"audit takes one of {string.Join(", ", Services.Keys)}, or nothing for all.");
        await using var modules = Migration.Modules([.. args.Where(a => a.StartsWith("--", StringComparison.Ordinal))]);
        var holds = true;
        foreach (var (service, walk) in Services.Where(s => words.Length == 0 || s.Key == words[0]))
            holds &= await walk(modules.Services, service);
        return holds ? 0 : 1;
    }

    private static async Task<bool> Walk<TDb>(IServiceProvider services, string service) where TDb : PlatformDb
    {
        var holds = true;
        foreach (var (id, slug) in await Tenants<TDb>(services))
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(id);
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var (broken, end) = await scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>().Read(async () => (
                await AuditChain.FirstBroken(db, CancellationToken.None),
                await db.Set<AuditLink>().OrderByDescending(l => l.Sequence).FirstOrDefaultAsync()));
            holds &= broken is null;
            Console.WriteLine($"{service,-14} {slug,-20} {(broken is { } at ? $"BROKEN at {at}" : "holds"),-16} {(end is null ? "empty" : $"ends at {end.Sequence} {Convert.ToHexStringLower(end.Hash.AsSpan(0, 8))}")}");
        }
        return holds;
    }

    private static async Task<List<(Guid Id, string Slug)>> Tenants<TDb>(IServiceProvider services) where TDb : PlatformDb
    {
        await using var scope = services.CreateAsyncScope();
        var known = await scope.ServiceProvider.GetRequiredService<TDb>().Set<KnownTenant>().OrderBy(t => t.Slug).Select(t => new { t.Id, t.Slug }).ToListAsync();
        return known.ConvertAll(t => (t.Id, t.Slug));
    }
}
