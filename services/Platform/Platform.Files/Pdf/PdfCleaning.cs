using System.IO.Compression;

namespace Platform.Files;

/// <summary>
/// Writes the pages of a PDF, and only what they draw on, into a new file: earlier versions, properties, XMP, scripts, attached
/// files, bookmarks, form logic, hidden thumbnails and other programs' data don't come along. Streams are copied as they lie,
/// except photographs, whose own metadata goes. A form keeps how it looks; a comment keeps its text and loses its author.
/// </summary>
internal sealed class PdfCleaning
{
    private static readonly HashSet<string> Everywhere =
        ["Metadata", "PieceInfo", "LastModified", "AA", "OpenAction", "JS", "JavaScript", "EF", "AF", "EmbeddedFiles", "StructParent", "StructParents", "Thumb", "OPI", "Usage", "CreatorInfo", "Author", "Creator"];

    private static readonly HashSet<string> OfAPage =
        ["Type", "Resources", "Contents", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "UserUnit", "Group", "Annots"];

    private static readonly HashSet<string> OfAnAnnotation =
        ["Type", "Subtype", "Rect", "AP", "AS", "F", "Border", "BS", "BE", "C", "IC", "CA", "QuadPoints", "InkList", "Vertices", "L", "LE", "H", "Dest", "A", "Contents", "DA", "MK", "Name", "OC", "RD", "Q"];

    private static readonly HashSet<string> Unwanted = ["FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D", "Popup", "PrinterMark", "TrapNet"];

    private readonly SourceReader reader;
    private readonly PdfFile file;
    private readonly PdfWriter writer;
    private readonly Dictionary<int, int> numbers = [];
    private readonly Queue<int> waiting = new();
    private readonly HashSet<int> pages;

    private PdfCleaning(SourceReader reader, PdfFile file, Stream sink, HashSet<int> pages) =>
        (this.reader, this.file, writer, this.pages) = (reader, file, new PdfWriter(sink), pages);

    public static void Clean(SourceReader reader, Stream sink)
    {
        var file = PdfFile.Load(reader);
        if (file.Encrypted)
            throw new NotCleanableException(UncleanedReason.Encrypted);
        var pages = PdfPages.Of(file);
        if (pages.Count == 0)
            throw new DamagedFileException();
        new PdfCleaning(reader, file, sink, [.. pages.Select(p => p.Number)]).Write(pages);
    }

    private void Write(List<PdfPage> list)
    {
        var (root, tree) = (writer.Reserve(), writer.Reserve());
        foreach (var page in list)
            numbers[page.Number] = writer.Reserve();
        foreach (var page in list)
            Page(page, tree);
        var catalogue = new PdfDictionary { Entries = { ["Type"] = new PdfName("Catalog"), ["Pages"] = new PdfReference(tree) } };
        // Without it, layers that are switched off would show.
        if (file.Dictionary(file.Root?["OCProperties"]) is { } layers)
            catalogue.Entries["OCProperties"] = Copy(layers);
        writer.Object(root, catalogue);
        writer.Object(tree, new PdfDictionary
        {
            Entries =
            {
                ["Type"] = new PdfName("Pages"),
                ["Count"] = PdfWriter.Number(list.Count),
                ["Kids"] = new PdfArray([.. list.Select(p => (object)new PdfReference(numbers[p.Number]))]),
            },
        });
        while (waiting.TryDequeue(out var number))
        {
            reader.Cancellation.ThrowIfCancellationRequested();
            var value = file.Objects[number];
            if (value is PdfStream stream)
                Stream(numbers[number], stream);
            else
                writer.Object(numbers[number], Copy(value));
        }
        writer.End(root);
    }

    private void Page(PdfPage page, int tree)
    {
        var copy = new PdfDictionary { Entries = { ["Parent"] = new PdfReference(tree) } };
        foreach (var (key, value) in page.Inherited.Concat(page.Own.Entries))
        {
            if (!OfAPage.Contains(key))
                continue;
            copy.Entries[key] = key == "Annots" ? Annotations(value) : Copy(value);
        }
        copy.Entries["Type"] = new PdfName("Page");
        writer.Object(numbers[page.Number], copy);
    }

    private PdfArray Annotations(object value)
    {
        var kept = new List<object>();
        foreach (var item in (file.Resolve(value) as PdfArray)?.Items ?? [])
        {
            if (file.Dictionary(item) is not { } annotation || Unwanted.Contains(annotation.Name("Subtype") ?? "Popup"))
                continue;
            var copy = new PdfDictionary();
            foreach (var (key, entry) in annotation.Entries)
            {
                if (!OfAnAnnotation.Contains(key))
                    continue;
                if (key != "A")
                    copy.Entries[key] = Copy(entry);
                else if (file.Dictionary(entry) is { } action && action.Name("S") == "URI" && file.Resolve(action["URI"]) is PdfString address)
                    copy.Entries[key] = new PdfDictionary { Entries = { ["S"] = new PdfName("URI"), ["URI"] = address } };
            }
            kept.Add(copy);
        }
        return new PdfArray(kept);
    }

    private object Copy(object value)
    {
        switch (value)
        {
            case PdfReference reference:
                return Reference(reference.Number);
            case PdfArray array:
                return new PdfArray([.. array.Items.Select(Copy)]);
            case PdfDictionary dictionary:
                var copy = new PdfDictionary();
                foreach (var (key, entry) in dictionary.Entries)
                    if (!Everywhere.Contains(key))
                        copy.Entries[key] = Copy(entry);
                return copy;
            default:
                return value;
        }
    }

    private object Reference(int number)
    {
        if (numbers.TryGetValue(number, out var known))
            return new PdfReference(known);
        // Other pages and the tree itself don't come along by the back door.
        if (!file.Objects.TryGetValue(number, out var target) || (target is PdfDictionary { } d && d.Name("Type") is "Page" or "Pages" or "Catalog" or "Metadata" && !pages.Contains(number)))
            return new PdfWord("null");
        numbers[number] = writer.Reserve();
        waiting.Enqueue(number);
        return new PdfReference(numbers[number]);
    }

    private void Stream(int number, PdfStream stream)
    {
        if (stream.Entries.ContainsKey("F"))
            throw new NotCleanableException(UncleanedReason.EmbeddedFile);
        var copy = (PdfDictionary)Copy(stream);
        copy.Entries.Remove("Length");
        switch (stream.Filters)
        {
            case ["DCTDecode"]:
                using (var part = reader.Part(stream.Start, stream.Length))
                    Picture(number, copy, part);
                return;
            case ["FlateDecode", "DCTDecode"]:
                using (var held = new MemoryStream(Inflated(stream), writable: false))
                using (var part = new SourceReader(held, reader.Cancellation))
                {
                    copy.Entries["Filter"] = new PdfName("DCTDecode");
                    copy.Entries.Remove("DecodeParms");
                    Picture(number, copy, part);
                }
                return;
            case [.., "DCTDecode"]:
                throw new NotCleanableException(UncleanedReason.EmbeddedFile);
            case [.., "JPXDecode"] when HasBoxes(stream):
                throw new NotCleanableException(UncleanedReason.EmbeddedFile);
        }
        writer.Stream(number, copy, stream.Length, sink => reader.CopyRange(stream.Start, stream.Length, sink));
    }

    // Twice through: the length stands before the bytes.
    private void Picture(int number, PdfDictionary copy, SourceReader part)
    {
        using var counter = new CountingSink();
        Jpeg.Clean(part, new Found(), counter);
        writer.Stream(number, copy, counter.Length, sink => Jpeg.Clean(part, new Found(), sink));
    }

    private byte[] Inflated(PdfStream stream)
    {
        const int most = 32 * 1024 * 1024;
        using var part = reader.Part(stream.Start, stream.Length);
        using var inflate = new ZLibStream(part, CompressionMode.Decompress);
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = inflate.Read(buffer, 0, buffer.Length); read > 0; read = inflate.Read(buffer, 0, buffer.Length))
        {
            if (held.Length + read > most)
                throw new NotCleanableException(UncleanedReason.EmbeddedFile);
            held.Write(buffer, 0, read);
        }
        return held.ToArray();
    }

    // JPEG 2000 keeps XMP in boxes of its own.
    private bool HasBoxes(PdfStream stream)
    {
        reader.Position = stream.Start;
        var head = reader.Peek((int)Math.Min(stream.Length, 4096)).AsSpan();
        return head.IndexOf("uuid"u8) >= 0 || head.IndexOf("xml "u8) >= 0 || head.IndexOf("asoc"u8) >= 0;
    }
}
