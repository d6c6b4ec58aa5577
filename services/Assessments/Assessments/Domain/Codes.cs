using System.Text.Json;

namespace Assessments.Domain;

/// <summary>Enumerations as the codes that leave this service, and back.</summary>
public static class Codes
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static bool TryRead<T>(string? code, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
            if (Of(candidate) == code)
            {
                value = candidate;
                return true;
            }
        value = default;
        return false;
    }

    /// <summary>A code as a word to read.</summary>
    public static string Word(string code) => code.Length == 0 ? "" : char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');
}
