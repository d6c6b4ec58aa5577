using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Appeals;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Legal;
using Grievances.Features.Proof;
using Grievances.Features.Referrals;
using Grievances.Features.Remedy;
using Grievances.Features.Responsibility;
using Grievances.Features.Surveys;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Files;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Features.Mailbox;

/// <summary>Everything of one's own case, as the archive holds it in <c>case.json</c>.</summary>
/// <param name="Case">The case.</param>
/// <param name="Answers">Answers to the questionnaire, or null.</param>
/// <param name="Messages">Every message the holder may read, oldest first.</param>
/// <param name="Openings">Every opening, oldest first.</param>
/// <param name="Consents">What was allowed.</param>
/// <param name="Files">Every file.</param>
/// <param name="Remedy">Every offer, the answers, and what is done.</param>
/// <param name="Appeals">Appeals and what came of them.</param>
/// <param name="Surveys">What the reader said about how it was.</param>
/// <param name="Meetings">Meetings with their minutes.</param>
/// <param name="Mediations">Mediators from outside.</param>
/// <param name="Translations">What was translated for the reader, each with its original.</param>
/// <param name="Referrals">What other organisations have, had or would have of it.</param>
/// <param name="Readers">Who may see it, whom the one who filed keeps out, and who asked how they can be reached.</param>
/// <param name="Responsibility">Who was responsible.</param>
/// <param name="Law">Proceedings beside it, whether it is held, and who outside has it.</param>
/// <param name="About">What whoever filed said about the person to be counted; null for anybody else.</param>
public sealed record ExportedCase(
    MailboxView Case, Intake.GivenAnswers? Answers, IReadOnlyList<MailboxMessage> Messages, IReadOnlyList<CaseOpening> Openings, IReadOnlyList<ConsentView> Consents, IReadOnlyList<CaseFileView> Files,
    RemedyView Remedy, AppealsView Appeals, IReadOnlyList<SurveyView> Surveys, IReadOnlyList<MeetingView> Meetings, IReadOnlyList<MediationView> Mediations, IReadOnlyList<TranslationView> Translations,
    IReadOnlyList<SharedView> Referrals, ReadersView Readers, ResponsibilityView Responsibility, LawOfCase Law, AboutView? About = null);

/// <summary>
/// Gives a holder their whole file as one archive (UN Guiding Principle 31 d): the case, messages, openings, consents, the proof
/// of filing and the files themselves, streamed as they are opened. First lies <c>case.html</c>, a page to read in the language of
/// the request; <c>case.json</c> says the same in codes.
/// </summary>
public sealed partial class ExportCase(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReadMailbox read, CaseThread thread, HolderOfSession holders, DecideConsents consents, CaseFiles files, FormOfTenant forms, ReadProof proof, ReadRemedy remedy,
    FileAppeal appeals, AnswerSurvey surveys, Meetings meetings, Mediations mediations, Translations translations, SharedPart shares, ChooseReaders readers, ReadResponsibility responsibility, ReadLaw law, SayAbout about, IBlobStore blobs, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // Signs that a name in an archive may hold and Windows can't unpack.
    [GeneratedRegex(@"[<>:""/\\|?*\p{Cc}]|[. ]+\z")]
    private static partial Regex Unpackable();

    private sealed record Gathered(ExportedCase Case, ReadableCase Page, ProofOfFiling? Proof, IReadOnlyList<(ExportedFile File, SealedFile Place, byte[] Key, SealedManifest Manifest)> Files);

    /// <summary>The archive, or a refusal before its first byte.</summary>
    public async Task<Outcome<IResult>> Run(MailboxSession session, CancellationToken cancellation)
    {
        var gathered = await unit.Read(() => Gather(session, cancellation), cancellation);
        return gathered.Refusal is { } refusal ? refusal : new Outcome<IResult>(new Archive(gathered.Value!, blobs), null);
    }

    private async Task<Outcome<Gathered>> Gather(MailboxSession session, CancellationToken cancellation)
    {
        var view = await read.Run(session, null, null, cancellation);
        if (view.Refusal is { } refusal)
            return refusal;
        var held = (await holders.Find(session, cancellation)).Value!;
        var (kase, holder, sealer) = held;
        var messages = await db.Messages.AsNoTracking().Where(m => m.CaseId == kase.Id && (m.OnlyFor == null || m.OnlyFor == session.Holder)).OrderBy(m => m.WrittenAt).ThenBy(m => m.Id).ToListAsync(cancellation);
        var openings = await thread.EveryOpening(kase, cancellation);
        // What was answered beside the account is for the one who filed, as in the mailbox.
        var given = holder.Id == kase.Id && sealer.OpenIfAny("grievance", kase.Id, "answers", kase.Answers) is { } json ? JsonSerializer.Deserialize<Intake.GivenAnswers>(json, JsonSerializerOptions.Web) : null;
        var list = await files.List(sealer, session.Holder, cancellation);
        var rows = await files.Shown(kase.Id, session.Holder).AsNoTracking().ToDictionaryAsync(f => f.Id, cancellation);
        var opened = list.Select((view, at) => (view, at, Row: rows[view.Id], Cleaned: rows[view.Id].HolderId != session.Holder && rows[view.Id].CleanManifest is not null)).Select(f =>
        {
            var (key, manifest) = CaseFiles.Open(sealer, f.Row, f.Cleaned);
            var file = new ExportedFile(f.view, $"files/{f.at + 1:D2}-{Unpackable().Replace(Path.GetFileName(f.view.Name), "-")}", manifest.Sha256);
            return (file, new SealedFile(kase.TenantId, f.view.Id, f.Cleaned ? SealedFile.Cleaned : SealedFile.Original), key, manifest);
        }).ToList();
        var shared = await thread.Shared(kase.Id, null).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => new { Entry = e, Other = db.Shares.Where(s => s.Id == e.ShareId).Select(s => s.OtherName).FirstOrDefault() }).ToListAsync(cancellation);
        var lines = shared.Select(l => ThreadLine.Of(l.Entry, view.Value!.Organisation, l.Other, sealer)).ToList();
        var exported = new ExportedCase(view.Value! with { Messages = [], Openings = [], Answers = null, Shared = lines }, given, [.. messages.Select(m => MailboxMessage.Of(m, session, sealer))], openings,
            (await consents.List(session, cancellation)).Value!, list, await remedy.Of(held, cancellation), await appeals.Of(held, cancellation), await surveys.Of(held, cancellation),
            (await meetings.Of(held, cancellation)).Items, await mediations.Of(sealer, cancellation), await translations.For(held, cancellation),
            await shares.Of(sealer, cancellation), await readers.Of(held, cancellation), await responsibility.Of(held, cancellation), await law.Of(held, cancellation), await about.Of(held, cancellation));
        var proved = (await proof.Run(session, cancellation)).Value;
        var answers = given is null ? [] : await forms.Shown(given, PortalLanguages.Current.Code, cancellation);
        return new Gathered(exported, new ReadableCase(exported, answers, [.. opened.Select(f => f.file)], proved is not null, clock.GetUtcNow()), proved, opened);
    }

    private sealed class Archive(Gathered gathered, IBlobStore blobs) : ActionResult, IResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

        public async Task ExecuteAsync(HttpContext http)
        {
            var headers = http.Response.Headers;
            http.Response.ContentType = "application/zip";
            headers.ContentDisposition = AttachmentResult.Disposition($"case-{gathered.Case.Case.Reference}.zip");
            headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            headers.CacheControl = "no-store";
            await using var body = new ArchiveStream(http.Response.Body);
            await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, http.RequestAborted);
            await using (var page = await zip.CreateEntry(ReadableCase.Entry, CompressionLevel.Fastest).OpenAsync(http.RequestAborted))
                await gathered.Page.Write(page, http.RequestAborted);
            await Write(zip, "case.json", gathered.Case, http.RequestAborted);
            if (gathered.Proof is not null)
                await Write(zip, "proof.json", gathered.Proof, http.RequestAborted);
            foreach (var (file, place, key, manifest) in gathered.Files)
            {
                await using var into = await zip.CreateEntry(file.Entry, CompressionLevel.NoCompression).OpenAsync(http.RequestAborted);
                await using var content = new SealedFileStream(blobs, place, key, manifest);
                await content.CopyToAsync(into, http.RequestAborted);
            }
        }

        private static async Task Write<T>(ZipArchive zip, string name, T value, CancellationToken cancellation)
        {
            await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
            await JsonSerializer.SerializeAsync(entry, value, Readable, cancellation);
        }
    }

    /// <summary>GET /api/grievances/v1/mailbox/export.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/mailbox/export", async (ExportCase export, HttpContext http) =>
            (await export.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(archive => archive))
        .WithName("Grievances_ExportCase").WithSummary("One's whole file as an archive").Produces(200, contentType: "application/zip").ProducesProblem(401).ProducesProblem(403)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
}
