using Grievances.Domain;
using Identity.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>Those by whom cases are handled and given out.</summary>
/// <param name="Team">Case handlers.</param>
/// <param name="Ombuds">The ombuds office.</param>
/// <param name="Leads">Human-rights leads.</param>
public sealed record Staffing(IReadOnlyList<Colleague> Team, IReadOnlyList<Colleague> Ombuds, IReadOnlyList<Colleague> Leads)
{
    /// <summary>Those of the group that handles a case.</summary>
    public IReadOnlyList<Colleague> Of(string handledBy) => handledBy == CaseKeys.Ombuds ? Ombuds : Team;
}

/// <summary>Asks the identity service about colleagues: whether somebody holds a role, and what they are called.</summary>
public sealed class Colleagues(IIdentityApi identity, ILogger<Colleagues> log)
{
    // A page for a person does not wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Active colleagues who hold a role, by name; null where nobody can be asked at the moment.</summary>
    public async Task<IReadOnlyList<Colleague>?> Of(string role, CancellationToken cancellation)
    {
        var all = new List<Colleague>();
        try
        {
            for (string? cursor = null; ;)
            {
                cancellation.ThrowIfCancellationRequested();
                var answer = await identity.ListColleagues(role, 200, cursor);
                if (answer is not { IsSuccessful: true, Content: { } page })
                {
                    log.LogWarning("Identity answered {Status}", answer.StatusCode);
                    return null;
                }
                all.AddRange(page.Items);
                if (page.Next is null || all.Count >= 2_000)
                    return all;
                cursor = page.Next;
            }
        }
        catch (HttpRequestException fault)
        {
            log.LogWarning("Identity can't be reached: {Fault}", fault.HttpRequestError);
            return null;
        }
    }

    /// <summary>All of them at once; null where nobody can be asked at the moment.</summary>
    public async Task<Staffing?> Staff(CancellationToken cancellation) =>
        await Task.WhenAll(Of(RoleIds.CaseHandler, cancellation), Of(RoleIds.Ombuds, cancellation), Of(RoleIds.HumanRightsLead, cancellation)) is [{ } team, { } ombuds, { } leads] ? new Staffing(team, ombuds, leads) : null;

    /// <summary>Whether nobody holds a role in a tenant, also where nobody is signed in; false where it can't be known at the moment.</summary>
    public async Task<bool> IsVacant(Guid tenant, string role, CancellationToken cancellation)
    {
        try
        {
            return await identity.IsHeld(tenant, role).WaitAsync(Patience, cancellation) is { IsSuccessful: true, Content: false };
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutException)
        {
            log.LogWarning("Identity can't be reached: {Fault}", fault.GetType().Name);
            return false;
        }
    }

    /// <summary>Whether an account holds a role: a refusal at a field where it does not, another where nobody can be asked.</summary>
    public async Task<Outcome<Done>> Hold(Guid account, string role, string field, CancellationToken cancellation) => await Of(role, cancellation) is not { } holders
        ? new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.identity_unreachable", RetryAfterSeconds: 5)
        : holders.Any(h => h.Id == account) ? new Done() : Refusal.Field("platform.invalid", field, "grievances.colleague_unknown");
}

/// <summary>Names of those who handle cases, for lists; asked for at most once a minute, and never for long in the way of the list.</summary>
public sealed class ColleagueNames(Colleagues colleagues, IMemoryCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private sealed record Known(DateTimeOffset At, IReadOnlyDictionary<Guid, string> Names);

    /// <summary>Names by account; empty where nobody can be asked at the moment.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Of(Guid tenant, CancellationToken cancellation)
    {
        var (key, now) = ((typeof(ColleagueNames), tenant), clock.GetUtcNow());
        if (cache.TryGetValue<Known>(key, out var known) && now - known!.At < Kept)
            return known.Names;
        Dictionary<Guid, string> names = [];
        try
        {
            names = await Ask(cancellation).WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            // The list is there without names, and asks again later.
        }
        cache.Set(key, new Known(now, names), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10) });
        return names;
    }

    private async Task<Dictionary<Guid, string>> Ask(CancellationToken cancellation)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var colleague in (await Task.WhenAll(colleagues.Of(RoleIds.CaseHandler, cancellation), colleagues.Of(RoleIds.Ombuds, cancellation))).SelectMany(found => found ?? []))
            names[colleague.Id] = colleague.Name;
        return names;
    }
}
