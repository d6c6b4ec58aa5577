namespace Platform.Files;

/// <summary>
/// Makes copies without identifying metadata, losslessly: pictures keep their very pixels, documents their text. Images lose every
/// colour profile too, since one of a single screen or scanner identifies it; wide-gamut pictures look a little paler for that.
/// Only managed code works on these bytes: the process holds keys, and a memory fault in a native decoder of anonymous input
/// would open all of them.
/// </summary>
public static class FileCleaning
{
    /// <summary>Whether copies of this kind are made at all.</summary>
    public static bool Covers(FileKind kind) => kind is FileKind.Jpeg or FileKind.Png or FileKind.Gif or FileKind.WebP or FileKind.Pdf or FileKind.Docx or FileKind.Xlsx or FileKind.Pptx;

    /// <summary>Writes a cleaned copy; inspect it afterwards with <see cref="Judge"/>. Works synchronously, in memory of a few MiB.</summary>
    /// <param name="source">The original, seekable.</param>
    /// <param name="inspection">What was found in it.</param>
    /// <param name="sink">Where the copy goes; needs no seeking.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static CleaningOutcome Clean(Stream source, Inspection inspection, Stream sink, CancellationToken cancellation = default) => Clean(source, inspection, sink, 0, cancellation);

    /// <summary>Looks at a cleaned copy again: it counts as cleaned only when nothing identifying is found in it and it is still of its kind.</summary>
    public static CleaningOutcome Judge(Stream copy, Inspection original, CancellationToken cancellation = default)
    {
        var again = FileInspection.Inspect(copy, null, cancellation);
        var whole = again.Kind == original.Kind && again.Refusal is null && again.Width == original.Width && again.Height == original.Height && again.Pages == original.Pages;
        // Documents inside documents were cleaned with them; in a PDF nothing of the kind is left.
        bool Tells(Finding finding) => finding.Identifying && (finding.Code != FindingCodes.EmbeddedFiles || original.Kind == FileKind.Pdf);
        return whole && !again.Findings.Any(Tells) ? new CleaningOutcome(true, Remaining: again.Findings) : new CleaningOutcome(false, UncleanedReason.Remains, again.Findings);
    }

    /// <summary>
    /// From a sealed original to a sealed, judged copy of the form <see cref="SealedFile.Cleaned"/>. Without a manifest in the
    /// answer there is no copy, and nothing of it is left in the store. Store and seal may throw; the bytes never make it throw.
    /// </summary>
    public static Task<(CleaningOutcome Outcome, SealedManifest? Copy)> MakeCopy(IBlobStore store, Guid tenant, Guid file, byte[] key, SealedManifest original, Inspection inspection,
        CancellationToken cancellation = default) => Task.Run(async () =>
    {
        var copy = new SealedFile(tenant, file, SealedFile.Cleaned);
        await using var source = new SealedFileStream(store, new SealedFile(tenant, file, SealedFile.Original), key, original);
        using var writer = new SealedFileWriter(store, copy, key, original.Length * 2 + 16 * 1024 * 1024);
        SealedManifest? manifest = null;
        CleaningOutcome outcome;
        try
        {
            await using var sink = new SealedFileSink(writer);
            outcome = Clean(source, inspection, sink, cancellation);
            if (outcome.Cleaned)
            {
                manifest = await writer.Complete(cancellation);
                await using var sealedCopy = new SealedFileStream(store, copy, key, manifest);
                outcome = Judge(sealedCopy, inspection, cancellation);
            }
        }
        catch
        {
            await writer.Abort(CancellationToken.None);
            throw;
        }
        if (outcome.Cleaned)
            return (outcome, manifest);
        await writer.Abort(CancellationToken.None);
        return (outcome, (SealedManifest?)null);
    }, cancellation);

    internal static CleaningOutcome Clean(Stream source, Inspection inspection, Stream sink, int depth, CancellationToken cancellation)
    {
        if (inspection.Refusal is not null)
            return new CleaningOutcome(false, UncleanedReason.Refused);
        if (!Covers(inspection.Kind))
            return new CleaningOutcome(false, UncleanedReason.Kind);
        if (inspection.Findings.Any(f => f.Code == FindingCodes.Encrypted))
            return new CleaningOutcome(false, UncleanedReason.Encrypted);
        var reader = new SourceReader(source, cancellation);
        var found = new Found();
        try
        {
            switch (inspection.Kind)
            {
                case FileKind.Jpeg:
                    Jpeg.Inspect(reader, found);
                    Jpeg.Clean(reader, found, sink);
                    break;
                case FileKind.Png:
                    Png.Inspect(reader, found);
                    Png.Clean(reader, found, sink);
                    break;
                case FileKind.Gif:
                    Gif.Clean(reader, found, sink);
                    break;
                case FileKind.WebP:
                    WebP.Inspect(reader, found);
                    WebP.Clean(reader, found, sink);
                    break;
                case FileKind.Pdf:
                    PdfCleaning.Clean(reader, sink);
                    break;
                default:
                    OfficeCleaning.Clean(reader, sink, depth);
                    break;
            }
            return new CleaningOutcome(true);
        }
        catch (NotCleanableException not)
        {
            return new CleaningOutcome(false, not.Reason);
        }
        catch (FileRefusedException)
        {
            return new CleaningOutcome(false, UncleanedReason.Refused);
        }
        catch (Exception fault) when (FileInspection.IsOfTheFile(fault))
        {
            return new CleaningOutcome(false, UncleanedReason.Damaged);
        }
    }
}
