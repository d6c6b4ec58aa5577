using Microsoft.AspNetCore.Http;

namespace Gateway.Guards;

/// <summary>
/// A body on its way through: counted, with an end in bytes and in time. That its sender stops altogether is the server's to see. What
/// broke it is kept, since the proxy reports any break alike.
/// </summary>
internal sealed class PassingBody(Stream inner, long most, TimeSpan longest, TimeProvider time) : Stream
{
    private readonly long begun = time.GetTimestamp();
    private long total;

    public Stream Inner => inner;

    /// <summary>The status that says why reading ended before its time; null while it did not.</summary>
    public int? Refused { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            total += read;
            return total > most ? throw new BadHttpRequestException("More than a file may have.", StatusCodes.Status413PayloadTooLarge)
                : time.GetElapsedTime(begun) > longest ? throw new BadHttpRequestException("Slower than a file may come.", StatusCodes.Status408RequestTimeout)
                : read;
        }
        catch (BadHttpRequestException broken)
        {
            Refused = broken.StatusCode;
            throw;
        }
    }

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
