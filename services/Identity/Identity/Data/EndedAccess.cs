using Platform.Contracts;

namespace Identity.Data;

/// <summary>
/// Access that has ended: the gateway takes no token of this subject that was given until then. Global, as accounts and clients
/// are: a token is judged before anybody enters a tenant. A row is of use for as long as a token can live, and then goes.
/// </summary>
public sealed class EndedAccess
{
    /// <summary>How long a row is kept: longer than any access token lives.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    /// <summary>Id of the row.</summary>
    public Guid Id { get; init; }

    /// <summary>Id of an account, of a machine's client or, where all of its people and machines are meant, of a tenant.</summary>
    [Coarse] public string Subject { get; init; } = "";

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }
}

/// <summary>How access is ended.</summary>
public static class AccessEnding
{
    /// <summary>Ends what tokens from before allow, with the change that is the reason: in the same transaction.</summary>
    public static void EndAccess(this IdentityDb db, string subject, DateTimeOffset now) =>
        db.Add(new EndedAccess { Id = Guid.CreateVersion7(now), Subject = subject, EndedAt = now });
}
