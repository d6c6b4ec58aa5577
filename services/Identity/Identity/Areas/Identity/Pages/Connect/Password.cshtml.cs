using System.ComponentModel.DataAnnotations;
using Identity.Data;
using Identity.Features.Connect;
using Identity.Features.Passwords;
using Identity.OpenId;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Hosting.Http;

namespace Identity.Areas.Identity.Pages.Connect;

/// <summary>Where a person chooses a password of their own: because they want to, or because somebody else knows the one they have.</summary>
[AllowAnonymous, WithoutTenant, Work(Work.Own)]
public sealed class PasswordModel(ChangePassword change, Standing standing, TimeProvider clock) : PageModel
{
    [BindProperty, StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Current { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter a new password."), StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string Password { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter the new password a second time.")]
    public string Repeated { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether somebody else knows the password, so that nothing goes on without another.</summary>
    public bool Must { get; private set; }

    public string UserName { get; private set; } = "";

    public bool Done { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        ModelState.Clear();
        return await Find() is null ? ToSignIn() : Page();
    }

    public async Task<IActionResult> OnPost()
    {
        var session = (await HttpContext.AuthenticateAsync(OpenIdServer.SignInCookie)).Principal;
        if (await Find() is not { } account)
            return ToSignIn();
        if (!Must && string.IsNullOrEmpty(Current))
            ModelState.AddModelError(nameof(Current), "Enter the password you have now.");
        if (Repeated is { Length: > 0 } && Repeated != Password)
            ModelState.AddModelError(nameof(Repeated), "The two new passwords differ. Enter the same one twice.");
        if (!ModelState.IsValid)
            return Page();
        var outcome = await change.Run(account, SignInSession.AuthenticatedAt(session), Current ?? "", Password, HttpContext.RequestAborted);
        if (outcome.Refusal is { } refusal)
            return this.Again(refusal == PasswordProof.NotProven ? Refusal.Field("platform.invalid", "/current", "identity.current_wrong") : refusal);
        await HttpContext.SignInAsync(OpenIdServer.SignInCookie, outcome.Value!, new AuthenticationProperties { IssuedUtc = clock.GetUtcNow() });
        if (ReturnUrl is not null)
            return Redirect(LoginModel.Back(ReturnUrl));
        Done = true;
        return Page();
    }

    private async Task<Account?> Find()
    {
        var session = await HttpContext.AuthenticateAsync(OpenIdServer.SignInCookie);
        if (await standing.OfSession(session.Principal, HttpContext.RequestAborted) is not { } account)
            return null;
        (Must, UserName) = (account.MustChangePassword, account.UserName!);
        return account;
    }

    private RedirectResult ToSignIn() => Redirect($"/connect/login?returnUrl={Uri.EscapeDataString(ReturnUrl ?? Authorize.PasswordPath)}");
}
