using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Session;

/// <summary>
/// Whose access has ended. A token says what was so when it was given; the identity service says whose tokens of before count no
/// longer, and each replica asks it every two seconds, and the one that passed on what may have ended somebody's before it answers; no other request waits for it. Where it can't be asked, what was known stays.
/// </summary>
internal sealed class EndedAccess : BackgroundService
{
    public const string Path = "/internal/identity/v1/ended-access";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    // Longer than a token lives.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly JsonWebTokenHandler Tokens = new();

    private readonly HttpClient identity;
    private readonly TimeProvider time;
    private readonly ILogger<EndedAccess> log;
    private readonly SemaphoreSlim turn = new(1, 1);
    private ImmutableDictionary<string, long> ended = ImmutableDictionary<string, long>.Empty;
    private volatile bool known;
    private long next;
    private bool blind;

    public EndedAccess(IConfiguration configuration, TimeProvider time, ILogger<EndedAccess> log)
    {
        (this.time, this.log) = (time, log);
        var address = configuration[$"Services:{Routing.Routes.Identity}:http:0"] ?? throw new InvalidOperationException("Services:identity:http:0 is not set: the address of that service.");
        // A trace every two seconds would say nothing.
        identity = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri(address),
            Timeout = TimeSpan.FromSeconds(2),
        };
    }

    /// <summary>Whether the list was ever read, now if not before. Before that nobody can say of a token whether it counts.</summary>
    public async Task<bool> IsKnown(CancellationToken cancellation)
    {
        // Gateway and identity service start side by side: the first request must not wait for the next look.
        if (!known)
            await Look(cancellation);
        return known;
    }

    /// <summary>Whether a token is from before its subject's access, or that of its whole tenant, ended. What can't be read is for the services to refuse.</summary>
    public bool Covers(string? token) => EndOf(token) is not null;

    /// <summary>A token is dated in whole seconds, so one that is given in the same second as the end would be taken for an older one: waits until that second is over.</summary>
    public Task SecondOver(string? token)
    {
        var wait = EndOf(token) is { } second ? DateTimeOffset.FromUnixTimeSeconds(second + 1) - time.GetUtcNow() : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? Task.Delay(wait < TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1), time) : Task.CompletedTask;
    }

    /// <summary>Asks the identity service.</summary>
    public async Task Read(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            for (var more = true; more;)
            {
                var page = await identity.GetFromJsonAsync<Answer>($"{Path}?since={next}", cancellation);
                if (page?.Items is not { } items || page.Next is not { } from)
                    throw new JsonException("No list of ended access.");
                var all = ended.ToBuilder();
                foreach (var item in items)
                    all[item.Subject] = Math.Max(all.GetValueOrDefault(item.Subject), item.At / 1000);
                var oldest = (time.GetUtcNow() - Kept).ToUnixTimeSeconds();
                all.RemoveRange([.. all.Where(pair => pair.Value < oldest).Select(pair => pair.Key)]);
                Volatile.Write(ref ended, all.ToImmutable());
                (next, more) = (from, page.More);
            }
            known = true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Looks once before anybody is served, so that a replica that starts knows what the others know.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        identity.Dispose();
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Look(stoppingToken);
    }

    /// <summary>Asks now, and says in the log where nothing can be asked.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        try
        {
            await Read(cancellation);
            blind = false;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            if (!blind)
                log.LogWarning("Whose access has ended can't be asked and stays as it was: {Fault}", fault.GetType().Name);
            blind = true;
        }
    }

    private long? EndOf(string? token)
    {
        var list = Volatile.Read(ref ended);
        if (list.IsEmpty || token is null || !Tokens.CanReadToken(token) || Parsed(token) is not { } claims)
            return null;
        var issued = claims.TryGetPayloadValue<long>("iat", out var at) ? at : 0;
        var tenant = claims.TryGetPayloadValue<string>("tenant", out var home) ? home : null;
        long? end = null;
        foreach (var subject in new[] { claims.Subject, tenant })
            if (subject is not null && list.TryGetValue(subject, out var second) && issued <= second && second > (end ?? -1))
                end = second;
        return end;
    }

    private static JsonWebToken? Parsed(string token)
    {
        try
        {
            return Tokens.ReadJsonWebToken(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record Answer(IReadOnlyList<Entry>? Items, long? Next, bool More);

    private sealed record Entry(string Subject, long At);
}
