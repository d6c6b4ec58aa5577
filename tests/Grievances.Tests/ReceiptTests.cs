using CsCheck;
using Platform.Security;
using Xunit;

namespace Grievances.Tests;

/// <summary>The receipt: readable however a person writes it, and told at once when a digit is wrong.</summary>
public sealed class ReceiptTests
{
    private static readonly string[] Zeros = ["0", "\u0660", "\u06F0", "\u0966", "\uFF10"];

    [Fact]
    public void NewReceipts_AreTwentyDigits_AndDiffer()
    {
        var receipts = Enumerable.Range(0, 2_000).Select(_ => Receipt.New().Digits).ToList();
        Assert.All(receipts, r => Assert.Matches("^[0-9]{20}$", r));
        Assert.Equal(receipts.Count, receipts.Distinct().Count());
    }

    [Fact]
    public void EveryWrongDigit_IsMistyped() => Gen.Select(Gen.Int[0, 19], Gen.Int[1, 9]).Sample((place, shift) =>
    {
        var digits = Receipt.New().Digits.ToCharArray();
        digits[place] = (char)('0' + (digits[place] - '0' + shift) % 10);
        return Receipt.Read(new string(digits), out _) == ReceiptReading.Mistyped;
    });

    [Fact]
    public void AnyScriptsDigits_SpacesAndHyphens_AreTheSameReceipt() => Gen.Select(Gen.Int[0, Zeros.Length - 1], Gen.Int[1, 6]).Sample((script, group) =>
    {
        var receipt = Receipt.New();
        var typed = string.Concat(receipt.Digits.Select((d, i) => (i % group == 0 ? i % 2 == 0 ? " " : "-" : "") + char.ConvertFromUtf32(char.ConvertToUtf32(Zeros[script], 0) + d - '0')));
        return Receipt.Read("\u200F" + typed, out var read) == ReceiptReading.Readable && read == receipt;
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("12345678901234567890123")]
    [InlineData("1234 5678 9012 3456 789x")]
    public void WhatIsNoReceipt_IsMalformed(string? typed) => Assert.Equal(ReceiptReading.Malformed, Receipt.Read(typed, out _));

    [Fact]
    public void InALog_ItSaysNothing() => Assert.Equal("receipt", $"{Receipt.New()}");
}
