using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Gateway.Emergency;

/// <summary>Where the bearer of a ticket stands.</summary>
internal enum Turn
{
    /// <summary>No ticket, or one that is of no use any more.</summary>
    None,

    /// <summary>A ticket whose time has not come.</summary>
    Waiting,

    /// <summary>May go on.</summary>
    Come,
}

/// <summary>
/// Tickets of people who wait: good from an instant on, for two hours, so that a person waits once in a filing. A limit on
/// its uses, far beyond what one filing takes, keeps a ticket that is passed around from serving many.
/// </summary>
internal sealed class Tickets(SignedText signed, SpentPasses spent, TimeProvider time, IConfiguration configuration)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private const int Length = 8 + SpentPasses.IdBytes, MostUses = 100;
    private readonly TimeSpan wait = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Gateway:WaitSeconds", 30), 1, 60));

    public string New()
    {
        Span<byte> content = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(content, (time.GetUtcNow() + wait).ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(content[8..]);
        return signed.Sign(SignedKind.Ticket, content);
    }

    /// <summary>Looks at a ticket, and uses it once where its time has come.</summary>
    public Turn Use(string? ticket)
    {
        if (Open(ticket) is not var (begins, content))
            return Turn.None;
        var now = time.GetUtcNow();
        if (now < begins)
            return Turn.Waiting;
        return now < begins + Life && spent.TrySpend(content.AsSpan(8), MostUses, begins + Life) ? Turn.Come : Turn.None;
    }

    /// <summary>Whole seconds until the time of a ticket has come, at least one.</summary>
    public int SecondsLeft(string ticket) =>
        Open(ticket) is var (begins, _) ? Math.Max(1, (int)Math.Ceiling((begins - time.GetUtcNow()).TotalSeconds)) : 1;

    private (DateTimeOffset Begins, byte[] Content)? Open(string? ticket) => signed.Open(SignedKind.Ticket, ticket, Length) is { } content
        ? (DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(content)), content) : null;
}
