namespace Platform.Files;

/// <summary>Why a file has no cleaned copy. Its sealed original is kept all the same.</summary>
public enum UncleanedReason
{
    /// <summary>Nobody cleans this kind here.</summary>
    Kind,

    /// <summary>Locked with a password.</summary>
    Encrypted,

    /// <summary>Not as its format asks.</summary>
    Damaged,

    /// <summary>Programs inside.</summary>
    Macros,

    /// <summary>A file inside that can't be cleaned itself.</summary>
    EmbeddedFile,

    /// <summary>Something identifying was still there afterwards.</summary>
    Remains,

    /// <summary>The file is refused altogether, or its copy passes the limit.</summary>
    Refused,
}

/// <summary>What came of cleaning. Where <see cref="Cleaned"/> is false, nothing of what was written may be used.</summary>
/// <param name="Cleaned">Whether the copy is complete and holds nothing identifying that is known.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Remaining">Findings in the copy, where it was inspected.</param>
public sealed record CleaningOutcome(bool Cleaned, UncleanedReason? Reason = null, IReadOnlyList<Finding>? Remaining = null);

/// <summary>Ends a cleaning with its reason.</summary>
internal sealed class NotCleanableException(UncleanedReason reason) : Exception(reason.ToString())
{
    public UncleanedReason Reason => reason;
}
