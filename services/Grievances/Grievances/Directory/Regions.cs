using Platform.Ui.Localization;

namespace Grievances.Help;

/// <summary>A part of the world as UN M49 divides it.</summary>
/// <param name="Code">Its three digits.</param>
/// <param name="Names">Its name in each language of the portal.</param>
/// <param name="Countries">ISO 3166-1 codes of the countries and areas that belong to it.</param>
public sealed record Subregion(string Code, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Countries);

/// <summary>The file regions.json.</summary>
/// <param name="Standard">The standard it follows, and its address.</param>
public sealed record RegionFile(string Standard, string Source, DateOnly Checked, HelpConfidence Confidence, IReadOnlyList<Subregion> Subregions) : ISourced;

/// <summary>Sub-regions of UN M49, and to which of them a country belongs: coarse enough to be counted, where a country would tell too much.</summary>
public sealed class Regions
{
    private static readonly Lazy<Regions> Embedded = new(() => new Regions(HelpDirectory.Read<RegionFile>("regions.json")));

    private readonly Dictionary<string, string> byCode;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> names;

    /// <summary>Of a file; a code that stands in it twice throws.</summary>
    public Regions(RegionFile file)
    {
        File = file;
        names = file.Subregions.ToDictionary(region => region.Code, region => region.Names, StringComparer.Ordinal);
        byCode = file.Subregions.SelectMany(region => region.Countries.Prepend(region.Code).Select(code => (code, region.Code))).ToDictionary(pair => pair.code, pair => pair.Code, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Those of this build.</summary>
    public static Regions Current => Embedded.Value;

    /// <summary>What they are taken from.</summary>
    public RegionFile File { get; }

    /// <summary>The sub-region of a country, or the one whose own code it is; null of anything else.</summary>
    public string? Of(string code) => byCode.GetValueOrDefault(code);

    /// <summary>A sub-region's name in the current portal language.</summary>
    public string NameOf(string code) => names[code][PortalLanguages.Current.Code];
}
