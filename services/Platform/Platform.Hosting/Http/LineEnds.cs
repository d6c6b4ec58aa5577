using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Hosting.Http;

/// <summary>
/// Ends of lines as the platform keeps them: U+000A alone. A browser sends U+000D U+000A for each (WHATWG HTML 4.10.22.4), and
/// U+000D written as a character reference makes a page invalid.
/// </summary>
public static class LineEnds
{
    /// <summary>Whether a text holds U+000D.</summary>
    public static bool AreForeign(string? text) => text?.Contains('\r', StringComparison.Ordinal) == true;

    /// <summary>The text with U+000A for each end of a line; null stays null.</summary>
    public static string? Of(string? text) => AreForeign(text) ? text!.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
}

internal sealed class LineEndsJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => LineEnds.Of(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
