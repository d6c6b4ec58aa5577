using Microsoft.AspNetCore.Http;

namespace Gateway.Guards;

/// <summary>
/// A body on its way through: counted, with an end in bytes and in time. That its sender stops altogether is the server's to see. What
/// broke it is kept, since the proxy reports any break alike. One without a length ends here as soon as the service has answered
/// (<see cref="EarlyAnswers"/>): the proxy's client would send all of it before it looks at the answer.
/// </summary>
internal sealed class PassingBody(Stream inner, long most, TimeSpan longest, TimeProvider time) : Stream
{
    private static readonly AsyncLocal<PassingBody?> OnItsWay = new();
    private readonly long begun = time.GetTimestamp();
    private readonly CancellationTokenSource answered = new();
    private long total;

    public Stream Inner => inner;

    /// <summary>The body of the request that is being passed on here, if any.</summary>
    public static PassingBody? Current { get => OnItsWay.Value; set => OnItsWay.Value = value; }

    /// <summary>Whether the service has said its last word on it.</summary>
    public bool Answered => answered.IsCancellationRequested;

    /// <summary>Whether it may end before its sender ends it.</summary>
    public bool CanEnd { get; init; }

    /// <summary>The status that says why reading ended before its time; null while it did not.</summary>
    public int? Refused { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Also where nothing comes: the sender may be waiting for the answer.
        using var end = CanEnd ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, answered.Token) : null;
        try
        {
            var read = await inner.ReadAsync(buffer, end?.Token ?? cancellationToken);
            total += read;
            return total > most ? throw new BadHttpRequestException("More than a file may have.", StatusCodes.Status413PayloadTooLarge)
                : time.GetElapsedTime(begun) > longest ? throw new BadHttpRequestException("Slower than a file may come.", StatusCodes.Status408RequestTimeout)
                : read;
        }
        catch (OperationCanceledException) when (CanEnd && Answered && !cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (BadHttpRequestException broken)
        {
            Refused = broken.StatusCode;
            throw;
        }
    }

    /// <summary>Notes that the service has answered.</summary>
    public void End() => _ = answered.CancelAsync();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
