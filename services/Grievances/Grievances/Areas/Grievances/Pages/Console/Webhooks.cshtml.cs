using System.Text.Json;
using Grievances.Data;
using Grievances.Features.Machines;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Webhooks.Features;
using Platform.Webhooks.Rows;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Which systems of the organisation are told what happens to its cases, what they were sent, and what did not arrive.</summary>
[Authorize(Policy = Permissions.GrievancesConfigure), Work(Work.Own)]
public sealed class WebhooksModel(
    GrievancesDb db, UnitOfWork<GrievancesDb> unit, AddWebhook<GrievancesDb> add, ChangeWebhook<GrievancesDb> change, ReadWebhooks<GrievancesDb> read, ReplayWebhooks<GrievancesDb> replay,
    Idempotency<GrievancesDb> idempotency, TimeProvider clock) : PageModel
{
    private const string Home = "/console/grievances/webhooks";
    private static readonly TimeSpan Missed = TimeSpan.FromDays(3);

    [BindProperty] public string? Address { get; set; }
    [BindProperty] public List<string> Events { get; set; } = [];
    [BindProperty] public bool On { get; set; }
    [BindProperty] public string? Key { get; set; }

    public IReadOnlyList<WebhookView> Endpoints { get; private set; } = [];
    public IReadOnlyList<WebhookDeliveryView> Log { get; private set; } = [];
    public string? Next { get; private set; }
    public Guid? Shown { get; private set; }
    public string? Secret { get; private set; }
    public string? Notice { get; private set; }
    public string? TenantName { get; private set; }

    /// <summary>Codes of what can be told.</summary>
    public static IReadOnlyList<string> Types => TellMachines.Types;

    public string Heading => Endpoints.Count switch { 0 => "No system is told yet", 1 => "One system is told", var count => $"{count} systems are told" };

    /// <summary>A code of an event in words.</summary>
    public static string Name(string type) => type switch
    {
        WebhookEvent.Ping => "Test",
        _ => type.Split('.') is [_, var what, ..] ? char.ToUpperInvariant(what[0]) + what[1..].Replace('-', ' ') : type,
    };

    /// <summary>What became of a delivery.</summary>
    public static string Name(WebhookDeliveryState state) => state switch
    {
        WebhookDeliveryState.Pending => "on its way",
        WebhookDeliveryState.Delivered => "arrived",
        WebhookDeliveryState.Failed => "given up",
        _ => "not sent, it was off",
    };

    /// <summary>Why an endpoint is off.</summary>
    public static string Why(string? reason) => reason switch
    {
        WebhookReasons.Gone => "the receiver says it is gone for good (410)",
        WebhookReasons.Failing => "nothing got through for five days",
        _ => "switched off by hand",
    };

    public Task<IActionResult> OnGet(Guid? id, string? cursor, string? done, CancellationToken cancellation)
    {
        Notice = done switch
        {
            "on" => "It is on. What it missed stands in its list and can be sent again.",
            "off" => "It is off. What happens meanwhile stands in its list and can be sent later.",
            "test" => "A test is on its way; look at the list in a moment.",
            "again" => "It is on its way again.",
            "removed" => "The receiver is removed, with its list.",
            _ => null,
        };
        return Show(id, cursor, cancellation);
    }

    public async Task<IActionResult> OnPostAdd(CancellationToken cancellation)
    {
        var asked = new WebhookRegistration(Address?.Trim() ?? "", Events);
        var checkedAddress = await add.Check(asked, cancellation);
        if (checkedAddress.Refusal is { } unfit)
            return await Refused(null, unfit, cancellation);
        var outcome = await idempotency.Once("webhooks.form", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(asked), () => add.Run(checkedAddress.Value!, asked.Events, cancellation), cancellation);
        if (outcome.Refusal is { } refusal)
            return await Refused(null, refusal, cancellation);
        (Secret, Address, Events) = (outcome.Value!.Secret, null, []);
        ModelState.Clear();
        return await Show(outcome.Value.Id, null, cancellation);
    }

    public async Task<IActionResult> OnPostSecret(Guid id, CancellationToken cancellation)
    {
        var outcome = await idempotency.Once($"webhook-secret.form {id}", Key ?? "", [], () => change.Renew(id, cancellation), cancellation);
        if (outcome.Refusal is { } refusal)
            return await Refused(id, refusal, cancellation);
        Secret = outcome.Value!.Secret;
        ModelState.Clear();
        return await Show(id, null, cancellation);
    }

    public async Task<IActionResult> OnPostState(Guid id, CancellationToken cancellation) =>
        await Done(id, await unit.Repeat(() => change.Set(id, On ? WebhookState.Active : WebhookState.Disabled, cancellation), o => !o.Refused, cancellation), On ? "on" : "off", cancellation);

    public async Task<IActionResult> OnPostRemove(Guid id, CancellationToken cancellation) =>
        await unit.Repeat(() => change.Remove(id, cancellation), o => !o.Refused, cancellation) is { Refusal: { } refusal } ? await Refused(null, refusal, cancellation) : Redirect($"{Home}?done=removed");

    public async Task<IActionResult> OnPostPing(Guid id, CancellationToken cancellation) =>
        await Done(id, await unit.Repeat(() => replay.Ping(id, cancellation), o => !o.Refused, cancellation), "test", cancellation);

    public async Task<IActionResult> OnPostAgain(Guid id, Guid delivery, CancellationToken cancellation) =>
        await Done(id, await unit.Repeat(() => replay.One(id, delivery, cancellation), o => !o.Refused, cancellation), "again", cancellation);

    public async Task<IActionResult> OnPostReplay(Guid id, CancellationToken cancellation) =>
        await Done(id, await unit.Repeat(() => replay.Since(id, clock.GetUtcNow() - Missed, cancellation), o => !o.Refused, cancellation), "again", cancellation);

    private async Task<IActionResult> Done<T>(Guid id, Outcome<T> outcome, string done, CancellationToken cancellation) =>
        outcome.Refusal is { } refusal ? await Refused(id, refusal, cancellation) : Redirect($"{Home}?id={id}&done={done}");

    private async Task<IActionResult> Refused(Guid? id, Refusal refusal, CancellationToken cancellation)
    {
        var text = ProblemTexts.OnPage(refusal.Errors?.Values.First()[0] ?? refusal.Code);
        ModelState.AddModelError(refusal.Errors?.Keys.First() is { } field && field.StartsWith("/address", StringComparison.Ordinal) ? nameof(Address) : "", $"{text.Title} {text.Mend}".Trim());
        Response.StatusCode = refusal.Status;
        return await Show(id, null, cancellation);
    }

    private async Task<IActionResult> Show(Guid? id, string? cursor, CancellationToken cancellation)
    {
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        await unit.Read(async () =>
        {
            Endpoints = await read.List(cancellation);
            TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
            if (id is { } shown && Endpoints.Any(e => e.Id == shown) && await read.Log(shown, cursor, 20, cancellation) is { Refused: false } log)
                (Shown, Log, Next) = (shown, log.Value!.Items, log.Value.Next);
            return true;
        }, cancellation);
        return Page();
    }
}
