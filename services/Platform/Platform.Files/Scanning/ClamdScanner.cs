using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Files;

/// <summary>Where a ClamAV daemon listens.</summary>
/// <param name="Host">Host, or the path of a Unix socket.</param>
/// <param name="Port">TCP port; null for a socket.</param>
public sealed record ClamdAddress(string Host, int? Port)
{
    /// <summary>Reads <c>host:port</c>, <c>[v6]:port</c> or an absolute path.</summary>
    public static ClamdAddress Parse(string text)
    {
        if (text.StartsWith('/'))
            return new ClamdAddress(text, null);
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), out var port) && port is > 0 and < 65536 ? new ClamdAddress(text[..colon].Trim('[', ']'), port)
            : throw new InvalidOperationException("Files:Clamd is neither host:port nor a path.");
    }
}

/// <summary>ClamAV over its INSTREAM command: the file goes over in pieces, the answer is one line.</summary>
public sealed class ClamdScanner : IVirusScanner
{
    private const int Piece = 64 * 1024;
    private readonly ClamdAddress address;
    private readonly TimeSpan patience;

    /// <summary>A scanner at an address.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="patience">How long one step (connecting, one piece, the verdict) may take; 60 seconds unless given.</param>
    public ClamdScanner(ClamdAddress address, TimeSpan? patience = null) => (this.address, this.patience) = (address, patience ?? TimeSpan.FromSeconds(60));

    /// <inheritdoc />
    public async Task<ScanResult> Scan(Stream source, CancellationToken cancellation = default)
    {
        using var step = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var piece = new byte[4 + Piece];
        try
        {
            step.CancelAfter(patience);
            using var socket = address.Port is null ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (address.Port is { } port)
                await socket.ConnectAsync(address.Host, port, step.Token);
            else
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.Host), step.Token);
            await using var line = new NetworkStream(socket, ownsSocket: false);
            try
            {
                await line.WriteAsync("zINSTREAM\0"u8.ToArray(), step.Token);
                int count;
                do
                {
                    // The source has its own patience: a slow store is not a slow scanner.
                    count = await Read(source, piece.AsMemory(4), cancellation);
                    BinaryPrimitives.WriteInt32BigEndian(piece, count);
                    step.CancelAfter(patience);
                    await line.WriteAsync(piece.AsMemory(0, 4 + count), step.Token);
                }
                while (count > 0);
            }
            catch (IOException) when (socket.Available > 0)
            {
                // It hangs up in the middle when the limit is passed; the answer says so.
            }
            step.CancelAfter(patience);
            return Verdict(await Answer(line, step.Token));
        }
        catch (SourceException fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault.InnerException!);
            throw;
        }
        catch (Exception fault) when (fault is SocketException or IOException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new ScanResult(ScanVerdict.Unavailable);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(piece);
        }
    }

    // What the file's own store throws is no verdict of the scanner.
    private static async Task<int> Read(Stream source, Memory<byte> piece, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(piece, cancellation);
        }
        catch (IOException fault)
        {
            throw new SourceException(fault);
        }
    }

    private static async Task<string> Answer(NetworkStream line, CancellationToken cancellation)
    {
        var answer = new byte[1024];
        var filled = 0;
        while (filled < answer.Length)
        {
            var read = await line.ReadAsync(answer.AsMemory(filled), cancellation);
            if (read == 0)
                break;
            filled += read;
            if (answer.AsSpan(0, filled).Contains((byte)0))
                break;
        }
        return Encoding.UTF8.GetString(answer, 0, filled).TrimEnd('\0', '\n');
    }

    private static ScanResult Verdict(string answer)
    {
        const string before = "stream: ", found = " FOUND";
        if (answer == "stream: OK")
            return new ScanResult(ScanVerdict.Clean);
        if (answer.StartsWith(before, StringComparison.Ordinal) && answer.EndsWith(found, StringComparison.Ordinal))
            return new ScanResult(ScanVerdict.Infected, Found.Printable(answer[before.Length..^found.Length]));
        return new ScanResult(answer.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase) ? ScanVerdict.TooLarge : ScanVerdict.Unavailable);
    }

    private sealed class SourceException(IOException fault) : Exception(null, fault);
}
