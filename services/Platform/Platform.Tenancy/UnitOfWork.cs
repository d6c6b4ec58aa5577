using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Platform.Tenancy;

/// <summary>The last thing done of writing work, within its transaction: registered by a library that has something to add to what others wrote.</summary>
public delegate Task LastWork<in TDb>(TDb db) where TDb : PlatformDb;

/// <summary>
/// One transaction per writing request or message, with the tenant set on the connection. On SQLite a write passes the
/// file's gate first (a fair queue: without it writers starve each other), and a read takes no transaction, since one would
/// take the write lock. On PostgreSQL a read runs in a transaction too: the tenant is set for the transaction alone.
/// </summary>
public sealed class UnitOfWork<TDb>(TDb db, WriteGate<TDb> gate, CommitSignals signals, IEnumerable<LastWork<TDb>> last) where TDb : PlatformDb
{
    /// <summary>Runs work and commits when it says so.</summary>
    /// <param name="write">Whether the work changes anything.</param>
    /// <param name="work">The work; it may call SaveChanges as often as it likes.</param>
    /// <param name="keep">Whether the outcome is to be committed; a refusal is not.</param>
    /// <param name="cancellation">Honoured until the gate is passed. After it the outcome must be known, so nothing cancels.</param>
    public async Task<T> Run<T>(bool write, Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellation)
    {
        var sqlite = db.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";
        if (sqlite && !write)
            return await work();
        if (db.Database.CurrentTransaction is not null)
            throw new InvalidOperationException("A unit of work does not nest.");

        using var turn = sqlite ? await gate.Enter(cancellation) : null;
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var outcome = await work();
        if (!write || !keep(outcome))
        {
            await transaction.RollbackAsync(CancellationToken.None);
            db.ChangeTracker.Clear();
            return outcome;
        }
        foreach (var more in last)
            await more(db);
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var signal in db.AfterCommit)
            signals.Raise(signal, typeof(TDb), db.TenantId);
        db.AfterCommit.Clear();
        return outcome;
    }

    /// <summary>
    /// Runs writing work that finds everything it needs by itself, and runs it anew where the database ended it so that others could
    /// go on, or where somebody changed meanwhile what it had read: nobody is refused what they wrote because two of them came at once, and
    /// what they may not do any more the second run says. Not for work that reads a body as it comes, or that changes what was loaded before
    /// it began: of that the second run would see nothing.
    /// </summary>
    /// <param name="work">The work; whatever it does beside the database may happen more than once.</param>
    /// <param name="keep">Whether the outcome is to be committed; a refusal is not.</param>
    /// <param name="cancellation">Honoured until the work begins for the first time.</param>
    public async Task<T> Repeat<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Run(true, work, keep, attempt == 1 ? cancellation : CancellationToken.None);
            }
            catch (Exception fault) when (attempt < MostAttempts && GaveWay(fault))
            {
                db.ChangeTracker.Clear();
                db.AfterCommit.Clear();
            }
            // Not all at the same moment again.
            await Task.Delay(Random.Shared.Next(5, 50) * attempt, CancellationToken.None);
        }
    }

    private const int MostAttempts = 5;

    // PostgreSQL rolls one of those back who wait for each other (40P01), or whose order does not hold (40001); nothing of it was kept.
    // On SQLite writers pass the gate one by one.
    private static bool GaveWay(Exception? fault) => fault switch
    {
        null => false,
        DbUpdateConcurrencyException => true,
        System.Data.Common.DbException { SqlState: "40P01" or "40001" } => true,
        _ => GaveWay(fault.InnerException),
    };

    /// <summary>Runs writing work and commits.</summary>
    public Task Write(Func<Task> work, CancellationToken cancellation = default) =>
        Run(true, async () => { await work(); return true; }, _ => true, cancellation);

    /// <summary>Runs reading work.</summary>
    public Task<T> Read<T>(Func<Task<T>> work, CancellationToken cancellation = default) => Run(false, work, _ => false, cancellation);
}

/// <summary>The queue of writers of one SQLite file.</summary>
public sealed class WriteGate<TDb> : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits for one's turn; disposing gives it back.</summary>
    public async Task<IDisposable> Enter(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    /// <inheritdoc />
    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? held = turn;
        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}

/// <summary>Tells background workers of this process that a commit left them work.</summary>
public sealed class CommitSignals(ILogger<CommitSignals> log)
{
    private readonly ConcurrentQueue<(Type Signal, Type Context, Action<Guid?> Wake)> listeners = new();

    /// <summary>Calls back after commits that named <paramref name="signal"/> in a context of type <paramref name="context"/>.</summary>
    public void OnCommit(Type signal, Type context, Action<Guid?> wake) =>
        listeners.Enqueue((signal, context, wake));

    internal void Raise(Type signal, Type context, Guid? tenant)
    {
        foreach (var listener in listeners.Where(l => l.Signal == signal && l.Context == context))
        {
            try
            {
                listener.Wake(tenant);
            }
            catch (Exception failure)
            {
                // What was committed stays committed: whoever asked for it must not be told otherwise. Workers also look by themselves.
                log.LogError("A worker of {Context} could not be woken: {Fault}", context.Name, failure.GetType().FullName);
            }
        }
    }
}
