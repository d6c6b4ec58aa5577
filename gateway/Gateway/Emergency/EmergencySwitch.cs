using Gateway.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Emergency;

/// <summary>The switch as it was last read.</summary>
internal sealed record EmergencyState(DateTimeOffset Since, DateTimeOffset Until, string By)
{
    public static EmergencyState Never { get; } = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "");

    public bool IsOn(DateTimeOffset now) => now < Until;
}

/// <summary>
/// The emergency switch. It lies in the database, so that all replicas follow it, and each looks every two seconds, so that no
/// request waits for a database. Its end is part of it: nobody has to remember to switch it off.
/// </summary>
internal sealed class EmergencySwitch(IDbContextFactory<GatewayDb> databases, TimeProvider time, ILogger<EmergencySwitch> log) : BackgroundService
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    // What was read before a change must not be remembered after it.
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile EmergencyState state = EmergencyState.Never;
    private bool blind;

    public bool IsOn => state.IsOn(time.GetUtcNow());

    public async Task<EmergencyState> Read(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            return state = StateOf(await db.Emergency.AsNoTracking().SingleAsync(e => e.Id == EmergencyRow.Only, cancellation));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Switches on until an instant, prolongs what is on, or switches off where there is none.</summary>
    public async Task<EmergencyState> Turn(DateTimeOffset? until, string by, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var row = await db.Emergency.SingleAsync(e => e.Id == EmergencyRow.Only, cancellation);
            row.Since = StateOf(row).IsOn(now) ? row.Since : now.ToUnixTimeSeconds();
            row.Until = (until ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds();
            row.By = by;
            await db.SaveChangesAsync(cancellation);
            state = StateOf(row);
        }
        finally
        {
            turn.Release();
        }
        if (until is null)
            log.LogWarning("The emergency switch is off, switched by {By}", by);
        else
            log.LogWarning("The emergency switch is on until {Until:u}, switched by {By}", state.Until, by);
        return state;
    }

    /// <summary>Looks once before anybody is served, so that a replica that starts in an emergency knows of it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Look(stoppingToken);
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            await Read(cancellation);
            blind = false;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // What was on stays on until its end, what was off stays off. One line, not one every two seconds.
            if (!blind)
                log.LogWarning("The emergency switch can't be read and stays as it was: {Fault}", fault.GetType().Name);
            blind = true;
        }
    }

    private static EmergencyState StateOf(EmergencyRow row) =>
        new(DateTimeOffset.FromUnixTimeSeconds(row.Since), DateTimeOffset.FromUnixTimeSeconds(row.Until), row.By);
}
