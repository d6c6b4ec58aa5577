using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Gateway.Emergency;

/// <summary>Work for a machine: to be answered with a counter that makes SHA-256 begin with so many zero bits.</summary>
/// <param name="Challenge">Signed, good once.</param>
/// <param name="Bits">Zero bits.</param>
/// <param name="ExpiresAt">When it is worth nothing any more.</param>
internal sealed record Work(string Challenge, int Bits, DateTimeOffset ExpiresAt);

/// <summary>Sets work and checks it. Nothing is kept of what was set; what was solved is remembered until it expires.</summary>
internal sealed class Challenges(SignedText signed, SpentPasses spent, TimeProvider time, IConfiguration configuration)
{
    private const int Length = 1 + 8 + SpentPasses.IdBytes, MostCounterDigits = 20;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly int bits = Math.Clamp(configuration.GetValue("Gateway:PassBits", 18), 1, 32);

    public Work New()
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Life).ToUnixTimeSeconds());
        Span<byte> content = stackalloc byte[Length];
        content[0] = (byte)bits;
        BinaryPrimitives.WriteInt64BigEndian(content[1..], expires.ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(content[9..]);
        return new Work(signed.Sign(SignedKind.Challenge, content), bits, expires);
    }

    /// <summary>Whether <c>challenge.counter</c> is work done, in time, and for the first time.</summary>
    public bool Accept(string pass)
    {
        var dot = pass.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || pass.Length - dot - 1 is 0 or > MostCounterDigits || pass.AsSpan(dot + 1).ContainsAnyExceptInRange('0', '9')
            || signed.Open(SignedKind.Challenge, pass.AsSpan(0, dot), Length) is not { } content)
            return false;
        var expires = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(1)));
        return expires > time.GetUtcNow()
            && ZeroBits(SHA256.HashData(Encoding.ASCII.GetBytes(pass))) >= content[0]
            && spent.TrySpend(content.AsSpan(9), 1, expires);
    }

    internal static int ZeroBits(ReadOnlySpan<byte> hash) => BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt64BigEndian(hash));
}
