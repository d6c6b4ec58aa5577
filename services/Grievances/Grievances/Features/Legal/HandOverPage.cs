using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Grievances.Features.Remedy;

namespace Grievances.Features.Legal;

/// <summary>The same as <c>case.json</c> for people: one page that opens without a network, has no script and asks for nothing. What people wrote is encoded and turns no sentence around.</summary>
internal sealed class HandOverPage
{
    private const string Style = "body{font:1rem/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}dt{font-weight:bold;margin-top:.6rem}dd{margin:0}"
        + ".text{white-space:pre-wrap;overflow-wrap:anywhere}article,.first{border-inline-start:.25rem solid #767676;padding-inline-start:.7rem;margin:1rem 0}.first{border-color:#8a1530}.small{color:#444;font-size:.95rem}"
        + "table{border-collapse:collapse}th,td{border-bottom:1px solid #767676;padding:.3rem .6rem;text-align:start;vertical-align:top}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder page = new();

    private HandOverPage() { }

    /// <summary>The page of a case.</summary>
    public static string Of(HandedCase handed)
    {
        var written = new HandOverPage();
        written.Head(handed);
        written.Account(handed.Account);
        written.Facts(handed.Facts);
        written.Attribution(handed);
        written.Measures(handed.Remedy);
        written.Letter(handed);
        written.Messages(handed.Messages);
        written.Files(handed.Files);
        written.Heading("What is not here").Raw("<ul>").Raw(string.Concat(handed.LeftOut.Select(line => $"<li>{Encoded(line)}</li>"))).Raw("</ul></main></body></html>\n");
        return written.page.ToString();
    }

    private void Head(HandedCase handed)
    {
        Raw($"""
            <!DOCTYPE html>
            <html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer">
            <title>Grievance {Encoded(handed.Facts.Reference)}</title><style>{Style}</style></head><body><main><h1>Grievance {Encoded(handed.Facts.Reference)}</h1>

            """);
        if (handed.Account.Safety is { } danger)
            Raw($"<section class=\"first\"><h2>What must not happen</h2>{Text(danger)}</section>\n");
        Raw("<dl>").Row("Handed over by", $"<bdi>{Encoded(handed.Organisation)}</bdi>").Row("To", handed.For is { } body ? $"<bdi>{Encoded(body.Name)}</bdi>" : "a court or an authority that ordered it")
            .Row("By", handed.Basis == "consent" ? "consent of the person who filed it" : "order; the person was told").Row("Why", Text(handed.Reason)).Row("Made", Time(handed.MadeAt)).Raw("</dl>\n");
    }

    private void Account(HandedAccount account)
    {
        Heading("What happened").Raw($"<p dir=\"auto\"><strong>{Encoded(account.Summary)}</strong></p>").Raw(Text(account.WhatHappened)).Raw("<dl>");
        foreach (var (term, text) in new[] { ("The AI system, in the person's words", account.SystemDescription), ("What the product passed on", account.Excerpt), ("How to reach the person", account.Contact) })
        {
            if (text is not null)
                Row(term, Text(text));
        }
        foreach (var (question, values) in account.Answers?.Answers ?? new Dictionary<string, IReadOnlyList<string>>())
            Row($"Answer: {question}", Text(string.Join(", ", values)));
        Raw("</dl>\n");
    }

    private void Facts(HandedFacts facts)
    {
        Heading("Facts").Raw("<dl>");
        foreach (var (term, value) in new (string, string?)[]
        {
            ("State", HandOverWords.State(facts.State)), ("Outcome", HandOverWords.Outcome(facts.Outcome)), ("Band", facts.Band), ("Language of the person", facts.Language), ("Who was harmed", HandOverWords.Affected(facts.Affected)),
            ("Filed as", HandOverWords.Capacity(facts.Capacity)), ("Came in by", HandOverWords.Channel(facts.Channel)), ("For how many people", HandOverWords.People(facts.People)), ("Risk codes", Joined(facts.Rights)), ("Asked for", Joined(facts.Wants)), (facts.SystemFromPerson ? "AI system" : "AI system, as the organisation linked it", facts.System), ("Taken up", facts.Admissible switch { true => "yes", false => "no", null => null }),
            ("Why", facts.AdmissibilityReason), ("Proceedings elsewhere", facts.ParallelProceedings ? "yes" : null),
        })
        {
            if (!string.IsNullOrEmpty(value))
                Row(term, $"<span dir=\"auto\">{Encoded(value.Replace('_', ' '))}</span>");
        }
        Row("Filed", Time(facts.FiledAt)).Row("To be confirmed by", Time(facts.AcknowledgeBy));
        if (facts.AcknowledgedAt is { } confirmed)
            Row("Confirmed", Time(confirmed));
        Row("Findings due", Time(facts.FindingsBy));
        if (facts.ClosedAt is { } closed)
            Row("Closed", Time(closed));
        Raw("</dl>\n");
    }

    private void Attribution(HandedCase handed)
    {
        Heading("Who had which part");
        if (handed.Attribution.Count == 0)
            Raw("<p>Nothing was recorded.</p>\n");
        foreach (var record in handed.Attribution)
        {
            Raw($"<h3>Record {record.Record}</h3><p class=\"small\">Decided by {Encoded(Word(record.DecidedByRole))} · {Time(record.DecidedAt)}</p><table><tr><th>Party</th><th>Part</th><th>Share</th><th>On what it rests</th><th>What the party says</th></tr>");
            foreach (var line in record.Lines)
            {
                Raw($"<tr><td>{Encoded(Word(line.Party))}{(line.Name is null ? "" : $"<br><bdi>{Encoded(line.Name)}</bdi>")}</td><td>{Encoded(HandOverWords.Part(line.Involvement))}{(line.Contested ? "<br>contested" : "")}</td>"
                    + $"<td>{(line.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share} %") : "")}</td><td>{Text(line.Evidence)}</td><td>{(line.Objection is null ? "" : Text(line.Objection))}</td></tr>");
            }
            Raw("</table>\n");
        }
    }

    private void Measures(RemedyView remedy)
    {
        Heading("Remedy").Raw($"<p>{Encoded(HandOverWords.Remedy(remedy.State))}</p>");
        if (remedy.NotOwedReason is { } none)
            Raw(Text(none));
        foreach (var measure in remedy.Measures)
            Raw($"<article><p class=\"small\">{Encoded(HandOverWords.Measure(measure.Measure))} · {Encoded(HandOverWords.Standing(measure.State, measure.ApologyAccepted))}{(measure.By is null ? "" : " · carried out by " + Encoded(measure.By))}</p>{Text(measure.Text)}{(measure.Evidence is null ? "" : Text(measure.Evidence))}{(measure.Remark is null ? "" : Text(measure.Remark))}</article>\n");
        foreach (var offer in remedy.Offers)
            Raw($"<article><p class=\"small\">Offer {offer.Number} · {Encoded(Word(offer.State))} · {Time(offer.OfferedAt)}</p>{(offer.Words is null ? "" : Text(offer.Words))}{(offer.Answer is null ? "" : Text(offer.Answer))}</article>\n");
    }

    private void Letter(HandedCase handed)
    {
        if (handed.Letter is { } letter)
            Heading("Outcome letter").Raw(Text(letter.ToString()));
        foreach (var appeal in handed.Appeals)
            Raw($"<article><p class=\"small\">Appeal against {Encoded(Word(appeal.Against))} · {Encoded(appeal.Decision is null ? "not decided" : Word(appeal.Decision))} · {Time(appeal.FiledAt)}</p>{(appeal.Text is null ? "<p>Why the person appeals is kept for the reviewer until it is decided.</p>" : Text(appeal.Text))}{(appeal.Letter is null ? "" : Text(appeal.Letter))}</article>\n");
    }

    private void Messages(IReadOnlyList<HandedMessage> messages)
    {
        Heading("Messages");
        foreach (var message in messages)
            Raw($"<article><p class=\"small\">{Encoded(Word(message.Role))}{(message.Kind == "retaliation" ? " · reports retaliation" : "")} · {Time(message.At)}</p>{Text(message.Text)}</article>\n");
    }

    private void Files(IReadOnlyList<HandedFile> files)
    {
        Heading("Files");
        foreach (var file in files)
        {
            Raw($"<article><p><strong><bdi>{Encoded(file.Name)}</bdi></strong></p><p class=\"small\">{Encoded(file.Entry ?? "left out: it was set apart")} · {Encoded(file.Kind)} · {Encoded(file.Form)} · virus scanner: {Encoded(file.Scan)} · {Time(file.AddedAt)}</p>"
                + (file.Warnings.Count == 0 ? "" : $"<p>Careful: {Encoded(string.Join(", ", file.Warnings.Select(Word)))}</p>") + "</article>\n");
        }
    }

    private HandOverPage Heading(string words) => Raw($"<h2>{Encoded(words)}</h2>\n");

    private HandOverPage Row(string term, string content) => Raw($"<dt>{Encoded(term)}</dt><dd>{content}</dd>\n");

    private HandOverPage Raw(string part)
    {
        page.Append(part);
        return this;
    }

    private static string? Joined(IReadOnlyList<string> codes) => codes.Count == 0 ? null : string.Join(", ", codes);

    private static string Word(string code) => code.Replace('_', ' ').Replace('-', ' ');

    private static string Text(string written) => $"<div class=\"text\" dir=\"auto\">{Encoded(written)}</div>";

    private static string Time(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{at.UtcDateTime:d MMMM yyyy HH:mm} UTC</time>");

    private static string Encoded(string text) => Encoder.Encode(text);
}
