using Grievances.Features.Talk;
using Platform.Ui.Localization;
using static Grievances.Features.Mailbox.ReadableCase;

namespace Grievances.Features.Mailbox;

/// <summary>What was said outside the messages, on the page that is taken along: meetings with their minutes, mediators, and translations beside their originals. Nothing of it where there is nothing.</summary>
/// <param name="meetings">The reader's meetings.</param>
/// <param name="mediations">Mediators from outside.</param>
/// <param name="translations">What was translated for the reader.</param>
internal sealed class ReadableTalk(IReadOnlyList<MeetingView> meetings, IReadOnlyList<MediationView> mediations, IReadOnlyList<TranslationView> translations)
{
    private static StringCatalogue Words => PortalText.Words;

    /// <summary>The page, part by part.</summary>
    public IEnumerable<string> Parts() => [.. Meetings(), .. Mediations(), .. Translations()];

    private IEnumerable<string> Meetings()
    {
        if (meetings.Count == 0)
            yield break;
        yield return $"<h2>{Encoded(Words["meet.title"])}</h2>\n";
        foreach (var meeting in meetings.Reverse())
        {
            yield return $"<article><h3>{Encoded(Words["meet.state." + meeting.State])}</h3><p class=\"small\">{(meeting.AgreedFor is { } agreed ? Time(agreed) : string.Join(" · ", meeting.Times.Select(Time)))} · {Encoded(Words["meet.way." + meeting.Way])}</p>"
                + (meeting.Where is { } where ? $"<p class=\"small\">{Encoded(Words.Html("meet.where", where))}</p>" : "")
                + (meeting.Needs.Count > 0 ? Paragraph(string.Join(Words["list.separator"], meeting.Needs.Select(need => Words["meet.need." + need]))) : "")
                + $"{(meeting.Words is { } words ? Text(words) : "")}{(meeting.CancelWords is { } why ? Text(why) : "")}</article>\n";
            if (meeting.Minutes is { } minutes)
                yield return $"<article><h3>{Encoded(Words["meet.minutes"])}</h3>{Text(minutes)}<p class=\"small\">{Encoded(meeting.StaffAgreedAt is { } they ? Words.Format("meet.they_agreed", UiDates.LongWithTime(they)) : Words["meet.they_not"])} "
                    + $"{Encoded(meeting.PersonAgreedAt is { } you ? Words.Format("meet.you_agreed", UiDates.LongWithTime(you)) : Words["meet.you_not"])}</p>{Said(Words["meet.you_said"], meeting.Remark)}</article>\n";
        }
    }

    private IEnumerable<string> Mediations()
    {
        if (mediations.Count == 0)
            yield break;
        yield return $"<h2>{Encoded(Words["talk.mediator_title"])}</h2>\n";
        foreach (var mediation in mediations.Reverse())
            yield return $"<article><h3><bdi>{Encoded(mediation.Who)}</bdi></h3><p class=\"small\">{Encoded(Words["talk.mediator_state." + mediation.State])}</p>{Said(Words["talk.mediator_why"], mediation.Why)}</article>\n";
    }

    private IEnumerable<string> Translations()
    {
        if (translations.Count == 0)
            yield break;
        yield return $"<h2>{Encoded(Words["talk.translations_title"])}</h2>\n";
        foreach (var made in translations.Reverse())
            yield return $"<article><h3>{Encoded(Words["talk.part." + made.Part])} · {Encoded(PortalText.Language(made.From))} – {Encoded(PortalText.Language(made.To))}</h3>{(made.Machine ? Paragraph(Words["talk.machine"]) : "")}{Said(Words["talk.translation"], made.Text)}{Said(Words["talk.original"], made.Original)}</article>\n";
    }
}
