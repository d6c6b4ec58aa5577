using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Platform.Forms;

/// <summary>A definition as JSON: strict on the way in (no unknown, repeated or missing field), compact on the way out.</summary>
public static class FormJson
{
    private static readonly JsonSerializerOptions Options = new(StrictJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Six bytes for each Arabic letter would halve what 200 KiB can hold.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The JSON form, as it is stored.</summary>
    public static string Write(FormDefinition definition) => JsonSerializer.Serialize(definition, Options);

    /// <summary>Reads a definition. Refused with 413 where it is over 200 KiB, with 400 and a JSON pointer where it does not fit.</summary>
    public static Outcome<FormDefinition> Read(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > FormLimits.DefinitionBytes)
            return TooLarge;
        try
        {
            if (JsonSerializer.Deserialize<FormDefinition>(json, Options) is not { } definition)
                return Malformed("");
            return HoleIn(definition) is { } pointer ? Malformed(pointer) : definition;
        }
        catch (JsonException fault)
        {
            return Malformed(Pointer(fault.Path));
        }
    }

    internal static Refusal TooLarge => new(StatusCodes.Status413PayloadTooLarge, DefinitionCodes.TooLarge);

    internal static bool Fits(string json) => Encoding.UTF8.GetByteCount(json) <= FormLimits.DefinitionBytes;

    private static Refusal Malformed(string pointer) => Refusal.Field(DefinitionCodes.Malformed, pointer, "platform.wrong_type");

    // The serializer holds fields to their nullability, but not the items of a list.
    private static string? HoleIn(FormDefinition definition)
    {
        for (var page = 0; page < definition.Pages.Count; page++)
        {
            if (definition.Pages[page] is not { } whole)
                return $"/pages/{page}";
            for (var question = 0; question < whole.Questions.Count; question++)
            {
                if (whole.Questions[question] is not { } asked)
                    return $"/pages/{page}/questions/{question}";
                for (var option = 0; option < asked.Options.Count; option++)
                    if (asked.Options[option] is null)
                        return $"/pages/{page}/questions/{question}/options/{option}";
            }
        }
        return null;
    }

    private static string Pointer(string? path) => path is null or "$" ? ""
        : "/" + path.TrimStart('$').Trim('.').Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');
}
