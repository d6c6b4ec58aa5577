using Grievances.Features.Access;
using Grievances.Features.Legal;
using Grievances.Features.Referrals;
using Platform.Ui.Localization;
using static Grievances.Features.Mailbox.ReadableCase;

namespace Grievances.Features.Mailbox;

/// <summary>Who else has to do with the case, on the page that is taken along: who may see it and asked about the person, other organisations, who was responsible, and where it went.</summary>
/// <param name="exported">The case.</param>
internal sealed class ReadableOthers(ExportedCase exported)
{
    private static StringCatalogue Words => PortalText.Words;

    /// <summary>The page, part by part.</summary>
    public IEnumerable<string> Parts() => [.. Readers(), .. Requests(), .. Referrals(), .. Responsible(), .. Law()];

    private IEnumerable<string> Readers()
    {
        var readers = exported.Readers;
        yield return Title(Words["readers.title"]) + Paragraph(Words.Format("readers." + readers.HandledBy + (readers.Shared ? "_shared" : ""), exported.Case.Organisation));
        foreach (var partner in readers.Partners)
            yield return $"<p>{Encoded(Words.Html("readers.partner", partner))}</p>\n";
        if (readers.Mediator is { } mediator)
            yield return $"<p>{Encoded(Words.Html("readers.mediator", mediator))}</p>\n";
        if (readers.Excluded.Count > 0)
            yield return Paragraph(Words["export.kept_out"] + ": " + string.Join(Words["list.separator"], readers.Excluded.Select(role => Words["readers.role." + role])));
    }

    private IEnumerable<string> Requests()
    {
        if (!exported.Readers.Mine)
            yield break;
        yield return Title(Words["readers.identity"]);
        if (exported.Readers.Requests.Count == 0)
            yield return Paragraph(Words["readers.identity_none"]);
        foreach (var asked in exported.Readers.Requests)
            yield return $"<article><p class=\"small\">{Encoded(Role(asked.Role))} · {Time(asked.At)}</p>{Text(asked.Reason)}<p>{Encoded(Words[asked.Word])}{(asked is { State: "granted", Until: { } until } ? " " + Time(until) : "")}</p>"
                + $"{(asked.Looks.Count > 0 ? $"<p>{Encoded(Words["readers.seen"])} {string.Join(Encoded(Words["list.separator"]), asked.Looks.Select(Time))}</p>" : asked.State == "granted" ? Paragraph(Words["readers.unseen"]) : "")}</article>\n";
    }

    private IEnumerable<string> Referrals()
    {
        if (exported.Referrals.Count == 0)
            yield break;
        yield return Title(Words["refer.title"]);
        foreach (var share in exported.Referrals)
            yield return $"<article><h3><bdi>{Encoded(share.Other)}</bdi></h3><p>{Encoded(Words["refer.state." + share.Standing])}</p>{Dates(share)}{Said(Words["refer.why"], share.Why)}"
                + $"{Said(Words.Format(share.StayedHere ? "refer.would" : share.State is "declined" or "withdrawn" ? "refer.had" : "refer.has", share.Other), share.Text)}{Files(share)}</article>\n";
    }

    private static string Dates(SharedView share) => $"<p class=\"small\">{Encoded(Words.Format("export.asked", UiDates.LongWithTime(share.ProposedAt)))}"
        + $"{(share.ConsentAt is { } allowed ? " · " + Encoded(Words.Format("export.allowed", UiDates.LongWithTime(allowed))) : "")}{(share.EndedAt is { } ended ? " · " + Encoded(Words.Format("export.ended", UiDates.LongWithTime(ended))) : "")}</p>";

    private static string Files(SharedView share) => share.Files.Count == 0 ? ""
        : $"<p class=\"small\">{Encoded(Words["refer.files"])}</p><ul>{string.Concat(share.Files.Select(file => $"<li><bdi>{Encoded(file.Name)}</bdi> · {Encoded(Words[file.Cleaned ? "refer.file_cleaned" : "refer.file_as_sent"])}</li>"))}</ul>";

    private IEnumerable<string> Responsible()
    {
        if (exported.Responsibility is not { Decided: true } responsible)
            yield break;
        yield return Title(LegalText.Words["law.responsible"]) + "<ul>";
        foreach (var party in responsible.Parties)
            yield return $"<li>{(party.Name is { } name ? $"<bdi>{Encoded(name)}</bdi> · " : "")}{Encoded(LegalText.Words["law.party." + party.Party])}: {Encoded(LegalText.Words["law.part." + party.Involvement])}"
                + $"{(party.Contested ? " · " + Encoded(LegalText.Words["law.contested"]) : "")}</li>\n";
        yield return $"</ul>\n<p class=\"small\">{Encoded(LegalText.Words.Format("law.decided", Role(responsible.DecidedByRole!)))} · {Time(responsible.DecidedAt!.Value)}</p>\n";
    }

    private IEnumerable<string> Law()
    {
        var law = exported.Law;
        yield return Title(LegalText.Words["law.parallel"]) + Paragraph(LegalText.Words[law.Parallel ? "law.parallel_yes" : "law.parallel_no"]);
        if (law.OnHold)
            yield return Paragraph(LegalText.Words["law.hold"]);
        if (law.Named.Count > 0)
            yield return Title(LegalText.Words["law.named"]);
        foreach (var named in law.Named)
            yield return $"<article><h3><bdi>{Encoded(named.Name)}</bdi></h3>{Text(named.Address)}<p class=\"small\">{(named.Source is { } source ? $"{Encoded(LegalText.Words["law.source"])}: <bdi dir=\"ltr\">{Encoded(source)}</bdi> · " : "")}"
                + $"{Encoded(LegalText.Words.Format("law.named_by", Role(named.ByRole)))} · {Time(named.At)}</p></article>\n";
        yield return Title(LegalText.Words["law.handed"]);
        foreach (var outside in law.Outside)
            yield return $"<p>{Encoded(LegalText.Words.Html(outside.Said(exported.Case.Filed), outside.Name))}</p>\n";
        if (law.HandedOver.Count == 0)
            yield return Paragraph(LegalText.Words[law.Outside.Count == 0 ? "law.handed_none" : "law.handed_none_beside"]);
        foreach (var gone in law.HandedOver)
            yield return $"<article><h3>{(gone.Name is { } name ? $"<bdi>{Encoded(name)}</bdi>" : Encoded(LegalText.Words["law.handed_order"]))}</h3>"
                + $"<p class=\"small\">{Encoded(LegalText.Words.Format("law.handed_by", Role(gone.ByRole)))} · {Time(gone.At)}</p>{Text(gone.Reason)}</article>\n";
    }

    private static string Title(string words) => $"<h2>{Encoded(words)}</h2>\n";
}
