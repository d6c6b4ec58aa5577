namespace Platform.Files;

/// <summary>Ends the unpacking of a part that grows past what an honest document has.</summary>
internal sealed class BoundedStream(Stream inner, BoundedStream.Allowance allowance) : Stream
{
    /// <summary>Bytes that may still be unpacked, shared by all parts of a file.</summary>
    public sealed class Allowance(long bytes)
    {
        public long Left { get; set; } = bytes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        allowance.Left -= read;
        return allowance.Left >= 0 ? read : throw new FileRefusedException(FileCodes.Bomb);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
