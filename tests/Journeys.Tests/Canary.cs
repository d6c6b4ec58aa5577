using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Journeys.Tests;

/// <summary>
/// Words that stand nowhere else: one stem for a run with an ending for each place it was put, and what has a form of its own
/// (receipts, addresses). Found in clear, in other encodings, in hexadecimal and in Base64, wherever it begins.
/// </summary>
internal sealed class Canary
{
    private readonly string stem = "zq" + RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz", 14);
    private readonly List<(string What, byte[] Bytes)> needles = [];

    public Canary() => Also(stem, stem);

    /// <summary>An address of a network that exists on paper only.</summary>
    public string Address { get; } = $"198.18.{RandomNumberGenerator.GetInt32(10, 250)}.{RandomNumberGenerator.GetInt32(10, 250)}";

    /// <summary>A word for a place.</summary>
    public string Word(string place) => $"{stem}-{place}";

    /// <summary>A mail address for a place.</summary>
    public string Mail(string place) => $"{stem}-{place}@mail.example";

    /// <summary>A receipt or a code, as it is stored and as it is shown.</summary>
    public string Digits(string digits)
    {
        Assert.Equal(20, digits.Length);
        Also("a receipt or a code", digits);
        Also("a receipt or a code", string.Join(' ', digits.Chunk(4).Select(four => new string(four))));
        return digits;
    }

    /// <summary>Something else that must not be found.</summary>
    public void Also(string what, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        needles.AddRange(new[] { utf8, Encoding.Unicode.GetBytes(value), Encoding.BigEndianUnicode.GetBytes(value), Encoding.ASCII.GetBytes(value.ToUpperInvariant()), Ascii(Convert.ToHexStringLower(utf8)), Ascii(Convert.ToHexString(utf8)) }
            .Concat(Enumerable.Range(0, 3).Select(before => InBase64(utf8, before))).Concat(Enumerable.Range(0, 3).Select(before => Ascii(Url(InBase64(utf8, before)))))
            .DistinctBy(Convert.ToHexString).Select(bytes => (what, bytes)));
    }

    /// <summary>Fails where anything of it stands in clear.</summary>
    public void Clean(ReadOnlySpan<byte> content, string where)
    {
        if (Find(content) is { } found)
            Assert.Fail($"{found} stands in {where}");
    }

    /// <summary>What stands there, with what follows it; null where nothing does.</summary>
    public string? Find(ReadOnlySpan<byte> content)
    {
        foreach (var (what, bytes) in needles)
            if (content.IndexOf(bytes) is >= 0 and var at)
                return $"{what}: {Encoding.Latin1.GetString(content[Math.Max(0, at - 60)..Math.Min(content.Length, at + bytes.Length + 60)]).Where(c => !char.IsControl(c)).Aggregate("", (text, c) => text + c)}";
        return null;
    }

    // What of the text is the same whatever stands before and behind it.
    private static byte[] InBase64(byte[] text, int before)
    {
        var whole = Convert.ToBase64String([.. new byte[before], .. text]);
        var from = (before * 8 + 5) / 6;
        return Ascii(whole[from..((before + text.Length) * 8 / 6)]);
    }

    private static string Url(byte[] base64) => Encoding.ASCII.GetString(base64).Replace('+', '-').Replace('/', '_');

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
