using System.Globalization;
using Grievances.Help;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Immediate danger, helplines and other places to complain, by country. It reads no database: it must work when nothing else does.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, WithoutTenant, Work(Work.Own)]
public sealed class HelpModel(TimeProvider clock) : PageModel
{
    private static readonly ChannelKind[] Expected =
        [ChannelKind.DataProtection, ChannelKind.HumanRights, ChannelKind.Equality, ChannelKind.NationalContactPoint, ChannelKind.AiMarketSurveillance, ChannelKind.Labour];

    /// <summary>What somebody chooses whose country the directory doesn't hold.</summary>
    public const string Other = "other";

    /// <summary>A country with more outside bodies than this shows one of each kind and the others on demand.</summary>
    public const int ManyChannels = 8;

    /// <summary>The country asked for, where the directory holds it.</summary>
    public string? Code { get; private set; }

    /// <summary>Its numbers to call; null where the directory holds only its outside bodies.</summary>
    public CountryHelp? Country { get; private set; }

    /// <summary>A country was asked for that the directory doesn't hold.</summary>
    public bool Unlisted { get; private set; }

    public string CountryName { get; private set; } = "";
    public IReadOnlyList<LegalChannel> Channels { get; private set; } = [];

    /// <summary>Bodies for many countries; a mere list of national ones only where the country's own isn't shown.</summary>
    public IReadOnlyList<LegalChannel> Everywhere => [.. Directory.InternationalChannels.Where(body => body.Can is not [ChannelPower.List] || Channels.All(own => own.Kind != body.Kind))];

    /// <summary>What a country commonly has and the directory doesn't hold, in words.</summary>
    public IReadOnlyList<string> Gaps { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Countries { get; private set; } = [];

    /// <summary>The list of sources is a page of its own: it would double the weight of this one.</summary>
    public bool ShowsSources { get; private set; }

    public HelpDirectory Directory => HelpDirectory.Current;

    public void OnGet(string? country, bool sources)
    {
        ShowsSources = sources;
        Code = Directory.CodeOf(country);
        Country = Directory.Find(Code);
        Unlisted = Code is null && !string.IsNullOrEmpty(country);
        Countries = [new(HelpText.Words["help.choose_none"], ""), .. Directory.InReadersOrder().Select(c => new SelectListItem(c.Name, c.Code)), new(HelpText.Words["help.choose_other"], Other)];
        if (Code is null)
            return;
        CountryName = Directory.NameOf(Code);
        Channels = Directory.Bodies(Code);
        Gaps = [.. Expected.Except(Channels.Select(c => c.Kind)).Select(kind => HelpText.Of("help.channel", kind))];
    }

    /// <summary>What a reader should know before relying on an entry, or null.</summary>
    public string? Caution(ISourced entry) => entry.Confidence switch
    {
        HelpConfidence.Undated => HelpText.Words["help.check_undated"],
        HelpConfidence.General => HelpText.Words["help.check_general"],
        _ => HelpDirectory.IsOld(entry, clock.GetUtcNow()) ? HelpText.Words.Format("help.check_old", UiDates.Long(entry.Checked)) : null,
    };

    /// <summary>Whether an entry carries the mark that asks to check it.</summary>
    public bool NeedsCheck(ISourced entry) => HelpDirectory.NeedsCheck(entry, clock.GetUtcNow());

    /// <summary>Everything shown, by the page it is from.</summary>
    public IEnumerable<IGrouping<(string Source, DateOnly Checked, bool General), string>> Sources() =>
        (Country?.Emergency ?? []).Select(e => (Entry: (ISourced)e, Name: e.Number ?? e.Text!))
            .Concat((Country?.Helplines ?? []).Concat(Directory.International).Select(e => (Entry: (ISourced)e, e.Name)))
            .Concat(Channels.Concat(Everywhere).Select(e => (Entry: (ISourced)e, e.Name)))
            .GroupBy(e => (e.Entry.Source, e.Entry.Checked, e.Entry.Confidence == HelpConfidence.General), e => e.Name);

    /// <summary>A number to tap, left to right in every script.</summary>
    public static IHtmlContent Call(string number, string scheme = "tel")
    {
        var shown = new TagBuilder("bdi");
        shown.Attributes["dir"] = "ltr";
        shown.InnerHtml.Append(number);
        var link = new TagBuilder("a");
        link.Attributes["href"] = $"{scheme}:{HelpDirectory.Dialled(number)}";
        link.InnerHtml.AppendHtml(shown);
        return link;
    }

    /// <summary>A link out that tells the other side nothing of this page.</summary>
    public static IHtmlContent Out(string address, string text)
    {
        var shown = new TagBuilder("bdi");
        shown.InnerHtml.Append(text);
        var link = new TagBuilder("a");
        link.Attributes["href"] = address;
        link.Attributes["rel"] = "noreferrer";
        link.InnerHtml.AppendHtml(shown);
        return link;
    }

    /// <summary>What a body can do and what it takes, as far as its heading doesn't say so already.</summary>
    public static string About(LegalChannel body)
    {
        var separator = HelpText.Words["help.separator"];
        var can = body.Kind is ChannelKind.Court or ChannelKind.Ngo ? "" : string.Join(separator, body.Can.Select(power => HelpText.Of("help.can", power)));
        var takes = ChannelRules.SaysItself(body.Kind) ? "" : string.Join(separator, body.Takes.Select(field => HelpText.Of("help.takes", field)));
        return string.Join(" · ", new[] { can, takes }.Where(words => words.Length > 0));
    }

    /// <summary>A website's own name: its host.</summary>
    public static string Host(string address) => new Uri(address).Host.Replace("www.", "", StringComparison.Ordinal);

    /// <summary>When a line is open, whether it costs, in which languages, and where it serves.</summary>
    public static IEnumerable<IHtmlContent> Facts(Helpline line)
    {
        var words = HelpText.Words;
        var separator = words["help.separator"];
        if (line.Area is not null)
            yield return words.Html("help.area", line.Area);
        if (OpeningHours.IsAlways(line.Hours))
            yield return words.Html("help.open_always");
        else if (line.Hours is { Count: > 0 } hours)
            yield return words.Html("help.open", string.Join(separator, hours.Select(h => OpeningHours.Write(h, CultureInfo.CurrentUICulture))));
        if (line.Free is { } free)
            yield return words.Html(free ? "help.free" : "help.not_free");
        if (line.Languages is { Count: > 0 } languages)
            yield return words.Html("help.languages", string.Join(separator, languages.Select(l => CultureInfo.GetCultureInfo(l).DisplayName)));
    }
}
