using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Ui.Localization;

namespace Grievances.Help;

/// <summary>
/// Immediate help and outside legal channels by country, from the embedded JSON beside this file. Read once; a fault in it
/// stops the service at its first use and the tests long before.
/// </summary>
public sealed partial class HelpDirectory
{
    /// <summary>An entry older than this is shown with the request to check it.</summary>
    public const int FreshForMonths = 12;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    private static readonly Lazy<HelpDirectory> Embedded = new(() => new HelpDirectory(
        Read<HelpFile>("help.json"), Read<ChannelFile>("channels.json"), Read<Dictionary<string, Dictionary<string, string>>>("countries.json")));

    private readonly HelpFile help;
    private readonly ChannelFile channels;
    private readonly Dictionary<string, Dictionary<string, string>> names;
    private readonly Dictionary<string, CountryHelp> byCode;
    private readonly Dictionary<string, IReadOnlyList<LegalChannel>> channelsByCode;
    private readonly Dictionary<string, LegalChannel> channelsById;

    /// <summary>Builds a directory, or throws with every fault it has.</summary>
    public HelpDirectory(HelpFile help, ChannelFile channels, Dictionary<string, Dictionary<string, string>> names)
    {
        (this.help, this.channels, this.names) = (help, channels, names);
        if (Faults().ToList() is { Count: > 0 } faults)
            throw new InvalidDataException(string.Join(Environment.NewLine, faults));
        byCode = help.Countries.ToDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
        channelsByCode = channels.Countries.ToDictionary(c => c.Code, c => InOrder(c.Channels), StringComparer.OrdinalIgnoreCase);
        channelsById = channels.Countries.SelectMany(c => c.Channels).Concat(channels.International).ToDictionary(c => c.Id, StringComparer.Ordinal);
        InternationalChannels = InOrder(channels.International);
        Countries = [.. Codes().Order(StringComparer.Ordinal)];
    }

    /// <summary>The directory of this build.</summary>
    public static HelpDirectory Current => Embedded.Value;

    /// <summary>ISO 3166-1 codes of the countries with an entry: numbers to call, legal channels, or both.</summary>
    public IReadOnlyList<string> Countries { get; }

    /// <summary>Help that works in many countries.</summary>
    public IReadOnlyList<Helpline> International => help.International;

    /// <summary>Channels that work in many countries, or list those of each.</summary>
    public IReadOnlyList<LegalChannel> InternationalChannels { get; }

    /// <summary>The code of a country with an entry as it is written, or null.</summary>
    public string? CodeOf(string? code) => Countries.FirstOrDefault(known => string.Equals(known, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>A country's numbers to call, or null.</summary>
    public CountryHelp? Find(string? code) => code is not null && byCode.TryGetValue(code, out var country) ? country : null;

    /// <summary>The outside body of this id, national or for many countries, or null.</summary>
    public LegalChannel? Body(string id) => channelsById.GetValueOrDefault(id);

    /// <summary>A country's outside bodies, all or of one kind, in the order of the kinds; none where nobody has entered any.</summary>
    public IReadOnlyList<LegalChannel> Bodies(string country, ChannelKind? kind = null) =>
        !channelsByCode.TryGetValue(country, out var own) ? [] : kind is null ? own : [.. own.Where(channel => channel.Kind == kind)];

    /// <summary>A country's name in the current portal language.</summary>
    public string NameOf(string code) => names[code][PortalLanguages.Current.Code];

    /// <summary>The countries as a reader looks for them: by name, in the order of the reader's language.</summary>
    public IReadOnlyList<(string Code, string Name)> InReadersOrder() =>
        [.. Countries.Select(code => (code, NameOf(code))).OrderBy(country => country.Item2, StringComparer.Create(PortalLanguages.Current.Culture, ignoreCase: true))];

    /// <summary>Whether a reader should check an entry before relying on it.</summary>
    public static bool NeedsCheck(ISourced entry, DateTimeOffset now) => entry.Confidence != HelpConfidence.Confirmed || IsOld(entry, now);

    /// <summary>Whether the source said so more than <see cref="FreshForMonths"/> months ago.</summary>
    public static bool IsOld(ISourced entry, DateTimeOffset now) => entry.Checked.AddMonths(FreshForMonths) < DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>What a link with <c>tel:</c> or <c>sms:</c> carries for a number as written.</summary>
    public static string Dialled(string number) => string.Concat(number.Where(c => char.IsAsciiDigit(c) || c == '+'));

    private IEnumerable<string> Faults()
    {
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name).TwoLetterISORegionName).ToHashSet(StringComparer.Ordinal);
        foreach (var code in Codes().Where(code => !regions.Contains(code)))
            yield return $"{code}: no such country";
        foreach (var code in Repeated(help.Countries.Select(c => c.Code)).Concat(Repeated(channels.Countries.Select(c => c.Code))))
            yield return $"{code}: twice";
        foreach (var id in Repeated(channels.Countries.SelectMany(c => c.Channels).Concat(channels.International).Select(c => c.Id)))
            yield return $"{id}: twice";
        foreach (var code in Codes())
            foreach (var language in PortalLanguages.All.Where(l => !names.TryGetValue(code, out var own) || string.IsNullOrWhiteSpace(own.GetValueOrDefault(l.Code))))
                yield return $"{code}: no name in {language.Code}";
        foreach (var country in help.Countries)
        {
            if (!country.Emergency.Any(e => e.Number is not null))
                yield return $"{country.Code}: no emergency number";
            foreach (var fault in country.Emergency.SelectMany(FaultsOf).Concat(country.Helplines.SelectMany(FaultsOf)))
                yield return $"{country.Code}: {fault}";
        }
        foreach (var fault in help.International.SelectMany(FaultsOf)
            .Concat(channels.Countries.SelectMany(country => country.Channels.SelectMany(channel => FaultsOf(channel, country.Code))))
            .Concat(channels.International.SelectMany(channel => FaultsOf(channel, null))))
            yield return fault;
    }

    private IEnumerable<string> Codes() => help.Countries.Select(c => c.Code).Concat(channels.Countries.Select(c => c.Code)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Repeated(IEnumerable<string> values) => values.GroupBy(value => value, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key);

    private static IReadOnlyList<LegalChannel> InOrder(IEnumerable<LegalChannel> channels) => [.. channels.OrderBy(channel => channel.Kind)];

    private static IEnumerable<string> FaultsOf(EmergencyNumber entry)
    {
        if (entry.Services.Count == 0)
            yield return "an emergency number nobody answers";
        foreach (var number in new[] { entry.Number, entry.Text }.OfType<string>().Where(n => !Number().IsMatch(n)))
            yield return $"{number}: no telephone number";
        foreach (var fault in Sourced(entry, entry.Number ?? entry.Text ?? "", isNumber: true))
            yield return fault;
    }

    private static IEnumerable<string> FaultsOf(Helpline entry)
    {
        if (entry.Kinds.Count == 0 || string.IsNullOrWhiteSpace(entry.Name))
            yield return $"{entry.Name}: for nobody";
        var numbers = (entry.Numbers ?? []).Concat(entry.Text is { } text ? [text.Number] : []).ToList();
        if (numbers.Count == 0 && entry.Web is null)
            yield return $"{entry.Name}: no way to reach it";
        foreach (var number in numbers.Where(n => !Number().IsMatch(n)))
            yield return $"{entry.Name}: {number} is no telephone number";
        foreach (var hours in (entry.Hours ?? []).Where(h => !OpeningHours.IsSound(h)))
            yield return $"{entry.Name}: {hours} are no opening hours";
        if (entry.Web is { } web && !IsHttps(web))
            yield return $"{entry.Name}: {web} is no https address";
        foreach (var fault in Sourced(entry, entry.Name, numbers.Count > 0))
            yield return fault;
    }

    private static IEnumerable<string> FaultsOf(LegalChannel entry, string? country) =>
        new[] { entry.Web, entry.Form }.OfType<string>().Where(address => !IsHttps(address)).Select(address => $"{entry.Id}: {address} is no https address")
            .Concat(ChannelRules.FaultsOf(entry, country)).Concat(Sourced(entry, entry.Id, isNumber: false));

    private static IEnumerable<string> Sourced(ISourced entry, string name, bool isNumber)
    {
        if (!IsHttps(entry.Source))
            yield return $"{name}: {entry.Source} is no https address of a source";
        if (entry.Checked < new DateOnly(2015, 1, 1))
            yield return $"{name}: no date";
        if (isNumber && entry.Confidence == HelpConfidence.General)
            yield return $"{name}: a telephone number from memory";
    }

    private static bool IsHttps(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    internal static T Read<T>(string file)
    {
        using var stream = typeof(HelpDirectory).Assembly.GetManifestResourceStream("directory." + file)
            ?? throw new InvalidDataException($"{file} is not embedded.");
        return JsonSerializer.Deserialize<T>(stream, Strict)!;
    }

    [GeneratedRegex(@"^(?=(?:\D*\d){2,15}\D*$)\+?\d+(?: \d+)*$")]
    private static partial Regex Number();
}
