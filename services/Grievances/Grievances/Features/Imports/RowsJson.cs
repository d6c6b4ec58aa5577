using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Hosting.Http;

namespace Grievances.Features.Imports;

/// <summary>Reads rows of a register and keeps no more of them than may be taken in, and one, by which it is seen that there are more.</summary>
internal sealed class RowsJson : JsonConverter<IReadOnlyList<IReadOnlyDictionary<string, string?>>>
{
    /// <summary>Options with it.</summary>
    public static JsonSerializerOptions Options { get; } = new(StrictJson.Options) { Converters = { new RowsJson() } };

    /// <inheritdoc />
    public override IReadOnlyList<IReadOnlyDictionary<string, string?>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (rows.Count > RegisterTable.MostRows)
                reader.Skip();
            else
                rows.Add(Row(ref reader, rows.Count, options));
        }
        return rows;
    }

    // What is wrong with a row says in which row it is.
    private static Dictionary<string, string?> Row(ref Utf8JsonReader reader, int at, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string?>>(ref reader, options) ?? throw new JsonException();
        }
        catch (JsonException fault)
        {
            throw new JsonException(fault.Message, $"$.rows[{at}]{fault.Path?.TrimStart('$')}", fault.LineNumber, fault.BytePositionInLine, fault);
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyDictionary<string, string?>> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}
