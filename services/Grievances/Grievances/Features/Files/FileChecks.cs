using Grievances.Domain;
using Microsoft.AspNetCore.Http;
using Platform.Files;
using Platform.Hosting.Http;

namespace Grievances.Features.Files;

/// <summary>
/// Looks at a complete file before anybody sends it: what it is, what it says beside its content, a copy without that where the
/// kind allows it, and what a virus scanner says. A bomb, a flood of pixels and a polyglot are refused; an infected file is not.
/// </summary>
public sealed class FileChecks(IBlobStore blobs, IVirusScanner scanner)
{
    /// <summary>The file with what was found, or a refusal.</summary>
    public async Task<Outcome<StagedState>> Check(StagedFile file, StagedState state, CancellationToken cancellation)
    {
        var place = new SealedFile(file.TenantId, file.Id, SealedFile.Original);
        await using var original = new SealedFileStream(blobs, place, state.KeyBytes, state.Original);
        var inspection = await Task.Run(() => FileInspection.Inspect(original, state.Name, cancellation), cancellation);
        if (inspection.Refusal is { } refused)
            return new Refusal(StatusCodes.Status422UnprocessableEntity, "grievances." + refused.Replace('.', '_'));
        var scan = await Scan(original, cancellation);
        var (_, cleaned) = FileCleaning.Covers(inspection.Kind)
            ? await FileCleaning.MakeCopy(blobs, file.TenantId, file.Id, state.KeyBytes, state.Original, inspection, cancellation)
            : default;
        return state with { Cleaned = cleaned, Kind = inspection.Kind, MediaType = inspection.MediaType, Findings = inspection.Findings, Scan = scan };
    }

    /// <summary>What a table knows of a verdict.</summary>
    public static ScanState StateOf(ScanResult result) => result.Verdict switch { ScanVerdict.Clean => ScanState.Clean, ScanVerdict.Infected => ScanState.Infected, _ => ScanState.Unscanned };

    private async Task<ScanState> Scan(SealedFileStream original, CancellationToken cancellation)
    {
        original.Position = 0;
        return StateOf(await scanner.Scan(original, cancellation));
    }
}
