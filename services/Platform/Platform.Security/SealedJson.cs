using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Platform.Security;

/// <summary>A value that a browser keeps for us and nobody else can read or change: sealed, as text that fits a cookie or a header.</summary>
public static class SealedJson
{
    /// <summary>The sealed text.</summary>
    /// <param name="key">32 bytes, for this purpose alone.</param>
    /// <param name="place">What it belongs to; it opens nowhere else.</param>
    /// <param name="value">The value.</param>
    public static string Seal<T>(byte[] key, byte[] place, T value) => Base64Url.EncodeToString(Envelope.SealBytes(key, place, JsonSerializer.SerializeToUtf8Bytes(value)));

    /// <summary>The value, or null where the text is none, forged, broken or from another place.</summary>
    public static T? Open<T>(byte[] key, byte[] place, string? text) where T : class
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(Envelope.OpenBytes(key, place, Base64Url.DecodeFromChars(text)));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
