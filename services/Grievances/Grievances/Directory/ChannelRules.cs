using System.Text.RegularExpressions;

namespace Grievances.Help;

/// <summary>What holds for every legal channel: its name for good, and that what it can do and takes fits what it is.</summary>
public static partial class ChannelRules
{
    /// <summary>Begins the id of a body that works in many countries.</summary>
    public const string Many = "int";

    /// <summary>What a kind can do at all; list is only for pages that show the body of each country.</summary>
    private static readonly Dictionary<ChannelKind, ChannelPower[]> Powers = new()
    {
        [ChannelKind.DataProtection] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Fine, ChannelPower.Mediate, ChannelPower.Recommend, ChannelPower.Publish],
        [ChannelKind.HumanRights] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Mediate, ChannelPower.Recommend, ChannelPower.Publish],
        [ChannelKind.Equality] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Fine, ChannelPower.Decide, ChannelPower.Mediate, ChannelPower.Recommend, ChannelPower.Publish],
        [ChannelKind.Ombuds] = [ChannelPower.Investigate, ChannelPower.Mediate, ChannelPower.Recommend, ChannelPower.Publish],
        [ChannelKind.Consumer] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Fine, ChannelPower.Mediate, ChannelPower.Recommend],
        [ChannelKind.Labour] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Fine, ChannelPower.Decide, ChannelPower.Mediate],
        [ChannelKind.Regulator] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Fine, ChannelPower.Mediate],
        [ChannelKind.AiMarketSurveillance] = [ChannelPower.Investigate, ChannelPower.Order, ChannelPower.Fine],
        [ChannelKind.NationalContactPoint] = [ChannelPower.Mediate, ChannelPower.Recommend, ChannelPower.Publish],
        [ChannelKind.Court] = [ChannelPower.Decide],
        [ChannelKind.Ngo] = [ChannelPower.Advise],
        [ChannelKind.UnitedNations] = [ChannelPower.AskGovernment, ChannelPower.Recommend, ChannelPower.Publish],
    };

    /// <summary>What a kind takes by its very name.</summary>
    private static readonly Dictionary<ChannelKind, ComplaintField> Fields = new()
    {
        [ChannelKind.DataProtection] = ComplaintField.Privacy,
        [ChannelKind.Equality] = ComplaintField.Discrimination,
        [ChannelKind.Ombuds] = ComplaintField.PublicService,
        [ChannelKind.Consumer] = ComplaintField.Consumer,
        [ChannelKind.Labour] = ComplaintField.Work,
        [ChannelKind.AiMarketSurveillance] = ComplaintField.Ai,
        [ChannelKind.NationalContactPoint] = ComplaintField.BusinessHumanRights,
    };

    /// <summary>Kinds that say of themselves what they take; of the others a reader has to be told.</summary>
    public static bool SaysItself(ChannelKind kind) => Fields.ContainsKey(kind) || kind is ChannelKind.HumanRights or ChannelKind.UnitedNations;

    /// <summary>What is wrong in an entry, apart from its source.</summary>
    /// <param name="channel">The entry.</param>
    /// <param name="country">The country it stands under, or null for many.</param>
    public static IEnumerable<string> FaultsOf(LegalChannel channel, string? country)
    {
        if (!Id().IsMatch(channel.Id) || !channel.Id.StartsWith((country ?? Many).ToLowerInvariant() + "-", StringComparison.Ordinal))
            yield return $"{channel.Id}: no id of {country ?? Many}";
        if (string.IsNullOrWhiteSpace(channel.Name))
            yield return $"{channel.Id}: no name";
        if (channel.Can.Count == 0)
            yield return $"{channel.Id}: can do nothing";
        foreach (var power in channel.Can.Except(Powers[channel.Kind]).Where(power => power != ChannelPower.List || country is not null))
            yield return $"{channel.Id}: {channel.Kind} never has the power {power}";
        if (channel.Takes.Count == 0 || Repeats(channel.Takes) || Repeats(channel.Can))
            yield return $"{channel.Id}: takes nothing, or something twice";
        if (Fields.TryGetValue(channel.Kind, out var field) && !channel.Takes.Contains(field) && !channel.Takes.Contains(ComplaintField.Any))
            yield return $"{channel.Id}: {channel.Kind} takes {field}";
        foreach (var language in (channel.Languages ?? []).Where(language => !Language().IsMatch(language)))
            yield return $"{channel.Id}: {language} is no language";
    }

    private static bool Repeats<T>(IReadOnlyList<T> values) => values.Distinct().Count() != values.Count;

    [GeneratedRegex("^[a-z]{2,3}(?:-[a-z0-9]+)+$")]
    private static partial Regex Id();

    [GeneratedRegex("^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$")]
    private static partial Regex Language();
}
