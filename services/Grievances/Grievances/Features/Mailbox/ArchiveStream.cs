namespace Grievances.Features.Mailbox;

/// <summary>
/// Passes on what an archive writes. The few bytes that it writes while an entry is disposed come synchronously, which a response
/// refuses: they wait for the next write that may wait.
/// </summary>
internal sealed class ArchiveStream(Stream response) : Stream
{
    private readonly MemoryStream late = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => late.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => late.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await PassOn(cancellationToken);
        await response.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await PassOn(cancellationToken);
        await response.FlushAsync(cancellationToken);
    }

    public override void Flush() { }

    public override async ValueTask DisposeAsync()
    {
        await PassOn(CancellationToken.None);
        await base.DisposeAsync();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task PassOn(CancellationToken cancellation)
    {
        if (late.Length == 0)
            return;
        await response.WriteAsync(late.GetBuffer().AsMemory(0, (int)late.Length), cancellation);
        late.SetLength(0);
    }
}
