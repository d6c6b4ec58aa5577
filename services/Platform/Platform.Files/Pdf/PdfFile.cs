using System.IO.Compression;
using System.Text;

namespace Platform.Files;

/// <summary>
/// The objects of a PDF in its last version, found by reading the file from front to back: a later object of a number replaces an
/// earlier one. The cross-reference table is not trusted, so that no table, tree or chain of a hostile file leads in circles.
/// </summary>
internal sealed class PdfFile
{
    private const int LargestObjectStream = 32 * 1024 * 1024;
    private const int MostWords = 5_000_000;

    private readonly SourceReader reader;
    private readonly PdfLexer.Allowance allowance;
    private readonly Dictionary<int, long> lengths = [];
    private readonly List<object?> informationReferences = [];
    private object? rootReference;
    private bool lengthsMissing;

    private PdfFile(SourceReader reader, PdfLexer.Allowance allowance) => (this.reader, this.allowance) = (reader, allowance);

    public Dictionary<int, object> Objects { get; } = [];

    public PdfDictionary? Root { get; private set; }

    public List<PdfDictionary> Information { get; } = [];

    public bool Encrypted { get; private set; }

    /// <summary>Times the file was saved.</summary>
    public int Revisions { get; private set; }

    /// <summary>Where the last end mark ends; null without one.</summary>
    public long? End { get; private set; }

    public static PdfFile Load(SourceReader reader)
    {
        var allowance = new PdfLexer.Allowance();
        var file = new PdfFile(reader, allowance);
        file.Scan();
        if (!file.lengthsMissing || file.Encrypted)
            return file;
        // Lengths that stand behind their streams are known now.
        var again = new PdfFile(reader, allowance);
        foreach (var (number, value) in file.Objects)
            if (value is PdfNumber { Whole: { } length })
                again.lengths[number] = length;
        again.Scan();
        return again;
    }

    public object? Resolve(object? value)
    {
        for (var hop = 0; value is PdfReference reference; hop++)
        {
            if (hop > 16 || !Objects.TryGetValue(reference.Number, out var target))
                return null;
            value = target;
        }
        return value;
    }

    public PdfDictionary? Dictionary(object? value) => Resolve(value) as PdfDictionary;

    /// <summary>The bytes of a stream, unpacked; null where its filter is another or there are more than asked for.</summary>
    public byte[]? Unpacked(PdfStream stream, int most)
    {
        using var part = reader.Part(stream.Start, stream.Length);
        using var source = stream.Filters switch { [] => (Stream)part, ["FlateDecode"] when Plain(stream) => new ZLibStream(part, CompressionMode.Decompress), _ => null };
        if (source is null)
            return null;
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = source.Read(buffer, 0, buffer.Length); read > 0; read = source.Read(buffer, 0, buffer.Length))
        {
            allowance.Unpacked -= read;
            if (allowance.Unpacked < 0)
                throw new FileRefusedException(FileCodes.Bomb);
            if (bytes.Length + read > most)
                return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private void Scan()
    {
        reader.Position = 0;
        var lexer = new PdfLexer(reader, allowance);
        string before = "", last = "";
        var linear = false;
        var words = 0;
        while (reader.Left > 0)
        {
            var value = lexer.Look();
            if (PdfLexer.IsSpace(value))
            {
                reader.Skip(1);
                continue;
            }
            if (value == '%')
            {
                if (lexer.SkipLine().StartsWith("%%EOF", StringComparison.Ordinal))
                    End = reader.Position;
                continue;
            }
            var word = lexer.Word();
            if (++words > MostWords)
                throw new DamagedFileException();
            if (word.Length == 0)
                reader.Skip(1);
            else if (word == "obj" && int.TryParse(before, out var number) && number >= 0)
                linear |= Object(lexer, number) is PdfDictionary { Entries: var entries } && entries.ContainsKey("Linearized");
            else if (word == "trailer")
                Trailer(lexer.Value() as PdfDictionary);
            else if (word == "startxref")
                Revisions++;
            (before, last) = (last, word);
        }
        if (linear)
            Revisions--;
        Root = Dictionary(rootReference);
        Information.AddRange(informationReferences.Select(Dictionary).OfType<PdfDictionary>().Distinct());
        Root ??= Objects.Values.OfType<PdfDictionary>().LastOrDefault(d => d.Name("Type") == "Catalog");
    }

    private object? Object(PdfLexer lexer, int number)
    {
        var value = lexer.Value();
        var here = reader.Position;
        lexer.SkipSpace();
        if (value is PdfDictionary dictionary && reader.Peek(6).AsSpan().SequenceEqual("stream"u8))
        {
            reader.Skip(6);
            if (lexer.Look() == 13)
                reader.Skip(1);
            if (lexer.Look() == 10)
                reader.Skip(1);
            var start = reader.Position;
            var stream = new PdfStream(start, LengthOf(dictionary["Length"], start));
            foreach (var (key, entry) in dictionary.Entries)
                stream.Entries[key] = entry;
            value = stream;
            reader.Position = stream.Start + stream.Length;
            if (stream.Name("Type") == "XRef")
                Trailer(stream);
            else if (stream.Name("Type") == "ObjStm" && !Encrypted)
            {
                var after = reader.Position;
                Inside(stream);
                reader.Position = after;
            }
        }
        else
            reader.Position = here;
        Objects[number] = value;
        return value;
    }

    private void Trailer(PdfDictionary? trailer)
    {
        if (trailer is null)
            return;
        Encrypted |= trailer.Entries.ContainsKey("Encrypt");
        rootReference = trailer["Root"] ?? rootReference;
        informationReferences.Add(trailer["Info"]);
    }

    private long LengthOf(object? length, long start)
    {
        var claimed = length switch
        {
            PdfNumber number => number.Whole,
            PdfReference reference when lengths.TryGetValue(reference.Number, out var known) => known,
            _ => null,
        };
        lengthsMissing |= length is PdfReference && claimed is null;
        if (claimed is { } bytes and >= 0 && bytes <= reader.Length - start)
        {
            reader.Position = start + bytes;
            if (Encoding.Latin1.GetString(reader.Peek(16)).TrimStart('\r', '\n', ' ').StartsWith("endstream", StringComparison.Ordinal))
                return bytes;
        }
        reader.Position = start;
        return reader.SeekBytes("endstream"u8) ? reader.Position - start : throw new DamagedFileException();
    }

    private void Inside(PdfStream stream)
    {
        var bytes = Unpacked(stream, LargestObjectStream);
        if (bytes is null || (stream["N"] as PdfNumber)?.Whole is not { } count || (stream["First"] as PdfNumber)?.Whole is not { } first || count is < 0 or > 100_000)
            throw new DamagedFileException();
        using var memory = new MemoryStream(bytes, writable: false);
        using var inner = new SourceReader(memory, reader.Cancellation);
        var lexer = new PdfLexer(inner, allowance);
        var places = new List<(int Number, long Offset)>();
        for (var i = 0; i < count; i++)
            if (lexer.Value() is PdfNumber { Whole: { } number and >= 0 and < int.MaxValue } && lexer.Value() is PdfNumber { Whole: { } offset and >= 0 })
                places.Add(((int)number, offset));
        foreach (var (number, offset) in places)
        {
            inner.Position = first + offset;
            if (inner.Left > 0)
                Objects[number] = lexer.Value();
        }
    }

    private static bool Plain(PdfStream stream) => stream["DecodeParms"] is not PdfDictionary parameters || parameters["Predictor"] is null or PdfNumber { Whole: 1 };
}
