using System.Globalization;
using Grievances.Help;
using Platform.Ui.Localization;

namespace Grievances.Tests;

/// <summary>The directory of help: what it holds, and that what is wrong in it is refused.</summary>
public sealed class HelpDirectoryTests
{
    private static readonly string[] Union =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    private static readonly string[] Others =
    [
        "GB", "US", "CA", "MX", "BR", "AR", "CL", "CO", "PE", "IN", "PK", "BD", "CN", "JP", "KR", "ID", "PH", "VN", "TH", "AU", "NZ", "TR", "RU", "UA", "KZ",
        "IL", "PS", "EG", "MA", "TN", "DZ", "SA", "AE", "JO", "LB", "IQ", "KE", "NG", "GH", "ZA", "ET", "UG", "SN",
    ];

    private static readonly EmergencyNumber Number = new([EmergencyService.Any], "112", null, "https://example.org/numbers", new DateOnly(2026, 4, 22), HelpConfidence.Confirmed);
    private static readonly Helpline Line = new([HelplineKind.Child], "Somebody listens", ["116 111"], null, ["always"], true, ["de"], null, null, "https://example.org/lines", new DateOnly(2026, 4, 22), HelpConfidence.Confirmed);
    private static readonly LegalChannel Channel = new("de-authority", ChannelKind.DataProtection, "Authority", "https://example.org/", null, [ChannelPower.Investigate],
        [ComplaintField.Privacy], ["de"], "https://example.org/authorities", new DateOnly(2026, 4, 22), HelpConfidence.General);

    /// <summary>The 51 countries that keep a National Contact Point, from the annual report 2023 of the Norwegian one.</summary>
    private static readonly string[] ContactPoints =
    [
        "AU", "AT", "BE", "BG", "CA", "CL", "CO", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IE", "IL", "IT", "JP", "LV", "LT", "LU", "MX", "NL", "NZ", "NO", "PL", "PT", "SK", "SI", "KR",
        "ES", "SE", "CH", "TR", "GB", "US", "AR", "BR", "CR", "HR", "EG", "JO", "KZ", "MA", "PE", "RO", "TN", "UA", "UY",
    ];

    [Fact]
    public void EveryCountryPromised_HasItsEmergencyNumber()
    {
        var directory = HelpDirectory.Current;
        foreach (var code in Union.Concat(Others))
            Assert.True(directory.Find(code)?.Emergency.Any(e => e.Number is not null), code);
        Assert.All(Union, code => Assert.Contains(directory.Find(code)!.Emergency, e => e.Number == "112"));
    }

    [Theory]
    [InlineData("FR", "17", EmergencyService.Police)]
    [InlineData("GB", "999", EmergencyService.Any)]
    [InlineData("JP", "119", EmergencyService.Ambulance)]
    [InlineData("EG", "123", EmergencyService.Ambulance)]
    public void ANumber_IsUnderTheServiceThatAnswersIt(string country, string number, EmergencyService service) =>
        Assert.Contains(HelpDirectory.Current.Find(country)!.Emergency, e => e.Number == number && e.Services.Contains(service));

    [Fact]
    public void EveryMemberOfTheUnion_AndTheCountriesPromised_HaveALegalChannel()
    {
        var directory = HelpDirectory.Current;
        Assert.All(Union.Concat(["GB", "US", "CA", "BR", "IN", "JP", "KR", "KE", "ZA", "AU"]), code => Assert.NotEmpty(directory.Bodies(code)));
        Assert.All(Union, code => Assert.NotEmpty(directory.Bodies(code, ChannelKind.DataProtection)));
        Assert.All(Union.Except(["DK"]), code => Assert.NotEmpty(directory.Bodies(code, ChannelKind.Court)));
        Assert.All(new[] { "MA", "TN", "EG", "JO", "LB", "DZ", "MR", "IQ", "SA", "QA", "OM", "BH", "AE", "PS" }, code => Assert.NotEmpty(directory.Bodies(code, ChannelKind.HumanRights)));
        Assert.All(new[] { "MA", "TN", "EG", "JO", "DZ", "SA", "QA", "OM", "BH" }, code => Assert.NotEmpty(directory.Bodies(code, ChannelKind.DataProtection)));
    }

    [Fact]
    public void HowManyBodies_AreKnownInGeneral_IsSaid()
    {
        List<LegalChannel> bodies = [.. HelpDirectory.Current.InternationalChannels,
            .. HelpDirectory.Current.Countries.SelectMany(code => HelpDirectory.Current.Bodies(code))];
        Assert.Contains($"of the {bodies.Count} bodies of the directory {bodies.Count(b => b.Confidence == HelpConfidence.General)} are known in general, which each says where it is shown, and {bodies.Count(b => b.Form is null)} lead to their website",
            File.ReadAllText(Path.Combine(Testing.Repository.Root, "docs", "coverage.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void AHundredCountries_HaveABody_AndEveryAdherentItsContactPoint()
    {
        var directory = HelpDirectory.Current;
        Assert.True(directory.Countries.Count(code => directory.Bodies(code).Count > 0) >= 130);
        Assert.All(ContactPoints, code => Assert.Single(directory.Bodies(code, ChannelKind.NationalContactPoint)));
        foreach (var (kind, least) in new[] { (ChannelKind.DataProtection, 90), (ChannelKind.HumanRights, 80),
            (ChannelKind.Regulator, 35), (ChannelKind.Court, 35), (ChannelKind.Ngo, 20), (ChannelKind.AiMarketSurveillance, 8) })
            Assert.True(directory.Countries.Sum(code => directory.Bodies(code, kind).Count) >= least, kind.ToString());
    }

    [Fact]
    public void ABody_IsFoundByItsId_AndACountrysByTheirKind()
    {
        var directory = HelpDirectory.Current;
        Assert.Equal((ChannelKind.DataProtection, "https://www.cnil.fr/fr/plaintes"), (directory.Body("fr-cnil")!.Kind, directory.Body("fr-cnil")!.Form));
        Assert.Equal(ChannelKind.UnitedNations, directory.Body("int-special-procedures")!.Kind);
        Assert.Null(directory.Body("fr-nobody"));
        Assert.Equal(["de-bfdi"], directory.Bodies("de", ChannelKind.DataProtection).Select(body => body.Id));
        Assert.Equal(directory.Bodies("DE").Select(body => body.Kind).Order(), directory.Bodies("DE").Select(body => body.Kind));
        Assert.Empty(directory.Bodies("AQ"));
        Assert.Equal(("KW", null), (directory.CodeOf("kw"), directory.Find("KW")));
    }

    [Fact]
    public void NothingIsDatedInTheFuture_AndWhatNobodyReadIsNeverConfirmed()
    {
        var directory = HelpDirectory.Current;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var bodies = directory.Countries.SelectMany(code => directory.Bodies(code)).Concat(directory.InternationalChannels).ToList();
        Assert.All(bodies, body => Assert.True(body.Checked <= today, body.Id));
        Assert.All(bodies.Where(body => body.Confidence == HelpConfidence.Confirmed), body => Assert.False(body.Source == body.Web, body.Id + ": its own front page is no dated text"));
    }

    [Fact]
    public void Fault_IsRefusedWithItsPlace()
    {
        Assert.NotNull(Directory(Number, Line, Channel));
        Refuses("DE: 112x: no telephone number", Number with { Number = "112x" }, Line, Channel);
        Refuses("DE: no emergency number", Number with { Number = null, Text = "114" }, Line, Channel);
        Refuses("is no telephone number", Number, Line with { Numbers = ["1"] }, Channel);
        Refuses("are no opening hours", Number, Line with { Hours = ["Mon-Fri"] }, Channel);
        Refuses("no way to reach it", Number, Line with { Numbers = null }, Channel);
        Refuses("a telephone number from memory", Number, Line with { Confidence = HelpConfidence.General }, Channel);
        Refuses("is no https address of a source", Number with { Source = "http://example.org/" }, Line, Channel);
        Refuses("no date", Number, Line, Channel with { Checked = default });
        Refuses("is no https address", Number, Line, Channel with { Web = "ftp://example.org/" });
        Refuses("QQ: no such country", Number, Line, Channel with { Id = "qq-authority" }, "QQ");
        Refuses("DE-Authority: no id of DE", Number, Line, Channel with { Id = "DE-Authority" });
        Refuses("fr-authority: no id of DE", Number, Line, Channel with { Id = "fr-authority" });
        Refuses("ftp://example.org/form is no https address", Number, Line, Channel with { Form = "ftp://example.org/form" });
        Refuses("DataProtection never has the power Decide", Number, Line, Channel with { Can = [ChannelPower.Decide] });
        Refuses("DataProtection never has the power List", Number, Line, Channel with { Can = [ChannelPower.List] });
        Refuses("Ngo never has the power Fine", Number, Line, Channel with { Kind = ChannelKind.Ngo, Can = [ChannelPower.Fine] });
        Refuses("DataProtection takes Privacy", Number, Line, Channel with { Takes = [ComplaintField.Work] });
        Refuses("takes nothing", Number, Line, Channel with { Takes = [] });
        Refuses("xx-nowhere is no language", Number, Line, Channel with { Languages = ["xx-nowhere"] });
        Assert.Contains("de-authority: twice", Assert.Throws<InvalidDataException>(() => new HelpDirectory(
            new HelpFile([], []), new ChannelFile([new CountryChannels("DE", [Channel, Channel])], []), Names("DE"))).Message, StringComparison.Ordinal);
        Assert.Contains("DE: no name in en", Assert.Throws<InvalidDataException>(() => new HelpDirectory(
            new HelpFile([], []), new ChannelFile([new CountryChannels("DE", [Channel])], []), [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOldEntry_IsToBeChecked_ADayAfterItsYear()
    {
        Assert.False(HelpDirectory.NeedsCheck(Number, new DateTimeOffset(2027, 4, 22, 12, 0, 0, TimeSpan.Zero)));
        Assert.True(HelpDirectory.NeedsCheck(Number, new DateTimeOffset(2027, 4, 23, 0, 0, 0, TimeSpan.Zero)));
        Assert.True(HelpDirectory.NeedsCheck(Number with { Confidence = HelpConfidence.Undated }, new DateTimeOffset(2026, 4, 23, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void EveryCode_HasWordsInEveryLanguage()
    {
        foreach (var language in PortalLanguages.All)
        {
            var keys = HelpText.Words.Keys(language.Code).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(HelpText.Words.Keys("en").Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
            foreach (var key in Keys<EmergencyService>("help.service").Concat(Keys<HelplineKind>("help.kind")).Concat(Keys<ChannelKind>("help.channel"))
                .Concat(Keys<ChannelPower>("help.can")).Concat(Keys<ComplaintField>("help.takes")))
                Assert.Contains(key, keys);
        }
    }

    [Theory]
    [InlineData("1-5 09:00-20:00", "en", "Mon–Fri 09:00–20:00")]
    [InlineData("7-4 08:00-20:00", "fr", "dim.–jeu. 08:00–20:00")]
    [InlineData("6 11:00-24:00", "es", "sáb 11:00–24:00")]
    public void OpeningHours_AreWrittenInTheReadersDays(string hours, string language, string written) =>
        Assert.Equal(written, OpeningHours.Write(hours, PortalLanguages.Find(language)!.Culture));

    [Fact]
    public void Countries_StandInTheOrderOfTheReadersLanguage()
    {
        CultureInfo.CurrentUICulture = PortalLanguages.Find("es")!.Culture;
        var names = HelpDirectory.Current.InReadersOrder().Select(c => c.Name).ToList();
        Assert.True(names.IndexOf("Egipto") < names.IndexOf("Emiratos Árabes Unidos") && names.IndexOf("Catar") < names.IndexOf("Chequia"));
        CultureInfo.CurrentUICulture = PortalLanguages.Find("ru")!.Culture;
        Assert.Equal("Австралия", HelpDirectory.Current.InReadersOrder()[0].Name);
    }

    private static IEnumerable<string> Keys<TCode>(string prefix) where TCode : struct, Enum =>
        Enum.GetNames<TCode>().Select(name => prefix + "." + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name));

    private static HelpDirectory Directory(EmergencyNumber number, Helpline line, LegalChannel channel, string code = "DE") => new(
        new HelpFile([new CountryHelp(code, [number], [line])], []), new ChannelFile([new CountryChannels(code, [channel])], []), Names(code));

    private static Dictionary<string, Dictionary<string, string>> Names(string code) => new() { [code] = PortalLanguages.All.ToDictionary(l => l.Code, _ => "Somewhere") };

    private static void Refuses(string fault, EmergencyNumber number, Helpline line, LegalChannel channel, string code = "DE") =>
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => Directory(number, line, channel, code)).Message, StringComparison.Ordinal);
}
