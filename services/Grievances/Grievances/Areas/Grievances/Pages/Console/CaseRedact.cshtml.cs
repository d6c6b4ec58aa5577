using Grievances.Domain;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Makes a masked copy of a case for showing to others; the original stays sealed as it is.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseRedactModel(CasePageTools tools, RedactCase redact) : CasePage(tools, "redact")
{
    private const int MostMessages = 20;

    [BindProperty] public string? Summary { get; set; }
    [BindProperty] public string? Account { get; set; }
    // A box that is not ticked sends nothing: what it stands for stays out.
    [BindProperty] public bool WithSummary { get; set; }
    [BindProperty] public bool WithAccount { get; set; }

    public IReadOnlyList<RedactionRow> Copies { get; private set; } = [];
    public IReadOnlyList<MaskedMessage> Messages { get; private set; } = [];
    public MaskedCase? Shown { get; private set; }
    public Guid ShownId { get; private set; }

    /// <summary>What is hidden in one place of the copy that was just made and can still be read in another.</summary>
    public IReadOnlyList<string> StillRead { get; private set; } = [];

    /// <summary>Name of the field of a message.</summary>
    public static string FieldOf(Guid message) => $"Message-{message:N}";

    protected override string? Done(string code) => code switch
    {
        "made" => "The masked copy is kept, sealed. Read it once more before you show it to anybody.",
        "made_whole" => "The copy is kept, sealed. No passage in it is hidden: read it once more before you show it to anybody.",
        _ => null,
    };

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancellation)
    {
        var messages = new Dictionary<Guid, string>();
        foreach (var message in Request.Form["Include"].Select(value => Guid.TryParse(value, out var known) ? known : Guid.Empty).Where(known => known != Guid.Empty))
            messages[message] = Typed(message);
        var request = new RedactionRequest(WithSummary ? Summary : null, WithAccount ? Account : null, messages);
        var outcome = await Tools.Idempotency.Once($"page:redact:{id:N}", Key ?? "", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request), () => redact.Make(id, request, cancellation), cancellation);
        var field = outcome.Refusal?.Errors?.Keys.First() switch
        {
            "/summary" => nameof(Summary),
            { } pointer when pointer.StartsWith("/messages/", StringComparison.Ordinal) && Guid.TryParse(pointer["/messages/".Length..], out var message) => FieldOf(message),
            _ => nameof(Account),
        };
        // Shown at once: neither an address nor what is kept of a request holds words of a person in clear.
        if (outcome.Value is { } made && MaskedText.StillRead([.. new[] { request.Summary, request.Account }.OfType<string>(), .. messages.Values]) is { Count: > 0 } left)
        {
            (StillRead, ShownId) = (left, made.Id);
            return await Show(id, cancellation);
        }
        return await After(id, outcome, outcome.Value is { Hidden: 0 } ? "made_whole" : "made", field, cancellation);
    }

    public async Task<IActionResult> OnGetText(Guid id, Guid copy, CancellationToken cancellation)
    {
        var outcome = await Tools.Unit.Repeat(() => redact.Show(id, copy, cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? new RefusedResult(refusal) : new Downloaded(RedactCase.AsText(HttpContext, outcome.Value!, copy));
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        if (Request.Method == "GET")
            (WithSummary, WithAccount) = (true, true);
        Summary ??= sealer.Open("grievance", kase.Id, "summary", kase.Summary);
        Account ??= sealer.Open("grievance", kase.Id, "what_happened", kase.WhatHappened);
        var rows = await redact.Shareable(kase.Id).OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(MostMessages).ToListAsync(cancellation);
        Messages = [.. rows.AsEnumerable().Reverse().Select(m => new MaskedMessage(m.Id, m.WriterRole, m.WrittenAt, sealer.Open("message", m.Id, "body", m.Body)))];
        Copies = await redact.Rows(kase.Id, cancellation);
        if (Guid.TryParse(Request.Query["copy"], out var asked))
            ShownId = asked;
        if (ShownId != Guid.Empty)
            Shown = await redact.Show(door, ShownId, cancellation);
        return null;
    }

    private string Typed(Guid message)
    {
        var typed = Request.Form[FieldOf(message)].ToString();
        ModelState.SetModelValue(FieldOf(message), typed, typed);
        return typed;
    }

    private sealed class Downloaded(IResult result) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => result.ExecuteAsync(context.HttpContext);
    }
}
