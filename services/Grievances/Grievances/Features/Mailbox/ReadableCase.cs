using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Grievances.Features.Forms;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Html;
using Platform.Ui.Localization;

namespace Grievances.Features.Mailbox;

/// <summary>A file of the archive.</summary>
/// <param name="View">The file as its holder sees it.</param>
/// <param name="Entry">Where it lies in the archive.</param>
/// <param name="Sha256">Of the bytes that lie there.</param>
internal sealed record ExportedFile(Files.CaseFileView View, string Entry, string? Sha256);

/// <summary>
/// The same as <c>case.json</c> for people: one page in the language of whoever asked for it, that opens on any telephone
/// without a network. It has no script and asks for nothing from outside; what people wrote is encoded and turns no sentence around.
/// </summary>
/// <param name="exported">The case.</param>
/// <param name="answers">What was answered beside the account, question and answer in words.</param>
/// <param name="files">The files, as they lie in the archive.</param>
/// <param name="proved">Whether the archive holds a proof of filing.</param>
/// <param name="now">When it was taken along.</param>
internal sealed class ReadableCase(ExportedCase exported, IReadOnlyList<(string Question, string Answer)> answers, IReadOnlyList<ExportedFile> files, bool proved, DateTimeOffset now)
{
    /// <summary>Its name in the archive.</summary>
    public const string Entry = "case.html";

    private const string Style = "body{font:1.06rem/1.5 sans-serif;max-width:42rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}dt{font-weight:bold;margin-top:.6rem}dd{margin:0}"
        + ".text{white-space:pre-wrap;overflow-wrap:anywhere}article{border-inline-start:.25rem solid #767676;padding-inline-start:.7rem;margin:1rem 0}.small{color:#444;font-size:.95rem}code{overflow-wrap:anywhere}";

    // Arabic as it is read, and not six signs for each letter.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static StringCatalogue Words => PortalText.Words;

    /// <summary>Writes the page, part by part.</summary>
    public async Task Write(Stream into, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(into, new UTF8Encoding(false), bufferSize: 8192, leaveOpen: true);
        foreach (var part in Parts())
            await writer.WriteAsync(part.AsMemory(), cancellation);
        await writer.FlushAsync(cancellation);
    }

    private IEnumerable<string> Parts() => [.. Head(), .. Standing(), .. new ReadableRemedy(exported.Remedy, exported.Appeals, exported.Surveys).Parts(), .. Messages(), .. new ReadableTalk(exported.Meetings, exported.Mediations, exported.Translations).Parts(), .. CaseParts(), .. Told(), .. About(), .. new ReadableOthers(exported).Parts(), .. Openings(), .. Consents(), .. Files(), "</main></body></html>\n"];

    private IEnumerable<string> Head()
    {
        var (language, title) = (PortalLanguages.Current, Encoded(Words["export.title"]));
        yield return $"""
            <!DOCTYPE html>
            <html lang="{language.Tag}" dir="{language.Direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer">
            <title>{title}</title><style>{Style}</style></head><body><main><h1>{title}</h1>
            <p>{Encoded(Words.Html("box.with", exported.Case.Organisation))}</p><p class="small">{Encoded(Words.Format("export.made", UiDates.LongWithTime(now)))}</p>

            """;
    }

    private IEnumerable<string> Standing()
    {
        var box = exported.Case;
        yield return "<dl>" + Row("box.reference", $"<bdi dir=\"ltr\">{Encoded(box.Reference)}</bdi>") + Row("box.state", Encoded(Words["box.state." + box.State]));
        if (box.Outcome is not null)
            yield return Row("box.outcome", Encoded(Words["box.outcome." + box.Outcome]));
        yield return Row("export.you_are", Encoded(Role(box.Role))) + "</dl>";
        if (box.People is { } people)
            yield return Paragraph(people == 0 ? Words["box.people_few"] : Words.Format("box.people", people));
        if (box.Letter is { } letter)
            yield return Heading("box.letter") + string.Concat(letter.Parts().Select(part => (part.Heading.Length == 0 ? "" : $"<h3>{Encoded(RemedyText.Words[part.Heading])}</h3>\n") + Text(part.Text))) + Paragraph(RemedyText.HowToAppeal);
        if (box.Pattern is { } pattern)
            yield return $"<p>{Encoded(Words.Html(pattern.ByStaff ? "box.pattern_joined" : "box.pattern", Patterns.PatternWords.Title(pattern.Title, pattern.Language)))}</p>\n";
        if (box.ErasedAt is { } erased)
            yield return Paragraph(Words.Format("box.erased_on", UiDates.Long(erased), box.KeptMonths));
        if (box.OnHold)
            yield return Paragraph(Words["box.kept_hold"]);
        yield return Heading("box.steps") + "<ul>" + Step("box.step.filed", box.FiledAt);
        foreach (var deadline in box.Deadlines)
            yield return deadline.DoneAt is { } done
                ? Step(deadline.DoneWords, done, deadline.Missed ? $"{Words["box.missed_late"]}. {Words["box.missed_was"]} {UiDates.LongWithTime(deadline.DueAt)}" : Words.Format("export.was_due", UiDates.LongWithTime(deadline.DueAt)))
                : Step("box.due." + deadline.Clock, deadline.DueAt, deadline.Missed ? $"{Words["box.missed"]}. {Words["box.missed_text"]}" : null);
        if (box.PassedOn is { } passed)
            yield return Step("box.passed_on", passed.At) + $"<li>{Encoded(Words.Html("box.passed_on_text", passed.By, passed.To))}</li>\n";
        yield return "</ul>\n";
        if (box.ExtensionReason is not null)
            yield return Heading("box.extension") + Text(box.ExtensionReason);
    }

    private IEnumerable<string> Messages()
    {
        yield return Heading("box.messages");
        if (exported.Messages.Count == 0 && exported.Case.Shared.Count == 0)
            yield return Paragraph(Words["export.no_messages"]);
        foreach (var said in InThread.NewestFirst(exported.Messages, exported.Case.Shared).AsEnumerable().Reverse())
        {
            if (said.Line is { } line)
            {
                yield return $"<article><p class=\"small\">{Encoded(line.Wrote(exported.Case.Filed))}{(line.Kind == "words" ? "" : Encoded(" · " + Words["refer.line." + line.Kind]))} · {Time(line.At)}</p>{(line.Text is { } words ? Text(words) : "")}</article>\n";
                continue;
            }
            var message = said.Message!;
            var about = (message.Mine ? Words["box.you"] : Role(message.WriterRole)) + (message.OnlyMine ? " · " + Words["box.only_you"] : "") + (message.Kind == "retaliation" ? " · " + Words["box.kind.retaliation"] : "");
            yield return $"<article><p class=\"small\">{Encoded(about)} · {Time(message.WrittenAt)}</p>{Text(message.Text)}</article>\n";
        }
    }

    private IEnumerable<string> CaseParts()
    {
        if (exported.Case.Parts is not { } parts)
            yield break;
        yield return Heading("parts.title");
        foreach (var part in parts)
            yield return $"<article><h3 dir=\"auto\">{Encoded(part.Summary)}</h3><dl>{Row("box.reference", $"<bdi dir=\"ltr\">{Encoded(part.Reference)}</bdi>")}{Row("box.state", Encoded(Words["box.state." + part.State]))}"
                + $"{(part.Outcome is null ? "" : Row("box.outcome", Encoded(Words["box.outcome." + part.Outcome])))}{(part.ClosingLetter is null ? "" : Row("box.letter", Text(part.ClosingLetter)))}</dl>"
                + $"{string.Concat(part.Messages.Select(message => $"<p class=\"small\">{Encoded(message.Mine ? Words["box.you"] : Role(message.WriterRole))} · {Time(message.WrittenAt)}</p>{Text(message.Text)}"))}</article>\n";
    }

    private IEnumerable<string> Told()
    {
        var box = exported.Case;
        yield return Heading(box.Filed ? "box.mine" : "export.filed");
        if (!box.WhatHappened.StartsWith(box.Summary, StringComparison.Ordinal))
            yield return $"<p dir=\"auto\"><strong>{Encoded(box.Summary)}</strong></p>\n";
        yield return Text(box.WhatHappened) + "<dl>";
        if (box.Excerpt is not null)
            yield return Row("mailbox.excerpt", Text(box.Excerpt));
        yield return Row("file.affected", Encoded(Words["file.affected." + box.Affected])) + Row(Encoded(BaseForms.Catalogue["q.capacity"]), Encoded(BaseForms.Catalogue["q.capacity." + box.Capacity]), isKey: false);
        if (box.SystemName is not null)
            yield return Row("file.system", $"<bdi>{Encoded(box.SystemName)}</bdi>");
        if (box.SystemDescription is not null)
            yield return Row("file.system_words", Text(box.SystemDescription));
        if (box.Wants.Count > 0)
            yield return Row("file.wants", Encoded(string.Join(Words["list.separator"], box.Wants.Select(want => Words["file.wants." + want]))));
        foreach (var (question, answer) in answers)
            yield return Row($"<bdi>{Encoded(question)}</bdi>", Text(answer), isKey: false);
        foreach (var missing in exported.Answers?.NotAsked ?? [])
            yield return Row($"<bdi>{Encoded(missing.Question.In(PortalLanguages.Current.Code).Text)}</bdi>", Encoded(Words["box.not_asked"]), isKey: false);
        if (box.Unsafe is not null)
            yield return Row("box.unsafe", Text(box.Unsafe));
        if (box.Contact?.Split(':', 2) is [var kind, .. var value])
            yield return Row("box.contact", $"{Encoded(BaseForms.Catalogue.Find("q.contact_kind." + kind) ?? kind)} <bdi>{Encoded(string.Concat(value).Trim())}</bdi>");
        yield return "</dl>\n";
    }

    private IEnumerable<string> About()
    {
        if (exported.About?.InWords().ToList() is { Count: > 0 } said)
            yield return Heading("about.data") + Paragraph(Words["about.counted"]) + $"<dl>{string.Concat(said.Select(line => Row(Encoded(line.Question), Encoded(line.Answer), isKey: false)))}</dl>\n";
    }

    private IEnumerable<string> Openings()
    {
        yield return Heading("box.openings");
        if (exported.Openings.Count == 0)
            yield return Paragraph(Words["box.no_openings"]);
        else
            yield return $"<ul>{string.Concat(exported.Openings.Select(opening => $"<li>{Encoded(Role(opening.Role))}{(opening.Organisation is { } other ? $" (<bdi>{Encoded(other)}</bdi>)" : "")} · {Time(opening.At)}</li>\n"))}</ul>\n";
    }

    private IEnumerable<string> Consents()
    {
        yield return Heading("consents.title");
        if (exported.Consents.Count == 0)
            yield return Paragraph(Words["consents.not_yours"]);
        yield return "<dl>";
        foreach (var consent in exported.Consents)
            yield return Row(Encoded(BaseForms.Catalogue["q.consent_" + consent.Purpose]),
                Encoded(Words[consent.Allowed ? "consents.allowed" : "consents.refused"]) + (consent.Since is { } since ? " · " + Time(since) : ""), isKey: false);
        yield return "</dl>\n";
    }

    private IEnumerable<string> Files()
    {
        yield return Heading("files.title");
        if (files.Count == 0)
            yield return Paragraph(Words["files.none"]);
        foreach (var (view, entry, digest) in files)
        {
            yield return $"<article><p><strong><bdi>{Encoded(view.Name)}</bdi></strong></p><p class=\"small\">{Encoded(Words["files.kind." + view.Kind])} · "
                + $"{Encoded(PortalText.Size(view.Bytes))} · {Time(view.AddedAt)} · {Encoded(view.Mine ? Words["box.you"] : view.AddedByRole is { } staff ? Role(staff) : Words["export.others"])}</p>"
                + (view.AddedByRole is not null ? "" : $"<p class=\"small\">{Encoded(Words[view.Cleaned && !view.OriginalAllowed ? "files.handlers_cleaned" : "files.handlers_original"])}</p>");
            if (view.Scan == "infected")
                yield return Paragraph(Words["files.infected"]);
            yield return "<dl>" + Row("export.entry", $"<bdi dir=\"ltr\">{string.Join('/', entry.Split('/').Select(part => $"<bdi>{Encoded(part)}</bdi>"))}</bdi>");
            if (digest is not null)
                yield return Row("export.digest", $"<code dir=\"ltr\">{Encoded(digest)}</code>");
            foreach (var found in view.Findings)
                yield return Words.Find("files.found." + found.Code) is { } known ? Row(Encoded(known), $"<bdi class=\"text\">{Encoded(found.Value)}</bdi>", isKey: false)
                    : Row("files.found.other", long.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? Encoded(Words.Format("export.hidden_bytes", bytes))
                        : Encoded(Words.Html("export.hidden", new HtmlString($"<bdi>{Encoded(found.Value)}</bdi>"))));
            yield return "</dl></article>\n";
        }
        yield return $"<p>{Encoded(Words.Html("export.json", Name("case.json")))}</p>\n";
        if (proved)
            yield return $"<p>{Encoded(Words.Html("export.proof", Name("proof.json")))} {Encoded(Words["data.proof_warning"])}</p>\n";
    }

    private static string Heading(string key) => $"<h2>{Encoded(Words[key])}</h2>\n";

    internal static string Paragraph(string words) => $"<p>{Encoded(words)}</p>\n";

    private static string Row(string term, string content, bool isKey = true) => $"<dt>{(isKey ? Encoded(Words[term]) : term)}</dt><dd>{content}</dd>\n";

    private static string Step(string key, DateTimeOffset at, string? more = null) => $"<li>{Encoded(Words[key])}: {Time(at)}{(more is null ? "" : $"<br>{Encoded(more)}")}</li>\n";

    internal static string Text(string written) => $"<div class=\"text\" dir=\"auto\">{Encoded(written)}</div>";

    /// <summary>A text under a line that says whose it is; nothing where there is none.</summary>
    internal static string Said(string label, string? text) => text is null ? "" : $"<p class=\"small\">{Encoded(label)}</p>{Text(text)}";

    internal static string Time(DateTimeOffset at) => $"<time datetime=\"{UiDates.Machine(at)}\">{Encoded(UiDates.LongWithTime(at))}</time>";

    private static HtmlString Name(string file) => new($"<bdi dir=\"ltr\">{Encoded(file)}</bdi>");

    internal static string Role(string role) => Words.Find("box.role." + role) ?? Words["box.role.other"];

    internal static string Encoded(string text) => Encoder.Encode(text);

    internal static string Encoded(IHtmlContent content)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(text, Encoder);
        return text.ToString();
    }
}
