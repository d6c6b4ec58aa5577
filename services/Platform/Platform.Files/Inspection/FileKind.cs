namespace Platform.Files;

/// <summary>What a file is by its content; its name has no say.</summary>
public enum FileKind
{
    /// <summary>A photograph.</summary>
    Jpeg,

    /// <summary>A lossless picture, mostly a screenshot.</summary>
    Png,

    /// <summary>A picture that may move.</summary>
    Gif,

    /// <summary>A picture of the web.</summary>
    WebP,

    /// <summary>HEIC, HEIF or AVIF: photographs of newer phones.</summary>
    Heic,

    /// <summary>A scan, or a camera's raw picture.</summary>
    Tiff,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>Word, Office Open XML.</summary>
    Docx,

    /// <summary>Excel, Office Open XML.</summary>
    Xlsx,

    /// <summary>PowerPoint, Office Open XML.</summary>
    Pptx,

    /// <summary>LibreOffice and relatives.</summary>
    OpenDocument,

    /// <summary>Readable characters, also HTML, SVG and CSV.</summary>
    Text,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Film.</summary>
    Video,

    /// <summary>Files in a file.</summary>
    Archive,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>One thing a file says besides its content, to be shown to the person who sends it. Never to be logged: <see cref="ToString"/> keeps the value back.</summary>
/// <param name="Code">One of <see cref="FindingCodes"/>; its words are the portal's.</param>
/// <param name="Value">What was found, at most 200 printable characters.</param>
public sealed record Finding(string Code, string Value)
{
    /// <summary>Whether it may tell who made the file, where, when or with what.</summary>
    public bool Identifying => !FindingCodes.Harmless.Contains(Code);

    /// <inheritdoc />
    public override string ToString() => Code;
}

/// <summary>What the reading of a file brought out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="MediaType">Its media type by content.</param>
/// <param name="Findings">What it says besides its content.</param>
/// <param name="Refusal">One of <see cref="FileCodes"/> where the file must not be taken; null else.</param>
/// <param name="Width">Pixels, where it is a picture.</param>
/// <param name="Height">Pixels, where it is a picture.</param>
public sealed record Inspection(FileKind Kind, string MediaType, IReadOnlyList<Finding> Findings, string? Refusal, int? Width = null, int? Height = null)
{
    /// <summary>Pages of a PDF.</summary>
    public int? Pages { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Refusal}";
}

/// <summary>Codes of findings.</summary>
public static class FindingCodes
{
    /// <summary>A position on Earth, decimal degrees.</summary>
    public const string Gps = "gps";

    /// <summary>Names of places.</summary>
    public const string Place = "place";

    /// <summary>Maker and model of a camera or phone.</summary>
    public const string Device = "device";

    /// <summary>Number of one device or lens.</summary>
    public const string Serial = "serial";

    /// <summary>A maker's own notes, often with numbers of the device.</summary>
    public const string MakerNote = "maker_note";

    /// <summary>Name of a person: author, owner, last editor, rights holder.</summary>
    public const string Author = "author";

    /// <summary>Name of a company, or of the manager at it.</summary>
    public const string Company = "company";

    /// <summary>Program that made or changed the file.</summary>
    public const string Software = "software";

    /// <summary>When it was made.</summary>
    public const string Created = "created";

    /// <summary>When it was changed, printed or edited.</summary>
    public const string Modified = "modified";

    /// <summary>Title, subject, description, keywords or a comment on the file.</summary>
    public const string Title = "title";

    /// <summary>Numbers that tell copies of one document or session of work.</summary>
    public const string DocumentId = "document_id";

    /// <summary>A folder on somebody's machine.</summary>
    public const string Path = "path";

    /// <summary>A small picture of an earlier state.</summary>
    public const string Thumbnail = "thumbnail";

    /// <summary>Earlier versions in the file; how many.</summary>
    public const string Revisions = "revisions";

    /// <summary>Text that was deleted or changed while changes were tracked; how many times.</summary>
    public const string TrackedChanges = "tracked_changes";

    /// <summary>Comments in the text; how many.</summary>
    public const string Comments = "comments";

    /// <summary>Sheets that are not shown; how many.</summary>
    public const string HiddenSheets = "hidden_sheets";

    /// <summary>Files inside; how many.</summary>
    public const string EmbeddedFiles = "embedded_files";

    /// <summary>Programs inside an Office document.</summary>
    public const string Macros = "macros";

    /// <summary>Scripts or actions inside a PDF, an HTML or SVG file.</summary>
    public const string Scripts = "scripts";

    /// <summary>Settings of a printer, with its name.</summary>
    public const string Printer = "printer";

    /// <summary>A second picture behind the first.</summary>
    public const string AppendedImage = "appended_image";

    /// <summary>A film behind the picture, as phones make it.</summary>
    public const string AppendedVideo = "appended_video";

    /// <summary>Bytes behind the end that nobody shows; how many.</summary>
    public const string TrailingData = "trailing_data";

    /// <summary>Further metadata that was seen and not read; its name.</summary>
    public const string OtherMetadata = "other_metadata";

    /// <summary>A colour profile, which may be of one device.</summary>
    public const string ColourProfile = "colour_profile";

    /// <summary>Locked with a password: nothing inside was read.</summary>
    public const string Encrypted = "encrypted";

    /// <summary>Damaged, or not as its format asks: what is inside was read in part.</summary>
    public const string Damaged = "damaged";

    /// <summary>The name promises another kind; from and to.</summary>
    public const string NameMismatch = "name_mismatch";

    /// <summary>A program, or a name that would start as one.</summary>
    public const string Program = "program";

    /// <summary>What says nothing about a person, or is the content itself.</summary>
    internal static readonly HashSet<string> Harmless = [HiddenSheets, NameMismatch, Program];

    /// <summary>What may harm whoever opens the file, or says that nobody could look inside.</summary>
    public static readonly IReadOnlySet<string> Dangers = new HashSet<string> { Scripts, Program, Macros, Encrypted, NameMismatch };

    /// <summary>What is of the original's inside alone, and never in a cleaned copy.</summary>
    public static readonly IReadOnlySet<string> Inside = new HashSet<string> { Scripts, Macros, Encrypted };

    /// <summary>Whose value is a sign of the format or a number that says nothing to a person.</summary>
    public static readonly IReadOnlySet<string> WithoutValue = new HashSet<string>
    {
        MakerNote, DocumentId, Thumbnail, EmbeddedFiles, Macros, Scripts, Printer, AppendedImage, AppendedVideo, TrailingData, OtherMetadata, ColourProfile, Encrypted, Damaged,
    };
}
