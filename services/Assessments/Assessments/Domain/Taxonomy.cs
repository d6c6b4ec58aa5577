using System.Text.Json;
using Platform.Contracts;

namespace Assessments.Domain;

/// <summary>A human right, as a heading of the taxonomy.</summary>
/// <param name="Code">HARM … CULT, or the code of an extension right.</param>
/// <param name="Right">Name of the right.</param>
/// <param name="Instruments">Where it is agreed.</param>
/// <param name="Layer">btech10 or ext.</param>
public sealed record RightHeading([Public] string Code, [Public] string Right, [Public] string Instruments, [Public] string Layer);

/// <summary>A kind of risk to a right.</summary>
/// <param name="Code">For example HARM-04.</param>
/// <param name="Heading">Code of its heading.</param>
/// <param name="Title">What happens, in our own words.</param>
/// <param name="Position">Place in the value chain: upstream, design, output, use, misuse or systemic.</param>
/// <param name="Origin">known, altered or new with generative AI.</param>
public sealed record RiskKind([Public] string Code, [Public] string Heading, [Public] string Title, [Public] string Position, [Public] string Origin);

/// <summary>
/// The taxonomy of risks to people, loaded once. Its headings follow the ten rights of B-Tech; the kinds are this project's own
/// selection in its own words, so that it is called "aligned with", never "the B-Tech text".
/// </summary>
public sealed class Taxonomy
{
    private readonly Dictionary<string, RiskKind> byCode;
    private readonly Dictionary<string, RightHeading> headings;

    private Taxonomy(Data data)
    {
        (Version, Label, All, Headings) = (data.Version, data.Label, data.Kinds, data.Headings);
        byCode = data.Kinds.ToDictionary(k => k.Code, StringComparer.Ordinal);
        headings = data.Headings.ToDictionary(h => h.Code, StringComparer.Ordinal);
    }

    /// <summary>The taxonomy in force.</summary>
    public static Taxonomy Current { get; } = new(EmbeddedData.Load<Data>("taxonomy.json"));

    /// <summary>Version of the data.</summary>
    public string Version { get; }

    /// <summary>How it may be called.</summary>
    public string Label { get; }

    /// <summary>Every kind of risk.</summary>
    public IReadOnlyList<RiskKind> All { get; }

    /// <summary>Every right: the ten, then the extensions.</summary>
    public IReadOnlyList<RightHeading> Headings { get; }

    /// <summary>The kind of a code, or null.</summary>
    public RiskKind? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The right a kind belongs to.</summary>
    public RightHeading HeadingOf(RiskKind kind) => headings[kind.Heading];

    private sealed record Data(string Version, string Label, IReadOnlyList<RightHeading> Headings, IReadOnlyList<RiskKind> Kinds);
}

/// <summary>Reads the data files that are built into this assembly.</summary>
internal static class EmbeddedData
{
    public static T Load<T>(string file)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not built in.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"{file} is empty.");
    }
}
