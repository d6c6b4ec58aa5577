using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Platform.Guests;

/// <summary>
/// What the pages of a service share that guests see: no handler runs without an open invitation. The page carries
/// <see cref="TenantFromGuestAttribute"/>, has <c>{guest:guid}</c> in its address and the layout <see cref="Layout"/>.
/// </summary>
public abstract class GuestPage : PageModel
{
    /// <summary>The layout of guests' pages.</summary>
    public const string Layout = "/Areas/Guests/Pages/Shared/_Guest.cshtml";

    /// <summary>ViewData key: where a guest closes what is open; the layout shows the way.</summary>
    public const string LeaveHref = "GuestLeave";

    /// <summary>ViewData key: the address of the page is a key itself, and no request is told where it came from.</summary>
    public const string KeyInAddress = "GuestKeyInAddress";

    /// <summary>The session; <see cref="Invitations{TDb}.Find"/> says what it opens.</summary>
    protected GuestSession Session => HttpContext.Features.GetRequiredFeature<GuestSession>();

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (HttpContext.Features.Get<GuestSession>() is { } session)
            ViewData[LeaveHref] = Place.Leave(session.Invitation);
        else
            context.Result = Closed();
    }

    /// <summary>What happens where no invitation is open, or none any more. A page with long texts may keep what was typed.</summary>
    protected virtual IActionResult Closed() => SeeOther(Place.Leave());

    /// <summary>A refusal of <see cref="Invitations{TDb}.Find"/>: where the invitation ended meanwhile, the page says that nothing is open any more.</summary>
    protected IActionResult Refuse(Refusal refusal) => refusal.Code is GuestCodes.Ended or GuestCodes.Unknown ? Closed() : new RefusedResult(refusal);

    /// <summary>Shows a page by its address, so that going back or reloading sends nothing again.</summary>
    protected StatusCodeResult SeeOther(string address)
    {
        Response.Headers.Location = HttpContext.KeepLanguage(address);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private GuestPlace Place => HttpContext.RequestServices.GetRequiredService<GuestPlaces>()
        .Of(HttpContext.GetEndpoint()?.Metadata.GetMetadata<TenantFromGuestAttribute>()?.Purpose ?? throw new InvalidOperationException("A guest's page carries TenantFromGuest."));
}
