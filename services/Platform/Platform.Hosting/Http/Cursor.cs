using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Platform.Hosting.Http;

/// <summary>The opaque cursor of a keyset-paged list: the sort key of the last row, not an offset.</summary>
public static class Cursor
{
    /// <summary>Rows a page holds unless asked.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Most rows a page can hold.</summary>
    public const int MostLimit = 200;

    /// <summary>Makes the text of a cursor.</summary>
    public static string Of<TKey>(TKey key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key, StrictJson.Keys));

    /// <summary>Reads a cursor; null where there is none, a refusal where it is not ours.</summary>
    public static Outcome<TKey?> Read<TKey>(string? text) where TKey : class
    {
        if (string.IsNullOrEmpty(text))
            return new Outcome<TKey?>(null, null);
        try
        {
            var raw = Base64Url.DecodeFromChars(text);
            if (StrictJson.Unsound(raw, foreign: false) is null && JsonSerializer.Deserialize<TKey>(raw, StrictJson.Keys) is { } key)
                return key;
            return new Refusal(StatusCodes.Status400BadRequest, "platform.cursor_invalid");
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return new Refusal(StatusCodes.Status400BadRequest, "platform.cursor_invalid");
        }
    }

    /// <summary>The number of rows to give.</summary>
    public static Outcome<int> Limit(int? asked) => asked is null ? DefaultLimit
        : asked is < 1 or > MostLimit ? Refusal.Field("platform.limit_invalid", "/limit", "platform.limit_invalid") : asked.Value;

    /// <summary>Cuts one row more than asked for into a page.</summary>
    public static Contracts.Page<TRow> Page<TRow, TKey>(List<TRow> oneMore, int limit, Func<TRow, TKey> key)
    {
        if (oneMore.Count <= limit)
            return new(oneMore, null);
        oneMore.RemoveRange(limit, oneMore.Count - limit);
        return new(oneMore, Of(key(oneMore[^1])));
    }
}
