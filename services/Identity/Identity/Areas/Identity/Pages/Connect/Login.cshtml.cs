using System.ComponentModel.DataAnnotations;
using Identity.Features.Connect;
using Identity.Features.Passwords;
using Identity.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Connect;

/// <summary>The sign-in form: plain, without script, with one answer for whatever is wrong.</summary>
[AllowAnonymous, WithoutTenant, Work(Work.Own)]
public sealed class LoginModel(SignIn signIn, TimeProvider clock) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter your user name."), StringLength(64, ErrorMessage = "A user name has at most 64 characters.")]
    public string UserName { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter your password."), StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPost()
    {
        if (!ModelState.IsValid)
            return Page();
        var outcome = await signIn.Run(UserName, Password, HttpContext.RequestAborted);
        if (outcome.Refusal is { } refusal)
            return this.Again(refusal);
        await HttpContext.SignInAsync(OpenIdServer.SignInCookie, outcome.Value!, new AuthenticationProperties { IssuedUtc = clock.GetUtcNow() });
        return Redirect(Back(ReturnUrl));
    }

    // Nowhere but into our own flow: an address from the query is anybody's.
    internal static string Back(string? address) =>
        address is not null && address.StartsWith(Authorize.Path + "?", StringComparison.Ordinal) && !address.Any(char.IsControl) || address == Authorize.PasswordPath ? address : "/console";
}
