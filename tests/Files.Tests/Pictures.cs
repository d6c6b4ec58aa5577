using System.Buffers.Binary;
using System.IO.Compression;

namespace Files.Tests;

/// <summary>Real pictures, made here byte by byte: grey, and valid.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(int width = 32, int height = 16)
    {
        var blocks = (width + 7) / 8 * ((height + 7) / 8);
        // A difference of nothing and an end of block are one zero bit each.
        var scan = new byte[(2 * blocks + 7) / 8];
        byte[] table = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
        byte[] steady = [0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[15], 0];
        byte[] rest = [0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0];
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, .. table, .. frame, .. steady, .. rest, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, .. scan, 0xFF, 0xD9];
    }

    public static byte[] Png(int width = 24, int height = 12, params (string Type, byte[] Content)[] more)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var row = 0; row < Math.Min(height, 1000); row++)
                zlib.Write(new byte[Math.Min(width, 1000) + 1]);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. more.SelectMany(m => Chunk(m.Type, m.Content)), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. System.Text.Encoding.Latin1.GetBytes(type), .. content];
        var sum = uint.MaxValue;
        foreach (var value in body)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, ~sum);
        return [.. length, .. body, .. crc];
    }

    /// <summary>Eight by eight, grey, uncompressed, little-endian.</summary>
    public static byte[] Tiff()
    {
        (ushort Tag, int Value)[] entries = [(0x100, 8), (0x101, 8), (0x102, 8), (0x103, 1), (0x106, 1), (0x111, 8 + 2 + 8 * 12 + 4), (0x116, 8), (0x117, 64)];
        return [.. "II*\0"u8, 8, 0, 0, 0, (byte)entries.Length, 0, .. entries.SelectMany(e => (byte[])[.. BitConverter.GetBytes(e.Tag), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(e.Value)]), 0, 0, 0, 0, .. new byte[64]];
    }

    /// <summary>Two frames, a loop, and whatever extensions are given.</summary>
    public static byte[] Gif(params byte[] extensions) =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        .. extensions,
        0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
        0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
        0x3B,
    ];

    public static byte[] GifComment(string text) => [0x21, 0xFE, (byte)text.Length, .. System.Text.Encoding.Latin1.GetBytes(text), 0];

    /// <summary>One pixel, in the extended form, with chunks of metadata.</summary>
    public static byte[] WebP(byte[] exif, byte[] xmp)
    {
        var picture = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==").AsSpan(12).ToArray();
        byte[] body = [.. "WEBP"u8, .. Part("VP8X", [0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. picture, .. Part("EXIF", exif), .. Part("XMP ", xmp)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];

        static byte[] Part(string type, byte[] content) =>
            [.. System.Text.Encoding.Latin1.GetBytes(type), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length & 1]];
    }

    /// <summary>The EXIF block of a JPEG.</summary>
    public static byte[] ExifOf(byte[] jpeg)
    {
        var start = jpeg.AsSpan().IndexOf("Exif\0\0"u8);
        var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(start - 2)) - 2;
        return jpeg.AsSpan(start + 6, length - 6).ToArray();
    }
}
