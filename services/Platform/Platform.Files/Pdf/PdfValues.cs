using System.Globalization;
using System.Text;

namespace Platform.Files;

/// <summary>A number as it was written: what is copied keeps its every digit.</summary>
internal sealed record PdfNumber(string Raw)
{
    public long? Whole => long.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>A name, its escapes resolved, one character a byte.</summary>
internal sealed record PdfName(string Value);

/// <summary>A string of bytes.</summary>
internal sealed record PdfString(byte[] Bytes)
{
    public string Text => Bytes switch
    {
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(Bytes.AsSpan(2)),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(Bytes.AsSpan(3)),
        _ => Encoding.Latin1.GetString(Bytes),
    };
}

/// <summary>A reference to an object.</summary>
internal sealed record PdfReference(int Number);

/// <summary>A word such as true or null.</summary>
internal sealed record PdfWord(string Value);

/// <summary>A list of values.</summary>
internal sealed class PdfArray(List<object> items)
{
    public List<object> Items => items;
}

/// <summary>Values by name.</summary>
internal class PdfDictionary
{
    public Dictionary<string, object> Entries { get; } = new(StringComparer.Ordinal);

    public object? this[string key] => Entries.GetValueOrDefault(key);

    public string? Name(string key) => (this[key] as PdfName)?.Value;
}

/// <summary>A dictionary with bytes, which stay in the file.</summary>
internal sealed class PdfStream(long start, long length) : PdfDictionary
{
    public long Start => start;

    public long Length => length;

    public IReadOnlyList<string> Filters => this["Filter"] switch
    {
        PdfName one => [Full(one.Value)],
        PdfArray many => [.. many.Items.OfType<PdfName>().Select(n => Full(n.Value))],
        null => [],
        _ => ["?"],
    };

    private static string Full(string name) => name switch { "Fl" => "FlateDecode", "DCT" => "DCTDecode", _ => name };
}
