using System.Buffers.Binary;

namespace Platform.Files;

/// <summary>
/// Reads untrusted bytes with a budget: what a hostile file makes the reader read again counts too, so that no structure, however
/// tangled, costs more than a few times its own size. Memory is one window of 16 KiB.
/// </summary>
internal sealed class SourceReader : Stream
{
    private readonly Stream source;
    private readonly long origin;
    private readonly byte[] window = new byte[16 * 1024];
    private readonly CancellationToken cancellation;
    private long windowStart;
    private int windowLength;
    private long budget;
    private long position;

    public SourceReader(Stream source, CancellationToken cancellation) : this(source, 0, source.Length, 4 * source.Length + 64 * 1024 * 1024, cancellation)
    {
    }

    private SourceReader(Stream source, long origin, long length, long budget, CancellationToken cancellation)
    {
        (this.source, this.origin, Length, this.budget, this.cancellation) = (source, origin, length, budget, cancellation);
    }

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new DamagedFileException();
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public long Left => Math.Max(0, Length - position);

    public CancellationToken Cancellation => cancellation;

    /// <summary>A part of the file as if it were a file; it shares the budget.</summary>
    public SourceReader Part(long start, long length) => start >= 0 && length >= 0 && start + length <= Length ? new SourceReader(this, start, length, long.MaxValue, cancellation)
        : throw new DamagedFileException();

    public override int Read(Span<byte> destination)
    {
        if (destination.Length == 0 || position >= Length)
            return 0;
        if (position < windowStart || position >= windowStart + windowLength)
            Fill();
        var offset = (int)(position - windowStart);
        var count = Math.Min(destination.Length, windowLength - offset);
        window.AsSpan(offset, count).CopyTo(destination);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public void Skip(long count) => Position = count >= 0 && count <= Left ? position + count : throw new DamagedFileException();

    public void Exactly(Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = Read(destination);
            if (read == 0)
                throw new DamagedFileException();
            destination = destination[read..];
        }
    }

    public byte[] Bytes(long count, int most)
    {
        if (count < 0 || count > most || count > Left)
            throw new DamagedFileException();
        var bytes = new byte[count];
        Exactly(bytes);
        return bytes;
    }

    public byte Byte()
    {
        Span<byte> bytes = stackalloc byte[1];
        Exactly(bytes);
        return bytes[0];
    }

    public ushort Big16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Exactly(bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public uint Big32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Exactly(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public ushort Little16() => BinaryPrimitives.ReverseEndianness(Big16());

    public uint Little32() => BinaryPrimitives.ReverseEndianness(Big32());

    /// <summary>The first bytes from here, fewer at the end; the position stays.</summary>
    public byte[] Peek(int most)
    {
        var here = position;
        var bytes = new byte[Math.Min(most, Left)];
        Exactly(bytes);
        position = here;
        return bytes;
    }

    /// <summary>Goes to the next occurrence of a byte; false at the end.</summary>
    public bool SeekByte(byte value)
    {
        while (position < Length)
        {
            if (position < windowStart || position >= windowStart + windowLength)
                Fill();
            var offset = (int)(position - windowStart);
            var found = window.AsSpan(offset, windowLength - offset).IndexOf(value);
            if (found >= 0)
            {
                position += found;
                return true;
            }
            position = windowStart + windowLength;
        }
        return false;
    }

    /// <summary>Goes to the next occurrence of a few bytes; false at the end.</summary>
    public bool SeekBytes(ReadOnlySpan<byte> value)
    {
        while (Left >= value.Length)
        {
            if (position < windowStart || position + value.Length > windowStart + windowLength)
                Fill();
            var offset = (int)(position - windowStart);
            var found = window.AsSpan(offset, windowLength - offset).IndexOf(value);
            if (found >= 0)
            {
                position += found;
                return true;
            }
            position = windowStart + windowLength - value.Length + 1;
        }
        return false;
    }

    /// <summary>Copies a range to a sink.</summary>
    public void CopyRange(long start, long length, Stream sink)
    {
        Position = start;
        if (length < 0 || length > Left)
            throw new DamagedFileException();
        var buffer = new byte[16 * 1024];
        while (length > 0)
        {
            var read = Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, length)));
            sink.Write(buffer, 0, read);
            length -= read;
        }
    }

    private void Fill()
    {
        cancellation.ThrowIfCancellationRequested();
        if (source.Position != origin + position)
            source.Position = origin + position;
        windowStart = position;
        windowLength = source.ReadAtLeast(window.AsSpan(0, (int)Math.Min(window.Length, Length - position)), (int)Math.Min(window.Length, Length - position), throwOnEndOfStream: false);
        if (windowLength == 0)
            throw new DamagedFileException();
        budget -= windowLength;
        if (budget < 0)
            throw new FileRefusedException(FileCodes.Bomb);
    }

    public override long Seek(long offset, SeekOrigin from) => Position = from switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
