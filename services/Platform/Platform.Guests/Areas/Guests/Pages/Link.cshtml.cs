using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Platform.Guests.Areas.Guests.Pages;

/// <summary>
/// Where a link leads: who invites, to what and until when. To look opens nothing, since mail scanners and previews look as well;
/// only the button opens, and leads on to an address without the token.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromInvitation, Work(Work.Own), KnownMethods]
public sealed class LinkModel(GuestSessions sessions) : PageModel
{
    /// <summary>What was typed as PIN; never shown again.</summary>
    [BindProperty] public string? Pin { get; set; }

    /// <summary>What the page shows; null where the link opens nothing.</summary>
    public GuestView? View { get; private set; }

    /// <summary>Why it opens nothing.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>Looks.</summary>
    public async Task<IActionResult> OnGet(string service, CancellationToken cancellation) => await Shown(service, cancellation);

    /// <summary>Opens.</summary>
    public async Task<IActionResult> OnPost(string service, CancellationToken cancellation)
    {
        if (TenantFromGuestAttribute.SaysForeign(Request))
            return new RefusedResult(new Refusal(StatusCodes.Status403Forbidden, "platform.cross_site"));
        if (Door(service) is not { } door || HttpContext.Features.Get<GuestToken>() is not { } token)
            return Refuse(GuestCodes.UnknownLink);
        var outcome = await door.Open(token, Pin, cancellation);
        if (outcome.Refusal is { Errors: { } errors } refusal)
        {
            if (!WantsPage)
                return new RefusedResult(refusal);
            ModelState.Remove(nameof(Pin));
            ModelState.AddModelError(nameof(Pin), GuestText.Words[errors.Values.First()[0] == GuestCodes.PinWrong ? "link.pin_wrong" : "link.pin_missing"]);
            return await Shown(service, cancellation);
        }
        if (outcome.Refusal is { } no)
            return Refuse(no);
        var (session, place) = outcome.Value!;
        TenantFromGuestAttribute.Remember(HttpContext, session, sessions);
        Response.Headers.Location = HttpContext.KeepLanguage(place.Address(session.Invitation));
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IActionResult> Shown(string service, CancellationToken cancellation)
    {
        if (Door(service) is not { } door || HttpContext.Features.Get<GuestToken>() is not { } token)
            return Refuse(GuestCodes.UnknownLink);
        var outcome = await door.Look(token, cancellation);
        if (outcome.Refusal is { } no)
            return Refuse(no);
        View = outcome.Value;
        return Page();
    }

    private IActionResult Refuse(Refusal refusal)
    {
        if (!WantsPage)
            return new RefusedResult(refusal);
        Refused = refusal;
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private GuestDoor? Door(string service) => HttpContext.RequestServices.GetKeyedService<GuestDoor>(service);

    private bool WantsPage => Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);
}
