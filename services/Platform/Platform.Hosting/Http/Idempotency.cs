using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Hosting.Auth;
using Platform.Security;
using Platform.Tenancy;

namespace Platform.Hosting.Http;

/// <summary>
/// Does a creating request once, after the IETF Idempotency-Key draft: the same key and body replays the same answer for 24
/// hours, another body is 422, a first request still running makes the second wait up to two seconds, then 409. Only
/// successes are kept. The work and the record are one transaction, so there is no state in between to be left behind. A key belongs to the account
/// that sent it, and what was answered then is replayed only to whoever may still do it: <see cref="MayRepeat"/>.
/// </summary>
public sealed partial class Idempotency<TDb>(TDb db, UnitOfWork<TDb> unit, Secrets secrets, TimeProvider clock, KeyTurns turns, Actor actor, IEnumerable<MayRepeat> may, ILogger<Idempotency<TDb>> log)
    where TDb : PlatformDb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Reads the header, bare or as a quoted string.</summary>
    public static bool TryRead(HttpRequest request, out string key)
    {
        key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 2 && key[0] == '"' && key[^1] == '"')
            key = key[1..^1];
        return Form().IsMatch(key);
    }

    /// <summary>Runs the work in a unit of work of its own, or replays.</summary>
    /// <param name="scope">Route the key belongs to.</param>
    /// <param name="key">The client's key.</param>
    /// <param name="body">Request body; its keyed digest tells a replay from a reuse.</param>
    /// <param name="work">The work; its value must be the whole answer. It may be run again: <see cref="UnitOfWork{TDb}.Repeat"/>.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public async Task<Outcome<T>> Once<T>(string scope, string key, byte[] body, Func<Task<Outcome<T>>> work, CancellationToken cancellation)
    {
        if (!Form().IsMatch(key))
            return new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing");
        var digest = secrets.Digest("idempotency", System.Text.Encoding.UTF8.GetBytes($"{db.Tenant.Required:N}|{actor.Known}|{scope}|{key}"));
        var fingerprint = secrets.Digest("fingerprint", body);
        var sealing = secrets.Derive("idempotency-answer", System.Text.Encoding.UTF8.GetBytes(key));
        using var turn = await turns.Enter(digest, Patience, cancellation);
        if (turn is null)
            return new Refusal(StatusCodes.Status409Conflict, "platform.idempotency_in_progress", RetryAfterSeconds: 1);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var outcome = await unit.Repeat(async () => await Replay<T>(digest, fingerprint, sealing, cancellation) ?? await First(digest, fingerprint, sealing, work), o => !o.Refused, cancellation);
                // Another replica may have been first with this key, and what it did may be why our own rules say no.
                return outcome.Refused ? await unit.Read(() => Replay<T>(digest, fingerprint, sealing, cancellation), cancellation) ?? outcome : outcome;
            }
            catch (DbUpdateException race) when (attempt < 4 && IsDuplicate(race))
            {
                // Another replica was first: look again.
                db.ChangeTracker.Clear();
                log.LogDebug("A concurrent request won");
            }
        }
    }

    private async Task<Outcome<T>?> Replay<T>(byte[] digest, byte[] fingerprint, byte[] sealing, CancellationToken cancellation)
    {
        var found = await db.Set<IdempotencyRecord>().AsNoTracking().FirstOrDefaultAsync(r => r.KeyDigest == digest, CancellationToken.None);
        if (found is null)
            return null;
        if (found.ExpiresAt <= clock.GetUtcNow())
        {
            await db.Set<IdempotencyRecord>().Where(r => r.KeyDigest == digest).ExecuteDeleteAsync(CancellationToken.None);
            return null;
        }
        if (!found.Fingerprint.AsSpan().SequenceEqual(fingerprint))
            return new Refusal(StatusCodes.Status422UnprocessableEntity, "platform.idempotency_key_reused");
        foreach (var rule in may)
            if (await rule(cancellation) is { } refusal)
                return refusal;
        return JsonSerializer.Deserialize<T>(Envelope.OpenBytes(sealing, digest, found.Answer), JsonSerializerOptions.Web)!;
    }

    private async Task<Outcome<T>> First<T>(byte[] digest, byte[] fingerprint, byte[] sealing, Func<Task<Outcome<T>>> work)
    {
        var outcome = await work();
        if (outcome.Refused)
            return outcome;
        db.Add(new IdempotencyRecord
        {
            TenantId = db.Tenant.Required,
            KeyDigest = digest,
            Fingerprint = fingerprint,
            Answer = Envelope.SealBytes(sealing, digest, JsonSerializer.SerializeToUtf8Bytes(outcome.Value, JsonSerializerOptions.Web)),
            ExpiresAt = clock.GetUtcNow() + Kept,
        });
        await db.SaveChangesAsync(CancellationToken.None);
        return outcome;
    }

    private static bool IsDuplicate(DbUpdateException fault) => fault.InnerException switch
    {
        Npgsql.PostgresException pg => pg.SqlState == "23505",
        Microsoft.Data.Sqlite.SqliteException lite => lite.SqliteErrorCode == 19,
        _ => false,
    };

    [GeneratedRegex("^[A-Za-z0-9_-]{22,255}$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

/// <summary>A service's rule whether whoever sends a request again may still do what it does; null where they may. Asked before an answer that was given is given again, within the unit of work.</summary>
public delegate Task<Refusal?> MayRepeat(CancellationToken cancellation);

/// <summary>Lets one request of a key run at a time in this process.</summary>
public sealed class KeyTurns
{
    private readonly ConcurrentDictionary<string, Queue> queues = new(StringComparer.Ordinal);

    /// <summary>Waits for one's turn, or null when patience ends first.</summary>
    public async Task<IDisposable?> Enter(byte[] digest, TimeSpan patience, CancellationToken cancellation)
    {
        var key = Convert.ToHexString(digest);
        Queue queue;
        while (true)
        {
            queue = queues.GetOrAdd(key, _ => new Queue());
            lock (queue)
            {
                if (queue.Closed)
                    continue;
                queue.Waiting++;
                break;
            }
        }
        var entered = false;
        try { entered = await queue.Turn.WaitAsync(patience, cancellation); }
        finally { if (!entered) Leave(key, queue); }
        return entered ? new Held(this, key, queue) : null;
    }

    private void Leave(string key, Queue queue)
    {
        lock (queue)
        {
            if (--queue.Waiting > 0)
                return;
            queue.Closed = true;
            queues.TryRemove(key, out _);
        }
        queue.Dispose();
    }

    private sealed class Queue : IDisposable
    {
        public readonly SemaphoreSlim Turn = new(1, 1);
        public int Waiting;
        public bool Closed;
        public void Dispose() => Turn.Dispose();
    }

    private sealed class Held(KeyTurns owner, string key, Queue queue) : IDisposable
    {
        public void Dispose()
        {
            queue.Turn.Release();
            owner.Leave(key, queue);
        }
    }
}
