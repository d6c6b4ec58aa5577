using System.Text.Json;
using Grievances.Data;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Guests;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Mediation;

/// <summary>The mediator's room: what was shared, and a thread of three. Showing it is an opening, which is recorded and which the person sees.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromGuest(Mediations.Purpose), Work(Work.Own)]
public sealed class RoomModel(MediatorRoom room, UnitOfWork<GrievancesDb> unit, Idempotency<GrievancesDb> idempotency) : GuestPage
{
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty] public Guid Translation { get; set; }
    [BindProperty] public bool Machine { get; set; }

    public MediatorView View { get; private set; } = null!;
    public bool Sent { get; private set; }

    /// <summary>Whether an earlier page of messages is shown.</summary>
    public bool Earlier { get; private set; }

    /// <summary>Address of the room.</summary>
    public string Here => MediationPurpose.Place.Address(Session.Invitation);

    /// <summary>Name of the field of a translation, since there may be several on the page.</summary>
    public static string FieldOf(Guid translation) => $"Text-{translation:N}";

    public Task<IActionResult> OnGet(bool sent, string? messages, CancellationToken cancellation)
    {
        (Sent, Earlier) = (sent, messages is not null);
        return Show(messages, cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var session = Session;
        var outcome = await idempotency.Once($"mediator-message:{session.Invitation:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(Text), () => room.Write(session, Text, cancellation), cancellation);
        return await After(outcome, nameof(Text), cancellation);
    }

    public async Task<IActionResult> OnPostTranslate(CancellationToken cancellation)
    {
        var (session, field) = (Session, FieldOf(Translation));
        var typed = Request.Form[field].ToString();
        ModelState.SetModelValue(field, typed, typed);
        return await After(await unit.Repeat(() => room.Translate(session, Translation, new TranslationFill(typed, Machine), cancellation), o => !o.Refused, cancellation), field, cancellation);
    }

    private async Task<IActionResult> After<T>(Outcome<T> outcome, string field, CancellationToken cancellation)
    {
        if (outcome.Refusal is not { } refusal)
            return SeeOther(Here + "?sent=true");
        if (refusal.Code is GuestCodes.Ended or GuestCodes.Unknown)
            return Refuse(refusal);
        ModelState.AddModelError(field, PortalText.Words.Find("error.code." + (refusal.Errors?.Values.First()[0] ?? refusal.Code)) ?? PortalText.Words["error.again"]);
        Response.StatusCode = refusal.Status;
        return await Show(null, cancellation);
    }

    private async Task<IActionResult> Show(string? messages, CancellationToken cancellation)
    {
        var session = Session;
        var found = await unit.Repeat(() => room.Read(session, messages, cancellation), o => !o.Refused, cancellation);
        if (found.Refusal is { } refusal)
            return Refuse(refusal);
        View = found.Value!;
        ModelState.Remove(nameof(Key));
        Key = Guid.NewGuid().ToString();
        return Page();
    }
}
