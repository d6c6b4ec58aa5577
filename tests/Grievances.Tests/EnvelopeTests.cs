using System.Security.Cryptography;
using CsCheck;
using Platform.Security;
using Xunit;

namespace Grievances.Tests;

/// <summary>A ciphertext opens with its key at its place, whole, and in no other way.</summary>
public sealed class EnvelopeTests
{
    private static readonly SealedPlace Place = new(Guid.NewGuid(), Guid.NewGuid(), "grievance", Guid.NewGuid(), "summary");
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void WhatIsSealed_Opens() => Gen.String[0, 3_000].Sample(text =>
    {
        // A lone surrogate is no text; UTF-8 replaces it, and a person can't type it.
        var sound = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        return Envelope.Open(key, Place, Envelope.Seal(key, Place, sound)) == sound;
    });

    [Fact]
    public void EveryFlippedByte_IsRefused()
    {
        var envelope = Envelope.Seal(key, Place, "It told me to take two tablets.");
        for (var i = 0; i < envelope.Length; i++)
        {
            var broken = (byte[])envelope.Clone();
            broken[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(key, Place, broken));
        }
    }

    [Fact]
    public void AnotherPlace_IsRefused()
    {
        var envelope = Envelope.Seal(key, Place, "text");
        foreach (var other in new[] { Place with { Tenant = Guid.NewGuid() }, Place with { Case = Guid.NewGuid() }, Place with { Entity = "message" }, Place with { Row = Guid.NewGuid() }, Place with { Field = "contact" } })
            Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(key, other, envelope));
        Assert.ThrowsAny<CryptographicException>(() => Envelope.Open(RandomNumberGenerator.GetBytes(32), Place, envelope));
    }

    [Fact]
    public void Lengths_FallIntoBuckets()
    {
        var lengths = Enumerable.Range(1, 2_000).Select(n => Envelope.Seal(key, Place, new string('x', n)).Length).ToList();
        Assert.True(lengths.Distinct().Count() < 70, $"{lengths.Distinct().Count()} different lengths");
        Assert.All(lengths.Select((length, i) => (length - 34) / (double)Math.Max(60, i + 1)), ratio => Assert.True(ratio < 1.13));
    }

    [Fact]
    public void SameTextTwice_IsNeverTheSameCiphertext() =>
        Assert.Equal(500, Enumerable.Range(0, 500).Select(_ => Convert.ToHexString(Envelope.Seal(key, Place, "same"))).Distinct().Count());
}
