using System.Text;

namespace Platform.Files;

/// <summary>What a PDF says besides its pages.</summary>
internal static class PdfInspection
{
    private const int LargestXmp = 1024 * 1024;
    private const int MostPictures = 500;

    public static void Inspect(SourceReader reader, Found found)
    {
        var head = Encoding.Latin1.GetString(reader.Peek(1024));
        if (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<script", StringComparison.OrdinalIgnoreCase))
            throw new FileRefusedException(FileCodes.Polyglot);
        Polyglots.ArchiveAtEnd(reader);
        var file = PdfFile.Load(reader);
        if (file.End is { } end)
            Polyglots.Tail(reader, end, found);
        found.Pages = PdfPages.Of(file).Count;
        if (file.Revisions > 1)
            found.Add(FindingCodes.Revisions, file.Revisions);
        if (file.Encrypted)
        {
            found.Add(FindingCodes.Encrypted, "PDF");
            return;
        }
        if (file.Root is null)
            throw new DamagedFileException();
        foreach (var information in file.Information)
            foreach (var (key, value) in information.Entries)
                found.Add(key switch
                {
                    "Author" => FindingCodes.Author,
                    "Creator" or "Producer" => FindingCodes.Software,
                    "CreationDate" => FindingCodes.Created,
                    "ModDate" => FindingCodes.Modified,
                    "Company" or "Manager" => FindingCodes.Company,
                    "Title" or "Subject" or "Keywords" => FindingCodes.Title,
                    _ => FindingCodes.OtherMetadata,
                }, (file.Resolve(value) as PdfString)?.Text ?? key);
        var pictures = 0;
        foreach (var value in file.Objects.Values)
        {
            reader.Cancellation.ThrowIfCancellationRequested();
            Visit(value, found, 0);
            if (value is not PdfStream stream)
                continue;
            if (stream.Name("Type") == "Metadata" && file.Unpacked(stream, LargestXmp) is { } xmp)
                Xmp.Read(xmp, found);
            else if (stream.Filters is ["DCTDecode"] && pictures++ < MostPictures)
                Picture(reader, stream, found);
        }
    }

    private static void Picture(SourceReader reader, PdfStream stream, Found found)
    {
        var inside = new Found();
        try
        {
            using var part = reader.Part(stream.Start, stream.Length);
            Jpeg.Inspect(part, inside);
        }
        catch (DamagedFileException)
        {
            inside.Add(FindingCodes.Damaged, "JPEG");
        }
        foreach (var finding in inside.Findings.Where(f => f.Code != FindingCodes.Damaged))
            found.Add(finding.Code, finding.Value);
    }

    private static void Visit(object value, Found found, int depth)
    {
        if (value is PdfArray array)
            foreach (var item in array.Items)
                Visit(item, found, depth + 1);
        if (value is not PdfDictionary dictionary)
            return;
        foreach (var (key, entry) in dictionary.Entries)
        {
            switch (key)
            {
                case "JS" or "JavaScript": found.Add(FindingCodes.Scripts, "JavaScript"); break;
                case "S" when entry is PdfName { Value: "JavaScript" or "Launch" or "SubmitForm" or "ImportData" or "GoToR" or "GoToE" } action: found.Add(FindingCodes.Scripts, action.Value); break;
                case "EF" or "EmbeddedFiles" or "AF": found.Add(FindingCodes.EmbeddedFiles, "PDF"); break;
                case "Metadata": found.Add(FindingCodes.OtherMetadata, "XMP"); break;
                case "PieceInfo": found.Add(FindingCodes.OtherMetadata, "PieceInfo"); break;
                case "Thumb": found.Add(FindingCodes.Thumbnail, "PDF"); break;
                case "CreatorInfo": found.Add(FindingCodes.OtherMetadata, key); break;
                case "T" when entry is PdfString name && dictionary.Name("Subtype") is not (null or "Widget") && dictionary.Entries.ContainsKey("Rect"): found.Add(FindingCodes.Author, name.Text); break;
                case "M" when entry is PdfString time && dictionary.Entries.ContainsKey("Rect"): found.Add(FindingCodes.Modified, time.Text); break;
                case "LastModified" when entry is PdfString time: found.Add(FindingCodes.Modified, time.Text); break;
            }
            Visit(entry, found, depth + 1);
        }
    }
}
