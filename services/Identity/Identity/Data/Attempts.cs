using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Identity.Data;

/// <summary>
/// Runs a change in a unit of work of its own, and again where somebody else was first: the second look finds what they did
/// and replays or refuses by its own rules. A unique index is the last to know that a name is taken, never the one to say so.
/// </summary>
public sealed class Attempts(IdentityDb db, UnitOfWork<IdentityDb> unit, Idempotency<IdentityDb> idempotency)
{
    private const int Most = 4;

    /// <summary>Runs a change.</summary>
    public Task<Outcome<T>> Change<T>(Func<Task<Outcome<T>>> work, CancellationToken cancellation) =>
        Again(() => unit.Run(true, work, outcome => !outcome.Refused, cancellation));

    /// <summary>Runs a change once per Idempotency-Key.</summary>
    public async Task<Outcome<T>> Once<T>(string scope, string key, byte[] body, Func<Task<Outcome<T>>> work, CancellationToken cancellation)
    {
        Task<Outcome<T>> Attempt() => Again(() => idempotency.Once(scope, key, body, work, cancellation));
        var outcome = await Attempt();
        // Another replica may have served this very key between our look for its answer and the work: what is in the way is then our own.
        return outcome.Refusal is { Status: StatusCodes.Status409Conflict, RetryAfterSeconds: null } ? await Attempt() : outcome;
    }

    private async Task<Outcome<T>> Again<T>(Func<Task<Outcome<T>>> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception race) when (race is DbUpdateConcurrencyException or OpenIddictExceptions.ConcurrencyException || IndexOf(race) is not null)
            {
                db.ChangeTracker.Clear();
                if (tries == Most)
                    return Lost(IndexOf(race) ?? "");
            }
        }
    }

    private static Refusal Lost(string index) => index.Contains("slug", StringComparison.Ordinal) ? Refusal.Conflict("identity.slug_taken")
        : index.Contains("user_name", StringComparison.Ordinal) ? Refusal.Conflict("identity.user_name_taken") : Refusal.Conflict("platform.conflict");

    /// <summary>The unique index that refused, by its name or by what SQLite says of it; null where it was something else.</summary>
    private static string? IndexOf(Exception fault) => fault switch
    {
        DbUpdateException { InnerException: { } inner } => IndexOf(inner),
        Npgsql.PostgresException { SqlState: "23505" } pg => pg.ConstraintName ?? "",
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } lite when lite.Message.Contains("UNIQUE", StringComparison.Ordinal) => lite.Message,
        _ => null,
    };
}
