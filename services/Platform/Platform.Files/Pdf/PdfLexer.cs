using System.Text;

namespace Platform.Files;

/// <summary>Reads the values of a PDF. Nesting, count and size are bounded: a file of brackets ends here, not in the stack.</summary>
internal sealed class PdfLexer(SourceReader reader, PdfLexer.Allowance allowance)
{
    private const int Deepest = 100;
    private const int LongestString = 1024 * 1024;
    private const int LongestWord = 512;

    /// <summary>What one file may hold, shared by all its parts.</summary>
    public sealed class Allowance
    {
        private int values = 1_000_000;
        private long text = 32 * 1024 * 1024;

        public long Unpacked { get; set; } = 256L * 1024 * 1024;

        public void Value(int bytes = 0)
        {
            text -= bytes;
            if (--values < 0 || text < 0)
                throw new DamagedFileException();
        }
    }

    public SourceReader Reader => reader;

    public static bool IsSpace(int value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    public static bool IsDelimiter(int value) => value is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    public int Look()
    {
        var here = reader.Position;
        var value = reader.ReadByte();
        reader.Position = here;
        return value;
    }

    public void SkipSpace()
    {
        while (true)
        {
            var value = Look();
            if (value == '%')
                SkipLine();
            else if (IsSpace(value))
                reader.Skip(1);
            else
                return;
        }
    }

    public string SkipLine()
    {
        var line = new StringBuilder();
        for (var value = reader.ReadByte(); value is not (-1 or 10 or 13); value = reader.ReadByte())
            if (line.Length < 16)
                line.Append((char)value);
        return line.ToString();
    }

    /// <summary>A run of ordinary characters: a number or a word.</summary>
    public string Word()
    {
        var word = new StringBuilder();
        for (var value = Look(); value >= 0 && !IsSpace(value) && !IsDelimiter(value); value = Look())
        {
            reader.Skip(1);
            if (word.Length < LongestWord)
                word.Append((char)value);
        }
        return word.ToString();
    }

    public object Value(int depth = 0)
    {
        if (depth > Deepest)
            throw new DamagedFileException();
        SkipSpace();
        allowance.Value();
        switch (Look())
        {
            case '/': return Name();
            case '(': return Text();
            case '[':
                reader.Skip(1);
                return new PdfArray(List(']', depth));
            case '<':
                reader.Skip(1);
                if (Look() != '<')
                    return Hexadecimal();
                reader.Skip(1);
                return Dictionary(List('>', depth));
            default:
                var word = Word();
                if (word.Length == 0)
                    throw new DamagedFileException();
                return IsNumber(word) ? new PdfNumber(word) : new PdfWord(word);
        }
    }

    private List<object> List(char close, int depth)
    {
        var items = new List<object>();
        while (true)
        {
            SkipSpace();
            var next = Look();
            if (next < 0)
                throw new DamagedFileException();
            if (next == close)
            {
                reader.Skip(1);
                if (close == '>' && reader.ReadByte() != '>')
                    throw new DamagedFileException();
                return items;
            }
            var value = Value(depth + 1);
            if (value is PdfWord { Value: "R" } && items is [.., PdfNumber { Whole: { } number and >= 0 and < int.MaxValue }, PdfNumber])
            {
                items.RemoveRange(items.Count - 2, 2);
                value = new PdfReference((int)number);
            }
            items.Add(value);
        }
    }

    private static PdfDictionary Dictionary(List<object> items)
    {
        var dictionary = new PdfDictionary();
        for (var i = 0; i + 1 < items.Count; i += 2)
            dictionary.Entries[(items[i] as PdfName ?? throw new DamagedFileException()).Value] = items[i + 1];
        return dictionary;
    }

    private PdfName Name()
    {
        reader.Skip(1);
        var raw = Word();
        if (!raw.Contains('#', StringComparison.Ordinal))
            return new PdfName(raw);
        var name = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
            if (raw[i] == '#' && i + 2 < raw.Length && char.IsAsciiHexDigit(raw[i + 1]) && char.IsAsciiHexDigit(raw[i + 2]))
            {
                name.Append((char)Convert.ToByte(raw.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
                name.Append(raw[i]);
        return new PdfName(name.ToString());
    }

    private PdfString Hexadecimal()
    {
        var digits = new StringBuilder();
        for (var value = reader.ReadByte(); value != '>'; value = reader.ReadByte())
        {
            if (value < 0 || digits.Length > 2 * LongestString)
                throw new DamagedFileException();
            if (char.IsAsciiHexDigit((char)value))
                digits.Append((char)value);
        }
        if (digits.Length % 2 == 1)
            digits.Append('0');
        allowance.Value(digits.Length / 2);
        return new PdfString(Convert.FromHexString(digits.ToString()));
    }

    private PdfString Text()
    {
        reader.Skip(1);
        using var bytes = new MemoryStream();
        for (var open = 1; ;)
        {
            var value = reader.ReadByte();
            if (value < 0 || bytes.Length > LongestString)
                throw new DamagedFileException();
            if (value == '\\')
            {
                Escaped(bytes);
                continue;
            }
            if (value == '(')
                open++;
            else if (value == ')' && --open == 0)
                break;
            bytes.WriteByte((byte)value);
        }
        allowance.Value((int)bytes.Length);
        return new PdfString(bytes.ToArray());
    }

    private void Escaped(MemoryStream bytes)
    {
        var value = reader.ReadByte();
        switch (value)
        {
            case 'n': bytes.WriteByte(10); break;
            case 'r': bytes.WriteByte(13); break;
            case 't': bytes.WriteByte(9); break;
            case 'b': bytes.WriteByte(8); break;
            case 'f': bytes.WriteByte(12); break;
            case 13:
                if (Look() == 10)
                    reader.Skip(1);
                break;
            case 10: break;
            case >= '0' and <= '7':
                var code = value - '0';
                for (var more = 0; more < 2 && Look() is >= '0' and <= '7'; more++)
                    code = code * 8 + reader.ReadByte() - '0';
                bytes.WriteByte((byte)code);
                break;
            default: bytes.WriteByte((byte)value); break;
        }
    }

    private static bool IsNumber(string word) => word[0] is (>= '0' and <= '9') or '+' or '-' or '.'
        && word.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.') && word.Any(char.IsAsciiDigit);
}
