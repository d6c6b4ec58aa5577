using Grievances.Domain;
using Platform.Files;

namespace Grievances.Features.Files;

/// <summary>What is known of a file on its way; sealed under its token.</summary>
/// <param name="Name">Name as the person's device has it.</param>
/// <param name="Key">The file's own key, base64.</param>
/// <param name="Original">Chunks of the original.</param>
/// <param name="Cleaned">Chunks of the copy without traces, or null.</param>
/// <param name="Kind">What it is by its content; null until complete.</param>
/// <param name="MediaType">Media type by its content; null until complete.</param>
/// <param name="Findings">What it says beside its content.</param>
/// <param name="Scan">What the virus scanner said.</param>
public sealed record StagedState(
    string Name, string Key, SealedManifest Original, SealedManifest? Cleaned, FileKind? Kind, string? MediaType, IReadOnlyList<Finding> Findings, ScanState Scan)
{
    /// <summary>The file's own key.</summary>
    public byte[] KeyBytes => Convert.FromBase64String(Key);
}

/// <summary>A file on its way, as its sender sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Received">Bytes that are stored for good; an upload goes on from here.</param>
/// <param name="Announced">Bytes in all.</param>
/// <param name="Complete">Whether it can be sent.</param>
/// <param name="Kind">What it is by its content, or null.</param>
/// <param name="Cleaned">Whether there is a copy without traces, or null while it is not known. Where it is false and the file is sent, handlers get the file itself, whatever is said of the original.</param>
/// <param name="Findings">What was found in it: shown before sending.</param>
/// <param name="Infected">Whether a virus scanner knows it. It is kept all the same, sealed and marked.</param>
/// <param name="ExpiresAt">When it is deleted unless it is sent.</param>
public sealed record StagedView(
    Guid Id, string Name, long Received, long Announced, bool Complete, string? Kind, bool? Cleaned, IReadOnlyList<FoundInFile> Findings, bool Infected, DateTimeOffset ExpiresAt)
{
    /// <summary>What a sender sees of a staged file.</summary>
    public static StagedView Of(StagedFile file, StagedState state) => new(file.Id, state.Name, file.Received, file.Announced, file.Complete,
        state.Kind is { } kind ? FileGroups.Of(kind) : null, file.Complete ? state.Cleaned is not null : null,
        [.. state.Findings.Select(f => new FoundInFile(f.Code, f.Value, f.Identifying))], state.Scan is ScanState.Infected, file.ExpiresAt);
}

/// <summary>One thing a file says beside its content.</summary>
/// <param name="Code">gps, device, author, created, …</param>
/// <param name="Value">What was found.</param>
/// <param name="Identifying">Whether it may tell who made the file, where, when or with what.</param>
public sealed record FoundInFile(string Code, string Value, bool Identifying);

/// <summary>Kinds of files as coarsely as a table may know them.</summary>
public static class FileGroups
{
    /// <summary>image, pdf, office, text, audio, video, archive or other.</summary>
    public static string Of(FileKind kind) => kind switch
    {
        FileKind.Jpeg or FileKind.Png or FileKind.Gif or FileKind.WebP or FileKind.Heic or FileKind.Tiff => "image",
        FileKind.Pdf => "pdf",
        FileKind.Docx or FileKind.Xlsx or FileKind.Pptx or FileKind.OpenDocument => "office",
        FileKind.Text => "text",
        FileKind.Audio => "audio",
        FileKind.Video => "video",
        FileKind.Archive => "archive",
        _ => "other",
    };
}
