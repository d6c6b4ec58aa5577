using Grievances.Features.Appeals;
using Grievances.Features.Remedy;
using Grievances.Features.Surveys;
using Platform.Ui.Localization;
using static Grievances.Features.Mailbox.ReadableCase;

namespace Grievances.Features.Mailbox;

/// <summary>What was offered, answered, done and appealed, and what the reader said about it, on the page that is taken along. Nothing of it where there is nothing.</summary>
/// <param name="remedy">Offers and what is done.</param>
/// <param name="appeals">Appeals.</param>
/// <param name="surveys">What the reader said about how it was.</param>
internal sealed class ReadableRemedy(RemedyView remedy, AppealsView appeals, IReadOnlyList<SurveyView> surveys)
{
    private static StringCatalogue Words => RemedyText.Words;

    /// <summary>The page, part by part.</summary>
    public IEnumerable<string> Parts() => [.. Remedy(), .. Appeals(), .. Surveys()];

    private IEnumerable<string> Remedy()
    {
        if (remedy is { NotOwedReason: null, Offers.Count: 0 })
            yield break;
        yield return Title("remedy.title");
        if (remedy.NotOwedReason is { } reason)
            yield return Under("remedy.not_owed") + Text(reason);
        foreach (var measure in remedy.Measures)
            yield return $"<article><h3>{Encoded(RemedyText.Kind(measure.Measure))}</h3>{Small(Words["remedy.state." + measure.State] + (measure.Overdue ? " · " + Words["remedy.overdue"] : ""))}{Promised(measure)}"
                + $"{Said(Words["remedy.evidence"], measure.Evidence)}{Said(Words["remedy.you_said"], measure.Remark)}</article>\n";
        foreach (var offer in remedy.Offers)
        {
            yield return $"<h3>{Encoded(Words.Format("remedy.number", offer.Number))}</h3>\n<p class=\"small\">{Encoded(Role(offer.OfferedByRole))} · {Time(offer.OfferedAt)} · {Encoded(Words["remedy.offer_state." + offer.State])}</p>\n";
            if (offer.WithoutFinding)
                yield return Paragraph(Words["remedy.without_finding"]);
            if (offer.Words is { } with)
                yield return Text(with);
            foreach (var measure in offer.Measures)
                yield return $"<article><p><strong>{Encoded(RemedyText.Kind(measure.Measure))}</strong></p>{Promised(measure)}</article>\n";
            if (offer.ApologyAccepted is { } taken)
                yield return Paragraph(Words[taken ? "remedy.apology_taken" : "remedy.apology_not_taken"]);
            yield return Said(Words["remedy.you_said"], offer.Answer);
        }
    }

    private IEnumerable<string> Appeals()
    {
        if (appeals.Appeals.Count == 0)
            yield break;
        yield return Title("appeal.mine");
        foreach (var appeal in appeals.Appeals)
        {
            yield return $"<article><h3>{Encoded(Words["appeal.against." + appeal.Against])}</h3><p class=\"small\">{Encoded(Words["appeal.filed"])}: {Encoded(Role(appeal.By))} · {Time(appeal.FiledAt)}</p>{Text(appeal.Text!)}"
                + $"<p>{Encoded(Words["appeal.reviewer"])}: {Encoded(appeal.ReviewerRole is { } role ? Role(role) : Words["appeal.reviewer_none"])}</p>"
                + (appeal.DecidedAt is { } decided ? $"<p>{Encoded(Words["appeal.decision." + appeal.Decision])} · {Time(decided)}</p>" : $"<p>{Encoded(Words["appeal.decide_by"])}: {Time(appeal.DecideBy)}</p>")
                + $"{Said(Words["appeal.why_decided"], appeal.Letter)}{Said(Words["letter.former"], appeal.FormerLetter?.ToString())}</article>\n";
        }
    }

    private IEnumerable<string> Surveys()
    {
        foreach (var survey in surveys.Where(s => s.Answers is not null))
        {
            yield return $"<h2>{Encoded(Words["survey.moment." + survey.Moment])}</h2>\n<dl>";
            (string Question, int? Score)[] scores = [("satisfied", survey.Answers!.Satisfied), ("heard", survey.Answers.Heard), ("fair", survey.Answers.Fair), ("safe", survey.Answers.Safe), ("remedied", survey.Answers.Remedied)];
            foreach (var (question, score) in scores.Where(s => s.Score is not null))
                yield return $"<dt>{Encoded(Words["survey.q." + question])}</dt><dd>{Encoded(Words[(question == "remedied" ? "survey.remedied." : "survey.scale.") + score])}</dd>\n";
            yield return "</dl>\n" + Said(Words["survey.words"], survey.Answers.Words);
        }
    }

    private static string Promised(MeasureView measure) => Text(measure.Text)
        + (measure.By is { } by ? $"<p class=\"small\">{Encoded(Words.Html(measure.ByWords, by))}</p>" : "")
        + (measure.Signatory is { } role ? $"<p class=\"small\">{Encoded(Words.Html("remedy.signed", role))}</p>" : "")
        + (measure.DueOn is { } due ? Small(Words.Format("remedy.due", UiDates.Long(RemedyText.At(due)))) : "");

    private static string Title(string key) => $"<h2>{Encoded(Words[key])}</h2>\n";

    private static string Under(string key) => $"<h3>{Encoded(Words[key])}</h3>\n";

    private static string Small(string words) => $"<p class=\"small\">{Encoded(words)}</p>";
}
