using System.Globalization;

namespace Benchmarks;

/// <summary>How to measure.</summary>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="Repetitions">Turns; their median counts.</param>
/// <param name="Connection">What is added to the service's own connection string; empty for the service as it ships.</param>
/// <param name="Cases">Cases of the largest queue.</param>
public sealed record Options(double Seconds, int Repetitions, string Connection, int Cases = 1_000_000)
{
    /// <summary>Reads options; null where one is not understood.</summary>
    public static Options? Read(string[] words)
    {
        var options = new Options(3, 5, "");
        for (var i = 0; i < words.Length; i += 2)
        {
            var next = i + 1 == words.Length ? null : words[i] switch
            {
                "--seconds" when double.TryParse(words[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => options with { Seconds = seconds },
                "--repetitions" when int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var repetitions) && repetitions > 0 => options with { Repetitions = repetitions },
                "--cases" when int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var cases) && cases >= 100 => options with { Cases = cases },
                "--connection" => options with { Connection = words[i + 1] },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }
        return options;
    }
}
