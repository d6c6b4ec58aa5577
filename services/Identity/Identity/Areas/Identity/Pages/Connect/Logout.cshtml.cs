using Identity.OpenId;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Server.AspNetCore;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Connect;

/// <summary>
/// Ends the sign-in: at once when our own console asks with the person's id token, after a confirmation when any link could
/// have led here. Who came by themselves is told that the console's session is another one, and where it ends.
/// </summary>
[AllowAnonymous, WithoutTenant, Work(Work.Own)]
public sealed class LogoutModel : PageModel
{
    /// <summary>Parameters of the request, which the confirmation sends again.</summary>
    public IReadOnlyDictionary<string, string> Carried { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether the sign-in has ended, and there is no client to go back to.</summary>
    public bool Ended { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        var session = await HttpContext.AuthenticateAsync(OpenIdServer.SignInCookie);
        var hint = await HttpContext.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var person = hint.Principal?.FindFirst("sub")?.Value;
        if (person is not null && (!session.Succeeded || session.Principal.FindFirst("sub")?.Value == person))
            return await End();
        Carried = Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        return Page();
    }

    public Task<IActionResult> OnPost() => End();

    private async Task<IActionResult> End()
    {
        await HttpContext.SignOutAsync(OpenIdServer.SignInCookie);
        if (HttpContext.GetOpenIddictServerRequest()?.PostLogoutRedirectUri is { Length: > 0 })
            return SignOut(new AuthenticationProperties { RedirectUri = "/" }, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        Ended = true;
        return Page();
    }
}
