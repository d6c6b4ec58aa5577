using Identity.Data;
using Identity.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Platform.Hosting.Http;

namespace Identity.Features.Passwords;

/// <summary>A password that an account will be given, hashed already; <see cref="Told"/> is null where the caller chose it.</summary>
public sealed record ReadyPassword(string Text, string Hash, string? Told);

/// <summary>
/// The slow part of every password: hashing. Never inside a transaction, and never more at once than the processor bears;
/// who finds the queue full is told to come back, so that a flood of guesses takes neither memory nor connections.
/// </summary>
public sealed class PasswordWork(IConfiguration configuration) : IDisposable
{
    private static readonly Account Nobody = new();
    private readonly PasswordHasher<Account> hasher = new();
    private readonly SemaphoreSlim places = new(configuration.GetValue("Identity:PasswordChecks:AtOnce", 2 * Environment.ProcessorCount));
    private readonly int mostWaiting = configuration.GetValue("Identity:PasswordChecks:Waiting", 32 * Environment.ProcessorCount);
    private readonly Lazy<string> decoy = new(() => new PasswordHasher<Account>().HashPassword(Nobody, InitialPassword.Create()));
    private int waiting;

    /// <summary>What whoever finds the queue full is answered.</summary>
    public static Refusal Busy { get; } = new(StatusCodes.Status503ServiceUnavailable, "identity.passwords_busy", RetryAfterSeconds: 5);

    /// <summary>Compares a password with a hash, or with nobody's where there is none: both cost the same.</summary>
    public Task<Outcome<PasswordVerificationResult>> Compare(string? hash, string password, CancellationToken cancellation) => InTurn(() =>
    {
        var verdict = hasher.VerifyHashedPassword(Nobody, hash ?? decoy.Value, password);
        return hash is null ? PasswordVerificationResult.Failed : verdict;
    }, cancellation);

    /// <summary>Hashes a password.</summary>
    public Task<Outcome<string>> Hash(string password, CancellationToken cancellation) => InTurn(() => hasher.HashPassword(Nobody, password), cancellation);

    /// <summary>Makes a password ready for an account: the given one, or a new one that is told once.</summary>
    public async Task<Outcome<ReadyPassword>> Ready(string? given, CancellationToken cancellation)
    {
        var text = given ?? InitialPassword.Create();
        // What the rule will refuse anyway is not worth a hash.
        if (text.Length > PasswordRule.Most)
            return new ReadyPassword(text, "", null);
        var hash = await Hash(text, cancellation);
        return hash.Refusal is { } busy ? busy : new ReadyPassword(text, hash.Value!, given is null ? text : null);
    }

    private async Task<Outcome<T>> InTurn<T>(Func<T> work, CancellationToken cancellation)
    {
        if (!await Enter(cancellation))
            return Busy;
        try
        {
            return work();
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<bool> Enter(CancellationToken cancellation)
    {
        if (await places.WaitAsync(0, CancellationToken.None))
            return true;
        try
        {
            if (Interlocked.Increment(ref waiting) > mostWaiting)
                return false;
            await places.WaitAsync(cancellation);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <inheritdoc />
    public void Dispose() => places.Dispose();
}
