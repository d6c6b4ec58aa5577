using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>
/// Files of a case, and one more: kept among those who handle it, or sent to the person with a message. It is streamed and sealed as it
/// comes, so that it lies nowhere in clear.
/// </summary>
[Authorize(Policy = Permissions.GrievancesHandle), IgnoreAntiforgeryToken, Work(Work.Own), StreamedForm, RequestSizeLimit(StagedFiles.MostInForm + 1024 * 1024)]
public sealed class CaseFilesModel(CasePageTools tools, CaseFiles files, StagedFiles staged, KeepFiles keep, AnswerPerson answer, IAntiforgery antiforgery) : CasePage(tools, "files")
{
    // Twenty thousand characters of any script.
    private const int MostWords = 4 * FileRules.MostText;

    private sealed record Sent(string? Words, string Name);

    public IReadOnlyList<CaseFileView> Files { get; private set; } = [];

    /// <summary>colleagues or person.</summary>
    public string For { get; private set; } = "colleagues";

    public string? Words { get; private set; }

    /// <summary>Whether the person's mailbox is with another organisation.</summary>
    public bool IsReferred { get; private set; }

    public bool HasMailbox { get; private set; }

    public string Heading => Files.Count switch { 0 => "This case has no files", 1 => "This case has one file", var many => $"This case has {many} files" };

    protected override string? Done(string code) => code switch
    {
        "kept" => "Kept with the case. Those who handle it see it, and nobody else.",
        "sent" => "Sent. The person finds it among their files, and your message in their mailbox.",
        _ => null,
    };

    /// <summary>Takes a file in and does with it what the form says; where it is refused, nothing of it stays in the case.</summary>
    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancellation)
    {
        var (fields, taken) = await StreamedForm.Read<Sent>(Request, async (before, name, body) =>
        {
            Take(before);
            return await StreamedForm.IsOurs(HttpContext, antiforgery, before) ? await Add(id, name, body, cancellation) : new Refusal(StatusCodes.Status400BadRequest, "grievances.file_form_stale");
        }, cancellation, MostWords);
        Take(fields);
        Outcome<Sent> outcome = taken ?? new Refusal(StatusCodes.Status400BadRequest, "grievances.file_missing");
        return await After(id, outcome, For == "person" ? "sent" : "kept", outcome.Refusal?.Errors?.ContainsKey("/text") == true ? nameof(Words) : "File", cancellation);
    }

    private void Take(Dictionary<string, string> fields) =>
        (For, Words, Key) = (fields.GetValueOrDefault(nameof(For)) == "person" ? "person" : "colleagues", fields.GetValueOrDefault(nameof(Words)), fields.GetValueOrDefault(nameof(Key)));

    private async Task<Outcome<Sent>> Add(Guid id, string name, Stream body, CancellationToken cancellation)
    {
        // Whoever may not open the case, or says nothing, need not send 25 MiB first.
        var sent = new Sent(For == "person" ? Words ?? "" : null, name);
        if (sent.Words is { } words && TextForPerson.Unfit(words, "/text", "grievances.message_missing", FileRules.MostText) is { } unfit)
            return unfit;
        var found = await Tools.Unit.Read(() => Tools.Doors.Find(id, cancellation), cancellation);
        if (found.Refusal is { } shut)
            return shut;
        var whole = await staged.Whole(name, body, cancellation);
        if (whole.Refusal is { } unread)
            return unread;
        var file = new UploadedFile(whole.Value.View.Id, whole.Value.Token);
        return await Tools.Idempotency.Once<Sent>($"page:files:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(sent), async () =>
            (sent.Words is null ? (await keep.Run(id, new KeepFilesRequest([file]), cancellation)).Refusal : (await answer.Run(id, new AnswerRequest(sent.Words, Files: [file]), cancellation)).Refusal) is { } refusal ? refusal : sent, cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        Files = await files.List(door.Sealer, null, cancellation);
        (IsReferred, HasMailbox) = (door.Case.Channel is FilingChannel.Referral, door.Case.HasMailbox);
        return null;
    }
}
