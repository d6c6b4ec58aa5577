using System.Globalization;
using System.Text;

namespace Platform.Files;

/// <summary>Writes a PDF from front to back, with a plain table of where its objects are.</summary>
internal sealed class PdfWriter
{
    private readonly Stream sink;
    private readonly List<long> offsets = [0];
    private long position;

    public PdfWriter(Stream sink)
    {
        this.sink = sink;
        // Bytes above 127 tell programs that carry files that this is no text.
        Raw("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    }

    public static PdfNumber Number(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    public int Reserve()
    {
        offsets.Add(0);
        return offsets.Count - 1;
    }

    public void Object(int number, object value)
    {
        offsets[number] = position;
        Raw($"{number} 0 obj\n{Text(value)}\nendobj\n");
    }

    public void Stream(int number, PdfDictionary dictionary, long length, Action<Stream> content)
    {
        dictionary.Entries["Length"] = Number(length);
        offsets[number] = position;
        Raw($"{number} 0 obj\n{Text(dictionary)}\nstream\n");
        content(sink);
        position += length;
        Raw("\nendstream\nendobj\n");
    }

    public void End(int root)
    {
        var table = position;
        Raw($"xref\n0 {offsets.Count}\n0000000000 65535 f \n");
        foreach (var offset in offsets.Skip(1))
            Raw($"{offset:D10} 00000 n \n");
        Raw($"trailer\n<</Size {offsets.Count}/Root {root} 0 R>>\nstartxref\n{table}\n%%EOF\n");
    }

    private void Raw(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        sink.Write(bytes);
        position += bytes.Length;
    }

    private static string Text(object value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object value)
    {
        switch (value)
        {
            case PdfNumber number: text.Append(number.Raw); break;
            case PdfWord word: text.Append(word.Value is "true" or "false" ? word.Value : "null"); break;
            case PdfReference reference: text.Append(CultureInfo.InvariantCulture, $"{reference.Number} 0 R"); break;
            case PdfString bytes: text.Append('<').Append(Convert.ToHexString(bytes.Bytes)).Append('>'); break;
            case PdfName name: Append(text, name.Value); break;
            case PdfArray array:
                text.Append('[');
                foreach (var item in array.Items)
                {
                    Append(text, item);
                    text.Append(' ');
                }
                text.Append(']');
                break;
            case PdfDictionary dictionary:
                text.Append("<<");
                foreach (var (key, entry) in dictionary.Entries)
                {
                    Append(text, key);
                    text.Append(' ');
                    Append(text, entry);
                }
                text.Append(">>");
                break;
        }
    }

    private static void Append(StringBuilder text, string name)
    {
        text.Append('/');
        foreach (var character in name)
            if (character is > ' ' and < '\x7F' and not '#' && !PdfLexer.IsDelimiter(character))
                text.Append(character);
            else
                text.Append(CultureInfo.InvariantCulture, $"#{(int)character:X2}");
    }
}

/// <summary>Counts what is written and keeps nothing.</summary>
internal sealed class CountingSink : Stream
{
    private long length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => length += count;

    public override void Write(ReadOnlySpan<byte> buffer) => length += buffer.Length;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
