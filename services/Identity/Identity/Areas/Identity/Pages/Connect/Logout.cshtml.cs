using Identity.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Server.AspNetCore;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Connect;

/// <summary>Ends the sign-in: at once when our own console asks with the person's id token, after a confirmation when any link could have led here.</summary>
[AllowAnonymous, WithoutTenant, Work(Work.Own)]
public sealed class LogoutModel : PageModel
{
    /// <summary>Parameters of the request, which the confirmation sends again.</summary>
    public IReadOnlyDictionary<string, string> Carried { get; private set; } = new Dictionary<string, string>();

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
        return SignOut(new AuthenticationProperties { RedirectUri = "/" }, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
