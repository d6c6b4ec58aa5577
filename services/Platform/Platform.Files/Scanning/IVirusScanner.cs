namespace Platform.Files;

/// <summary>What a scanner says of a file.</summary>
public enum ScanVerdict
{
    /// <summary>There is no scanner here.</summary>
    Unscanned,

    /// <summary>Nothing known was found.</summary>
    Clean,

    /// <summary>A signature matched. The file stays sealed and is marked: it may be evidence.</summary>
    Infected,

    /// <summary>The scanner did not answer: scan again later.</summary>
    Unavailable,

    /// <summary>Larger than the scanner takes.</summary>
    TooLarge,
}

/// <summary>A verdict, and which signature matched.</summary>
/// <param name="Verdict">What it says.</param>
/// <param name="Signature">Name of the signature, at most 200 printable characters; only with <see cref="ScanVerdict.Infected"/>.</param>
public sealed record ScanResult(ScanVerdict Verdict, string? Signature = null);

/// <summary>Looks for known harm in a file. The plaintext goes to the scanner, so it belongs on the same machine or pod; it gets no name.</summary>
public interface IVirusScanner
{
    /// <summary>Scans a stream from where it is to its end. A scanner that is away is a verdict, not an exception.</summary>
    Task<ScanResult> Scan(Stream source, CancellationToken cancellation = default);
}

/// <summary>None is configured.</summary>
public sealed class NoScanner : IVirusScanner
{
    /// <inheritdoc />
    public Task<ScanResult> Scan(Stream source, CancellationToken cancellation = default) => Task.FromResult(new ScanResult(ScanVerdict.Unscanned));
}
