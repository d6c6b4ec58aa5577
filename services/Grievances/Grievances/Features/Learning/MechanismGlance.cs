using System.Collections.Concurrent;
using System.Security.Claims;
using System.Threading.Channels;
using Grievances.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Grievances.Features.Learning;

/// <summary>One of the eight criteria with the figure that stands for it.</summary>
/// <param name="Code">The criterion.</param>
/// <param name="Figure">Its figure.</param>
public sealed record GlanceFigure(string Code, MechanismFigure Figure);

/// <summary>
/// The eight criteria of UN Guiding Principle 31 at a glance, for the home page of the handlers. They are counted beside the requests, one after the
/// other, as far as the one who looks may see, and kept for a quarter of an hour: opening the queue never waits for them.
/// </summary>
public sealed class MechanismGlance(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MechanismGlance> log) : BackgroundService
{
    /// <summary>How long a count stands before it is made anew.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    // Of each criterion the figure that most tells whether people can rely on it.
    private static readonly Dictionary<string, string> Chosen = new()
    {
        ["legitimate"] = "assigned_by_another", ["accessible"] = "languages", ["predictable"] = "acknowledged_in_time", ["equitable"] = "taken_up", ["transparent"] = "answers_waiting",
        ["rights_compatible"] = "remedy_accepted", ["learning"] = "changes", ["dialogue"] = "survey_heard",
    };

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, IReadOnlyList<GlanceFigure> Figures)> counted = new();
    private readonly ConcurrentDictionary<Guid, bool> asked = new();
    private readonly Channel<(Guid Tenant, Guid Account, ClaimsPrincipal Who)> waiting =
        Channel.CreateBounded<(Guid, Guid, ClaimsPrincipal)>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>What was counted last for an account and when; null where it is being counted for the first time.</summary>
    public (DateTimeOffset At, IReadOnlyList<GlanceFigure> Figures)? Of(Guid tenant, Guid account, ClaimsPrincipal who)
    {
        var known = counted.TryGetValue(account, out var last);
        if ((!known || clock.GetUtcNow() - last.At > Fresh) && asked.TryAdd(account, true) && !waiting.Writer.TryWrite((tenant, account, who.Clone())))
            asked.TryRemove(account, out _);
        return known ? last : null;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (tenant, account, who) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                counted[account] = (clock.GetUtcNow(), await Count(tenant, who, stoppingToken));
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError("The figures of {Tenant} could not be counted: {Fault}", tenant, fault.GetType().FullName);
            }
            asked.TryRemove(account, out _);
            foreach (var (old, entry) in counted)
                if (clock.GetUtcNow() - entry.At > Kept)
                    counted.TryRemove(old, out _);
        }
    }

    private async Task<IReadOnlyList<GlanceFigure>> Count(Guid tenant, ClaimsPrincipal who, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<TenantContext>().Enter(tenant);
        // What somebody may see hangs on who they are, here as in a request of theirs.
        services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = who, RequestServices = services };
        var effectiveness = services.GetRequiredService<Effectiveness>();
        var found = await services.GetRequiredService<UnitOfWork<GrievancesDb>>().Read(() => effectiveness.Run("quarter", cancellation), cancellation);
        return [.. found.Value.View.Criteria.Select(criterion => new GlanceFigure(criterion.Code, criterion.Figures.First(figure => figure.Code == Chosen[criterion.Code])))];
    }
}
