namespace Grievances.Help;

/// <summary>How well a fact of the directory is known.</summary>
public enum HelpConfidence
{
    /// <summary>The source's own text, with a date, says so.</summary>
    Confirmed,

    /// <summary>The source's text says so; nothing tells how old that text is.</summary>
    Undated,

    /// <summary>Known in general; nobody has read it in the source. Never a telephone number.</summary>
    General,
}

/// <summary>Who answers an emergency number.</summary>
public enum EmergencyService { Any, Police, Ambulance, Fire }

/// <summary>Whom a helpline is for.</summary>
public enum HelplineKind { Crisis, Child, Women, ImageAbuse, ChildImages, Trafficking, Online, HumanRights, DigitalSecurity, Defenders, Refugees, Directory }

/// <summary>
/// What a legal channel is, in the order in which a person is shown them. A regulator watches one sector, such as online platforms
/// (Digital Services Act art. 49 and 53); a court is one that people can go to without a lawyer, or the page that explains how; an
/// NGO is legal aid or an organisation whose own page says that it helps single people.
/// </summary>
public enum ChannelKind
{
    DataProtection, HumanRights, Equality, Ombuds, Consumer, Labour, Regulator, AiMarketSurveillance, NationalContactPoint, Court, Ngo, UnitedNations,
}

/// <summary>
/// What a legal channel can do, by the law it stands on: for data-protection authorities of the Union, GDPR art. 58. Which kind can
/// have which power is in <see cref="ChannelRules"/>.
/// </summary>
public enum ChannelPower { Investigate, Order, Fine, Decide, Mediate, Recommend, Publish, Advise, AskGovernment, List }

/// <summary>What a complaint is about, as a legal channel takes it; media is online platforms, press and broadcasting.</summary>
public enum ComplaintField { Privacy, Discrimination, Consumer, Work, BusinessHumanRights, Ai, Media, PublicService, Any }

/// <summary>What every entry says about itself.</summary>
public interface ISourced
{
    /// <summary>The page the fact is from; for <see cref="HelpConfidence.General"/> the page where it can be checked.</summary>
    string Source { get; }

    /// <summary>The day the source said so: the date of its text, or where that has none, the day it was read.</summary>
    DateOnly Checked { get; }

    HelpConfidence Confidence { get; }
}

/// <summary>An emergency number.</summary>
/// <param name="Services">Who answers.</param>
/// <param name="Number">As people write it, or null where only text messages are taken.</param>
/// <param name="Text">Takes text messages from those who can't speak, or null.</param>
public sealed record EmergencyNumber(
    IReadOnlyList<EmergencyService> Services, string? Number, string? Text, string Source, DateOnly Checked, HelpConfidence Confidence) : ISourced;

/// <summary>Where to send a text message, and with which word first.</summary>
/// <param name="Number">Short code.</param>
/// <param name="Word">The word it wants, or null.</param>
public sealed record TextLine(string Number, string? Word);

/// <summary>People who listen and help.</summary>
/// <param name="Kinds">For whom, the main one first.</param>
/// <param name="Name">Their own name for it.</param>
/// <param name="Numbers">As people write them.</param>
/// <param name="Text">Text messages, or null.</param>
/// <param name="Hours">See <see cref="OpeningHours"/>; empty where not known.</param>
/// <param name="Free">Whether the call costs nothing; null where not known.</param>
/// <param name="Languages">BCP 47.</param>
/// <param name="Area">The only part of the country it serves, or null.</param>
/// <param name="Web">Its website, or null.</param>
public sealed record Helpline(
    IReadOnlyList<HelplineKind> Kinds, string Name, IReadOnlyList<string>? Numbers, TextLine? Text, IReadOnlyList<string>? Hours, bool? Free,
    IReadOnlyList<string>? Languages, string? Area, string? Web, string Source, DateOnly Checked, HelpConfidence Confidence) : ISourced;

/// <summary>A body outside the organisation that takes complaints.</summary>
/// <param name="Id">Names it for good, such as <c>de-bfdi</c>: its country, or <c>int</c> for many, and a short name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Web">Its website; for some National Contact Points the list of the OECD that has their address.</param>
/// <param name="Form">The page that takes complaints or says how to make one, or null.</param>
/// <param name="Can">What it can do.</param>
/// <param name="Takes">What it takes complaints about, the main thing first.</param>
/// <param name="Languages">BCP 47: languages it takes complaints in, mostly those of the state; it may take more. Null where not known.</param>
public sealed record LegalChannel(
    string Id, ChannelKind Kind, string Name, string Web, string? Form, IReadOnlyList<ChannelPower> Can, IReadOnlyList<ComplaintField> Takes,
    IReadOnlyList<string>? Languages, string Source, DateOnly Checked, HelpConfidence Confidence) : ISourced;

/// <summary>Emergency numbers and helplines of a country, as kept in help.json.</summary>
public sealed record CountryHelp(string Code, IReadOnlyList<EmergencyNumber> Emergency, IReadOnlyList<Helpline> Helplines);

/// <summary>Legal channels of a country, as kept in channels.json.</summary>
public sealed record CountryChannels(string Code, IReadOnlyList<LegalChannel> Channels);

/// <summary>The file help.json.</summary>
public sealed record HelpFile(IReadOnlyList<CountryHelp> Countries, IReadOnlyList<Helpline> International);

/// <summary>The file channels.json.</summary>
public sealed record ChannelFile(IReadOnlyList<CountryChannels> Countries, IReadOnlyList<LegalChannel> International);
